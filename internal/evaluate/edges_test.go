package evaluate

import (
	"strings"
	"testing"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/scorecard"
)

func TestAnAbbreviatedCommitIsAssessed(t *testing.T) {
	p := newProject(t)
	p.met("C-1")
	p.in.Commit.Hash = hash[:10]
	if e := p.run().Evidence[0]; e.Bound != "commit" {
		t.Errorf("the full hash is bound by %s to its abbreviation", e.Bound)
	}
	p.in.Commit.Hash = "0123456fff"
	if got := p.only(); got.Reason != "wrong-commit" {
		t.Errorf("got %s %q, want wrong-commit", got.Outcome, got.Reason)
	}
}

func TestEvidenceThatWasNotGatheredIsMissing(t *testing.T) {
	p := newProject(t)
	p.met("C-1")
	p.in.Evidence, p.in.Answers = nil, nil
	card := p.run()
	if got := card.Criteria[0]; got.Reason != "missing" || card.Evidence[0].ID != "e-C-1" {
		t.Errorf("got %s %q of %+v", got.Outcome, got.Reason, card.Evidence[0])
	}
}

func TestAnAnswerThatWasNotGivenIsNoMatch(t *testing.T) {
	p := newProject(t)
	p.met("C-1")
	p.in.Answers = nil
	if got := p.only(); got.Reason != "no-match" {
		t.Errorf("got %s %q, want no-match", got.Outcome, got.Reason)
	}
}

func TestInputsThatMayBeLeftOutAreLimits(t *testing.T) {
	p := newProject(t)
	p.met("C-1")
	p.met("C-2")
	for _, id := range []string{"e-C-1", "e-C-2"} {
		d, _ := p.source(id)
		d.SkippedAllowed = true
	}
	_, f := p.source("e-C-1")
	f.Files[0].Skipped = []fact.Problem{{Text: "could not parse a.py"}}
	if wrong := limitNames("skipped-inputs", "e-C-1")(p.run()); wrong != "" {
		t.Error(wrong)
	}
}

func TestUndeclaredCategoriesAndWeights(t *testing.T) {
	p := newProject(t)
	p.met("C-1").Weight = nil
	p.unmet("C-2")
	p.unmet("C-3").Category = "nowhere"
	p.in.Plan.Categories[0].Weight = nil
	card := p.run()
	if card.Score.Exact != "50" || card.Compliance.Exact != "1/3" || card.Criteria[0].Weight != "1" || card.Categories[0].Weight != "1" {
		t.Errorf("score %+v, compliance %+v", card.Score, card.Compliance)
	}
	if c := card.Criteria[2]; c.Share != "" || c.Outcome != scorecard.Unmet {
		t.Errorf("a criterion without a category shows %+v", c)
	}
	if len(Explain(p.in).Terms) != 2 {
		t.Error("a criterion without a category has a term")
	}
}

func TestConditionsSayWhereTheyStand(t *testing.T) {
	p := newProject(t)
	p.many(40, 0)
	p.unknown("C-1")
	p.unmet("C-2")
	some := criteria.Some{N: 2, Form: "all"}
	for _, v := range []string{"0", "1"} {
		some.Members = append(some.Members, criteria.Member{
			Expr: criteria.One{Ask: p.ask("findings.high", "e-C-2", p.figures("e-C-2", v))}, Target: target(t, "== 0"),
		})
	}
	p.criterion("C-3", some, "")
	p.in.Plan.Waivers = nil
	got := p.run().Verdict
	if len(got.Conditions) != 3 {
		t.Fatalf("got %s with %v", got.Outcome, got.Conditions)
	}
	for i, want := range []string{"is unknown: no file for evidence e-C-1 (missing)", "is unmet: 3, and =\u00a00 is asked", "is unmet: 1 of 2 hold"} {
		if !strings.HasSuffix(got.Conditions[i].Text, want) {
			t.Errorf("condition %d is %q, want … %q", i, got.Conditions[i].Text, want)
		}
	}
}

func TestLongListsAreCounted(t *testing.T) {
	names := []string{"a", "b", "c", "d", "e", "f"}
	if got := enumerate(names); got != "a, b, c, d, e, f" {
		t.Errorf("got %q", got)
	}
	if got := enumerate(append(names, "g", "h")); got != "a, b, c, d, e, f and 2 more" {
		t.Errorf("got %q", got)
	}
}

