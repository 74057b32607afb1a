package evaluate

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
	"signoff/internal/tally"
)

// spread gives n samples: 1, 2, … n milliseconds.
func spread(t *testing.T, n int) []quantity.Decimal {
	t.Helper()
	list := make([]quantity.Decimal, n)
	for i := range list {
		list[i] = quantity.DecimalFromInt(int64(i + 1))
	}
	return list
}

// sampledCriterion asks a quantile of n samples, 1 to n ms, with confidence.
func sampledCriterion(p *project, t *testing.T, measure, goal, confidence string, n int) *criteria.Criterion {
	c := p.simple("C-1", measure, goal, "1 ms")
	c.Confidence = rat(confidence)
	f := &p.in.Answers[c.Expr.(criteria.One).Ask].Figures[0]
	f.Samples = spread(t, n)
	f.Runs = eachRun(f.Samples)
	return c
}

// eachRun makes a run of each sample, in a file of its own.
func eachRun(samples []quantity.Decimal) []fact.Run {
	var list []fact.Run
	for i, s := range samples {
		list = append(list, fact.Run{Value: s.Value(quantity.Millisecond), At: fact.Location{Path: fmt.Sprintf("%03d.json", i)}})
	}
	return list
}

func TestConfidence(t *testing.T) {
	tests := []struct {
		name, measure, target, warn string
		samples                     int
		want                        scorecard.Outcome
		low, high                   string
	}{
		{"59 samples bound p95 from above", "benchmark.p95", "< 60ms", "", 59, scorecard.Met, "53", "59"},
		{"58 do not", "benchmark.p95", "< 60ms", "", 58, scorecard.Unknown, "52", ""},
		{"58 show that it misses", "benchmark.p95", "< 10ms", "", 58, scorecard.Unmet, "52", ""},
		{"the bound on the target", "benchmark.p95", "< 59ms", "", 59, scorecard.Unknown, "53", "59"},
		{"the lower bound on the target", "benchmark.p95", "< 53ms", "", 59, scorecard.Unmet, "53", "59"},
		{"higher is better", "benchmark.p50", ">= 20ms", "", 59, scorecard.Met, "23", "37"},
		{"higher is better, and misses", "benchmark.p50", ">= 38ms", "", 59, scorecard.Unmet, "23", "37"},
		{"higher is better, and is open", "benchmark.p50", ">= 37ms", "", 59, scorecard.Unknown, "23", "37"},
		{"between, inside", "benchmark.p50", "between 23ms and 37ms", "", 59, scorecard.Met, "23", "37"},
		{"between, across", "benchmark.p50", "between 24ms and 37ms", "", 59, scorecard.Unknown, "23", "37"},
		{"between, above", "benchmark.p50", "between 1ms and 22ms", "", 59, scorecard.Unmet, "23", "37"},
		{"between, below", "benchmark.p50", "between 38ms and 50ms", "", 59, scorecard.Unmet, "23", "37"},
		{"exactly, and open", "benchmark.p50", "== 23ms", "", 59, scorecard.Unknown, "23", "37"},
		{"exactly, at the upper end", "benchmark.p50", "== 37ms", "", 59, scorecard.Unknown, "23", "37"},
		{"exactly, and above", "benchmark.p50", "== 22ms", "", 59, scorecard.Unmet, "23", "37"},
		{"exactly, and below", "benchmark.p50", "== 38ms", "", 59, scorecard.Unmet, "23", "37"},
		{"exactly, without bounds", "benchmark.p50", "== 38ms", "", 4, scorecard.Unknown, "", ""},
		{"between, without bounds", "benchmark.p50", "between 38ms and 39ms", "", 4, scorecard.Unknown, "", ""},
		{"at least, without bounds", "benchmark.p50", ">= 38ms", "", 4, scorecard.Unknown, "", ""},
		{"at most, without bounds", "benchmark.p50", "<= 0ms", "", 4, scorecard.Unknown, "", ""},
		{"five for a median", "benchmark.median", "< 6ms", "", 5, scorecard.Met, "1", "5"},
		{"four are none", "benchmark.median", "< 6ms", "", 4, scorecard.Unknown, "", ""},
		{"warn is shown", "benchmark.p95", "< 70ms", "< 60ms", 59, scorecard.Met, "53", "59"},
		{"warn is not shown", "benchmark.p95", "< 70ms", "< 59ms", 59, scorecard.Warning, "53", "59"},
		{"a mean by its runs", "benchmark.mean", "< 9ms", "", 8, scorecard.Met, "2", "7"},
		{"one run has no maximum", "benchmark.max", "< 9ms", "", 8, scorecard.Unknown, "", ""},
		{"nor a minimum", "benchmark.min", "> 0ms", "", 8, scorecard.Unknown, "", ""},
		{"one sample has no deviation", "benchmark.stddev", "< 9ms", "", 8, scorecard.Unknown, "", ""},
		{"no samples of a maximum", "benchmark.max", "< 9ms", "", 0, scorecard.Unknown, "", ""},
		{"no samples", "benchmark.p95", "< 60ms", "", 0, scorecard.Unknown, "", ""},
		{"no runs", "benchmark.mean", "< 60ms", "", 0, scorecard.Unknown, "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newProject(t)
			c := sampledCriterion(p, t, test.measure, test.target, "95/100", test.samples)
			if test.warn != "" {
				c.Warn = bar(t, test.warn)
			}
			got := p.only()
			if got.Outcome != test.want || (got.Outcome == scorecard.Unknown) != (got.Reason == "inconclusive") {
				t.Fatalf("got %s %v, want %s", got.Outcome, got.Detail, test.want)
			}
			if got.Interval == nil {
				if test.low+test.high != "" {
					t.Fatal("no interval")
				}
				return
			}
			if got.Interval.Low != test.low || got.Interval.High != test.high || got.Interval.Unit != "ms" {
				t.Errorf("interval is %+v, want %q to %q", *got.Interval, test.low, test.high)
			}
		})
	}
}

