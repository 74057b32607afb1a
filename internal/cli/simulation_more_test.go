package cli

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"signoff/internal/scorecard"
)

// longer multiplies the trials of the simulations of this file.
var longer = flag.Int("simulations", 1, "how many times more trials the simulations draw")

// failing writes what a probe sees of a service every five minutes for thirty days:
// it is up for exponential times of three days, and down for times that draw gives,
// of sixty minutes in the mean. Down says from when until when it is down besides.
func failing(random *rand.Rand, draw func() float64, from, until int) string {
	const step, instants, up = 5.0, 30 * 288, 3 * 1440.0
	begin := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	var text strings.Builder
	text.WriteString("time,up\n")
	isUp, at := true, up*random.ExpFloat64()
	for k := range instants {
		for at < float64(k)*step {
			isUp = !isUp
			if isUp {
				at += up * random.ExpFloat64()
			} else {
				at += draw()
			}
		}
		seen := map[bool]int{true: 1, false: 0}[isUp && (k < from || k >= until)]
		fmt.Fprintf(&text, "%s,%d\n", begin.Add(time.Duration(k)*5*time.Minute).Format(time.RFC3339), seen)
	}
	return text.String()
}

// repairs are ways in which down times of sixty minutes in the mean are spread.
func repairs(random *rand.Rand) map[string]func() float64 {
	return map[string]func() float64{
		"constant":    func() float64 { return 60 },
		"exponential": func() float64 { return 60 * random.ExpFloat64() },
		"lognormal":   func() float64 { return 60 * math.Exp(random.NormFloat64()-0.5) },
		"bimodal":     func() float64 { return map[bool]float64{true: 20, false: 420}[random.Float64() < 0.9] },
	}
}

// TestAvailabilityOfEveryRepair holds an availability that is the target itself,
// whatever the repairs are like.
func TestAvailabilityOfEveryRepair(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long and has nothing to race")
	}
	trials, random := 60**longer, rand.New(rand.NewPCG(61, 62))
	truth := 100 * 3 * 1440.0 / (3*1440.0 + 60)
	asked := func(op string) string {
		return fmt.Sprintf("measure: health.availability, confidence: 95%%, repair: 60m, target: \"%s %.6f%%\"", op, truth)
	}
	for name, draw := range repairs(random) {
		list := make([]trial, trials)
		for i := range list {
			list[i] = trial{failing(random, draw, 0, 0), []string{asked(">"), asked(">=")}}
		}
		counts := judgeTrials(t, "probe-log", ".csv", list)
		noMoreThan(t, name+" repairs falsely met", counts[0][scorecard.Met], trials, 0.03)
		noMoreThan(t, name+" repairs falsely unmet", counts[1][scorecard.Unmet], trials, 0.05)
	}
}

// TestAnAddedOutageIsNeverBetter takes each service down for a while more.
func TestAnAddedOutageIsNeverBetter(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long and has nothing to race")
	}
	trials, worth := 40**longer, map[scorecard.Outcome]int{scorecard.Unmet: 0, scorecard.Unknown: 1, scorecard.Met: 2}
	var list []trial
	for i := range trials {
		random := rand.New(rand.NewPCG(64, uint64(i)))
		target := fmt.Sprintf("measure: health.availability, confidence: 95%%, repair: 60m, target: \">= %.3f%%\"", 94+6*random.Float64())
		from := random.IntN(30 * 288)
		for _, length := range []int{0, 1 + random.IntN(60)} {
			again := rand.New(rand.NewPCG(63, uint64(i)))
			list = append(list, trial{failing(again, repairs(again)["exponential"], from, from+length), []string{target}})
		}
	}
	outcomes := outcomesOf(t, "probe-log", ".csv", list)
	for i := 0; i < len(outcomes); i += 2 {
		if before, after := outcomes[i][0], outcomes[i+1][0]; worth[after] > worth[before] {
			t.Errorf("service %d is %s, and with an outage more %s", i/2, before, after)
		}
	}
}

