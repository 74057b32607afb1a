package evaluate

import (
	"flag"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// draws makes the tests of this package that draw at random longer: eight times is
// what DESIGN was held against.
var draws = flag.Int("draws", 1, "how many times more the tests that draw at random do")

// noisy draws a time in milliseconds from one of several spreads, stalls among
// them.
func noisy(random *rand.Rand, shape int) quantity.Decimal {
	x := 1000 + random.Int64N(500)
	switch shape {
	case 1:
		x = 1000 + int64(300*random.ExpFloat64())
	case 2:
		if random.IntN(12) == 0 {
			x *= 20
		}
	case 3:
		x = 1000 + random.Int64N(3)
	}
	return quantity.Decimal{Mant: x, Exp: -2}
}

// drawBenchmark gives an answer with series of runs, or of requests.
func drawBenchmark(p *project, random *rand.Rand, id string, series, files int, requests bool) fact.Answer {
	answer := fact.Answer{Seen: 1, Matched: 1}
	for s := range series {
		f := fact.Figure{Label: fmt.Sprint("s", s), At: fact.Location{Path: id, Line: s + 1}, Requests: requests}
		shape, n := random.IntN(4), 1+random.IntN(6)
		if requests {
			n = 900 + random.IntN(600)
			f.Dependence = &fact.Dependence{AtQuantile: big.NewRat(1+random.Int64N(30), 10), AtMedian: big.NewRat(1+random.Int64N(120), 10)}
		}
		for file := range files {
			path := fmt.Sprintf("%s-%d", id, file)
			for range n {
				x := noisy(random, shape)
				f.Samples = append(f.Samples, x)
				if !requests {
					f.Runs = append(f.Runs, fact.Run{Value: x.Value(quantity.Millisecond), At: fact.Location{Path: path}})
				}
			}
			if requests {
				f.Runs = append(f.Runs, fact.Run{Value: noisy(random, shape).Value(quantity.Millisecond), At: fact.Location{Path: path}})
			}
		}
		slices.SortFunc(f.Samples, quantity.Decimal.Cmp)
		f.Value = f.Samples[len(f.Samples)/2].Value(quantity.Millisecond)
		answer.Figures = append(answer.Figures, f)
	}
	return answer
}

// drawGoal draws a target around a figure that is likely.
func drawGoal(random *rand.Rand, center float64, unit string) string {
	at := func() string { return fmt.Sprintf("%.3f%s", center*(0.6+0.8*random.Float64()), unit) }
	switch random.IntN(6) {
	case 0:
		return fmt.Sprintf("between %.3f%s and %.3f%s", center*0.7*random.Float64(), unit, center*(1+random.Float64()), unit)
	case 1:
		return ">= " + at()
	case 2:
		return "> " + at()
	case 3:
		return "< " + at()
	}
	return "<= " + at()
}

var confidences = []string{"51/100", "80/100", "95/100", "99/100", "9999/10000"}

// drawInterval declares a criterion of a random kind that an interval decides.
func drawInterval(p *project, random *rand.Rand) *criteria.Criterion {
	id, kind := fmt.Sprintf("e%d", len(p.in.Plan.Criteria)), random.IntN(5)
	measures := []string{"benchmark.p50", "benchmark.median", "benchmark.p90", "benchmark.p95", "benchmark.mean", "benchmark.max", "benchmark.min"}
	measure := measures[random.IntN(len(measures))]
	var c *criteria.Criterion
	switch kind {
	case 0, 1:
		p.evidence(id, fact.Benchmark)
		answer := drawBenchmark(p, random, id, 1+random.IntN(3), 1+random.IntN(6), kind == 1 && random.IntN(8) == 0)
		c = p.criterion(id, criteria.One{Ask: p.ask(measure, id, answer)}, drawGoal(random, 12, "ms"))
	case 2, 3:
		p.evidence(id, fact.Benchmark)
		p.evidence(id+"-old", fact.Benchmark)
		series, files := 1+random.IntN(2), 1+random.IntN(6)
		now, old := drawBenchmark(p, random, id, series, files, false), drawBenchmark(p, random, id+"-old", series, files, false)
		goal := fmt.Sprintf("%s %d%%", []string{"<=", ">=", "<", ">"}[random.IntN(4)], random.IntN(80)-40)
		c = p.criterion(id, criteria.Change{New: p.ask(measure, id, now), Old: p.ask(measure, id+"-old", old)}, goal)
		if random.IntN(4) == 0 {
			p.in.Plan.Evidence[len(p.in.Plan.Evidence)-1].Rounds = true
		}
	default:
		p.evidence(id, fact.Health)
		answer := fact.Answer{Seen: 1, Matched: 1}
		for s := range 1 + random.IntN(2) {
			span := fact.Span{Window: time.Duration(1+random.IntN(200)) * wholeDay, Step: time.Duration(1+random.IntN(300)) * time.Second}
			span.Gap = time.Duration(random.IntN(3)) * time.Hour
			span.Up = span.Window - span.Gap
			for range random.IntN(5) {
				down := span.Step * time.Duration(1+random.IntN(40))
				span.Incidents = append(span.Incidents, down)
				span.Up -= down
			}
			answer.Figures = append(answer.Figures, fact.Figure{
				Label: fmt.Sprint("s", s), Span: &span, At: fact.Location{Path: id, Line: s + 1}, Value: quantity.Ratio(int64(max(0, span.Up)), int64(span.Window)),
			})
		}
		c = p.criterion(id, criteria.One{Ask: p.ask("health.availability", id, answer)}, fmt.Sprintf(">= %.2f%%", 100-random.Float64()*random.Float64()*4))
		c.Repair = &criteria.Repair{Ask: -1, Typed: quantity.Int(1+random.Int64N(1800), quantity.Second)}
	}
	c.Confidence = rat(confidences[random.IntN(len(confidences))])
	return c
}

// TestMetShowsAFigureThatSatisfies draws random plans whose criteria are decided
// by intervals: where one is met, the figure that is judged and the one that is
// shown satisfy the target, and the headroom is not negative.
func TestMetShowsAFigureThatSatisfies(t *testing.T) {
	plans := 2500 * *draws
	if testing.Short() {
		plans = 500
	}
	random := rand.New(rand.NewPCG(31, 32))
	outcomes := map[scorecard.Outcome]int{}
	for range plans {
		p := newProject(t)
		c := drawInterval(p, random)
		a := assess(p.in)
		total := addUp(a.plan, a.votes)
		got := a.showCriterion(0, &total)
		outcomes[got.Outcome]++
		if got.Outcome == scorecard.Unknown {
			if got.Measured != nil || got.Reason != "inconclusive" {
				t.Fatalf("an open figure is shown: %+v", got)
			}
			continue
		}
		figure := a.judged[0].figure.Value
		holds := c.Target.Holds(figure)
		if got.Outcome.Satisfied() && (!holds || strings.HasPrefix(got.Headroom, "-") || strings.HasPrefix(got.Headroom, "−")) {
			t.Fatalf("%s %s is met and shows %s with headroom %s: %+v", got.Question, c.Target, got.Shown(), got.Headroom, got.Interval)
		}
		if got.Outcome == scorecard.Unmet && holds {
			t.Fatalf("%s %s is unmet and shows %s: %+v", got.Question, c.Target, got.Shown(), got.Interval)
		}
		if shown, ok := readShown(got.Measured); ok && c.Target.Holds(shown) != holds {
			t.Fatalf("%s %s shows %s, which is on another side than %s", got.Question, c.Target, got.Shown(), figure)
		}
	}
	for _, o := range []scorecard.Outcome{scorecard.Met, scorecard.Unmet, scorecard.Unknown} {
		if outcomes[o] < plans/20 {
			t.Errorf("only %d of %d plans are %s: the draw shows little", outcomes[o], plans, o)
		}
	}
}

// readShown reads a displayed figure; false for one that is only bounded.
func readShown(f *scorecard.Figure) (quantity.Value, bool) {
	v, err := quantity.ParseValue(strings.ReplaceAll(f.Value, ",", "")+f.Unit, quantity.Any)
	return v, err == nil
}
