package evaluate

import (
	"testing"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/scorecard"
)

func TestChangeWithTrouble(t *testing.T) {
	tests := []struct {
		name        string
		now, before fact.Answer
		target      string
		reason      string
	}{
		{"the baseline is damaged", figureOf(t, "3 ms"), fact.Answer{Trouble: troubles(fact.Unreadable)}, "<= 5%", "unreadable"},
		{"the new figure is stale", fact.Answer{Trouble: troubles(fact.Stale)}, figureOf(t, "3 ms"), "<= 5%", "stale"},
		{"no figure in the baseline", figureOf(t, "3 ms"), fact.Answer{Seen: 1}, "<= 5%", "no-match"},
		{"no new figure", fact.Answer{Seen: 1}, figureOf(t, "3 ms"), "<= 5%", "no-match"},
		{"a baseline of zero", figureOf(t, "3 ms"), figureOf(t, "0 ms"), "<= 5%", "no-match"},
		{"another dimension", figureOf(t, "3 ms"), figureOf(t, "3 MB"), "<= 5%", "no-match"},
		{"a target that is no change", figureOf(t, "3 ms"), figureOf(t, "3 ms"), "<= 5ms", "no-match"},
		{"a difference of what is no percentage", figureOf(t, "3 ms"), figureOf(t, "3 ms"), "<= 5pp", "no-match"},
	}
	for _, test := range tests {
		p := newProject(t)
		p.evidence("now", fact.Benchmark)
		p.evidence("before", fact.Benchmark)
		p.criterion("C-1", criteria.Change{New: p.ask("benchmark.mean", "now", test.now), Old: p.ask("benchmark.mean", "before", test.before)}, test.target)
		if got := p.only(); got.Outcome != scorecard.Unknown || got.Reason != test.reason {
			t.Errorf("%s: got %s %q, want %q", test.name, got.Outcome, got.Reason, test.reason)
		}
	}
}

func figureOf(t *testing.T, text string) fact.Answer {
	t.Helper()
	return fact.Answer{Seen: 1, Matched: 1, Figures: []fact.Figure{{Value: value(t, text)}}}
}

func TestChangeOfPercentagesBetweenRuns(t *testing.T) {
	runs := []string{"50%", "51%", "52%"}
	for goal, want := range map[string]scorecard.Outcome{
		">= -3pp": scorecard.Met, ">= -1pp": scorecard.Unknown, ">= 3pp": scorecard.Unmet, "<= 2pp": scorecard.Met,
	} {
		p := newProject(t)
		compared(p, goal, runs, runs).Confidence = rat("95/100")
		got := p.only()
		if got.Outcome != want || got.Interval == nil || got.Interval.Low != "-2.0" || got.Interval.High != "2.0" || got.Interval.Unit != "pp" {
			t.Errorf("%s: got %s with %+v, want %s", goal, got.Outcome, got.Interval, want)
		}
	}
}

func TestRunsAreCompared(t *testing.T) {
	p := newProject(t)
	c := compared(p, ">= -5%", []string{"100 msg/s"}, []string{"100 msg/s"})
	e := c.Expr.(criteria.Change)
	for _, ask := range []int{e.New, e.Old} { // samples, of which each is a run
		f := &p.in.Answers[ask].Figures[0]
		f.Runs, f.Samples = nil, spread(t, 5)
	}
	c.Target = target(t, ">= -90%")
	if got := p.only(); got.Outcome != scorecard.Met || got.Interval.Samples != 5 {
		t.Errorf("got %s %v", got.Outcome, got.Detail)
	}
	p.in.Answers[e.Old].Figures[0].Samples = spread(t, 201)
	if got := p.only(); got.Reason != "inconclusive" {
		t.Errorf("201 observations are taken for runs: %s", got.Outcome)
	}
	p.in.Answers[e.Old].Figures[0].Samples = nil
	if got := p.only(); got.Reason != "inconclusive" {
		t.Errorf("a figure without runs is compared: %s", got.Outcome)
	}
}

func TestTheWorstSeriesOfAComparisonDecides(t *testing.T) {
	p := newProject(t)
	runs := []string{"98 msg/s", "99 msg/s", "100 msg/s", "101 msg/s", "102 msg/s"}
	c := compared(p, ">= -5%", runs, runs)
	e := c.Expr.(criteria.Change)
	slow := p.in.Answers[e.New].Figures[0]
	slow.Label, slow.Runs = "slow", nil
	for _, r := range []string{"48 msg/s", "49 msg/s", "50 msg/s", "51 msg/s", "52 msg/s"} {
		slow.Runs = append(slow.Runs, value(t, r))
	}
	old := p.in.Answers[e.Old].Figures[0]
	old.Label = "slow"
	p.in.Answers[e.New].Figures = append(p.in.Answers[e.New].Figures, slow)
	p.in.Answers[e.Old].Figures = append(p.in.Answers[e.Old].Figures, old)
	if got := p.only(); got.Outcome != scorecard.Unmet || got.Series != "slow" {
		t.Errorf("got %s of %q, want unmet of slow", got.Outcome, got.Series)
	}
}
