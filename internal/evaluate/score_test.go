package evaluate

import (
	"slices"
	"testing"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/scorecard"
)

func textAnswer(text string) fact.Answer {
	return fact.Answer{Seen: 1, Matched: 1, Figures: []fact.Figure{{Text: text}}}
}

// twoCategories has a category of weight 2 with a met criterion of weight 3 and
// an unmet one of weight 1, and one of weight 1 with a warning.
func twoCategories(t *testing.T) *project {
	p := newProject(t)
	p.in.Plan.Categories = []criteria.Category{
		{ID: "main", Title: "Main", Weight: rat("2")}, {ID: "side", Title: "Side", Weight: rat("1")}, {ID: "none", Title: "None", Weight: rat("5")},
	}
	p.met("C-1").Weight = rat("3")
	p.unmet("C-2")
	c := p.met("C-3")
	c.Category, c.Warn = "side", bar(t, "< 0")
	return p
}

func TestScoresAreWeightedMeans(t *testing.T) {
	card := twoCategories(t).run()
	// main: 3/4, side: 1/2, overall: (2·3/4 + 1·1/2) / 3 = 2/3
	if got := card.Score; got.Strict != "66.7" || got.Exact != "200/3" || got.Grade != "Poor" {
		t.Errorf("overall is %+v, want 66.7", got)
	}
	main, side, none := card.Categories[0], card.Categories[1], card.Categories[2]
	if main.Score != "75.0" || side.Score != "50.0" {
		t.Errorf("categories are %+v and %+v, want 75.0 and 50.0", main, side)
	}
	if none.Score != "" || none.Grade != "" || none.Risk != "" || none.Applicable != 0 {
		t.Errorf("a category without an applicable criterion shows %+v", none)
	}
	var shares []string
	for _, c := range card.Criteria {
		shares = append(shares, c.Share)
	}
	if want := []string{"50.0", "16.7", "33.3"}; !slices.Equal(shares, want) {
		t.Errorf("shares are %v, want %v", shares, want)
	}
}

func TestWaiversLeaveNumeratorAndDenominator(t *testing.T) {
	p := twoCategories(t)
	p.waive("C-2")
	card := p.run()
	if got := card.Score; got.Strict != "66.7" || got.WithWaivers != "83.3" {
		t.Errorf("score is %+v, want 66.7 strict and 83.3 with waivers", got)
	}
	if got := card.Compliance; got.Strict != "66.7" || got.WithWaivers != "100.0" || got.Waived != 1 {
		t.Errorf("compliance is %+v", got)
	}
}

func TestCompliance(t *testing.T) {
	p := twoCategories(t)
	p.unknown("C-4")
	p.met("C-5").Applies = false
	got := p.run().Compliance
	want := scorecard.Compliance{
		Strict: "50.0", WithWaivers: "50.0", Exact: "1/2",
		Met: 1, Warning: 1, Unmet: 1, Unknown: 1, Applicable: 4, NotApplicable: 1, Declared: 5,
		Basis: scorecard.Bases{Measured: 2},
	}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got.Satisfied() != 2 {
		t.Errorf("%d satisfied, want met and warning together", got.Satisfied())
	}
}

func TestZeroOfZeroIsNoFigure(t *testing.T) {
	p := newProject(t)
	p.unmet("C-1")
	p.waive("C-1")
	card := p.run()
	if card.Compliance.Strict != "0.0" || card.Compliance.WithWaivers != "" || card.Score.WithWaivers != "" {
		t.Errorf("compliance %+v, score %+v", card.Compliance, card.Score)
	}
}

func TestGrades(t *testing.T) {
	grades := newProject(t).in.Plan.Grades
	tests := []struct {
		score   string
		blocked bool
		want    string
	}{
		{"1", false, "Excellent"}, {"95/100", false, "Excellent"}, {"94999/100000", false, "Good"},
		{"85/100", false, "Good"}, {"84/100", false, "Poor"}, {"0", false, "Poor"}, {"1", true, "Poor"},
	}
	for _, test := range tests {
		if got := grade(grades, rat(test.score), test.blocked); got != test.want {
			t.Errorf("%s (blocked: %v) is %s, want %s", test.score, test.blocked, got, test.want)
		}
	}
	if got := grade(grades, nil, false); got != "" {
		t.Errorf("no score is %q", got)
	}
	if got := grade(nil, rat("1"), false); got != "" {
		t.Errorf("without grades a score is %q", got)
	}
}

