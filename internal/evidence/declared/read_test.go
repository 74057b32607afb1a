package declared

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/source"
	"signoff/internal/tally"
)

var update = flag.Bool("update", false, "rewrite what the tests want")

// TestReaders runs testdata/*.txtar: a reader, files that it reads, and for
// each file NAME in NAME.want what it says, or the fault. The faults of a
// reader are in reader.yaml.want.
func TestReaders(t *testing.T) {
	for _, name := range archives(t) {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			wants := map[string]string{}
			for _, f := range a.Files {
				if of, ok := strings.CutSuffix(f.Name, ".want"); ok {
					wants[of] = string(f.Data)
				}
			}
			updated := &txtar.Archive{Comment: a.Comment}
			text := a.Files[0].Data
			for _, f := range a.Files {
				if strings.HasSuffix(f.Name, ".want") {
					continue
				}
				got := says(text, f.Name, f.Data)
				if got != wants[f.Name] && !*update {
					t.Errorf("%s says\n%swant\n%s", f.Name, got, wants[f.Name])
				}
				updated.Files = append(updated.Files, f)
				if got != "" {
					updated.Files = append(updated.Files, txtar.File{Name: f.Name + ".want", Data: []byte(got)})
				}
			}
			if *update {
				if err := os.WriteFile(name, txtar.Format(updated), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// A document that is cut off says nothing, wherever it is cut.
func TestCut(t *testing.T) {
	for _, name := range []string{"json", "xml"} {
		a, err := txtar.ParseFile("testdata/" + name + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		data := strings.TrimSpace(string(a.Files[1].Data))
		for n := range len(data) {
			if got := says(a.Files[0].Data, "good", []byte(data[:n])); !strings.HasPrefix(got, "refused: good") {
				t.Errorf("%s cut after %d of %d bytes: %s", name, n, len(data), got)
			}
		}
	}
}

func archives(tb testing.TB) []string {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		tb.Fatalf("no readers to test: %v", err)
	}
	return names
}

// says is what a reader finds in a file, and nothing for the reader itself
// unless it has faults.
func says(text []byte, name string, data []byte) string {
	var faults source.List
	format, ok := Parse("reader.yaml", text, &faults)
	if name == "reader.yaml" {
		faults.Sort()
		var b strings.Builder
		for _, f := range faults {
			fmt.Fprintln(&b, f)
			if f.Hint != "" {
				fmt.Fprintln(&b, "hint:", f.Hint)
			}
		}
		return b.String()
	}
	if !ok {
		return "the reader has faults\n"
	}
	return figures(format, name, data)
}

// figures is what a format finds in a file.
func figures(format reader.Format, name string, data []byte) string {
	questions := tally.Everything(format.Kind)
	set := tally.Compile(format.Kind, questions)
	sink := set.Sink(name)
	in := reader.Of(name, data)
	err := format.Read(in, sink)
	if end := in.Close(); err == nil {
		err = end
	}
	if err == nil {
		err = sink.Err()
	}
	if err != nil {
		return fmt.Sprintln("refused:", err)
	}
	var b strings.Builder
	fmt.Fprintln(&b, strings.TrimSpace("tool "+sink.Tool+" "+sink.Version))
	if !sink.Oldest.IsZero() {
		fmt.Fprintln(&b, "dated", sink.Oldest.Format(time.RFC3339))
	}
	if len(sink.Commits) > 0 {
		fmt.Fprintln(&b, "commit", sink.Commits)
	}
	for _, problem := range append(sink.Facts.Incomplete, sink.Skipped...) {
		fmt.Fprintf(&b, "line %d: %s\n", problem.At.Line, problem.Text)
	}
	fold := set.Fold()
	fold.Add(sink)
	for i, q := range questions {
		answer := fold.Answer(i)
		for _, f := range answer.Figures {
			fmt.Fprintln(&b, strings.TrimSpace(strings.Join([]string{q.Measure.Name, quantity.Show(f.Value, nil), f.Label}, " ")))
		}
		for _, e := range answer.Exhibits {
			if i == 0 {
				fmt.Fprintf(&b, "line %d: %s\n", e.At.Line, strings.Join([]string{e.Rank, e.Name, e.Subject, e.Text}, " | "))
			}
		}
	}
	return b.String()
}
