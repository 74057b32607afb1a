package tally

import (
	"fmt"
	"math/big"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

func TestFacts(t *testing.T) {
	sink := Compile(fact.Tests, nil).Sink("x")
	sink.Named("", "")
	sink.Named("pytest", "8.1")
	sink.Named("pytest", "8.2")
	sink.Dated("2026-01-02T03:04:05Z")
	sink.Dated("soon")
	sink.Dated("2026-01-01T00:00:00Z")
	sink.Commit("abc1234")
	sink.Commit("")
	sink.Commit("abc1234")
	sink.Incomplete(7, "stopped after %d tests", 3)
	sink.Skip(0, "no such file")
	sink.Saw("files", 2)
	sink.Saw("files", 3)
	want := fact.Facts{
		Tool: "pytest", Version: "8.1", Zoned: true, Commits: []string{"abc1234"},
		Oldest:     time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
		Newest:     time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC),
		Incomplete: []fact.Problem{{Reason: fact.Empty, Text: "stopped after 3 tests", At: fact.Location{Path: "x", Line: 7}}},
		Skipped:    []fact.Problem{{Reason: fact.Empty, Text: "no such file", At: fact.Location{Path: "x", Line: 0}}},
		Scope:      []fact.Note{{Name: "files", Count: 5}},
	}
	if diff := cmp.Diff(want, sink.Facts); diff != "" {
		t.Error(diff)
	}
	if err := sink.Err(); err != nil {
		t.Error(err)
	}
}

func TestZone(t *testing.T) {
	sink := Compile(fact.Tests, nil).Sink("x")
	sink.Dated("2026-01-02T03:04:05Z")
	sink.Dated("2026-01-03")
	sink.Dated("2026-01-04T03:04:05Z")
	if sink.Zoned {
		t.Error("one date has no zone")
	}
}

func TestFactFaults(t *testing.T) {
	for want, report := range map[string]func(s *Sink){
		"x: expected a number of files, found -1": func(s *Sink) { s.Saw("files", -1) },
		"x: expected at most 100 commits": func(s *Sink) {
			for i := range 200 {
				s.Commit(fmt.Sprintf("%07d", i))
			}
		},
	} {
		sink := Compile(fact.Tests, nil).Sink("x")
		report(sink)
		if err := sink.Err(); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestRemarksAreBounded(t *testing.T) {
	sink := Compile(fact.Tests, nil).Sink("x")
	for range 3 * maxStatements {
		sink.Skip(1, "%s", string(make([]byte, 10_000)))
	}
	if len(sink.Skipped) != maxStatements || len(sink.Skipped[0].Text) > textKept+len("…") {
		t.Errorf("%d remarks of %d bytes", len(sink.Skipped), len(sink.Skipped[0].Text))
	}
}

// someReports gives each kind something to count.
func someReports(t testing.TB) map[fact.Kind]func(s *Sink) {
	return map[fact.Kind]func(s *Sink){
		fact.Scanner:   findings(fact.Finding{Line: 1, Severity: fact.High, Rule: "A"}),
		fact.Coverage:  both(lines("x/a.go", 1, -2), func(s *Sink) { s.Cover(fact.Branches, 2, 1, true); s.Cover(fact.Branches, 1, 1, true) }),
		fact.Benchmark: both(samples(t, "GET", "", "2", "1"), states(t, "GET", fact.Bytes, quantity.Byte, "2", "1")),
		fact.Tests:     ran("2026-01-01", "a failed", "a passed"),
		fact.Health:    both(services("", "a running", "a healthy"), probes("p", "+-+")),
		fact.Inventory: components,
		fact.Document:  document("{}"),
		fact.Statement: func(*Sink) {},
		fact.Change:    func(s *Sink) { s.Changed(&fact.ChangedFile{Line: 1, Path: "a.go", Added: []int{1, 2}, Removed: 1}) },
		fact.Mutation:  func(s *Sink) { s.Mutant(&fact.Mutant{Line: 1, Path: "a.go", Mutator: "x", Outcome: fact.Survived}) },
		fact.Assessment: func(s *Sink) {
			s.Assessed(&fact.Assessed{Line: 1, Project: "p", Verdict: "approved", Score: big.NewRat(100, 1), Criteria: []fact.Ruled{{ID: "A", Outcome: "met"}}})
		},
	}
}

// TestSinkStays: a sink may be added to several folds, side by side, and each
// fold asked by several.
func TestSinkStays(t *testing.T) {
	reports := someReports(t)
	for _, kind := range fact.Kinds {
		questions := Everything(kind)
		set := Compile(kind, questions)
		a, b := set.Sink("a"), set.Sink("b")
		reports[kind](a)
		reports[kind](b)
		alone := set.Fold()
		alone.Add(a)
		var work sync.WaitGroup
		for range 4 {
			work.Go(func() {
				pair := set.Fold()
				pair.Add(a)
				pair.Add(b)
				for i := range questions {
					pair.Answer(i)
					alone.Answer(i)
				}
			})
		}
		work.Wait()
		again, fresh := set.Fold(), set.Sink("a")
		reports[kind](fresh)
		again.Add(fresh)
		for i := range questions {
			if diff := cmp.Diff(alone.Answer(i), again.Answer(i), equalFigures); diff != "" {
				t.Errorf("%s: %s", questions[i].Measure.Name, diff)
			}
		}
	}
}
