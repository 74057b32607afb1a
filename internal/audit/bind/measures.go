package bind

import (
	"signoff/internal/fact"
	"signoff/internal/tally"
)

// named is the name of the first measure of which something holds, "" without one.
func named(holds func(*fact.Measure) bool) string {
	for i := range tally.Measures {
		if m := &tally.Measures[i]; holds(m) {
			return m.Name
		}
	}
	return ""
}

// total names the measure that counts all of a kind.
func total(kind fact.Kind) string {
	return named(func(m *fact.Measure) bool { return m.Kind == kind && m.Total })
}

// ended names the measure of the tests with an outcome.
func ended(o fact.Outcome) string {
	return named(func(m *fact.Measure) bool { return m.Kind == fact.Tests && m.Outcome == o })
}

// rated names the measure of the findings of a severity.
func rated(s fact.Severity) string {
	return named(func(m *fact.Measure) bool { return m.Severity == s })
}

// noted names the measure that stands under a name beside others of its kind.
func noted(kind fact.Kind, note string) string {
	return named(func(m *fact.Measure) bool { return m.Kind == kind && m.Note == note })
}

// isTotal reports whether a measure counts all of a kind, or is the whole of a share.
func isTotal(name string) bool {
	return named(func(m *fact.Measure) bool { return m.Total && m.Name == name || m.Of == name }) != ""
}
