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

// example is a plan whose reports are checked in.
type example struct{ name, dir, plan, golden string }

// examples finds them by their assessments: reports/ of a folder is of its
// signoff.yaml, and reports/NAME of its NAME.yaml. What reads the assessments of
// others comes after them.
func examples(t *testing.T) []example {
	t.Helper()
	var list []example
	err := filepath.WalkDir(filepath.Join(repository, "reports"), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.Name() != "assessment.json" {
			return err
		}
		e := example{golden: filepath.Dir(path), plan: planFile}
		reports := e.golden
		if filepath.Base(reports) != outFolder {
			e.plan, reports = filepath.Base(reports)+".yaml", filepath.Dir(reports)
		}
		e.dir = filepath.Dir(reports)
		e.name, err = filepath.Rel(filepath.Join(repository, "reports"), filepath.Join(e.dir, strings.TrimSuffix(e.plan, ".yaml")))
		e.name = strings.TrimSuffix(filepath.ToSlash(e.name), "/signoff")
		list = append(list, e)
		return err
	})
	if err != nil || len(list) < 3 {
		t.Fatalf("%d examples (%v)", len(list), err)
	}
	return list
}

// judged are the arguments of a command that judges the example as of the day, or
// the instant, that its reports speak of.
func (e example) judged(t *testing.T, command string, more ...string) []string {
	t.Helper()
	return append([]string{command, "-C", e.dir, "-f", e.plan, "--as-of", asOf(t, e.golden)}, more...)
}

// TestExamples writes the reports of every worked example again, as of the day
// that those speak of which are checked in, and holds them against these byte
// for byte.
func TestExamples(t *testing.T) {
	for _, e := range examples(t) {
		t.Run(e.name, func(t *testing.T) {
			out := t.TempDir()
			args := e.judged(t, "report", "--out", out)
			if *update {
				removeFiles(t, e.golden)
				golden, err := filepath.Rel(e.dir, e.golden)
				if err != nil {
					t.Fatal(err)
				}
				args[len(args)-1] = golden
			}
			var said bytes.Buffer
			w := World{Stdin: strings.NewReader(""), Stdout: &said, Stderr: &said,
				Getenv: func(string) string { return "" }, Now: time.Now}
			if code := Main(args, w); code != exitApproved {
				t.Fatalf("exit %d: %s", code, said.String())
			}
			if !*update {
				sameFiles(t, e.golden, out)
			}
		})
	}
}

// removeFiles removes the files of a folder, and leaves its folders.
func removeFiles(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if !entry.IsDir() {
			if err := os.Remove(filepath.Join(dir, entry.Name())); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestExamplesRendered writes every output of every worked example, and again
// from its assessment alone.
func TestExamplesRendered(t *testing.T) {
	outputs, all := strings.Join(outputNames(), ","), strings.Join(templateNames(), ",")
	for _, e := range examples(t) {
		t.Run(e.name, func(t *testing.T) {
			reported, rendered := t.TempDir(), t.TempDir()
			run(t, reported, e.judged(t, "report", "--to", outputs, "--template", all, "--out", reported)...)
			run(t, rendered, "render", "-C", e.dir, "-f", e.plan, filepath.Join(reported, "assessment.json"), "--to", outputs, "--template", all, "--out", rendered)
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

// asOf is the day that the reports of a folder speak of, to its end, or the
// instant.
func asOf(t *testing.T, reports string) string {
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
	if last := end.Add(-time.Second); end.Equal(end.Truncate(24 * time.Hour)) {
		return last.Format(time.DateOnly)
	}
	return card.AsOf
}

// sameFiles holds two folders against each other, but for the folders in them
// that hold reports of another plan.
func sameFiles(t *testing.T, want, got string) {
	t.Helper()
	seen := map[string]bool{}
	for _, dir := range []string{want, got} {
		err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				if _, other := os.Stat(filepath.Join(path, "assessment.json")); err == nil && other == nil && path != dir {
					return fs.SkipDir
				}
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
