package evaluate

import (
	"strings"
	"testing"
	"time"

	"signoff/internal/criteria"
	"signoff/internal/expression"
	"signoff/internal/fact"
	"signoff/internal/scorecard"
)

// formula declares a criterion on an expression over operands a and b.
func formula(p *project, text, goal string, a, b fact.Answer) {
	p.t.Helper()
	parsed, err := expression.Parse(text)
	if err != nil {
		p.t.Fatal(err)
	}
	p.evidence("e-a", fact.Scanner)
	p.evidence("e-b", fact.Tests)
	p.criterion("C-1", criteria.Formula{Expression: parsed, Source: text, Operands: []criteria.Operand{
		{Name: "a", Ask: p.ask("findings.total", "e-a", a)},
		{Name: "b", Ask: p.ask("tests.total", "e-b", b)},
	}}, goal)
}

func TestFormula(t *testing.T) {
	p := newProject(t)
	tests := []struct {
		name, text, target string
		a, b               fact.Answer
		want               scorecard.Outcome
		shown, why         string
	}{
		{"a share", "a / b", ">= 95%", p.figures("e-a", "19"), p.figures("e-b", "20"), scorecard.Met, "95.0\u202f%", ""},
		{"a share that misses", "a / b", "> 95%", p.figures("e-a", "19"), p.figures("e-b", "20"), scorecard.Unmet, "95.0\u202f%", ""},
		{"a number", "a + 2 * b", "== 59", p.figures("e-a", "19"), p.figures("e-b", "20"), scorecard.Met, "59", ""},
		{"a condition", "a < b && b > 3", "== true", p.figures("e-a", "19"), p.figures("e-b", "20"), scorecard.Met, "true", ""},
		{"a condition that fails", "a > b", "== true", p.figures("e-a", "19"), p.figures("e-b", "20"), scorecard.Unmet, "false", ""},
		{"nothing to divide by", "a / b", ">= 0%", p.figures("e-a", "19"), p.figures("e-b", "0"), scorecard.Unknown, "", "something to divide by"},
		{"a missing operand", "a == 19 || b == 1", "== true", p.figures("e-a", "19"), fact.Answer{Seen: 1, Matched: 1}, scorecard.Unknown, "", "operand b has no figure"},
		{"an operand of two figures", "a + b", ">= 0", p.figures("e-a", "19"), p.figures("e-b", "20", "21"), scorecard.Unknown, "", "operand b has 2 figures"},
		{"figures that do not fit", "a + b", ">= 0", p.figures("e-a", "19"), p.figures("e-b", "20s"), scorecard.Unknown, "", "fit together"},
		{"a result that the target does not speak of", "a + b", ">= 0%", p.figures("e-a", "19"), p.figures("e-b", "20"), scorecard.Unknown, "", "the target expects a percentage and the expression gives a number"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newProject(t)
			formula(p, test.text, test.target, test.a, test.b)
			got := p.only()
			if got.Outcome != test.want || got.Shown() != test.shown || (got.Outcome == scorecard.Unknown) != (got.Reason == "no-match") {
				t.Fatalf("got %s %q %v, want %s %q", got.Outcome, got.Shown(), got.Detail, test.want, test.shown)
			}
			if test.why != "" && !strings.Contains(got.Detail[0].Text, test.why) {
				t.Errorf("got %q, want %q", got.Detail[0].Text, test.why)
			}
			if place := got.Evidence[0]; got.Measured != nil && (place.Path != "e-a.json" || place.Line != 1) {
				t.Errorf("the figure stands at %+v", place)
			}
			if got.Question != test.text+" with a as findings.total of e-a and b as tests.total of e-b" || len(got.Evidence) != 2 {
				t.Errorf("the question is %q of %v", got.Question, got.Evidence)
			}
		})
	}
}

func TestFormulaOfAStatedFigure(t *testing.T) {
	for _, stated := range []int{0, 1} {
		p := newProject(t)
		formula(p, "a + b", "== 2", p.figures("e-a", "1"), p.figures("e-b", "1"))
		p.in.Answers[stated].Figures[0].Declared = true
		if got := p.only(); !got.Single {
			t.Errorf("operand %d is stated and the result is not marked", stated)
		}
	}
}

