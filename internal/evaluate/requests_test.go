package evaluate

import (
	"fmt"
	"strings"
	"testing"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/scorecard"
)

// requested is a criterion on requests of one run: n latencies in a known order,
// of which neighbours are alike where they come in groups.
func requested(p *project, t *testing.T, measure, goal string, n int, d string) *criteria.Criterion {
	c := sampledCriterion(p, t, measure, goal, "95/100", n)
	f := &p.in.Answers[0].Figures[0]
	f.Requests, f.Runs = true, []fact.Run{{Value: f.Value, At: f.At}}
	f.Dependence = &fact.Dependence{AtQuantile: rat(d), AtMedian: one}
	return c
}

func TestRequests(t *testing.T) {
	for _, test := range []struct {
		name, measure, target string
		n                     int
		d                     string
		want                  scorecard.Outcome
		low, high, says       string
	}{
		{"999 show nothing", "benchmark.p95", "< 1000ms", 999, "1", scorecard.Unknown, "", "", "999 requests do not show how far they depend on each other: it takes at least 1000"},
		{"1,000 do", "benchmark.p95", "< 1000ms", 1000, "1", scorecard.Met, "937", "963", ""}, // worth 833
		{"worth a tenth", "benchmark.p95", "< 970ms", 1000, "25/3", scorecard.Unknown, "910", "990", "1000 requests do not decide"},
		{"too dependent", "benchmark.p95", "< 1000ms", 1000, "11", scorecard.Unknown, "", "", "samples depend over about 11, and 1000 are fewer than 100 times that"},
		{"a mean is about runs", "benchmark.mean", "< 1000ms", 5000, "1", scorecard.Unknown, "", "", "one run does not show how much they differ; at 95% it takes at least 5"},
		{"and so is a maximum", "benchmark.max", "< 9999ms", 5000, "1", scorecard.Unknown, "", "", "one run does not show"},
	} {
		p := newProject(t)
		requested(p, t, test.measure, test.target, test.n, test.d)
		got := p.only()
		var low, high, said string
		if got.Interval != nil {
			low, high = got.Interval.Low, got.Interval.High
		}
		if len(got.Detail) > 0 {
			said = got.Detail[0].Text
		}
		if got.Outcome != test.want || low != test.low || high != test.high || !strings.Contains(said, test.says) {
			t.Errorf("%s: got %s from %q to %q: %s", test.name, got.Outcome, low, high, said)
		}
	}
	p := newProject(t)
	requested(p, t, "benchmark.p95", "< 1000ms", 2000, "5")
	i := p.only().Interval
	if i.Depends != "5" || i.Worth != 333 || i.Of != "requests" || i.Assumes != "independent samples" || !strings.Contains(i.Tested, "blocks") {
		t.Errorf("got %+v", i)
	}
	if _, listed := limitIDs(p.run(), "assumes-independent"); !listed {
		t.Error("the assumption is not listed")
	}
}

// TestRunsThatFollowTheirOrder refuses runs that drift.
func TestRunsThatFollowTheirOrder(t *testing.T) {
	for name, follows := range map[string]bool{"one file": true, "a file each": false} {
		p := newProject(t)
		sampledCriterion(p, t, "benchmark.mean", "< 1000ms", "95/100", 12)
		if follows {
			for i := range p.in.Answers[0].Figures[0].Runs {
				p.in.Answers[0].Figures[0].Runs[i].At.Path = "one.json"
			}
		}
		got := p.only()
		if (got.Reason == "inconclusive") != follows || follows && !strings.Contains(got.Detail[0].Text, "12 runs follow their order") {
			t.Errorf("%s: got %s %v", name, got.Outcome, got.Detail)
		}
	}
}

// TestSeveralSeriesShareTheirErrors holds twenty series: one that is shown to
// miss at 95 % only is not shown to miss among twenty.
func TestSeveralSeriesShareTheirErrors(t *testing.T) {
	for series, want := range map[int]scorecard.Outcome{1: scorecard.Unmet, 20: scorecard.Unknown} {
		p := newProject(t)
		sampledCriterion(p, t, "benchmark.p95", "< 53ms", "95/100", 59)
		answer := &p.in.Answers[0]
		for i := 1; i < series; i++ {
			f := answer.Figures[0]
			f.Label, f.Samples = fmt.Sprint(i), spread(t, 52)
			f.Runs = eachRun(f.Samples)
			answer.Figures = append(answer.Figures, f)
		}
		got := p.only()
		if got.Outcome != want {
			t.Errorf("%d series: got %s %v", series, got.Outcome, got.Detail)
		}
		if series > 1 && (got.Interval.Series != series || got.Interval.Apart != "99.75%") {
			t.Errorf("the interval is %+v", got.Interval)
		}
	}
}
