package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"signoff/internal/scorecard"
)

// The simulations of this file go through the whole tool: files are written, read
// and judged, with a truth that is known and stands on the target itself. Then
// nothing may be claimed more often than the confidence allows.

// trial is one file of evidence, and what is asked of it.
type trial struct {
	text     string
	criteria []string // each "measure…, target…", after the evidence
}

// judgeTrials judges many trials in one project and counts the outcomes of each
// of their criteria.
func judgeTrials(t *testing.T, format, suffix string, trials []trial) []map[scorecard.Outcome]int {
	t.Helper()
	counts := make([]map[scorecard.Outcome]int, len(trials[0].criteria))
	for k := range counts {
		counts[k] = map[scorecard.Outcome]int{}
	}
	for _, outcomes := range outcomesOf(t, format, suffix, trials) {
		for k, outcome := range outcomes {
			counts[k][outcome]++
		}
	}
	return counts
}

// outcomesOf judges many trials in one project and gives the outcome of each of
// the criteria of each.
func outcomesOf(t *testing.T, format, suffix string, trials []trial) [][]scorecard.Outcome {
	t.Helper()
	dir := t.TempDir()
	var evidence, list strings.Builder
	for i, trial := range trials {
		name := fmt.Sprintf("e%03d", i)
		if err := os.WriteFile(filepath.Join(dir, name+suffix), []byte(trial.text), 0o600); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&evidence, "  %s: { path: %s%s, format: %s }\n", name, name, suffix, format)
		for k, c := range trial.criteria {
			fmt.Fprintf(&list, "  - { id: C-%03d-%d, title: T, category: c, evidence: %s, %s }\n", i, k, name, c)
		}
	}
	plan := "version: 1\nproject: simulation\nevidence:\n" + evidence.String() + "categories: [{id: c}]\ncriteria:\n" + list.String()
	if err := os.WriteFile(filepath.Join(dir, "signoff.yaml"), []byte(plan), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, said bytes.Buffer
	w := World{Stdout: &out, Stderr: &said, Getenv: func(string) string { return "" },
		Now: func() time.Time { return time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC) }}
	if code := Main([]string{"check", "-C", dir, "--as-of", "2026-11-30", "-o", "json"}, w); code > exitNotApproved {
		t.Fatalf("exit %d: %s", code, said.String())
	}
	var card scorecard.Scorecard
	if err := json.Unmarshal(out.Bytes(), &card); err != nil {
		t.Fatal(err)
	}
	all := make([][]scorecard.Outcome, len(trials))
	for _, c := range card.Criteria {
		if c.Outcome == scorecard.Unknown && c.Reason != "inconclusive" {
			t.Fatalf("%s is %s: %v", c.ID, c.Reason, c.Detail)
		}
		var i, k int
		if n, err := fmt.Sscanf(c.ID, "C-%d-%d", &i, &k); n != 2 || k != len(all[i]) {
			t.Fatalf("%s: %v", c.ID, err)
		}
		all[i] = append(all[i], c.Outcome)
	}
	return all
}

// noMoreThan fails where an outcome is more frequent than the rate that is known
// of the rule, by three standard errors of the draw.
func noMoreThan(t *testing.T, what string, seen, trials int, rate float64) {
	t.Helper()
	limit := float64(trials)*rate + 3*math.Sqrt(float64(trials)*rate*(1-rate))
	t.Logf("%s: %d of %d", what, seen, trials)
	if float64(seen) > limit {
		t.Errorf("%s: %d of %d, at most %.1f allowed", what, seen, trials, limit)
	}
}

