package tally

import (
	"testing"

	"signoff/internal/fact"
)

func TestExemptions(t *testing.T) {
	finding := fact.Finding{Rule: "GHSA-aaaa", CVE: []string{"CVE-2024-1"}, Package: "@scope/web_tools", Version: "1.2.0"}
	reason := "vulnerable_code_not_present"
	tests := []struct {
		name       string
		statements []fact.VEX
		clears     bool
	}{
		{"none", nil, false},
		{"no product", []fact.VEX{{ID: "CVE-2024-1", Status: "not_affected", Justification: reason}}, true},
		{"no reason", []fact.VEX{{ID: "CVE-2024-1", Status: "not_affected", Justification: " "}}, false},
		{"a fix needs none", []fact.VEX{{ID: "CVE-2024-1", Status: "fixed"}}, true},
		{"in small letters, as an address", []fact.VEX{{ID: "https://nvd.example/vuln/cve-2024-1", Status: "fixed"}}, true},
		{"by the rule", []fact.VEX{{ID: "GHSA-AAAA", Status: "fixed"}}, true},
		{"by an alias", []fact.VEX{{ID: "GO-1", Aliases: []string{"CVE-2024-1"}, Status: "fixed"}}, true},
		{"another vulnerability", []fact.VEX{{ID: "CVE-2024-11", Status: "fixed"}}, false},
		{"no id", []fact.VEX{{ID: "", Status: "fixed"}}, false},
		{"affected", []fact.VEX{{ID: "CVE-2024-1", Status: "affected"}}, false},
		{"contradicted before", []fact.VEX{{ID: "CVE-2024-1", Status: "affected"}, {ID: "CVE-2024-1", Status: "fixed"}}, false},
		{"contradicted after", []fact.VEX{{ID: "CVE-2024-1", Status: "fixed"}, {ID: "GHSA-aaaa", Status: "under_investigation"}}, false},
		{"contradicted for another package", []fact.VEX{{ID: "CVE-2024-1", Status: "fixed"}, {ID: "CVE-2024-1", Product: "pkg:npm/other", Status: "affected"}}, true},
		{"the package", []fact.VEX{{ID: "CVE-2024-1", Product: "pkg:npm/%40scope/web-tools@1.2.0?arch=x#sub", Status: "fixed"}}, true},
		{"the package without its namespace", []fact.VEX{{ID: "CVE-2024-1", Product: "pkg:npm/web_tools", Status: "fixed"}}, false},
		{"the package by its name", []fact.VEX{{ID: "CVE-2024-1", Product: "@Scope/web-tools", Status: "fixed"}}, true},
		{"another version", []fact.VEX{{ID: "CVE-2024-1", Product: "pkg:npm/%40scope/web-tools@1.2.1", Status: "fixed"}}, false},
		{"another package", []fact.VEX{{ID: "CVE-2024-1", Product: "pkg:npm/%40scope/tools", Status: "fixed"}}, false},
		{"a product by its name", []fact.VEX{{ID: "CVE-2024-1", Product: "Shop 2.1", Status: "fixed"}}, false},
		{"an image", []fact.VEX{{ID: "CVE-2024-1", Product: "pkg:oci/shop@sha256%3Aab", Status: "fixed"}}, true},
		{"a part of an image", []fact.VEX{{ID: "CVE-2024-1", Product: "pkg:oci/shop", Parts: []string{"pkg:npm/other", "pkg:npm/%40scope/web-tools"}, Status: "fixed"}}, true},
		{"another part of an image", []fact.VEX{{ID: "CVE-2024-1", Product: "pkg:oci/shop", Parts: []string{"pkg:npm/other"}, Status: "fixed"}}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var forth, back Exemptions
			for i := range test.statements {
				if err := forth.add(&test.statements[i], "vex.json"); err != nil {
					t.Fatal(err)
				}
				var one Exemptions
				if err := one.add(&test.statements[len(test.statements)-1-i], "vex.json"); err != nil {
					t.Fatal(err)
				}
				back.Merge(&one)
			}
			if got := forth.of(&finding) != nil; got != test.clears {
				t.Errorf("cleared = %t, want %t", got, test.clears)
			}
			if got := back.of(&finding) != nil; got != test.clears {
				t.Errorf("in the other order: cleared = %t, want %t", got, test.clears)
			}
		})
	}
}

func TestExemptionsWithoutNamespace(t *testing.T) {
	var e Exemptions
	if err := e.add(&fact.VEX{ID: "CVE-1", Product: "pkg:maven/org.apache/log4j-core@2.14.0", Status: "fixed"}, "vex.json"); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"log4j-core": true, "org.apache:log4j-core": true, "other:log4j-core": false, "": true} {
		if got := e.of(&fact.Finding{Rule: "CVE-1", Package: name, Version: "v2.14.0"}) != nil; got != want {
			t.Errorf("%q: cleared = %t, want %t", name, got, want)
		}
	}
}

// TestClearedFindings holds the counts before and after, and what is listed.
func TestClearedFindings(t *testing.T) {
	high, _ := MeasureNamed("findings.high")
	total, _ := MeasureNamed("findings.total")
	hidden, _ := MeasureNamed("findings.suppressed")
	set := Compile(fact.Scanner, []fact.Question{{Measure: high}, {Measure: total, Dedupe: true}, {Measure: hidden}})
	var e Exemptions
	if err := e.add(&fact.VEX{Line: 4, ID: "CVE-1", Status: "not_affected", Justification: "component_not_present"}, "vex.json"); err != nil {
		t.Fatal(err)
	}
	fold := set.Fold()
	for path, exempt := range map[string]*Exemptions{"with.json": &e, "without.json": nil} {
		sink := set.Sink(path)
		sink.Exempt = exempt
		sink.Finding(&fact.Finding{Line: 1, Severity: fact.High, Rule: "CVE-1", Package: "a", Version: "1", Message: "first"})
		sink.Finding(&fact.Finding{Line: 2, Severity: fact.High, Rule: "CVE-2", Package: "b", Version: "1"})
		sink.Finding(&fact.Finding{Line: 3, Severity: fact.High, Rule: "CVE-1", Package: "c", Version: "1", Suppressed: true})
		if err := sink.Err(); err != nil {
			t.Fatal(err)
		}
		fold.Add(sink)
	}
	a := fold.Answer(0)
	if got := a.Figures[0].Value.String(); got != "3" {
		t.Errorf("%s high findings, want 3: what is cleared in one file stands in the other", got)
	}
	notes := map[string]int64{}
	for _, n := range a.Beside {
		notes[n.Name] = n.Count
	}
	if notes["cleared by VEX"] != 1 || notes["before VEX"] != 4 || notes["after VEX"] != 3 || notes["suppressed"] != 2 {
		t.Errorf("next to it stands %v", notes)
	}
	last := a.Exhibits[len(a.Exhibits)-1]
	want := fact.Exhibit{Rank: "cleared", Name: "CVE-1", Text: "not affected: component_not_present (vex.json:4) first", Subject: "a@1", At: fact.Location{Path: "with.json", Line: 1}}
	if len(a.Exhibits) != 4 || last != want || a.More != 0 {
		t.Errorf("%d exhibits and %d more, the last is %+v", len(a.Exhibits), a.More, last)
	}
	if got := fold.Answer(1).Figures[0].Value.String(); got != "2" {
		t.Errorf("%s places, want 2: the finding that stands counts once", got)
	}
	if got := fold.Answer(2); got.Figures[0].Value.String() != "2" || len(got.Exhibits) != 2 {
		t.Errorf("suppressed: %+v", got)
	}
}
