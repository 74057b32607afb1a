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

var rustLibtestFormat = reader.Format{
	Name:      "rust-libtest-bench",
	CutUnseen: true,
	Doc:       "What cargo bench prints for Rust's own harness, and criterion's --output-format bencher: the time of \"test NAME ... bench: 18,149 ns/iter (+/- 755)\" is the median, MB/s behind it the rate; a figure in an unknown unit (cycles/iter) is a bare number with the unit as its metric. A benchmark that failed makes the run incomplete; a run that begins and has no \"test result\" is refused as cut off.",
	Kind:      fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Line(" ... bench: ") && slices.ContainsFunc(h.Lines, rustLibtestLine().MatchString)
	},
	Read: readRustLibtest,
}

var (
	rustLibtestLine   = lazy.Regexp(`^test (.+?)\s+\.\.\. bench:\s+([0-9][0-9,.]*) ([^ ]+/[^ ]+) \(\+/- [0-9,.]+\)(?: = ([0-9,.]+) MB/s)?`)
	rustLibtestBegin  = lazy.Regexp(`^running [0-9]+ tests?$`)
	rustLibtestFailed = lazy.Regexp(`^(test .+ \.\.\. FAILED|test result: FAILED|error: bench failed|error: test failed)`)
)

func readRustLibtest(in *reader.Input, s *tally.Sink) error {
	t := textOf(in, s, "cargo bench")
	rate := t.gives(fact.Rate, quantity.MustUnit("MB/s"))
	begun, ended := 0, 0 // the lines of runs; those of several may mix
	for range t.All() {
		line := t.Text()
		switch {
		case rustLibtestBegin().MatchString(line):
			begun++
		case strings.HasPrefix(line, "test result: "):
			ended++
		}
		if !strings.HasPrefix(line, "test ") && !strings.HasPrefix(line, "error: ") {
			continue
		}
		if rustLibtestFailed().MatchString(line) {
			t.gaveUp("")
		}
		if m := rustLibtestLine().FindStringSubmatch(line); m != nil {
			x := fact.Sample{Line: t.Line(), Name: m[1], Stat: fact.Median}
			d, _ := leading(t, m[2])
			measure(&x, d, m[3])
			s.Sample(&x)
			if t.name = m[1]; m[4] != "" {
				rate(m[4])
			}
		}
	}
	if begun > ended {
		t.Fail("expected the result of each of %d runs, found %d: the text is cut off", begun, ended)
	}
	return t.Err()
}