// traces are requests of one run that depend on each other, with a quantile of 95 %
// that is known.
func traces(random *rand.Rand) []struct {
	name     string
	requests int
	p95      float64
	draw     func(n int) []float64
} {
	const z95 = 1.6448536269514722
	return []struct {
		name     string
		requests int
		p95      float64
		draw     func(n int) []float64
	}{
		{"a queue", 4000, -math.Log(0.05) / 0.4, func(n int) []float64 { // M/M/1 at 60 %, the time in the system
			list, wait := make([]float64, n), 0.0
			for k := range n + 2000 {
				service := random.ExpFloat64()
				if k >= 2000 {
					list[k-2000] = wait + service
				}
				wait = max(0, wait+service-random.ExpFloat64()/0.6)
			}
			return list
		}},
		{"a warm-up", 4000, 10 + z95, func(n int) []float64 {
			list := make([]float64, n)
			for k := range list {
				list[k] = 10 + random.NormFloat64() + 10*math.Exp(-float64(k)/20)
			}
			return list
		}},
		{"days", 6000, daily95, func(n int) []float64 {
			list, phase := make([]float64, n), 2*math.Pi*random.Float64()
			for k := range list {
				list[k] = 10 + random.NormFloat64() + math.Sin(phase+2*math.Pi*float64(k)*12/float64(n))
			}
			return list
		}},
		{"pauses", 10_000, pausing95, func(n int) []float64 { // one in 500 begins a pause that 20 wait for
			list, left := make([]float64, n), 0
			for k := range list {
				list[k] = 10 + random.NormFloat64()
				if left == 0 && random.Float64() < 1.0/500 {
					left = 20
				}
				if left > 0 {
					list[k] += 2 * float64(left)
					left--
				}
			}
			return list
		}},
	}
}

// The quantiles of 95 % of the two traces that have none in closed form, of the
// mixtures of normal distributions that their requests are drawn from.
const daily95, pausing95 = 12.011655, 12.220966

// TestQuantilesOfTraces holds the true quantile of each trace against itself: it is
// claimed to lie on either side no more often than the confidence allows, or little
// more, or nothing is said.
func TestQuantilesOfTraces(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long and has nothing to race")
	}
	trials, random := 50**longer, rand.New(rand.NewPCG(65, 66))
	for _, trace := range traces(random) {
		list := make([]trial, trials)
		for i := range list {
			var text strings.Builder
			text.WriteString(`{"kind": "about", "evidence": "benchmark", "tool": "t"}` + "\n")
			for _, x := range trace.draw(trace.requests) {
				fmt.Fprintf(&text, `{"kind": "sample", "name": "GET", "value": %.4f, "unit": "ms"}`+"\n", x)
			}
			fmt.Fprintf(&text, `{"kind": "end", "records": %d}`+"\n", trace.requests)
			asked := func(op string) string {
				return fmt.Sprintf("measure: benchmark.p95, confidence: 95%%, target: \"%s %.6fms\"", op, trace.p95)
			}
			list[i] = trial{text.String(), []string{asked("<"), asked("<=")}}
		}
		counts := judgeTrials(t, "records", ".jsonl", list)
		noMoreThan(t, trace.name+" falsely met", counts[0][scorecard.Met], trials, 0.06)
		noMoreThan(t, trace.name+" falsely unmet", counts[1][scorecard.Unmet], trials, 0.06)
	}
}

// TestManySeriesOnTarget holds up to a hundred series whose medians are the target,
// alone or with a noise that all share.
func TestManySeriesOnTarget(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long and has nothing to race")
	}
	random := rand.New(rand.NewPCG(67, 68))
	for _, series := range []int{1, 10, 100} {
		trials := *longer * min(60, 1200/series)
		for _, shared := range []float64{0, 0.9} {
			list := make([]trial, trials)
			for i := range list {
				var text strings.Builder
				text.WriteString(`{"kind": "about", "evidence": "benchmark", "tool": "t", "samples": "runs"}` + "\n")
				const runs = 40
				common := make([]float64, runs)
				for k := range common {
					common[k] = random.NormFloat64()
				}
				for s := range series {
					for k := range runs {
						z := math.Sqrt(shared)*common[k] + math.Sqrt(1-shared)*random.NormFloat64()
						fmt.Fprintf(&text, `{"kind": "sample", "name": "s%d", "value": %.5f, "unit": "ms"}`+"\n", s, math.Exp(0.2*z))
					}
				}
				fmt.Fprintf(&text, `{"kind": "end", "records": %d}`+"\n", series*runs)
				list[i] = trial{text.String(), []string{"measure: benchmark.median, confidence: 95%, target: \"<= 1ms\"", "measure: benchmark.median, confidence: 95%, target: \"< 1ms\""}}
			}
			counts := judgeTrials(t, "records", ".jsonl", list)
			what := fmt.Sprintf("%d series with %g in common", series, shared)
			noMoreThan(t, what+" falsely unmet", counts[0][scorecard.Unmet], trials, 0.05)
			noMoreThan(t, what+" falsely met", counts[1][scorecard.Met], trials, 0.05)
		}
	}
}