func TestFormulaOfUnusableEvidence(t *testing.T) {
	p := newProject(t)
	formula(p, "a == 19 || b == 1", "== true", p.figures("e-a", "19"), p.figures("e-b", "20"))
	_, found := p.source("e-b")
	found.Files = nil
	if got := p.only(); got.Reason != "missing" {
		t.Errorf("got %s %q: the other operand settles nothing", got.Outcome, got.Reason)
	}
}

func TestCountsBesideAComposite(t *testing.T) {
	p := newProject(t)
	a, b := p.figures("e-a", "1"), p.figures("e-b", "1")
	a.Beside = []fact.Note{{Name: "suppressed", Count: 2}}
	b.Beside = []fact.Note{{Name: "suppressed", Count: 3}, {Name: "skipped", Count: 1}}
	formula(p, "a + b", "== 2", a, b)
	e := p.in.Plan.Criteria[0].Expr.(criteria.Formula)
	e.Operands = append(e.Operands, criteria.Operand{Name: "b", Ask: e.Operands[1].Ask})
	p.in.Plan.Criteria[0].Expr = e
	want := []scorecard.Note{{Name: "suppressed", Count: 5}, {Name: "skipped", Count: 1}}
	got := p.only().Beside
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("next to it stands %v, want %v", got, want)
	}
	if p.in.Answers[0].Beside[0].Count != 2 {
		t.Error("the answer was changed")
	}
}

func TestStatementsBeforeARevision(t *testing.T) {
	for name, test := range map[string]struct {
		revised time.Time
		want    scorecard.Outcome
	}{
		"never revised":       {time.Time{}, scorecard.Met},
		"revised before":      {asOf.AddDate(0, 0, -11), scorecard.Met},
		"revised on that day": {asOf.AddDate(0, 0, -10), scorecard.Met},
		"revised after":       {asOf.AddDate(0, 0, -9), scorecard.Unknown},
	} {
		p := newProject(t)
		declared, found := p.evidence("word", fact.Statement)
		found.Files = nil
		declared.Statement = &criteria.Statement{Text: "Done", By: "Ann", On: asOf.AddDate(0, 0, -10), Holds: true}
		declared.MaxAge = value(t, "90d")
		c := p.criterion("C-1", criteria.Some{N: 1, Form: "all", Members: []criteria.Member{
			{Expr: criteria.One{Ask: p.ask("statement.valid", "word", fact.Answer{})}, Target: target(t, "== 1")},
		}}, "")
		c.Revised = test.revised
		got := p.only()
		if got.Outcome != test.want || got.Outcome == scorecard.Unknown && (got.Reason != "stale" || got.Measured != nil) {
			t.Errorf("%s: got %s %q, want %s", name, got.Outcome, got.Reason, test.want)
		}
	}
}

func TestEvidenceThatIsAppliedToOther(t *testing.T) {
	p := newProject(t)
	p.met("C-1")
	scan, _ := p.source("e-C-1")
	scan.VEX = []string{"vex"}
	vex, found := p.evidence("vex", fact.Inventory)
	scan, _ = p.source("e-C-1")
	if got := p.only(); got.Outcome != scorecard.Met || len(got.Evidence) != 2 || got.Question != "findings.high of e-C-1 with VEX of vex" {
		t.Errorf("got %s %q of %v", got.Outcome, got.Question, got.Evidence)
	}
	vex.MaxAge, found.Files[0].Oldest = value(t, "1d"), asOf.AddDate(0, 0, -2)
	if got := p.only(); got.Reason != "stale" {
		t.Errorf("got %s %q, want stale statements to clear nothing", got.Outcome, got.Reason)
	}
	scan.VEX = nil
	if got := p.only(); got.Outcome != scorecard.Met {
		t.Errorf("got %s %q, want stale statements to concern nobody else", got.Outcome, got.Reason)
	}
}
