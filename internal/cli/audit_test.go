package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestRenderedReportsAreTraced renders every template of every worked example
// and audits it against its assessment: nothing in our own reports may be
// untraced, contradicted or in doubt.
func TestRenderedReportsAreTraced(t *testing.T) {
	assessments, err := filepath.Glob(filepath.Join(repository, "reports", "*", "reports", "assessment.json"))
	if err != nil || len(assessments) < 3 {
		t.Fatalf("%d examples (%v)", len(assessments), err)
	}
	for _, assessment := range assessments {
		dir := t.TempDir()
		command(t, "render", assessment, "--to", "md", "--template", strings.Join(templateNames(), ","), "--out", dir)
		reports, err := filepath.Glob(filepath.Join(dir, "*.md"))
		if err != nil || len(reports) < len(templateNames()) {
			t.Fatalf("%d reports of %s (%v)", len(reports), assessment, err)
		}
		for _, report := range reports {
			if said := audited(t, report, assessment, "--skip", "link"); !strings.Contains(said, "\n0 errors, 0 warnings, 0 notes in 1 document") {
				t.Errorf("%s of %s: %s", filepath.Base(report), assessment, said)
			}
			// A quoted path may be of the assessed source, which need not be here: a note.
			if said := audited(t, report, assessment, "--rule", "link"); !strings.Contains(said, "\n0 errors, 0 warnings, ") {
				t.Errorf("%s of %s: %s", filepath.Base(report), assessment, said)
			}
		}
	}
}

// audited audits a report against its assessment as if it stood beside it, where
// its links lead from.
func audited(t *testing.T, report, assessment string, more ...string) string {
	t.Helper()
	text, err := os.ReadFile(report)
	if err != nil {
		t.Fatal(err)
	}
	var printed, said bytes.Buffer
	w := World{Stdin: bytes.NewReader(text), Stdout: &printed, Stderr: &said, Getenv: func(string) string { return "" }, Now: time.Now}
	at := filepath.Join(filepath.Dir(assessment), filepath.Base(report))
	args := append([]string{"audit", "--at", at, "--fail-on", "note", "--against", assessment, "-"}, more...)
	if code := Main(args, w); code > exitNotApproved {
		t.Fatalf("%s: exit %d: %s", report, code, said.String())
	}
	return printed.String()
}

// command runs a command and gives what it prints.
func command(t *testing.T, args ...string) string {
	t.Helper()
	var printed, said bytes.Buffer
	w := World{Stdin: strings.NewReader(""), Stdout: &printed, Stderr: &said, Getenv: func(string) string { return "" }, Now: time.Now}
	if code := Main(args, w); code > exitNotApproved {
		t.Fatalf("%v: exit %d: %s", args, code, said.String())
	}
	return printed.String()
}
