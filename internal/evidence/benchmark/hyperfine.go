package benchmark

import (
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var hyperfineFormat = reader.Format{
	Name:      "hyperfine",
	CutUnseen: true,
	Doc:       "hyperfine's --export-json and --export-csv: seconds a command, where the file holds times each run is a sample. Runs that exit with a code other than 0, or by a signal, are errors. User and system time are left out.",
	Kind:      fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Has("results[].command", "results[].mean", "results[].user") ||
			begins(h, "command", "mean", "stddev", "median", "user", "system", "min", "max")
	},
	Read: readHyperfine,
}

var hyperfineStats = []stated{
	{"mean", fact.Mean, quantity.Second},
	{"stddev", fact.Stddev, quantity.Second},
	{"median", fact.Median, quantity.Second},
	{"min", fact.Min, quantity.Second},
	{"max", fact.Max, quantity.Second},
}

func readHyperfine(in *reader.Input, s *tally.Sink) error {
	if in.Head.Container == reader.CSVTable {
		return rows(in, s, "hyperfine", "command", hyperfineStats)
	}
	failed := int64(0)
	codes := layout{{"[]", func(v reader.Value, _ *report) {
		if v.Text() != "0" {
			failed++
		}
	}}}.Reader()
	return read(in, s, "hyperfine", layout{
		{"results[]", benchmark(append(layout{
			{"command", title},
			{"times[]", states(fact.Sampled, quantity.Second)},
			{"exit_codes", func(v reader.Value, r *report) {
				line := v.Line()
				failed = 0
				codes(v, r)
				r.found.add(line, fact.Errors, quantity.DecimalFromInt(failed), quantity.Count)
			}},
		}, stats("", hyperfineStats)...))},
	})
}
