package benchmark

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

var abFormat = reader.Format{
	Name: "ab",
	Doc:  "What ApacheBench prints, in milliseconds, named by host, port and path: the mean is Time per request, the others are those of the row Total and the percentiles. Errors are the failed requests and responses other than 2xx; a response that differs in length and in status is one error. A run that ab gave up is incomplete.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Line("This is ApacheBench") || h.Line("Document Path:") && h.Line("Concurrency Level:")
	},
	Read: readAB,
}

// What the columns of the row Total state, and those without deviations (-S).
var (
	abTotal = []fact.Stat{fact.Min, fact.Mean, fact.Stddev, fact.Median, fact.Max}
	abBrief = []fact.Stat{fact.Min, fact.Mean, fact.Max}
)

func readAB(in *reader.Input, s *fact.Sink) error {
	t := textOf(in, s, "ab")
	var host, port, path string
	var done, ended, listed, longest bool
	var completed, failed, lengths, statuses int64
	columns := abTotal
	mean, requests := t.states(fact.Mean, quantity.Millisecond), t.states(fact.Requests, quantity.Count)
	t.read([]phrase{
		{"This is ApacheBench, Version ", func(rest string) {
			version, _, _ := strings.Cut(rest, " ")
			s.Named("", version)
		}},
		{"Server Hostname:", keep(&host)},
		{"Server Port:", func(rest string) { port = ":" + rest }},
		{"Document Path:", keep(&path)},
		{"Complete requests:", func(rest string) {
			requests(rest)
			done, completed = true, count(t, rest)
		}},
		{"Failed requests:", t.counts(&failed)},
		{"(Connect: ", func(rest string) {
			_, rest, _ = strings.Cut(rest, "Length: ")
			lengths = count(t, rest)
		}},
		{"Non-2xx responses:", t.counts(&statuses)},
		{"Requests per second:", t.states(fact.Rate, quantity.MustUnit("req/s"))},
		{"Time per request:", func(rest string) {
			if strings.HasSuffix(rest, "(mean)") {
				mean(rest)
			}
		}},
		{"min ", func(rest string) {
			if strings.HasPrefix(rest, "avg ") {
				columns = abBrief
			}
		}},
		{"Total:", func(rest string) {
			texts := strings.Fields(rest)
			if ended = len(texts) == len(columns); ended {
				abRow(t, columns, texts)
			}
		}},
		{"Percentage of the requests", mark(&listed)},
		{"50%", t.states(fact.P50, quantity.Millisecond)},
		{"90%", t.states(fact.P90, quantity.Millisecond)},
		{"95%", t.states(fact.P95, quantity.Millisecond)},
		{"99%", t.states(fact.P99, quantity.Millisecond)},
		{"100%", mark(&longest)},
		{"apr_", t.gaveUp},
		{"Total of ", t.gaveUp},
		{"Test aborted", t.gaveUp},
	})
	switch {
	case !done && len(s.Facts.Incomplete) > 0:
		return t.Err() // ab gave up, and said so
	case !done, completed > 0 && !ended:
		t.Fail("wanted the complete requests and the row Total, found the end of the file")
	case listed && !longest:
		t.Fail("wanted the percentiles up to 100%%, found the end of the file")
	case completed == 0:
		s.Incomplete(t.Line(), "no request was completed")
	}
	// A response with another status mostly has another length too.
	errors := failed - lengths + max(lengths, statuses)
	t.found.add(t.Line(), fact.Errors, quantity.DecimalFromInt(errors), quantity.Count)
	t.found.give(s, host+port+path)
	return t.Err()
}

// abRow reads the row Total. Its mean is rounded: Time per request is not.
func abRow(t *text, columns []fact.Stat, texts []string) {
	for i, stat := range columns {
		if d, _ := leading(t, texts[i]); stat != fact.Mean {
			t.found.add(t.Line(), stat, d, quantity.Millisecond)
		}
	}
}
