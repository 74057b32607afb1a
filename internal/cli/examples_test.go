package cli

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// examples are the folders under reports/ with the day that each speaks of.
var examples = map[string]string{
	"datastores": "2026-11-21",
	"cos":        "2025-06-24",
}

// TestExamples writes the reports of every worked example again and holds them
// against those that are checked in, byte for byte.
func TestExamples(t *testing.T) {
	folders, err := filepath.Glob(filepath.Join(repository, "reports", "*", planFile))
	if err != nil {
		t.Fatal(err)
	}
	if len(folders) != len(examples) {
		t.Errorf("%d examples have a day, %d folders have a %s", len(examples), len(folders), planFile)
	}
	for name, day := range examples {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(repository, "reports", name)
			golden := filepath.Join(dir, "reports")
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