// TestAMeanOfRunsIsTheirMedian keeps the figure shown on the side of the target
// that the outcome is on: few slow runs move the mean and not the median.
func TestAMeanOfRunsIsTheirMedian(t *testing.T) {
	p := newProject(t)
	sampledCriterion(p, t, "benchmark.mean", "< 9ms", "95/100", 8)
	p.in.Answers[0].Figures[0].Value = value(t, "20 ms")
	if got := p.only(); got.Outcome != scorecard.Met || got.Measured.Value != "4" {
		t.Errorf("got %s %+v, want the median of eight runs", got.Outcome, got.Measured)
	}
}

func TestHowManySamplesWouldSettle(t *testing.T) {
	p := newProject(t)
	sampledCriterion(p, t, "benchmark.p95", "< 60ms", "95/100", 58)
	if got := p.only().Interval.Needed; got != 59 {
		t.Errorf("%d samples would do, want 59", got)
	}
	p = newProject(t)
	sampledCriterion(p, t, "benchmark.p99", "< 60ms", "95/100", 20)
	if got := p.only().Interval.Needed; got != 299 {
		t.Errorf("%d samples would do, want 299", got)
	}
	p = newProject(t)
	sampledCriterion(p, t, "benchmark.p50", "< 52ms", "95/100", 100)
	got := p.only()
	if got.Interval.Needed < 1000 || !strings.Contains(got.Detail[0].Text, "if the spread stays as seen") {
		t.Errorf("%d samples would do (%s), want many: the median is near 51", got.Interval.Needed, got.Detail[0].Text)
	}
	p = newProject(t)
	sampledCriterion(p, t, "benchmark.p50", "between 49ms and 50ms", "95/100", 100)
	if got := p.only(); got.Interval.Needed != 0 && got.Interval.Needed < 100 {
		t.Errorf("%d samples would do, fewer than there are", got.Interval.Needed)
	}
}

