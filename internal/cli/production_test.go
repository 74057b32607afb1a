package cli

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// judgedCriterion is what a criterion of a project came to.
type judgedCriterion struct {
	ID, Outcome, Reason string
}

// judgedIn checks a project of testdata/production by the pack that it includes.
func judgedIn(t *testing.T, name string) map[string]judgedCriterion {
	t.Helper()
	var out, said bytes.Buffer
	w := World{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &said, Getenv: func(string) string { return "" }}
	if code := Main([]string{"check", "-C", filepath.Join("testdata", "production", name), "--as-of", "2026-11-30", "-o", "json"}, w); code > exitNotApproved {
		t.Fatalf("%s: exit %d: %s", name, code, said.String())
	}
	var assessment struct{ Criteria []judgedCriterion }
	if err := json.Unmarshal(out.Bytes(), &assessment); err != nil {
		t.Fatal(err)
	}
	all := map[string]judgedCriterion{}
	for _, c := range assessment.Criteria {
		all[c.ID] = c
	}
	if len(all) != 82 {
		t.Fatalf("%s: %d criteria, want 82", name, len(all))
	}
	return all
}

// Each criterion of the pack is met by evidence that shows it, unmet by evidence
// that shows the contrary, and neither met nor unmet by evidence that shows
// nothing: a file that is empty, of another kind, or of which nothing was looked at.
func TestProductionReadiness(t *testing.T) {
	// What is too few where there is nothing is unmet, and so is what nobody wrote.
	tooFew := []string{"PERF-16", "OPS-04"}
	for name, want := range map[string][]string{"met": {"met", "warning"}, "unmet": {"unmet"}, "unknown": {"unknown"}} {
		for id, c := range judgedIn(t, name) {
			switch {
			case slices.Contains(want, c.Outcome):
			case name == "unmet" && id == "DOC-04": // a blank runbook has no date: see below
			case name == "unknown" && c.Outcome == "unmet" && slices.Contains(tooFew, id):
			default:
				t.Errorf("%s: %s is %s (%s), want %s", name, id, c.Outcome, c.Reason, want[0])
			}
		}
	}
	if c := judgedIn(t, "old")["DOC-04"]; c.Outcome != "unmet" {
		t.Errorf("a runbook that was reviewed a year ago: DOC-04 is %s, want unmet", c.Outcome)
	}
}

// Files that hold nothing, a run that was skipped, three probes in two seconds,
// and a finding that names no weakness meet nothing that they do not show.
func TestProductionReadinessOfNothing(t *testing.T) {
	all := judgedIn(t, "vacuous")
	for _, id := range []string{
		"INF-02", "INF-04", "INF-07", "INF-11", "INF-12", "INF-13", "INF-14", "PERF-17", "OPS-10", "SEC-08", "SEC-11", "SEC-14",
		"OPS-01", "OPS-04", "OPS-05", "QUAL-06", "QUAL-07", "COV-06", "COV-08", "COV-09", "DOC-06",
	} {
		if c := all[id]; c.Outcome == "met" || c.Outcome == "warning" {
			t.Errorf("%s is %s", id, c.Outcome)
		}
	}
}
