package evidence

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"signoff/internal/reader"
)

// Every folder of samples belongs to a format, and every sample has a row that
// says where it comes from.
func TestSources(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(samples, "SOURCES.md"))
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(line, "|")
		if len(cells) != 5 || strings.TrimSpace(cells[1]) == "file" || strings.HasPrefix(strings.TrimSpace(cells[1]), "---") {
			continue
		}
		file := strings.TrimSpace(cells[1])
		if rows[file] {
			t.Errorf("%s has two rows", file)
		}
		if rows[file] = true; strings.TrimSpace(cells[2]) == "" || strings.TrimSpace(cells[3]) == "" {
			t.Errorf("%s has no origin or no licence", file)
		}
		if found, _ := filepath.Glob(filepath.Join(samples, filepath.FromSlash(file))); len(found) == 0 {
			t.Errorf("the row %s has no file", file)
		}
	}
	eachSample(t, func(format, file string, _ []byte) {
		named := func(row string) bool {
			ok, _ := filepath.Match(row, format+"/"+file)
			return ok
		}
		if !rows[format+"/"+file] && !slices.ContainsFunc(slices.Collect(maps.Keys(rows)), named) {
			t.Errorf("%s/%s has no row in SOURCES.md", format, file)
		}
	})
	folders, err := os.ReadDir(samples)
	if err != nil {
		t.Fatal(err)
	}
	formats := Formats()
	for _, folder := range folders {
		isFormat := func(f reader.Format) bool { return f.Name == folder.Name() }
		if folder.IsDir() && !slices.ContainsFunc(formats, isFormat) {
			t.Errorf("no format is called %s", folder.Name())
		}
	}
}

// Nothing depends on the pieces in which a file is read.
func TestNarrowWindows(t *testing.T) {
	if testing.Short() {
		t.Skip("reads every sample twice")
	}
	formats := Formats()
	eachSample(t, func(format, file string, data []byte) {
		wide := inspectBytes(formats, format, file, data)
		in := reader.Of(format+"/"+file, data)
		in.Narrow(16)
		narrow := inspect(in, formats, Source{}, true)
		if (wide.Problem == nil) != (narrow.Problem == nil) || wide.Problem != nil && *wide.Problem != *narrow.Problem {
			t.Errorf("%s/%s: %v, in windows of 16 bytes %v", format, file, wide.Problem, narrow.Problem)
		} else if !slices.Equal(said(wide), said(narrow)) {
			t.Errorf("%s/%s: in windows of 16 bytes got %q, want %q", format, file, without(said(narrow), said(wide)), without(said(wide), said(narrow)))
		}
	})
}
