package audit

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// spot is a place in a report where a rule speaks or should.
type spot struct {
	name string
	line int
	rule string
}

func rowsOf(t *testing.T, file string) [][]string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "reports", file))
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n")[1:] {
		rows = append(rows, strings.Split(line, "\t"))
	}
	return rows
}

// labels reads the labelled spots and whether each is sure.
func labels(t *testing.T) map[spot]bool {
	t.Helper()
	found := map[spot]bool{}
	for _, row := range rowsOf(t, "labels.tsv") {
		line, err := strconv.Atoi(row[1])
		if err != nil {
			t.Fatal(err)
		}
		s := spot{row[0], line, row[2]}
		found[s] = found[s] || row[3] == "sure"
	}
	return found
}

// auditReports audits the reports, the two seeds together, and gives the
// findings by place.
func auditReports(t *testing.T) map[spot][]Finding {
	t.Helper()
	there := map[string]bool{}
	for _, row := range rowsOf(t, "exists.tsv") {
		there[row[0]+"/"+strings.Trim(row[1], "/")] = row[2] == "yes"
	}
	found := map[spot][]Finding{}
	for _, group := range [][]string{
		{"ils-readiness"}, {"liquorpos-gate"}, {"smartqso-vv"}, {"k8s-gosignal-0324"}, {"k8s-scal-19"}, {"reportgenerator-summary"}, {"seed-assess", "seed-exec"},
	} {
		var inputs []Input
		for _, name := range group {
			data, err := os.ReadFile(filepath.Join("testdata", "reports", name+".md"))
			if err != nil {
				t.Fatal(err)
			}
			inputs = append(inputs, Input{Path: name + "/report.md", Data: data})
		}
		results, err := Run(inputs, Options{Exists: func(path string) bool { return there[path] }, Today: "2026-06-30"})
		if err != nil {
			t.Fatal(err)
		}
		for i, name := range group {
			for _, f := range results[i].Findings {
				at := spot{name, f.Line, f.Rule}
				found[at] = append(found[at], f)
			}
		}
	}
	return found
}

// TestRecall holds the share of sure labels that the rules find.
func TestRecall(t *testing.T) {
	sure, found := labels(t), auditReports(t)
	for _, bound := range []struct {
		rules []string
		least int // percent
	}{
		{[]string{"encoding", "secret", "column", "link", "placeholder"}, 100},
		{[]string{"aggregate", "arithmetic", "count", "status", "unmeasured"}, 85},
		{[]string{"verdict", "insufficient", "bound", "signoff"}, 60},
	} {
		for _, rule := range bound.rules {
			hits, all := 0, 0
			var missed []string
			for at, isSure := range sure {
				if at.rule != rule || !isSure {
					continue
				}
				all++
				if len(found[at]) > 0 {
					hits++
				} else {
					missed = append(missed, fmt.Sprintf("%s:%d", at.name, at.line))
				}
			}
			if hits*100 < bound.least*all {
				slices.Sort(missed)
				t.Errorf("%s: %d of %d found, want %d%%; missed %v", rule, hits, all, bound.least, missed)
			}
		}
	}
}

// TestSeeds holds that all sure labels of the seeds are found but prose
// contradictions and what only a reader can see.
func TestSeeds(t *testing.T) {
	forms := []spot{
		{"seed-assess", 474, "contradiction"}, {"seed-assess", 501, "contradiction"}, {"seed-exec", 99,
			"contradiction"},
		{"seed-exec", 187, "contradiction"},
	}
	rules := []string{"encoding", "secret", "column", "link", "placeholder", "aggregate", "arithmetic", "count",
		"status", "unmeasured", "verdict", "insufficient", "bound", "signoff"}
	found := auditReports(t)
	for at, isSure := range labels(t) {
		if !strings.HasPrefix(at.name, "seed-") || !isSure || !slices.Contains(rules, at.rule) &&
			!slices.Contains(forms, at) {
			continue
		}
		if len(found[at]) == 0 {
			t.Errorf("%s:%d: nothing of %s", at.name, at.line, at.rule)
		}
	}
}

// TestNothingUnlabelled holds that every error and warning is labelled or was
// agreed to, so that a new false alarm shows.
func TestNothingUnlabelled(t *testing.T) {
	known := labels(t)
	for _, row := range rowsOf(t, "agreed.tsv") {
		line, err := strconv.Atoi(row[1])
		if err != nil {
			t.Fatal(err)
		}
		known[spot{row[0], line, row[2]}] = true
	}
	for at, findings := range auditReports(t) {
		for _, f := range findings {
			if _, ok := known[at]; !ok && f.Level > Note {
				t.Errorf("%s:%d: %s [%s]: %s", at.name, f.Line, f.Level, f.Rule, f.Message)
			}
		}
	}
}

func TestHonestReportsStayQuiet(t *testing.T) {
	notes := map[string]int{}
	for at, findings := range auditReports(t) {
		if strings.HasPrefix(at.name, "k8s-") || at.name == "reportgenerator-summary" {
			for _, f := range findings {
				if notes[at.name]++; f.Level > Note {
					t.Errorf("%s:%d: %s [%s]: %s", at.name, f.Line, f.Level, f.Rule, f.Message)
				}
			}
		}
	}
	for name, n := range notes {
		if n > 1 {
			t.Errorf("%s: %d notes, want at most one", name, n)
		}
	}
}
