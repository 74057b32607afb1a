package benchmark

import (
	"regexp"
	"slices"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

var rustLibtestFormat = reader.Format{
	Name: "rust-libtest-bench",
	Doc:  "What cargo bench prints for Rust's own harness, and criterion's --output-format bencher: the time of \"test NAME ... bench: 18,149 ns/iter (+/- 755)\" is the median, MB/s behind it the rate. A benchmark that failed makes the run incomplete.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return slices.ContainsFunc(h.Lines, rustLibtestLine.MatchString)
	},
	Read: readRustLibtest,
}

var (
	rustLibtestLine   = regexp.MustCompile(`^test (.+?)\s+\.\.\. bench:\s+([0-9][0-9,.]*) ([^ ]+/iter) \(\+/- [0-9,.]+\)(?: = ([0-9,.]+) MB/s)?`)
	rustLibtestFailed = regexp.MustCompile(`^(test .+ \.\.\. FAILED|test result: FAILED|error: bench failed|error: test failed)`)
)

func readRustLibtest(in *reader.Input, s *fact.Sink) error {
	l := in.Lines()
	s.Named("cargo bench", "")
	for range l.All() {
		line := l.Text()
		if rustLibtestFailed.MatchString(line) {
			s.Incomplete(l.Line(), "%s", line)
		}
		m := rustLibtestLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		giveEstimate(l, s, fact.Sample{Line: l.Line(), Name: m[1], Stat: fact.Median}, m[2]+" "+m[3])
		if m[4] != "" {
			d, _ := leading(l, m[4])
			s.Sample(&fact.Sample{Line: l.Line(), Name: m[1], Stat: fact.Rate, Value: d, Unit: quantity.MustUnit("MB/s")})
		}
	}
	return l.Err()
}
