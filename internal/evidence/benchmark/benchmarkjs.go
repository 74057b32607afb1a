package benchmark

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var benchmarkJSFormat = reader.Format{
	Name:      "benchmarkjs",
	CutUnseen: true,
	Doc:       "The lines that Benchmark.js makes of its results: \"name x 1,431,759 ops/sec ±0.74% (93 runs sampled)\" is a rate.",
	Kind:      fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Line(" ops/sec ") && slices.ContainsFunc(h.Lines, benchmarkJSLine().MatchString)
	},
	Read: readBenchmarkJS,
}

var benchmarkJSLine = lazy.Regexp(`^\s*(.+?) x ([0-9][0-9,.]*) ops/sec ±[0-9.]+% \([0-9]+ runs? sampled\)`)

func readBenchmarkJS(in *reader.Input, s *tally.Sink) error {
	l := in.Lines()
	s.Named("Benchmark.js", "")
	for range l.All() {
		m := benchmarkJSLine().FindStringSubmatch(l.Text())
		if m == nil {
			if name, _, ok := strings.Cut(l.Text(), " x NaN ops/sec"); ok {
				s.Incomplete(l.Line(), "%s has no result", strings.TrimSpace(name))
			}
			continue
		}
		d, _ := leading(l, m[2])
		s.Sample(&fact.Sample{Line: l.Line(), Name: m[1], Stat: fact.Rate, Value: d, Unit: quantity.MustUnit("ops/s")})
	}
	return l.Err()
}
