package benchmark

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var pgbenchFormat = reader.Format{
	Name:      "pgbench",
	CutUnseen: true,
	Doc:       "The summary that pgbench prints: tps is the rate, latency average the mean (ms), failed transactions the errors; progress is left out. Where versions before 14 print two rates, the one without connecting is the principal metric. Of several scripts each has its own latency and rate by the name \"SQL script 1: …\"; transactions and failures count in the whole only. An aborted run is incomplete.",
	Kind:      fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Line("transaction type: ") && h.Line("scaling factor: ") || h.Line("progress: ") && h.Line(" tps, lat ")
	},
	Read: readPgbench,
}

// The version behind the name of the tool, a rate of the whole with the remark
// that ends its line, and the line of one of several scripts with its rate.
var (
	pgbenchVersion = lazy.Regexp(`^(?:PostgreSQL\) )?([^ ()]+)`)
	pgbenchWhole   = lazy.Regexp(`^[0-9.]+ \(.*\)$`)
	pgbenchScript  = lazy.Regexp(`^[0-9]+ transactions .*tps = ([0-9.]+)\)`)
)

func readPgbench(in *reader.Input, s *tally.Sink) error {
	t := textOf(in, s, "pgbench")
	measured, open := false, false // the whole has a rate, the script is still to have one
	finish := func() {
		if open {
			t.Fail("expected the rate of %.100q, found none", t.name)
		}
	}
	mean, stddev := t.gives(fact.Mean, quantity.Millisecond), t.gives(fact.Stddev, quantity.Millisecond)
	t.read([]phrase{
		{"pgbench (", func(rest string) {
			if m := pgbenchVersion().FindStringSubmatch(rest); m != nil {
				s.Named("", m[1])
			}
		}},
		{"transaction type: ", keep(&t.name)},
		{"number of transactions actually processed:", t.gives(fact.Requests, quantity.Count)},
		{"number of failed transactions:", t.gives(fact.Errors, quantity.Count)},
		{"latency average", mean},
		{"latency stddev", stddev},
		{"tps = ", func(rest string) {
			if !pgbenchWhole().MatchString(rest) {
				t.Fail("expected a rate and what it includes, found %.80q", t.Text())
			}
			d, _ := leading(t, rest)
			x := fact.Sample{Line: t.Line(), Name: t.name, Stat: fact.Rate, Value: d, Unit: quantity.MustUnit("transactions/s")}
			if strings.Contains(rest, "including connections establishing") {
				x.Metric = "including connections establishing" // of two rates the first
			} else {
				measured = true
			}
			s.Sample(&x)
		}},
		{"SQL script ", func(string) {
			finish()
			t.name, open = t.Text(), true
		}},
		{"- latency average", mean},
		{"- latency stddev", stddev},
		{"- ", func(rest string) {
			if m := pgbenchScript().FindStringSubmatch(rest); m != nil {
				open = false
				t.gives(fact.Rate, quantity.MustUnit("transactions/s"))(m[1])
			}
		}},
		{"pgbench: error:", t.gaveUp},
		{"pgbench: fatal:", t.gaveUp},
		{"Run was aborted", t.gaveUp},
	})
	if finish(); !measured {
		t.Fail("expected a line that begins with tps =, found the end of the file")
	}
	return t.Err()
}
