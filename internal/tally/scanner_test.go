package tally

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"signoff/internal/fact"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// findings reports the given records.
func findings(list ...fact.Finding) func(s *Sink) {
	return func(s *Sink) {
		s.Named("tool", "1")
		for i := range list {
			s.Finding(&list[i])
		}
	}
}

func TestFindings(t *testing.T) {
	file := findings(
		fact.Finding{Line: 1, Severity: fact.High, Rule: "A", Path: "src/a.go", At: 3, CWE: []string{"CWE-79", "CWE-20"}},
		fact.Finding{Line: 2, Severity: fact.High, Rule: "A", Path: "src/b.go", Suppressed: true},
		fact.Finding{Line: 3, Severity: fact.Low, Rule: "B", Path: "gen/a.go", Tool: "other"},
		fact.Finding{Line: 4, Severity: fact.Critical, Rule: "C", Undecided: true},
		fact.Finding{Line: 5, Severity: fact.Info, Rule: "D", Count: 40},
	)
	tests := []struct{ measure, where, want string }{
		{"findings.total", "", "42"},
		{"findings.critical", "", "0"},
		{"findings.high", "", "1"},
		{"findings.info", "", "40"},
		{"findings.suppressed", "", "1"},
		{"findings.undecided", "", "1"},
		{"findings.rules", "", "3"},
		{"findings.total", "path: src/*", "1"},
		{"findings.total", "path: lib/*", "0, no-match"},
		{"findings.total", "severity: critical", "0"},
		{"findings.total", "severity: medium", "0"},
		{"findings.total", "severity: medium|path: src/*", "0, no-match"},
		{"findings.total", "severity: >= low", "2"},
		{"findings.total", "suppressed: true", "1"},
		{"findings.total", "suppressed: false", "42"},
		{"findings.high", "suppressed: *", "2"},
		{"findings.total", "cwe: CWE-20", "1"},
		{"findings.total", "cwe: !CWE-20", "41"},
		{"findings.total", "tool: tool", "41"},
		{"findings.total", "tool: other", "1"},
	}
	for _, tt := range tests {
		q := question(t, tt.measure, conditions(tt.where)...)
		a := ask(t, q, file)
		if brief(a) != tt.want {
			t.Errorf("%s where %s: got %s, want %s", tt.measure, tt.where, brief(a), tt.want)
		}
		if a.Seen != 44 {
			t.Errorf("%s where %s: saw %d", tt.measure, tt.where, a.Seen)
		}
	}
}

func conditions(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, "|")
}

func TestFindingExhibits(t *testing.T) {
	var list []fact.Finding
	for i := range 30 {
		list = append(list, fact.Finding{Line: i + 1, Severity: fact.Severity(1 + i%3), Rule: fmt.Sprint("R", i), Path: "a.go", At: i, Message: strings.Repeat("é", 300)})
	}
	a := ask(t, question(t, "findings.total"), findings(list...))
	if len(a.Exhibits) != 10 || a.More != 20 {
		t.Fatalf("%d exhibits and %d more", len(a.Exhibits), a.More)
	}
	first := a.Exhibits[0]
	want := fact.Exhibit{Rank: "medium", Name: "R2", Text: strings.Repeat("é", 200) + "…", Subject: "a.go:2", At: fact.Location{Path: "a.json", Line: 3}}
	if diff := cmp.Diff(want, first); diff != "" {
		t.Error(diff)
	}
	if a.Figures[0].At != first.At {
		t.Errorf("the figure is at %v", a.Figures[0].At)
	}
	low := ask(t, question(t, "findings.low"), findings(list...))
	if low.Exhibits[0].Rank != "low" || low.More != 0 {
		t.Errorf("got %+v and %d more", low.Exhibits[0], low.More)
	}
}

func TestDedupe(t *testing.T) {
	one := findings(
		fact.Finding{Line: 1, Severity: fact.Low, Rule: "G1", Path: `.\src\a.go`, At: 3, CWE: []string{"CWE-79", "CWE-20"}},
		fact.Finding{Line: 2, Severity: fact.Low, Rule: "G1", Path: "src/a.go", At: 4, CWE: []string{"CWE-79"}},
		fact.Finding{Line: 3, Severity: fact.Low, Rule: "lonely"},
		fact.Finding{Line: 4, Severity: fact.Low, Rule: "lonely"},
		fact.Finding{Line: 5, Severity: fact.High, Rule: "S", Path: "b.go", At: 1, Suppressed: true},
	)
	two := findings(
		fact.Finding{Line: 1, Severity: fact.High, Rule: "js/xss", Path: "src/a.go", At: 3, CWE: []string{"CWE-20", "CWE-79"}},
		fact.Finding{Line: 2, Severity: fact.Low, Rule: "S", Path: "b.go", At: 1},
	)
	tests := []struct{ measure, want string }{
		{"findings.total", "5"},
		{"findings.high", "1"},
		{"findings.low", "4"},
		{"findings.suppressed", "0"},
	}
	for _, tt := range tests {
		q := question(t, tt.measure)
		q.Dedupe = true
		if a := ask(t, q, one, two); brief(a) != tt.want {
			t.Errorf("%s: got %s, want %s", tt.measure, brief(a), tt.want)
		}
	}
	q := question(t, "findings.total")
	q.Dedupe = true
	a := ask(t, q, one, two)
	want := []fact.Note{{Name: "suppressed", Count: 1}, {Name: "undecided", Count: 0}, {Name: "before dedupe", Count: 6}, {Name: "after dedupe", Count: 5}}
	if diff := cmp.Diff(want, a.Beside); diff != "" {
		t.Error(diff)
	}
	if len(a.Exhibits) != 5 || a.More != 0 {
		t.Errorf("%d exhibits and %d more", len(a.Exhibits), a.More)
	}
}

