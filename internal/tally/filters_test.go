package tally

import (
	"fmt"
	"testing"

	"signoff/internal/fact"

	"pgregory.net/rapid"
)

// someConditions are drawn from to make filters.
var someConditions = []string{
	"severity: >= high", "severity: low", "severity: !info", "rule: A", "rule: B", "rule: A*", "rule: !*B",
	"path: a/*", "path: !d.go", "path:", "cwe: CWE-2", "cwe: !CWE-1", "message: x", "path: *.go", "path: a*o", "rule: ?", "rule: *B", "path: *", "suppressed: false", "tool: tool",
}

func aWhere(t *rapid.T, tb testing.TB, kind fact.Kind, from []string) fact.Where {
	return where(tb, kind, rapid.SliceOfN(rapid.SampledFrom(from), 0, 4).Draw(t, "where")...)
}

// TestFiltersAsByHand holds the counts of many filters together against each
// condition tried on each record.
func TestFiltersAsByHand(t *testing.T) {
	columns := Compile(fact.Scanner, nil).Sink("").body.(*scannerTable).columns
	rapid.Check(t, func(rt *rapid.T) {
		records := rapid.SliceOf(rapid.Custom(aFinding)).Draw(rt, "findings")
		var questions []fact.Question
		for range rapid.IntRange(1, 70).Draw(rt, "questions") {
			q := question(t, "findings.total")
			q.Where = aWhere(rt, t, fact.Scanner, someConditions)
			questions = append(questions, q)
		}
		got := answers(t, questions, findings(records...))
		for i, q := range questions {
			var matched int64
			for _, f := range records {
				f.Tool = "tool"
				passes := true
				for i := range fact.Fields {
					if c, asked := q.Where.Clause(&fact.Fields[i]); asked {
						passes = passes && c.Matches(valuesOf(columns, &fact.Fields[i], &f))
					}
				}
				if passes {
					matched += max(1, f.Count)
				}
			}
			if got[i].Matched != matched {
				rt.Fatalf("%s: got %d, want %d", q.Where, got[i].Matched, matched)
			}
		}
	})
}

// TestPoolAddsUp: more combinations of filters than a pool keeps apart change
// no answer.
func TestPoolAddsUp(t *testing.T) {
	var questions []fact.Question
	var records []fact.Finding
	for i := range maxTallies + 500 {
		records = append(records, fact.Finding{Line: i, Severity: fact.Low, Rule: fmt.Sprint("R", i), Path: fmt.Sprint("p", i%7)})
	}
	for i := range maxTallies + 500 {
		questions = append(questions, question(t, "findings.total", fmt.Sprint("rule: R", i)))
	}
	questions = append(questions, question(t, "findings.total", "path: p3"), question(t, "findings.rules"))
	half := len(records) / 2
	list := answers(t, questions, findings(records[:half]...), findings(records...))
	for i, a := range list[:maxTallies+500] {
		want := "1"
		if i < half {
			want = "2"
		}
		if brief(a) != want || len(a.Exhibits) != int(a.Matched) {
			t.Fatalf("rule R%d: %s with %d exhibits", i, brief(a), len(a.Exhibits))
		}
	}
	if got := brief(list[len(list)-2]) + " " + brief(list[len(list)-1]); got != "985 4596" {
		t.Error(got)
	}
}
