package tally

import (
	"testing"

	"signoff/internal/fact"
)

func TestCatalogue(t *testing.T) {
	known := &Catalogue{}
	for _, e := range []fact.Catalogued{{ID: "CVE-2021-44228", Exploited: true}, {ID: "cve-2021-44228", Score: "0.94358"}, {ID: "CVE-2020-8203", Score: "0.01941"}, {ID: "CVE-2020-1", Score: "1"}} {
		if err := known.add(&e); err != nil {
			t.Fatal(err)
		}
	}
	for _, e := range []fact.Catalogued{{ID: "log4shell", Exploited: true}, {ID: "CVE-1-1", Score: "1.01"}, {ID: "CVE-1-1", Score: "-0.1"}, {ID: "CVE-1-1", Score: "high"}, {ID: "CVE-2020-8203", Score: "0.5"}} {
		if known.add(&e) == nil {
			t.Errorf("%+v is taken", e)
		}
	}
	for _, test := range []struct {
		finding   fact.Finding
		kev, epss string
	}{
		{fact.Finding{Rule: "CVE-2021-44228", Package: "log4j-core"}, "true", "94.358%"},
		{fact.Finding{Rule: "x", CVE: []string{"https://nvd.nist.gov/vuln/detail/CVE-2020-8203"}}, "false", "1.941%"},
		{fact.Finding{Rule: "x", CVE: []string{"CVE-2020-8203", "CVE-2020-1"}}, "false", "100%"},
		{fact.Finding{Rule: "x", CVE: []string{"CVE-2020-8203", "CVE-2026-9"}}, "false", unrated}, // one has no score yet
		{fact.Finding{Rule: "x", CVE: []string{"GHSA-aaaa-bbbb-cccc"}}, unrated, unrated},
		{fact.Finding{Rule: "RUSTSEC-2020-1", Package: "smallvec"}, unrated, unrated},
		{fact.Finding{Rule: "G101", Path: "a.go"}, "false", ""},
	} {
		if kev, epss := known.isExploited(&test.finding), known.likelihood(&test.finding); kev != test.kev || epss != test.epss {
			t.Errorf("%+v: kev %q, epss %q; expected %q, %q", test.finding, kev, epss, test.kev, test.epss)
		}
	}
	var none *Catalogue
	if none.isExploited(&fact.Finding{Rule: "CVE-2021-44228"}) != unrated || none.likelihood(&fact.Finding{}) != unrated {
		t.Error("without a catalogue something is known")
	}
}

// What no catalogue says of a finding that is new, kept or fixed leaves it open.
func TestCompareWithoutCatalogue(t *testing.T) {
	known, unknown := fact.Finding{Severity: fact.High, Rule: "G101", Path: "a.go"}, fact.Finding{Severity: fact.High, Rule: "GHSA-1", Package: "p", Path: "go.mod"}
	catalogue := &Catalogue{exploited: map[string]bool{"CVE-1-1": true}}
	m, _ := MeasureNamed("findings.new")
	for exploited, want := range map[string][2]int64{"true": {0, 1}, "false": {1, 2}} {
		set := Compile(fact.Scanner, []fact.Question{{Measure: m, Compare: m.Compare, Where: where(t, fact.Scanner, "kev:"+exploited)}})
		sink, fold := set.Sink("now"), set.Fold()
		sink.Tool, sink.Catalogue = "scan", catalogue
		for _, f := range []fact.Finding{known, unknown} {
			sink.Finding(&f)
		}
		fold.Add(sink)
		figure := fold.Compare(0, foldOf(t, set, "base", nil), Renames{}).Figures[0]
		if figure.Range == nil || figure.Range.Low.Base().Num().Int64() != want[0] || figure.Range.High.Base().Num().Int64() != want[1] {
			t.Errorf("kev %s: got %+v, expected from %d to %d", exploited, figure, want[0], want[1])
		}
	}
}