func TestFindingRows(t *testing.T) {
	q := question(t, "findings.total")
	q.By = "cwe"
	a := ask(t, q, findings(
		fact.Finding{Line: 1, Severity: fact.High, CWE: []string{"CWE-2", "CWE-1", "CWE-2"}},
		fact.Finding{Line: 2, Severity: fact.Low, CWE: []string{"CWE-2"}},
		fact.Finding{Line: 3, Severity: fact.Low, CWE: []string{"CWE-3"}, Suppressed: true},
		fact.Finding{Line: 4, Severity: fact.Low},
	))
	var rows []string
	for _, r := range a.Rows {
		rows = append(rows, fmt.Sprintf("%s=%s@%d", r.Name, r.Figure.Value, r.Figure.At.Line))
	}
	if got := strings.Join(rows, " "); got != "=1@4 CWE-1=1@1 CWE-2=2@1" {
		t.Error(got)
	}
}

func TestFindingFaults(t *testing.T) {
	tests := []struct {
		finding fact.Finding
		want    string
	}{
		{fact.Finding{Line: 7, Rule: "X"}, `x:7: expected a severity for the finding of rule "X", found none`},
		{fact.Finding{Line: 7, Severity: fact.Low, Count: -1}, "x:7: expected a record of at most 1000000000 findings, found -1"},
		{fact.Finding{Line: 7, Severity: fact.Low, Count: 1 << 60}, "x:7: expected a record of at most 1000000000 findings, found 1152921504606846976"},
	}
	for _, tt := range tests {
		sink := Compile(fact.Scanner, nil).Sink("x")
		sink.Finding(&tt.finding)
		sink.Finding(&fact.Finding{Line: 8})
		if err := sink.Err(); err == nil || err.Error() != tt.want {
			t.Errorf("got %v, want %s", err, tt.want)
		}
	}
}

func TestTooManyRows(t *testing.T) {
	q := question(t, "findings.total")
	q.By = "message"
	sink := Compile(fact.Scanner, []fact.Question{q}).Sink("x")
	for i := range maxRows + 2 {
		sink.Finding(&fact.Finding{Line: i, Severity: fact.Low, Message: fmt.Sprint(i)})
	}
	if err := sink.Err(); err == nil || err.Error() != "x:100000: expected a breakdown of at most 100000 rows" {
		t.Errorf("got %v", err)
	}
}

func TestToolNamedTooLate(t *testing.T) {
	sink := Compile(fact.Scanner, []fact.Question{question(t, "findings.total", "tool: gosec")}).Sink("x")
	sink.Finding(&fact.Finding{Severity: fact.Low})
	sink.Named("gosec", "2")
	if err := sink.Err(); err == nil {
		t.Error("expected an error")
	}
}

// aFinding draws a finding from so few values that filters and places collide.
func aFinding(t *rapid.T) fact.Finding {
	f := fact.Finding{
		Line:     rapid.IntRange(1, 40).Draw(t, "line"),
		Severity: rapid.SampledFrom(fact.Severities).Draw(t, "severity"),
		Rule:     rapid.SampledFrom([]string{"A", "B", "AB"}).Draw(t, "rule"),
		Path:     rapid.SampledFrom([]string{"", "a/b.go", "a/c.go", "d.go"}).Draw(t, "path"),
		At:       rapid.IntRange(0, 2).Draw(t, "at"),
		Message:  rapid.SampledFrom([]string{"x", "y"}).Draw(t, "message"),
		Count:    rapid.SampledFrom([]int64{0, 1, 3}).Draw(t, "count"),
	}
	f.Suppressed = rapid.Bool().Draw(t, "suppressed")
	f.Undecided = rapid.Bool().Draw(t, "undecided")
	f.CWE = rapid.SampledFrom([][]string{nil, {"CWE-1"}, {"CWE-1", "CWE-2"}}).Draw(t, "cwe")
	return f
}

// TestFindingOrder: neither the order of records nor that of files shows, nor
// how the records are spread over files, but in the places of the evidence.
func TestFindingOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		files := rapid.SliceOfN(rapid.SliceOfN(rapid.Custom(aFinding), 0, 15), 1, 4).Draw(rt, "files")
		var questions []fact.Question
		for _, measure := range []string{"findings.total", "findings.low", "findings.suppressed", "findings.rules"} {
			q := question(t, measure)
			q.Where = aWhere(rt, t, fact.Scanner, someConditions)
			q.Dedupe = rapid.Bool().Draw(rt, "dedupe")
			q.By = rapid.SampledFrom([]string{"", "cwe", "path"}).Draw(rt, "by")
			questions = append(questions, q)
		}
		set := Compile(fact.Scanner, questions)
		sinks := make([]*Sink, len(files))
		for i, records := range files {
			sinks[i] = set.Sink(fmt.Sprint(i))
			findings(rapid.Permutation(records).Draw(rt, "records")...)(sinks[i])
		}
		straight, shuffled := set.Fold(), set.Fold()
		for _, s := range sinks {
			straight.Add(s)
		}
		for _, s := range rapid.Permutation(sinks).Draw(rt, "order") {
			shuffled.Add(s)
		}
		together := answers(t, questions, findings(slices.Concat(files...)...))
		for i := range questions {
			if diff := cmp.Diff(straight.Answer(i), shuffled.Answer(i), equalFigures); diff != "" {
				rt.Fatal(diff)
			}
			if brief(together[i]) != brief(straight.Answer(i)) {
				rt.Fatalf("together %s, apart %s", brief(together[i]), brief(straight.Answer(i)))
			}
		}
	})
}
