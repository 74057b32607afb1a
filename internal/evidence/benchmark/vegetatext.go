package benchmark

import (
	"strings"
	"time"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// readVegetaText reads lines such as "Latencies [min, mean, max] 1ms, 2ms, 3ms".
func readVegetaText(in *reader.Input, s *tally.Sink) error {
	t := textOf(in, s, "vegeta")
	complete := false
	var requests, succeeded int64
	t.read([]phrase{
		{"Requests", pairs(func(word, text string) {
			if word == "total" {
				requests = count(t, text)
				giveCount(s, t.Line(), fact.Requests, requests)
				return
			}
			d, _ := leading(t, text)
			s.Sample(&fact.Sample{Line: t.Line(), Metric: word, Stat: fact.Rate, Value: d, Unit: vegetaRate})
		})},
		{"Latencies", pairs(func(word, text string) {
			if entry, ok := named(vegetaLatencies, word); ok && requests > 0 {
				d, err := time.ParseDuration(text)
				if err != nil {
					t.Fail("expected a duration, found %.40q", text)
				}
				t.give(entry.stat, quantity.DecimalFromInt(int64(d)), entry.unit)
			}
		})},
		{"Status Codes", func(rest string) {
			_, values, _ := strings.Cut(rest, "]")
			for _, field := range strings.Fields(values) {
				code, text, _ := strings.Cut(field, ":")
				if n := count(t, text); isSuccess(code) {
					succeeded += n
				}
			}
		}},
		{"Error Set:", mark(&complete)},
	})
	if !complete {
		t.Fail("expected a line that begins with Error Set:, found the end of the file")
	}
	giveCount(s, 0, fact.Errors, requests-succeeded)
	return t.Err()
}

// pairs reads each word in the brackets with the value that stands in its place
// behind them.
func pairs(read func(word, text string)) func(rest string) {
	return func(rest string) {
		words, values, _ := strings.Cut(strings.TrimPrefix(rest, "["), "]")
		texts := strings.Split(strings.TrimSpace(values), ", ")
		for i, word := range strings.Split(words, ", ") {
			if i < len(texts) {
				read(word, texts[i])
			}
		}
	}
}
