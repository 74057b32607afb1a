package evidence

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"signoff/internal/fact"
	"signoff/internal/open"
)

// TestBesideListsWhatNobodyNames: of the same format, in the same folder, and not
// what the evidence is made of.
func TestBesideListsWhatNobodyNames(t *testing.T) {
	dir := t.TempDir()
	const results = "1..1\nok 1 - a\n"
	for name, text := range map[string]string{"run.tap": results, "older.tap": results, "other.xml": "<testsuite/>", "elsewhere/run.tap": results} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	register := []fact.Evidence{{ID: "unit", Files: []fact.File{{Path: "run.tap", Format: "tap"}}}}
	if got := Beside(open.NewRoot(dir, open.Limits{}), Formats(), register); !slices.Equal(got, []string{"older.tap"}) {
		t.Errorf("beside it lie %q", got)
	}
}

// TestRecordsAreNoEvidence: no pattern finds them, and who names one means it.
func TestRecordsAreNoEvidence(t *testing.T) {
	for _, tc := range []struct {
		path, pattern string
		want          bool
	}{
		{"evidence/unit.collect.yaml", "evidence/*", true},
		{"evidence/unit.collect.yaml", "evidence/unit.collect.yaml", false},
		{"evidence/unit.yaml", "evidence/*", false},
	} {
		if got := isRecord(tc.path, tc.pattern); got != tc.want {
			t.Errorf("%s by %s: %v", tc.path, tc.pattern, got)
		}
	}
}
