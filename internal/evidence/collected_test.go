package evidence

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"signoff/internal/open"
)

// TestARecordDatesOnlyItsBytes gathers two shards beside records that fit them
// more or less.
func TestARecordDatesOnlyItsBytes(t *testing.T) {
	dir := t.TempDir()
	digests := map[string]string{}
	for _, name := range []string{"a", "b"} {
		text := []byte(`<testsuite name="s" tests="1"><testcase classname="c" name="` + name + `"/></testsuite>`)
		if err := os.WriteFile(filepath.Join(dir, name+".xml"), text, 0o600); err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(text)
		digests[name+".xml"] = hex.EncodeToString(sum[:])
	}
	if err := os.WriteFile(filepath.Join(dir, "unit"+RecordSuffix), []byte("files: {}"), 0o600); err != nil {
		t.Fatal(err)
	}
	with := func(path, digest string) map[string]string {
		files := maps.Clone(digests)
		if files[path] = digest; digest == "" {
			delete(files, path)
		}
		return files
	}
	started := time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)
	tests := []struct {
		name    string
		record  *Record
		dated   []string
		strayed bool
	}{
		{"no record", nil, nil, false},
		{"it fits", &Record{Started: started, Files: digests}, []string{"a.xml", "b.xml"}, false},
		{"of another command, or damaged", &Record{}, nil, true},
		{"a file was changed", &Record{Started: started, Files: with("a.xml", digests["b.xml"])}, []string{"b.xml"}, true},
		{"a file was added", &Record{Started: started, Files: with("b.xml", "")}, []string{"a.xml"}, true},
		{"a file was taken away", &Record{Started: started, Files: with("c.xml", digests["b.xml"])}, []string{"a.xml", "b.xml"}, true},
	}
	for _, test := range tests {
		register, _ := Gather(Request{
			Root: open.NewRoot(dir, open.Limits{}), Formats: Formats(),
			Sources: []Source{{ID: "unit", Paths: []string{"*"}, Record: test.record}},
		})
		var dated []string
		for _, f := range register[0].Files {
			if f.Collected.Equal(started) {
				dated = append(dated, f.Path)
			}
		}
		if len(register[0].Files) != 2 || !slices.Equal(dated, test.dated) || register[0].Strayed != test.strayed {
			t.Errorf("%s: of %d files %v are dated, strayed %t; want %v, %t", test.name, len(register[0].Files), dated, register[0].Strayed, test.dated, test.strayed)
		}
	}
}
