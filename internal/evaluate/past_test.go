package evaluate

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// steady is so many figures around 100 ms without an order.
func steady(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf("%d ms", 98+(i*7919)%5)
	}
	return list
}

// recorded compares one figure with those of past runs.
func recorded(t testing.TB, p *project, measure, now, goal string, past []string) *criteria.Criterion {
	t.Helper()
	id := "now"
	kind := fact.Benchmark
	if strings.HasPrefix(measure, "coverage") {
		kind = fact.Coverage
	}
	p.evidence(id, kind)
	ask := p.ask(measure, id, fact.Answer{Seen: 1, Matched: 1, Figures: []fact.Figure{{Value: value(t, now), Declared: true}}})
	p.criterion("C-1", criteria.PastRuns{Ask: ask, ID: "C-1", Line: "main", Last: 20, Asked: "q"}, goal)
	p.in.Past = map[string][]PastFigure{}
	for i, text := range past {
		p.in.Past["C-1"] = append(p.in.Past["C-1"], PastFigure{Run: fmt.Sprint("run", i), AsOf: fmt.Sprintf("2026-10-%02dT06:00:00Z", i+1), Value: value(t, text)})
	}
	return &p.in.Plan.Criteria[len(p.in.Plan.Criteria)-1]
}

func TestPastRuns(t *testing.T) {
	rising := make([]string, 20)
	stepped := make([]string, 20)
	for i := range rising {
		rising[i] = fmt.Sprintf("%d ms", 100+i)
		stepped[i] = fmt.Sprintf("%d ms", 100+(i/10)*20+i%3)
	}
	tests := []struct {
		name, now, goal, measure string
		past                     []string
		outcome                  scorecard.Outcome
		says                     string
	}{
		{"within the margin of the smallest", "102 ms", "<= +5%", "benchmark.mean", steady(19), scorecard.Met, ""},
		{"within that of some", "105 ms", "<= +5%", "benchmark.mean", steady(19), scorecard.Unknown, "between 2.9"},
		{"beyond that of the largest", "120 ms", "<= +5%", "benchmark.mean", steady(19), scorecard.Unmet, ""},
		{"higher is better", "97 ms", ">= -5%", "benchmark.mean", steady(19), scorecard.Met, ""},
		{"higher is better, and it is lower", "80 ms", ">= -5%", "benchmark.mean", steady(19), scorecard.Unmet, ""},
		{"one run too few", "100 ms", "<= +5%", "benchmark.mean", steady(18), scorecard.Unknown, "18 runs on main have the figure, and 19 are needed at 95% confidence"},
		{"none", "100 ms", "<= +5%", "benchmark.mean", nil, scorecard.Unknown, "0 runs on main have the figure, and 19 are needed"},
		{"a trend", "100 ms", "<= +50%", "benchmark.mean", rising, scorecard.Unknown, "since"},
		{"a step", "100 ms", "<= +50%", "benchmark.mean", stepped, scorecard.Unknown, "since"},
		{"of nothing", "100 ms", "<= +5%", "benchmark.mean", append(steady(18), "0 ms"), scorecard.Unknown, "of nothing there is no part"},
		{"another dimension is not there", "100 ms", "<= +5%", "benchmark.mean", append(steady(18), "3 MB"), scorecard.Unknown, "18 runs"},
		{"what has no noise against the last alone", "80%", ">= -1pp", "coverage.lines", []string{"99%", "80.5%"}, scorecard.Met, ""},
		{"and less than that", "79%", ">= -1pp", "coverage.lines", []string{"50%", "80.5%"}, scorecard.Unmet, ""},
		{"and nothing before", "79%", ">= -1pp", "coverage.lines", nil, scorecard.Unknown, "no earlier run on main"},
	}
	for _, test := range tests {
		p := newProject(t)
		recorded(t, p, test.measure, test.now, test.goal, test.past)
		got := p.only()
		said := ""
		if len(got.Detail) > 0 {
			said = got.Detail[0].Text
		}
		if got.Outcome != test.outcome || !strings.Contains(said, test.says) {
			t.Errorf("%s: got %s %q, want %s %q", test.name, got.Outcome, said, test.outcome, test.says)
		}
		if got.Job == nil || got.Job.Asked != "q" || got.Job.Exact == "" {
			t.Errorf("%s: the figure of the run itself is not there: %+v", test.name, got.Job)
		}
	}
}

// TestPastRunsByDefinition holds the judgement against the rule as DESIGN says it,
// in floating point and without any of what it is made of.
func TestPastRunsByDefinition(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(19, 40).Draw(rt, "n")
		now, margin := rapid.Int64Range(50, 200).Draw(rt, "now"), rapid.Int64Range(1, 60).Draw(rt, "margin")
		p := newProject(t)
		recorded(t, p, "benchmark.mean", fmt.Sprintf("%d ms", now), fmt.Sprintf("<= +%d%%", margin), nil)
		p.in.Plan.Criteria[0].Expr = criteria.PastRuns{Ask: 0, ID: "C-1", Line: "main", Last: n}
		smallest, largest := int64(1000), int64(0)
		for i := range n {
			x := rapid.Int64Range(90, 110).Draw(rt, "x")
			smallest, largest = min(smallest, x), max(largest, x)
			p.in.Past["C-1"] = append(p.in.Past["C-1"], PastFigure{Run: fmt.Sprint(i), AsOf: "2026-10-01T06:00:00Z", Value: quantity.Of(big.NewRat(x, 1), quantity.MustUnit("ms"))})
		}
		got := p.only()
		if len(got.Detail) > 0 && strings.Contains(got.Detail[0].Text, "since") {
			return // chance made an order
		}
		want := scorecard.Unknown
		switch {
		case now*100 <= smallest*(100+margin):
			want = scorecard.Met
		case now*100 > largest*(100+margin):
			want = scorecard.Unmet
		}
		if got.Outcome != want {
			rt.Errorf("%d against %d to %d with %d %%: got %s, want %s", now, smallest, largest, margin, got.Outcome, want)
		}
	})
}

// TestPastRunsByChance compares a job of unchanged code with nineteen others: it is
// said to be slower, or faster, once in twenty, as many as the confidence allows, or
// nothing is said where chance made an order.
func TestPastRunsByChance(t *testing.T) {
	random := rand.New(rand.NewPCG(71, 72))
	trials := 750 * *draws
	for _, goal := range []string{"<= 0%", ">= 0%"} {
		unmet, open := 0, 0
		for range trials {
			draw := func() string { return fmt.Sprintf("%.4f ms", 100*math.Exp(0.1*random.NormFloat64())) }
			past := make([]string, 19)
			for i := range past {
				past[i] = draw()
			}
			p := newProject(t)
			recorded(t, p, "benchmark.mean", draw(), goal, past)
			switch p.only().Outcome {
			case scorecard.Unmet:
				unmet++
			case scorecard.Unknown:
				open++
			}
		}
		t.Logf("%s: %d of %d unmet, %d open", goal, unmet, trials, open)
		if limit := float64(trials)*0.053 + 3*math.Sqrt(float64(trials)*0.053*0.947); float64(unmet) > limit || unmet < trials/40 {
			t.Errorf("%s: %d of %d are shown to differ, at most %.0f allowed", goal, unmet, trials, limit)
		}
	}
}
