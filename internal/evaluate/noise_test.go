package evaluate

import (
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// noise reads series of repeated runs of unchanged code.
func noise(t *testing.T) map[string][]quantity.Value {
	t.Helper()
	text, err := os.ReadFile("testdata/noise.txt")
	if err != nil {
		t.Fatal(err)
	}
	series := map[string][]quantity.Value{}
	for line := range strings.Lines(string(text)) {
		fields := strings.Fields(line)
		if fields[0] == "#" {
			continue
		}
		for _, field := range fields[1:] {
			series[fields[0]] = append(series[fields[0]], value(t, field))
		}
	}
	return series
}

// TestUnchangedCodeRaisesNoAlarm compares unchanged code with itself, with the
// noise of real runs, and counts how often it is shown to be slower, or faster,
// than it is: no more often than the confidence allows. It does show that it is
// not half as fast, so it is not silence that keeps it from alarms.
func TestUnchangedCodeRaisesNoAlarm(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long and has nothing to race")
	}
	random := rand.New(rand.NewPCG(11, 12))
	const trials = 1000
	for _, level := range []struct {
		confidence string
		risk       float64
		runs       int
	}{{"95/100", 0.05, 3}, {"95/100", 0.05, 8}, {"99/100", 0.01, 6}} {
		for name, runs := range noise(t) {
			draw := func() runList {
				list := make([]fact.Run, level.runs)
				for i := range list {
					list[i] = fact.Run{Value: runs[random.IntN(len(runs))]}
				}
				return runList{list: list, of: unit{"run", "runs"}}
			}
			slower, faster, shown := 0, 0, 0
			for range trials {
				c := rat(level.confidence)
				i := changed(draw(), draw(), quantity.Proportion, c, sureness{c, c})
				if i.judge(target(t, "<= 0%")) == scorecard.Unmet {
					slower++
				}
				if i.judge(target(t, ">= 0%")) == scorecard.Unmet {
					faster++
				}
				if i.judge(target(t, "<= 300%")) == scorecard.Met {
					shown++
				}
			}
			allowed := trials*level.risk + 4*math.Sqrt(trials*level.risk*(1-level.risk))
			if float64(slower) > allowed || float64(faster) > allowed {
				t.Errorf("%s, %d runs a side at %s: %d times slower and %d times faster in %d, at most %.0f allowed",
					name, level.runs, level.confidence, slower, faster, trials, allowed)
			}
			if shown < trials/2 {
				t.Errorf("%s, %d runs a side at %s: only %d of %d comparisons show anything", name, level.runs, level.confidence, shown, trials)
			}
		}
	}
}
