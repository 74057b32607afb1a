package cli

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/git"
)

// TestTouch holds which commit counts as newer than evidence: one of the same
// instant is not, and what lies behind the first older one is not looked at.
func TestTouch(t *testing.T) {
	made := time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)
	step := func(after time.Duration, end bool, paths ...string) git.Step {
		return git.Step{Date: made.Add(after), Paths: paths, End: end}
	}
	for name, tt := range map[string]struct {
		steps   []git.Step
		touched time.Duration // 0 for not
		beyond  bool
	}{
		"a second later":             {steps: []git.Step{step(time.Second, false, "src/a.go")}, touched: time.Second},
		"at the same instant":        {steps: []git.Step{step(0, false, "src/a.go")}},
		"earlier":                    {steps: []git.Step{step(-time.Second, false, "src/a.go")}},
		"another file":               {steps: []git.Step{step(time.Hour, false, "docs/a.md"), step(0, false, "src/a.go")}},
		"the newest of two":          {steps: []git.Step{step(2*time.Hour, false, "src/a.go"), step(time.Hour, false, "src/a.go")}, touched: 2 * time.Hour},
		"the history ends":           {steps: []git.Step{step(time.Hour, true, "docs/a.md")}, beyond: true},
		"the history ends with it":   {steps: []git.Step{step(time.Hour, true, "src/a.go")}, touched: time.Hour},
		"the history ends before it": {steps: []git.Step{step(0, true, "docs/a.md")}},
	} {
		r := &checkout{around: &git.Repository{}}
		at, beyond := map[string]time.Time{}, map[string]bool{}
		r.touch(&fact.Evidence{ID: "scan"}, []string{"src/*.go"}, made, tt.steps, at, beyond)
		want := map[string]time.Time{}
		if tt.touched != 0 {
			want["scan"] = made.Add(tt.touched)
		}
		if !maps.Equal(at, want) || beyond["scan"] != tt.beyond {
			t.Errorf("%s: touched %v, beyond %v, want %v, %v", name, at, beyond["scan"], want, tt.beyond)
		}
	}
}

// TestProducedAt holds that the oldest date counts, that of the collection only
// where a file names none.
func TestProducedAt(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 11, n, 0, 0, 0, 0, time.UTC) }
	e := fact.Evidence{Files: []fact.File{{Facts: fact.Facts{Oldest: day(9)}, Collected: day(1)}, {Collected: day(7)}, {}}}
	if got := producedAt(&e); !got.Equal(day(7)) {
		t.Errorf("got %v, want the 7th", got)
	}
}

// TestNoteListsAFewFiles holds up to how many files a record lists that are not
// as the commit holds them.
func TestNoteListsAFewFiles(t *testing.T) {
	for n, listed := range map[int]int{0: 0, 1: 1, mostChanged: mostChanged, mostChanged + 1: 0} {
		held, disk := git.Tree{"same": "0"}, git.Tree{"same": "0"}
		for i := range n {
			held[fmt.Sprint(i)], disk[fmt.Sprint(i)] = "1", "2"
		}
		r := &checkout{held: held, disk: &git.Disk{Files: disk}, own: func(string) bool { return false }}
		var record criteria.Collected
		r.note(&record)
		if len(record.Changed) != listed || record.Modified != (n > 0) {
			t.Errorf("%d files differ: %d listed, modified %v", n, len(record.Changed), record.Modified)
		}
		if listed > 0 && slices.ContainsFunc(slices.Collect(maps.Values(record.Changed)), func(blob string) bool { return blob != "2" }) {
			t.Errorf("%d files differ: a blob that is not the one on disk", n)
		}
	}
}
