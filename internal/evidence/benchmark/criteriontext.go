package benchmark

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// beginsCriterion tells whether a line is one that only criterion prints.
func beginsCriterion(line string) bool {
	_, _, ok := criterionMiddle(line, "time:")
	return ok || isWarmingUp(line)
}

func isWarmingUp(line string) bool {
	return strings.HasPrefix(line, "Benchmarking ") && strings.Contains(line, ": Warming up for ")
}

// criterionMiddle finds "key [low unit estimate unit high unit]" in a line and
// gives what stands before it and the estimate with its unit.
func criterionMiddle(line, key string) (name, estimate string, ok bool) {
	name, rest, ok := strings.Cut(line, key)
	fields := strings.Fields(rest)
	if !ok || len(fields) != 6 || !strings.HasPrefix(fields[0], "[") || !strings.HasSuffix(fields[5], "]") {
		return "", "", false
	}
	return strings.TrimSpace(name), fields[2] + " " + fields[3], true
}

// torn is the beginning of figures that are not as criterion writes them.
var torn = lazy.Regexp(`\b(?:time|thrpt): +\[`)

func readCriterionText(in *reader.Input, s *tally.Sink) error {
	t := textOf(in, s, "criterion")
	previous, begun := "", 0
	for range t.All() {
		line := t.Text()
		if isWarmingUp(line) {
			begun = t.Line()
		}
		if name, text, ok := criterionMiddle(line, "time:"); ok {
			// A long name stands on a line of its own.
			if t.name = name; name == "" {
				t.name = strings.TrimSpace(previous)
			}
			t.giveAmount(fact.Mean, text)
			begun = 0
		} else if name, text, ok := criterionMiddle(line, "thrpt:"); ok && name == "" {
			t.giveAmount(fact.Rate, text)
		} else if torn().MatchString(line) {
			t.Fail("expected three figures in brackets, found %.80q", strings.TrimSpace(line))
		}
		if strings.Contains(line, "panicked at ") || strings.HasPrefix(line, "error: bench failed") {
			t.gaveUp("")
		}
		previous = line
	}
	if begun > 0 {
		s.Incomplete(begun, "a benchmark began and has no time")
	}
	return t.Err()
}
