package evaluate

import (
	"fmt"
	"strings"
	"testing"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/scorecard"
)

func TestChangeWithProblem(t *testing.T) {
	tests := []struct {
		name        string
		now, before fact.Answer
		target      string
		reason      string
	}{
		{"the baseline is damaged", figureOf(t, "3 ms"), fact.Answer{Problem: problems(fact.Unreadable)}, "<= 5%", "unreadable"},
		{"the new figure is stale", fact.Answer{Problem: problems(fact.Stale)}, figureOf(t, "3 ms"), "<= 5%", "stale"},
		{"no figure in the baseline", figureOf(t, "3 ms"), fact.Answer{Seen: 1}, "<= 5%", "no-match"},
		{"no new figure", fact.Answer{Seen: 1}, figureOf(t, "3 ms"), "<= 5%", "no-match"},
		{"a baseline of zero", figureOf(t, "3 ms"), figureOf(t, "0 ms"), "<= 5%", "no-match"},
		{"another dimension", figureOf(t, "3 ms"), figureOf(t, "3 MB"), "<= 5%", "no-match"},
		{"a target that is not a change", figureOf(t, "3 ms"), figureOf(t, "3 ms"), "<= 5ms", "no-match"},
		{"a difference of what is not a percentage", figureOf(t, "3 ms"), figureOf(t, "3 ms"), "<= 5pp", "no-match"},
	}
	for _, test := range tests {
		p := newProject(t)
		p.evidence("now", fact.Benchmark)
		p.evidence("before", fact.Benchmark)
		p.criterion("C-1", criteria.Change{New: p.ask("benchmark.mean", "now", test.now), Old: p.ask("benchmark.mean", "before", test.before)}, test.target)
		if got := p.only(); got.Outcome != scorecard.Unknown || string(got.Reason) != test.reason {
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
	c := compared(p, ">= -90%", []string{"100 msg/s"}, []string{"100 msg/s"})
	e := c.Expr.(criteria.Change)
	for _, ask := range []int{e.New, e.Old} { // samples, of which each is a run
		f := &p.in.Answers[ask].Figures[0]
		f.Samples = spread(t, 5)
		f.Runs = eachRun(f.Samples)
	}
	if got := p.only(); got.Outcome != scorecard.Met || got.Interval.Samples != 5 || got.Interval.Of != "runs" || got.Interval.Rounds != 5 {
		t.Errorf("got %s %v %+v", got.Outcome, got.Detail, got.Interval)
	}
	old := &p.in.Answers[e.Old].Figures[0]
	old.Runs = eachRun(spread(t, 201))
	if got := p.only(); got.Reason != "inconclusive" || !strings.Contains(got.Detail[0].Text, "at most 200 a side") {
		t.Errorf("201 runs are compared: %s %v", got.Outcome, got.Detail)
	}
	old.Runs, old.Requests = eachRun(spread(t, 1)), true
	if got := p.only(); got.Reason != "inconclusive" || !strings.HasPrefix(got.Detail[0].Text, "there are 5 runs and 1 in the baseline") {
		t.Errorf("one run of requests is compared: %s %v", got.Outcome, got.Detail)
	}
	old.Runs = nil
	if got := p.only(); got.Reason != "inconclusive" {
		t.Errorf("a figure without runs is compared: %s", got.Outcome)
	}
}

// TestRoundsAndTheirLimit compares runs of one file a side, of several, and of
// rounds that are declared.
func TestRoundsAndTheirLimit(t *testing.T) {
	for _, test := range []struct {
		name   string
		files  int
		rounds bool
		want   scorecard.Outcome
		limit  bool
	}{
		{"one file a side", 1, false, scorecard.Met, true},
		{"three files a side", 3, false, scorecard.Met, false},
		{"three rounds a side", 3, true, scorecard.Met, false},
		{"two rounds are too few", 2, true, scorecard.Unknown, false},
	} {
		p := newProject(t)
		c := compared(p, ">= -90%", []string{"1 msg/s"}, []string{"1 msg/s"})
		c.Confidence = rat("95/100")
		e := c.Expr.(criteria.Change)
		for _, ask := range []int{e.New, e.Old} {
			f := &p.in.Answers[ask].Figures[0]
			f.Runs = nil
			for i := range 6 {
				f.Runs = append(f.Runs, fact.Run{Value: value(t, fmt.Sprintf("%d msg/s", 100+i*7%6)), At: fact.Location{Path: fmt.Sprint(i * test.files / 6)}})
			}
		}
		p.in.Plan.Evidence[0].Rounds = test.rounds
		card := p.run()
		got := card.Criteria[0]
		if _, limited := limitIDs(card, "one-round"); limited != test.limit || got.Outcome != test.want {
			t.Errorf("%s: got %s %v, limited %t", test.name, got.Outcome, got.Detail, limited)
		}
		if got.Interval != nil && (got.Interval.Within == "one round") != test.limit {
			t.Errorf("%s: the interval is %+v", test.name, got.Interval)
		}
	}
}

// TestABaselineOfNothing says why no change can be told.
func TestABaselineOfNothing(t *testing.T) {
	p := newProject(t)
	runs := []string{"3 msg/s", "4 msg/s", "5 msg/s"}
	compared(p, ">= -5%", runs, []string{"3 msg/s", "0 msg/s", "1 msg/s"}).Confidence = rat("95/100")
	if got := p.only(); got.Reason != "inconclusive" || !strings.Contains(got.Detail[0].Text, "a run of the baseline is 0") {
		t.Errorf("got %s %v", got.Outcome, got.Detail)
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
		slow.Runs = append(slow.Runs, fact.Run{Value: value(t, r)})
	}
	old := p.in.Answers[e.Old].Figures[0]
	old.Label = "slow"
	p.in.Answers[e.New].Figures = append(p.in.Answers[e.New].Figures, slow)
	p.in.Answers[e.Old].Figures = append(p.in.Answers[e.Old].Figures, old)
	if got := p.only(); got.Outcome != scorecard.Unmet || got.Series != "slow" {
		t.Errorf("got %s of %q, want unmet of slow", got.Outcome, got.Series)
	}
}
