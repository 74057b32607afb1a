package benchmark

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var catch2Format = reader.Format{
	Name: "catch2",
	Doc:  "The tables that Catch2 prints of benchmarks: mean and standard deviation in the unit of each figure, not their bounds; with --benchmark-no-analysis the mean alone. Without the totals at its end the run is incomplete.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Line("benchmark name ") && h.Line(" samples ") && h.Line(" iterations ")
	},
	Read: readCatch2,
}

// A benchmark has a row "name samples iterations time" and two rows of three
// times: mean and standard deviation, each with its bounds.
var (
	catch2Row   = lazy.Regexp(`^(.*?)\s+[0-9]+\s+[0-9]+\s+([0-9.e+]+ [nuµm]?[smh])\s*$`)
	catch2Times = lazy.Regexp(`^\s+([0-9.e+]+ [nuµm]?[smh])\s+[0-9.e+]+ [nuµm]?[smh]\s+[0-9.e+]+ [nuµm]?[smh]\s*$`)
)

func readCatch2(in *reader.Input, s *tally.Sink) error {
	t := textOf(in, s, "Catch2")
	var wrapped []string
	var table, direct, ended bool
	var expected []fact.Stat // of the rows to come
	for range t.All() {
		line := t.Text()
		row, times := catch2Row().FindStringSubmatch(line), catch2Times().FindStringSubmatch(line)
		switch {
		case strings.HasPrefix(line, "benchmark name "):
			table, direct = true, strings.HasSuffix(strings.TrimSpace(line), "mean")
		case len(expected) > 0 && times != nil:
			t.giveAmount(expected[0], times[1])
			expected = expected[1:]
		case table && row != nil:
			if len(expected) > 0 {
				t.Fail("expected the times of %.100q, found another benchmark", t.name)
			}
			t.name = strings.TrimSpace(strings.Join(append(wrapped, row[1]), " "))
			wrapped = nil
			if expected = []fact.Stat{fact.Mean, fact.Stddev}; direct {
				expected = nil
				t.giveAmount(fact.Mean, row[2])
			}
		case strings.HasPrefix(line, "....") || strings.HasPrefix(line, "===="):
			table, wrapped, ended = false, nil, line[0] == '='
		case strings.HasPrefix(line, "----") || strings.TrimSpace(line) == "" || line[0] == ' ':
			wrapped = nil
		case table:
			// A long name takes several lines, its figures stand in the last.
			wrapped = append(wrapped, strings.TrimSpace(line))
		}
	}
	if len(expected) > 0 {
		t.Fail("expected the times of %.100q, found the end of the file", t.name)
	}
	if !ended {
		s.Incomplete(t.Line(), "the totals at the end are not there")
	}
	return t.Err()
}
