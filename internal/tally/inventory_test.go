package tally

import (
	"fmt"
	"testing"

	"signoff/internal/fact"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func components(s *Sink) {
	s.Component(&fact.Component{Line: 1, Name: "a", Version: "1", License: "MIT", PURL: "pkg:npm/a@1", Type: "library"})
	s.Component(&fact.Component{Line: 2, Name: "b", Version: "2", License: "GPL-3.0-only", Type: "library"})
	s.Component(&fact.Component{Line: 3, Name: "c", Type: "file"})
}

func statements(s *Sink) {
	s.VEX(&fact.VEX{Line: 4, ID: "CVE-1", Product: "pkg:npm/a@1", Status: "not_affected", Justification: "code not reachable"})
	s.VEX(&fact.VEX{Line: 5, ID: "CVE-2", Product: "b", Status: "affected"})
}

func TestInventory(t *testing.T) {
	tests := []struct {
		measure, where string
		file           func(s *Sink)
		want           string
	}{
		{"components.total", "", components, "3"},
		{"components.total", "type: library", components, "2"},
		{"components.total", "license: GPL*", components, "1"},
		{"components.total", "license: AGPL*", components, "0, no-match"},
		{"components.unlicensed", "", components, "1"},
		{"components.unlicensed", "license:", components, "1"},
		{"components.unversioned", "name: !c", components, "0"},
		{"vulnerabilities.affected", "", components, "no-match"},
		{"components.total", "", statements, "no-match"},
		{"components.total", "", both(statements, (*Sink).Bill), "0"},
		{"components.unlicensed", "", statements, "no-match"},
		{"vulnerabilities.affected", "", statements, "1"},
		{"vulnerabilities.fixed", "", statements, "0"},
		{"vulnerabilities.affected", "name: b", statements, "1"},
		{"vulnerabilities.not_affected", "purl: pkg:npm/*", both(components, statements), "1"},
		{"vulnerabilities.affected", "name: z", statements, "0, no-match"},
	}
	for _, tt := range tests {
		if got := brief(ask(t, question(t, tt.measure, conditions(tt.where)...), tt.file)); got != tt.want {
			t.Errorf("%s where %s: got %s, want %s", tt.measure, tt.where, got, tt.want)
		}
	}
}

func TestInventoryDetails(t *testing.T) {
	q := question(t, "components.unlicensed")
	q.By = "type"
	a := ask(t, q, components)
	if diff := cmp.Diff([]fact.Exhibit{{Rank: "unlicensed", Name: "c", At: fact.Location{Path: "a.json", Line: 3}}}, a.Exhibits); diff != "" {
		t.Error(diff)
	}
	if len(a.Rows) != 1 || a.Rows[0].Name != "file" {
		t.Errorf("got %+v", a.Rows)
	}
	vex := ask(t, question(t, "vulnerabilities.not_affected"), statements)
	want := []fact.Exhibit{{Rank: "not_affected", Name: "CVE-1", Text: "code not reachable", Subject: "pkg:npm/a@1", At: fact.Location{Path: "a.json", Line: 4}}}
	if diff := cmp.Diff(want, vex.Exhibits); diff != "" {
		t.Error(diff)
	}
}

func TestUnknownStatus(t *testing.T) {
	sink := Compile(fact.Inventory, nil).Sink("x")
	sink.VEX(&fact.VEX{Line: 3, ID: "CVE-1", Status: "maybe"})
	want := `x:3: expected a status of affected, not_affected, fixed, under_investigation for CVE-1, found "maybe"`
	if err := sink.Err(); err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
}

// TestInventoryOrder: the order of files never shows.
func TestInventoryOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		questions := Everything(fact.Inventory)
		questions[0].By = "license"
		set := Compile(fact.Inventory, questions)
		var sinks []*Sink
		for i := range rapid.IntRange(1, 4).Draw(rt, "files") {
			sink := set.Sink(fmt.Sprint(i))
			for range rapid.IntRange(0, 15).Draw(rt, "components") {
				word := rapid.SampledFrom([]string{"", "a", "b"})
				sink.Component(&fact.Component{Name: word.Draw(rt, "name"), License: word.Draw(rt, "license"), Version: word.Draw(rt, "version")})
			}
			sinks = append(sinks, sink)
		}
		straight, shuffled := set.Fold(), set.Fold()
		for _, s := range sinks {
			straight.Add(s)
		}
		for _, s := range rapid.Permutation(sinks).Draw(rt, "order") {
			shuffled.Add(s)
		}
		for i := range questions {
			if diff := cmp.Diff(straight.Answer(i), shuffled.Answer(i), equalFigures); diff != "" {
				rt.Fatal(diff)
			}
		}
	})
}
