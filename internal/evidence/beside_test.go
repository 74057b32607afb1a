package evidence

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"signoff/internal/fact"
	"signoff/internal/open"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// A file beside a copy of itself, of another folder or of the same, is never
// better than alone: what it says counts twice or once, and a failure is never
// taken for a retry of the copy's.
func TestBesideItsCopy(t *testing.T) {
	formats := Formats()
	dir := t.TempDir()
	for _, name := range []string{"a", "b"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	root := open.NewRoot(dir, open.Limits{})
	eachSample(t, func(format, file string, data []byte) {
		whole := inspectBytes(formats, format, file, data)
		container := reader.Of(file, data).Head.Container
		if !silent(whole) || container == reader.Empty || testing.Short() && !picked(format+"/"+file, 8) {
			return
		}
		for i, name := range []string{"a", "b"} { // which differ, or the second would not be read
			text := data
			if i > 0 && (container == reader.JSONValue || container == reader.XMLDocument) {
				text = slices.Concat(data, []byte("\n"))
			}
			if err := os.WriteFile(filepath.Join(dir, name, "x"), text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		for _, reading := range []tally.Reading{{}, {Root: "{1}"}} {
			both := gathered(root, formats, Source{ID: "e", Paths: []string{"*/x"}, Format: whole.File.Format, Reading: reading}, whole.Kind)
			if said := better(both, whole, mutant{}); said != "" {
				t.Errorf("%s/%s: next to its copy, root %q: %s", format, file, reading.Root, said)
			}
		}
	})
}

// gathered is what the files of a source say together.
func gathered(root *open.Root, formats []reader.Format, source Source, kind fact.Kind) Inspection {
	request := Request{Root: root, Formats: formats, Sources: []Source{source}}
	for _, q := range tally.Everything(kind) {
		request.Asks = append(request.Asks, Ask{Sources: []string{source.ID}, Question: q})
	}
	register, answers := Gather(request)
	all := Inspection{Kind: kind}
	if len(register[0].Problem) > 0 {
		all.Problem = &register[0].Problem[0]
	}
	for i, a := range answers {
		if len(a.Figures) > 0 {
			all.Answers = append(all.Answers, Answered{Measure: request.Asks[i].Question.Measure, Answer: a})
		}
	}
	return all
}