func TestNoSamplesSaysHowManyItTakes(t *testing.T) {
	for _, test := range []struct{ measure, target, want string }{
		{"benchmark.p95", "< 60ms", "at least 59"},
		{"benchmark.p95", ">= 60ms", "at least 1"},
		{"benchmark.p99", "between 1ms and 60ms", "at least 299"},
		{"benchmark.median", "< 60ms", "at least 5"},
	} {
		p := newProject(t)
		sampledCriterion(p, t, test.measure, test.target, "95/100", 0)
		if got := p.only().Detail[0].Text; !strings.HasSuffix(got, test.want) {
			t.Errorf("%s %s: got %q, want %q", test.measure, test.target, got, test.want)
		}
	}
}

func TestConfidenceOfSeveralSeries(t *testing.T) {
	p := newProject(t)
	c := sampledCriterion(p, t, "benchmark.p95", "< 60ms", "95/100", 59)
	answer := &p.in.Answers[c.Expr.(criteria.One).Ask]
	few := answer.Figures[0]
	few.Label, few.Samples = "few", spread(t, 20)
	answer.Figures = append(answer.Figures, few)
	if got := p.only(); got.Outcome != scorecard.Unknown || got.Reason != "inconclusive" {
		t.Errorf("one series is open and the criterion is %s", got.Outcome)
	}
	slow := answer.Figures[0]
	slow.Label, slow.Samples = "slow", spread(t, 400)
	answer.Figures = append(answer.Figures, slow)
	if got := p.only(); got.Outcome != scorecard.Unmet || got.Series != "slow" {
		t.Errorf("one series is shown to miss and the criterion is %s of %q", got.Outcome, got.Series)
	}
}

// compared declares the change of a benchmark between runs of both sides.
func compared(p *project, goal string, now, before []string) *criteria.Criterion {
	side := func(id string, runs []string) int {
		p.evidence(id, fact.Benchmark)
		answer := p.figures(id, runs[0])
		for _, r := range runs {
			answer.Figures[0].Runs = append(answer.Figures[0].Runs, fact.Run{Value: value(p.t, r)})
		}
		return p.ask("benchmark.rate", id, answer)
	}
	return p.criterion("C-1", criteria.Change{New: side("now", now), Old: side("before", before)}, goal)
}

func TestBaseline(t *testing.T) {
	same := []string{"100 msg/s", "101 msg/s", "102 msg/s", "99 msg/s", "98 msg/s"}
	half := []string{"50 msg/s", "51 msg/s", "52 msg/s", "49 msg/s", "48 msg/s"}
	tests := []struct {
		name, target, confidence string
		now, before              []string
		want                     scorecard.Outcome
	}{
		{"the same", ">= -5%", "", same, same, scorecard.Met},
		{"the same against a narrow margin", ">= -1%", "", same, same, scorecard.Unknown},
		{"half", ">= -5%", "", half, same, scorecard.Unmet},
		{"twice", "<= 5%", "", same, half, scorecard.Unmet},
		{"four runs against five at the usual 99 %", ">= -50%", "", same[:4], same, scorecard.Unknown},
		{"two runs against five at 95 %", ">= -50%", "95/100", same[:2], same, scorecard.Unknown},
		{"four runs a side at the usual 99 %", ">= -50%", "", same[:4], same[:4], scorecard.Unknown},
		{"three runs a side at 95 %", ">= -50%", "95/100", same[:3], same[:3], scorecard.Met},
		{"two runs a side at 95 %", ">= -50%", "95/100", same[:2], same[:2], scorecard.Unknown},
		{"one run", ">= -50%", "", same[:1], same[:1], scorecard.Unknown},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newProject(t)
			c := compared(p, test.target, test.now, test.before)
			if test.confidence != "" {
				c.Confidence = rat(test.confidence)
			}
			got := p.only()
			if got.Outcome != test.want || (got.Outcome == scorecard.Unknown) != (got.Reason == "inconclusive") {
				t.Errorf("got %s %v, want %s", got.Outcome, got.Detail, test.want)
			}
		})
	}
}