// TestQuantilesOfDependentRequests draws the requests of one run of which each is
// like the one before (autoregressive), or that come in waves.
func TestQuantilesOfDependentRequests(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long and has nothing to race")
	}
	random := rand.New(rand.NewPCG(41, 42))
	for _, correlation := range []float64{0, 0.5, 0.8} {
		const trials, requests = 100, 3000
		p95 := 100 + 10*1.6448536269514722
		list := make([]trial, trials)
		for i := range list {
			var text strings.Builder
			text.WriteString(`{"kind": "about", "evidence": "benchmark", "tool": "t"}` + "\n")
			z := random.NormFloat64()
			for range requests {
				z = correlation*z + math.Sqrt(1-correlation*correlation)*random.NormFloat64()
				fmt.Fprintf(&text, `{"kind": "sample", "name": "GET", "value": %.4f, "unit": "ms"}`+"\n", 100+10*z)
			}
			fmt.Fprintf(&text, `{"kind": "end", "records": %d}`+"\n", requests)
			asked := func(op string, than float64) string {
				return fmt.Sprintf("measure: benchmark.p95, confidence: 95%%, target: \"%s %.6fms\"", op, than)
			}
			list[i] = trial{text.String(), []string{asked("<", p95), asked("<=", p95), asked("<", 122)}}
		}
		counts := judgeTrials(t, "records", ".jsonl", list)
		what := fmt.Sprintf("requests with a correlation of %g", correlation)
		noMoreThan(t, what+" falsely met", counts[0][scorecard.Met], trials, 0.06)
		noMoreThan(t, what+" falsely unmet", counts[1][scorecard.Unmet], trials, 0.06)
		if shown := counts[2][scorecard.Met]; shown < trials/2 {
			t.Errorf("%s: only %d of %d show what is well within the target", what, shown, trials)
		}
	}
}

// TestTwentySeriesOnTarget holds twenty series whose medians are on the target:
// that one of them misses by chance is no more likely than the confidence says.
func TestTwentySeriesOnTarget(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long and has nothing to race")
	}
	random := rand.New(rand.NewPCG(43, 44))
	const trials = 150
	list := make([]trial, trials)
	for i := range list {
		var text strings.Builder
		text.WriteString(`{"kind": "about", "evidence": "benchmark", "tool": "t", "samples": "runs"}` + "\n")
		for series := range 20 {
			for range 60 {
				fmt.Fprintf(&text, `{"kind": "sample", "name": "s%d", "value": %.4f, "unit": "ms"}`+"\n", series, math.Exp(0.2*random.NormFloat64()))
			}
		}
		text.WriteString(`{"kind": "end", "records": 1200}` + "\n")
		list[i] = trial{text.String(), []string{"measure: benchmark.median, confidence: 95%, target: \"<= 1ms\"", "measure: benchmark.median, confidence: 95%, target: \"< 1ms\""}}
	}
	counts := judgeTrials(t, "records", ".jsonl", list)
	noMoreThan(t, "twenty series falsely unmet", counts[0][scorecard.Unmet], trials, 0.05)
	noMoreThan(t, "twenty series falsely met", counts[1][scorecard.Met], trials, 0.01)
}

// TestAvailabilityOnTarget lets a service fail at random, watched every five
// minutes for thirty days, with an availability that is the target.
func TestAvailabilityOnTarget(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long and has nothing to race")
	}
	random := rand.New(rand.NewPCG(45, 46))
	const trials, step, instants, down, up = 100, 5.0, 30 * 288, 60.0, 3 * 1440.0 // in minutes
	begin := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	list := make([]trial, trials)
	for i := range list {
		var text strings.Builder
		text.WriteString("time,up\n")
		isUp, until := true, up*random.ExpFloat64()
		for k := range instants {
			for until < float64(k)*step {
				isUp = !isUp
				until += map[bool]float64{true: up, false: down}[isUp] * random.ExpFloat64()
			}
			fmt.Fprintf(&text, "%s,%d\n", begin.Add(time.Duration(k)*5*time.Minute).Format(time.RFC3339), map[bool]int{true: 1, false: 0}[isUp])
		}
		truth := 100 * up / (up + down)
		asked := func(op string) string {
			return fmt.Sprintf("measure: health.availability, confidence: 95%%, repair: 60m, target: \"%s %.6f%%\"", op, truth)
		}
		list[i] = trial{text.String(), []string{asked(">"), asked(">=")}}
	}
	counts := judgeTrials(t, "probe-log", ".csv", list)
	noMoreThan(t, "availability falsely met", counts[0][scorecard.Met], trials, 0.03)
	noMoreThan(t, "availability falsely unmet", counts[1][scorecard.Unmet], trials, 0.05)
}