func TestWaiversWithoutAnID(t *testing.T) {
	p := newProject(t)
	p.unmet("C-1")
	p.unmet("C-2")
	p.waive("C-1").ID = ""
	p.waive("C-2").ID = ""
	card := p.run()
	if card.Waivers[0].ID != "W-1" || card.Criteria[1].Waiver != "W-2" {
		t.Errorf("waivers are %q and %q, want W-1 and W-2", card.Waivers[0].ID, card.Criteria[1].Waiver)
	}
}

func TestVerdictsHaveAnOrder(t *testing.T) {
	for i, worse := range verdictRank {
		for k, other := range verdictRank {
			if better(other, worse) != (k > i) {
				t.Errorf("%s is better than %s: %v", other, worse, better(other, worse))
			}
		}
	}
}

func TestAQuotientOfEqualFigures(t *testing.T) {
	p := newProject(t)
	p.evidence("e", fact.Benchmark)
	over := p.ask("benchmark.mean", "e", p.figures("e", "4", "4", "4"))
	under := p.ask("benchmark.max", "e", p.figures("e", "2", "2"))
	p.criterion("C-1", criteria.Quotient{Over: over, Under: under}, "<= 2")
	if got := p.only(); got.Outcome != scorecard.Met || got.Series != "s1" {
		t.Errorf("got %s of %q, want the first of equal figures", got.Outcome, got.Series)
	}
	p.in.Answers[over].Figures = nil
	if got := p.only(); got.Reason != "no-match" {
		t.Errorf("got %s %q of no figures", got.Outcome, got.Reason)
	}
}

func TestConfidenceOfAnotherDimension(t *testing.T) {
	p := newProject(t)
	c := sampledCriterion(p, t, "benchmark.p95", "< 60ms", "95/100", 59)
	p.in.Answers[c.Expr.(criteria.One).Ask].Figures[0].Value = value(t, "3 MB")
	if got := p.only(); got.Reason != "no-match" {
		t.Errorf("got %s %q, want no-match", got.Outcome, got.Reason)
	}
}

func TestWhereAProblemOfTheToolStands(t *testing.T) {
	p := newProject(t)
	p.met("C-1")
	_, f := p.source("e-C-1")
	f.Files[0].Incomplete = []fact.Problem{
		{Text: "no place"}, {Text: "own place", At: fact.Location{Path: "inner.json", Line: 4}},
	}
	got := p.only().Detail
	if len(got) != 2 || got[0].Path != "e-C-1.json" || got[1].Path != "inner.json" || got[1].Line != 4 {
		t.Errorf("got %+v", got)
	}
}

func TestAMinimumNamesItsMeasure(t *testing.T) {
	for ask, want := range map[int]string{
		0:  "evidence e-C-1 must show findings.high ≥\u00a020 and shows 0",
		1:  "evidence e-C-1 must show min ≥\u00a020 and shows nothing",
		-1: "evidence e-C-1 must show min ≥\u00a020 and shows nothing",
	} {
		p := newProject(t)
		p.met("C-1")
		d, _ := p.source("e-C-1")
		d.Min = []criteria.Minimum{{Ask: ask, Least: target(t, ">= 20")}}
		if got := p.only().Detail; len(got) != 1 || got[0].Text != want {
			t.Errorf("ask %d: got %+v, want %q", ask, got, want)
		}
	}
}

func TestAWeightThatIsNotPositiveCountsOne(t *testing.T) {
	for _, w := range []string{"0", "-3"} {
		if got := weight(rat(w)); got.Cmp(one) != 0 {
			t.Errorf("a weight of %s counts %s", w, got.RatString())
		}
	}
}

func TestAQuotientOfATextSaysSo(t *testing.T) {
	p := newProject(t)
	p.evidence("e", fact.Document)
	over, under := p.ask("document.value", "e", textAnswer("many")), p.ask("document.value", "e", p.figures("e", "3"))
	p.criterion("C-1", criteria.Quotient{Over: over, Under: under}, "<= 1")
	want := "no figure and 3 give no figure that the target speaks of"
	if got := p.only(); got.Reason != "no-match" || got.Detail[0].Text != want {
		t.Errorf("got %s %v, want %q", got.Reason, got.Detail, want)
	}
}
