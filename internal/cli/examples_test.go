package cli

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"signoff/internal/scorecard"
)

// TestExamples writes the reports of every worked example again, as of the day
// that those speak of which are checked in, and holds them against these byte
// for byte.
func TestExamples(t *testing.T) {
	plans, err := filepath.Glob(filepath.Join(repository, "reports", "*", planFile))
	if err != nil {
		t.Fatal(err)
	}
	for _, plan := range plans {
		name := filepath.Base(filepath.Dir(plan))
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(repository, "reports", name)
			golden := filepath.Join(dir, "reports")
			day := dayOf(t, golden)
			out := t.TempDir()
			if *update {
				if err := os.RemoveAll(golden); err != nil {
					t.Fatal(err)
				}
				out = "reports"
			}
			var said bytes.Buffer
			w := World{Stdin: strings.NewReader(""), Stdout: &said, Stderr: &said,
				Getenv: func(string) string { return "" }, Now: time.Now}
			if code := Main([]string{"report", "-C", dir, "--as-of", day, "--out", out}, w); code != exitApproved {
				t.Fatalf("exit %d: %s", code, said.String())
			}
			if !*update {
				sameFiles(t, golden, out)
			}
		})
	}
}

// TestExamplesRendered writes every output of every worked example, and again
// from its assessment alone.
func TestExamplesRendered(t *testing.T) {
	plans, err := filepath.Glob(filepath.Join(repository, "reports", "*", planFile))
	if err != nil || len(plans) < 3 {
		t.Fatalf("%d examples (%v)", len(plans), err)
	}
	outputs, all := strings.Join(outputNames(), ","), strings.Join(templateNames(), ",")
	for _, plan := range plans {
		dir := filepath.Dir(plan)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			reported, rendered := t.TempDir(), t.TempDir()
			day := dayOf(t, filepath.Join(dir, "reports"))
			run(t, reported, "report", "-C", dir, "--as-of", day, "--to", outputs, "--template", all, "--out", reported)
			run(t, rendered, "render", filepath.Join(reported, "assessment.json"), "--to", outputs, "--template", all, "--out", rendered)
			sameFiles(t, reported, rendered)
		})
	}
}

// run runs a command, and keeps the workflow commands that it prints in a file.
func run(t *testing.T, dir string, args ...string) {
	t.Helper()
	var printed, said bytes.Buffer
	w := World{Stdin: strings.NewReader(""), Stdout: &printed, Stderr: &said, Getenv: func(string) string { return "" }, Now: time.Now}
	if code := Main(args, w); code != exitApproved {
		t.Fatalf("exit %d: %s", code, said.String())
	}
	_, commands, found := strings.Cut(printed.String(), "::")
	if !found {
		t.Fatalf("no workflow command in %s", printed.String())
	}
	commands, _, _ = strings.Cut(commands, dir)
	if err := os.WriteFile(filepath.Join(dir, "github"), []byte(commands), 0o666); err != nil {
		t.Fatal(err)
	}
}

// dayOf is the day that the reports of a folder speak of, to its end.
func dayOf(t *testing.T, reports string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(reports, "assessment.json"))
	if err != nil {
		t.Fatalf("write the reports once, with signoff report --as-of DAY: %v", err)
	}
	card, err := scorecard.Parse("assessment.json", data)
	if err != nil {
		t.Fatal(err)
	}
	end, err := time.Parse(time.RFC3339, card.AsOf)
	if err != nil {
		t.Fatal(err)
	}
	return end.Add(-time.Second).Format(time.DateOnly)
}

// sameFiles holds two folders against each other.
func sameFiles(t *testing.T, want, got string) {
	t.Helper()
	seen := map[string]bool{}
	for _, dir := range []string{want, got} {
		err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			name, err := filepath.Rel(dir, path)
			if err != nil || seen[name] {
				return err
			}
			seen[name] = true
			a, errA := os.ReadFile(filepath.Join(want, name))
			b, errB := os.ReadFile(filepath.Join(got, name))
			if errA != nil || errB != nil || !bytes.Equal(a, b) {
				t.Errorf("%s is not what is checked in (%v, %v): run go test ./internal/cli -run TestExamples -update and look at the change", name, errA, errB)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}
