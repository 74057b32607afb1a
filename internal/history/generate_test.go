package history

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"signoff/internal/scorecard"
)

// What TestGenerate fills, and with how much: it is for measuring by hand.
var (
	generateInto     = flag.String("generate", "", "address of a store to fill with made-up runs")
	generateIn       = flag.String("in", "", "folder that the address starts from")
	generateServices = flag.Int("services", 5000, "how many services it gets")
	generateRuns     = flag.Int("runs", 365, "how many runs each of them has, one a day")
)

// TestGenerate fills a store with runs of many services, day by day.
func TestGenerate(t *testing.T) {
	if *generateInto == "" {
		t.Skip("-generate names no store")
	}
	s := opened(t, *generateInto, here(*generateIn))
	const batch = 20_000
	var entries []Entry
	flush := func() {
		if _, err := s.Add(t.Context(), entries); err != nil {
			t.Fatal(err)
		}
		entries = entries[:0]
	}
	for day := range *generateRuns {
		for i := range *generateServices {
			e, err := OfRun(madeUp(i, day))
			if err != nil {
				t.Fatal(err)
			}
			if entries = append(entries, e); len(entries) == batch {
				flush()
			}
		}
	}
	flush()
}

// madeUp is a run of a service of 20 criteria on a day from 2025-12-01 on.
func madeUp(i, day int) *scorecard.Run {
	r := rand.New(rand.NewPCG(uint64(i), uint64(day/9))) // most days are like the day before
	run := &scorecard.Run{
		Schema: scorecard.RunSchema, Service: fmt.Sprintf("service-%04d", i), Line: "main", Release: fmt.Sprintf("1.%d", day/14),
		Commit: digest([]byte(fmt.Sprint(i, day)))[:40], AsOf: time.Date(2025, 12, 1+day, 2, i%60, 0, 0, time.UTC).Format(time.RFC3339),
		Assessment: digest([]byte(fmt.Sprint("a", i, day))), Plan: digest([]byte(fmt.Sprint("p", i%7, day/60))), Policy: fmt.Sprintf("platform.yaml@%012x", day/100),
		Asks: [4]string{">= 95%", "", ">= 90%", ""}, Verdict: scorecard.Approved,
	}
	for k := range 20 {
		c := scorecard.RunCriterion{ID: fmt.Sprintf("CRIT-%02d", k), Revision: fmt.Sprintf("%08x", k*7919), Outcome: scorecard.Met, Value: fmt.Sprint(r.IntN(100)), Unit: "ms"}
		switch x := r.IntN(100); {
		case x < 2:
			c.Outcome = scorecard.Unmet
			run.Counts.Unmet++
		case x < 3:
			c.Outcome, c.Reason, c.Value, c.Unit = scorecard.Unknown, "stale", "", ""
			run.Counts.Unknown++
		default:
			run.Counts.Met++
		}
		run.Criteria = append(run.Criteria, c)
	}
	run.Compliance = scorecard.RunFigure{Strict: fmt.Sprintf("%.1f", 5*float64(run.Counts.Met)), Exact: fmt.Sprintf("%d/20", run.Counts.Met)}
	run.Score = run.Compliance
	if run.Counts.Met < 19 {
		run.Verdict, run.Reasons = scorecard.Rejected, []string{"below-conditional"}
	} else if run.Counts.Met < 20 {
		run.Verdict, run.Reasons, run.ExpiresNext, run.ExpiresWhat = scorecard.Conditional, []string{"blocker-waived CRIT-01"}, fmt.Sprintf("2026-12-%02d", 1+i%28), "waiver W-1 CRIT-01"
	}
	return run
}