func TestFilesThatStateAFigureEachAreRuns(t *testing.T) {
	stated := func(p *project, id string, values ...string) int {
		p.evidence(id, fact.Benchmark)
		answer := p.figures(id, values...)
		for i := range answer.Figures {
			answer.Figures[i].Label, answer.Figures[i].Declared = "GET", true
		}
		return p.ask("benchmark.p95", id, answer)
	}
	p := newProject(t)
	now := stated(p, "now", "9 ms", "11 ms", "10 ms", "12 ms", "8 ms")
	before := stated(p, "before", "11 ms", "9 ms", "8 ms", "12 ms", "10 ms")
	p.criterion("C-1", criteria.Change{New: now, Old: before}, "<= 60%")
	if got := p.only(); got.Outcome != scorecard.Met || got.Shown() != "0.0\u202f%" || got.Interval.Samples != 5 {
		t.Errorf("got %s %q %v", got.Outcome, got.Shown(), got.Detail)
	}

	p = newProject(t)
	c := p.simple("C-1", "benchmark.mean", "< 13ms")
	c.Confidence = rat("95/100")
	c.Expr = criteria.One{Ask: stated(p, "now", "9 ms", "11 ms", "10 ms", "12 ms", "8 ms")}
	p.in.Plan.Asks[c.Expr.(criteria.One).Ask].Question.Measure, _ = tally.MeasureNamed("benchmark.mean")
	if got := p.only(); got.Outcome != scorecard.Met || got.Interval.High != "12" {
		t.Errorf("got %s %v, want the largest of five runs to bound their median", got.Outcome, got.Detail)
	}
}

func TestObservationsOfATailAreNoRuns(t *testing.T) {
	p := newProject(t)
	c := compared(p, "<= 5%", []string{"1 msg/s"}, []string{"1 msg/s"})
	e := c.Expr.(criteria.Change)
	for _, ask := range []int{e.New, e.Old} {
		p.in.Plan.Asks[ask].Question.Measure, _ = tally.MeasureNamed("benchmark.p95")
		f := &p.in.Answers[ask].Figures[0]
		f.Samples = spread(t, 20)
		f.Runs = eachRun(f.Samples)
	}
	if got := p.only(); got.Reason != "inconclusive" {
		t.Errorf("got %s %q: one sample has no 95th percentile", got.Outcome, got.Reason)
	}
}

func TestBaselineOfSeveralSeries(t *testing.T) {
	runs := []string{"100 msg/s", "101 msg/s", "102 msg/s", "99 msg/s", "98 msg/s"}
	p := newProject(t)
	c := compared(p, ">= -5%", runs, runs)
	e := c.Expr.(criteria.Change)
	for i, ask := range []int{e.New, e.Old} {
		f := p.in.Answers[ask].Figures[0]
		f.Label = "second"
		p.in.Answers[ask].Figures = append(p.in.Answers[ask].Figures, f)
		if i == 0 {
			slices.Reverse(p.in.Answers[ask].Figures)
		}
	}
	if got := p.only(); got.Outcome != scorecard.Met {
		t.Errorf("got %s %v, want each series compared with its own baseline", got.Outcome, got.Detail)
	}
}

func TestABaselineNeedsTheSameSeries(t *testing.T) {
	for name, labels := range map[string][2][]string{
		"a new one":         {{"a", "b"}, {"a"}},
		"one left out":      {{"a"}, {"a", "b"}},
		"others altogether": {{"a", "b"}, {"c", "d"}},
	} {
		p := newProject(t)
		c := compared(p, ">= -5%", []string{"1 msg/s"}, []string{"1 msg/s"})
		e := c.Expr.(criteria.Change)
		for i, ask := range []int{e.New, e.Old} {
			f := p.in.Answers[ask].Figures[0]
			p.in.Answers[ask].Figures = nil
			for _, f.Label = range labels[i] {
				p.in.Answers[ask].Figures = append(p.in.Answers[ask].Figures, f)
			}
		}
		if got := p.only(); got.Reason != "no-match" {
			t.Errorf("%s: got %s %q, want no-match", name, got.Outcome, got.Reason)
		}
	}
}