func TestAnOpenBlockerGivesTheLowestGrade(t *testing.T) {
	for name, open := range map[string]func(*project){
		"unmet":   func(p *project) { p.unmet("B-1").Blocker = true },
		"unknown": func(p *project) { p.unknown("B-1").Blocker = true },
		"waived":  func(p *project) { p.unmet("B-1").Blocker = true; p.waive("B-1") },
	} {
		p := newProject(t)
		p.many(99, 0)
		open(p)
		card := p.run()
		if got := card.Categories[0]; got.Grade != "Poor" || got.Risk != scorecard.RiskHigh || got.Score != "99.0" {
			t.Errorf("%s: category is %+v", name, got)
		}
	}
}

func TestRisk(t *testing.T) {
	tests := []struct {
		name  string
		build func(*project)
		want  string
	}{
		{"met", func(p *project) { p.met("C-1") }, string(scorecard.RiskMinimal)},
		{"a warning", func(p *project) { p.met("C-1").Warn = bar(p.t, "< 0") }, string(scorecard.RiskLow)},
		{"attested", func(p *project) { p.attest("C-1") }, string(scorecard.RiskLow)},
		{"unmet", func(p *project) { p.unmet("C-1") }, string(scorecard.RiskMedium)},
		{"unknown", func(p *project) { p.unknown("C-1") }, string(scorecard.RiskMedium)},
		{"waived", func(p *project) { p.unmet("C-1"); p.waive("C-1") }, string(scorecard.RiskMedium)},
		{"a blocker unmet", func(p *project) { p.unmet("C-1").Blocker = true }, string(scorecard.RiskHigh)},
		{"a blocker with a warning", func(p *project) { c := p.met("C-1"); c.Blocker, c.Warn = true, bar(p.t, "< 0") }, string(scorecard.RiskLow)},
	}
	for _, test := range tests {
		p := newProject(t)
		p.met("C-0")
		test.build(p)
		if got := p.run().Categories[0].Risk; string(got) != test.want {
			t.Errorf("%s: risk is %s, want %s", test.name, got, test.want)
		}
	}
}

// attest declares a criterion that a fresh statement satisfies.
func (p *project) attest(id string) *criteria.Criterion {
	c := p.simple(id, "statement.valid", "== 1")
	d, f := p.source("e-" + id)
	d.Statement, d.Paths, f.Files = &criteria.Statement{Text: "done", By: "Ann", On: asOf.AddDate(0, 0, -1), Holds: true}, nil, nil
	d.MaxAge = value(p.t, "90d")
	return c
}

func TestCreditOfAWarning(t *testing.T) {
	p := newProject(t)
	p.met("C-1").Warn = bar(t, "< 0")
	p.in.Plan.WarningCredit = rat("1/3")
	card := p.run()
	if card.Score.Exact != "100/3" || card.Criteria[0].Credit != "1/3" || card.Score.Strict != "33.3" {
		t.Errorf("score %+v, credit %s", card.Score, card.Criteria[0].Credit)
	}
	p.in.Plan.WarningCredit = nil
	if got := p.run().Score.Strict; got != "50.0" {
		t.Errorf("unless declared a warning counts a half, and the score is %s", got)
	}
}

func TestDisplayedFiguresStayOnTheirSide(t *testing.T) {
	p := newProject(t)
	p.many(1899, 100) // 94.9975 %
	card := p.run()
	if got := card.Compliance.Strict; got != "94.997" && got != "94.998" {
		t.Errorf("compliance below 95 %% is shown as %s", got)
	}
	if got := card.Score.Strict; got == "95.0" {
		t.Errorf("a score below 95 is shown as %s", got)
	}
}
