package tally

import (
	"slices"

	"signoff/internal/fact"
)

// findingsOf is which findings a measure counts, or whose rules.
type findingsOf struct {
	severities []fact.Severity
	states     []state
	rules      bool
	exact      bool // findings without a rating are among them, and leave nothing open
}

// comparing are the findings that a measure counts against a base.
func comparing(name string, c fact.Comparison, doc string) row[findingsOf] {
	return row[findingsOf]{fact.Measure{Name: name, Compare: c, Doc: doc}, findingsOf{anySeverity, counting, false, true}}
}

// scannerMeasures are the measures of findings.
var scannerMeasures = measures[findingsOf]{
	{fact.Measure{Name: "findings.total", Total: true, Doc: "active findings of any severity"},
		findingsOf{anySeverity, counting, false, true}},
	first(ofSeverity("findings.critical", fact.Critical), fact.First{Title: "No critical finding", Target: "== 0"}),
	first(ofSeverity("findings.high", fact.High), fact.First{Title: "No high finding", Target: "== 0"}),
	ofSeverity("findings.medium", fact.Medium),
	ofSeverity("findings.low", fact.Low),
	ofSeverity("findings.info", fact.Info),
	{fact.Measure{Name: "findings.unrated", Doc: "active findings that the tool gives no severity; each may count for any"},
		findingsOf{[]fact.Severity{fact.NoSeverity}, counting, false, true}},
	{fact.Measure{Name: "findings.suppressed", Note: "suppressed", Doc: "findings accepted at the source; not in any other count"},
		findingsOf{anySeverity, []state{suppressed}, false, true}},
	{fact.Measure{Name: "findings.undecided", Note: "undecided", Doc: "findings that wait for a person's decision; not in any other count"},
		findingsOf{anySeverity, []state{undecided}, false, true}},
	{fact.Measure{Name: "findings.rules", Doc: "distinct rules among the active findings"}, findingsOf{anySeverity, counting, true, true}},
	comparing("findings.new", fact.NewOnes, "active findings that the baseline does not have"),
	comparing("findings.fixed", fact.FixedOnes, "active findings of the baseline that are gone"),
	comparing("findings.kept", fact.KeptOnes, "active findings that the baseline has too"),
}

// anySeverity is the scale and, last, no rating.
var anySeverity = append(slices.Clone(fact.Severities), fact.NoSeverity)

// unrated is the value of the field severity of a finding that has none.
const unrated = "unrated"

func rated(f *fact.Finding) string {
	if f.Severity == fact.NoSeverity {
		return unrated
	}
	return f.Severity.String()
}

// counting is the state of the findings that count.
var counting = []state{active}

func ofSeverity(name string, s fact.Severity) row[findingsOf] {
	return row[findingsOf]{
		fact.Measure{Name: name, Severity: s, Doc: "active findings of severity " + s.String()},
		findingsOf{[]fact.Severity{s}, counting, false, false},
	}
}
