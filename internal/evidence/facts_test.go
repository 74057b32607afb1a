package evidence

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"signoff/internal/fact"
	"signoff/internal/open"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var update = flag.Bool("update", false, "write what samples say besides their measures into expected.tsv")

// What expected.tsv holds of a file besides its measures: what it says about
// itself, its first records, and of each field of a record the first values with
// how many records have them ("by rule").
var factWords = []string{"tool", "date", "commit", "skipped", "incomplete", "short", "record"}

func isFact(e expectation) bool {
	return slices.Contains(factWords, e.measure) || strings.HasPrefix(e.measure, "by ")
}

const (
	firstRecords = 3
	firstValues  = 4
)

// fieldMeasures are the counts that are broken down by the fields of a kind.
var fieldMeasures = map[fact.Kind][]string{
	fact.Scanner:    {"findings.total", "findings.suppressed"},
	fact.Coverage:   {"coverage.lines.total", "coverage.statements.total", "coverage.functions.total"},
	fact.Tests:      {"tests.total"},
	fact.Health:     {"services.total"},
	fact.Inventory:  {"components.total"},
	fact.Assessment: {"assessment.open"},
	fact.Mutation:   {"mutation.total"},
}

// facts reads a sample again for what is no measure of the whole.
func facts(t *testing.T, formats []reader.Format, name string, source Source, seen Inspection) (list []expectation) {
	t.Helper()
	add := func(word, name, value, unit string) {
		list = append(list, expectation{word, cell(name), cell(value), cell(unit)})
	}
	f := seen.File
	add("tool", "", f.Tool, f.Version)
	if !f.Oldest.IsZero() {
		add("date", "", f.Oldest.UTC().Format("2006-01-02T15:04:05Z"), "")
	}
	if len(f.Commits) > 0 {
		add("commit", "", strings.Join(f.Commits, " "), "")
	}
	for word, notes := range map[string][]fact.Problem{"skipped": f.Skipped, "incomplete": f.Incomplete, "short": slices.Concat(f.Short, f.ShortOf)} {
		for i, n := range notes {
			if i < firstRecords {
				add(word, "", n.Text, fmt.Sprint(n.At.Line))
			}
		}
	}
	for _, a := range seen.Answers {
		for i, e := range a.Answer.Exhibits {
			if line := fmt.Sprintf("%s %s", e.Rank, e.Name); i < firstRecords {
				add("record", line, e.Subject+" | "+e.Text, fmt.Sprint(e.At.Line))
			}
		}
	}
	in, err := reader.Open(open.NewRoot(samples, open.Limits{}), name)
	if err != nil {
		t.Fatal(err)
	}
	format, err := source.choose(in, formats, fact.NoKind)
	if err != nil {
		t.Fatal(err)
	}
	questions := fieldQuestions(format.Kind)
	set := tally.Compile(format.Kind, questions)
	sink := set.Sink(name)
	if err := fold(in, format, sink); err != nil {
		t.Fatal(err)
	}
	whole := set.Fold()
	whole.Add(sink)
	for i, q := range questions {
		for k, row := range whole.Answer(i).Rows {
			if k < firstValues {
				add("by "+q.By, row.Name, row.Figure.Value.Decimal(), q.Measure.Name)
			}
		}
	}
	slices.SortFunc(list, func(a, b expectation) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	return slices.Compact(list)
}

func fieldQuestions(kind fact.Kind) (questions []fact.Question) {
	for i := range tally.Measures {
		m := &tally.Measures[i]
		if !slices.Contains(fieldMeasures[kind], m.Name) {
			continue
		}
		for _, f := range fact.Fields {
			if f.Kind == kind && !f.LookedUp { // no catalogue is there
				questions = append(questions, fact.Question{Measure: m, By: f.Name})
			}
		}
	}
	return questions
}

// cell is a text as a cell of expected.tsv.
func cell(text string) string {
	text = strings.Join(strings.Fields(strings.ReplaceAll(text, `"`, "'")), " ")
	if r := []rune(text); len(r) > 80 {
		text = string(r[:79]) + "…"
	}
	return text
}

// draft replaces the row of a file that nobody has described yet by what is read
// of it, or by why it is refused.
func draft(t *testing.T, formats []reader.Format, f *reader.Format, file string) []expectation {
	t.Helper()
	seen := Inspect(open.NewRoot(samples, open.Limits{}), formats, f.Name+"/"+file, sampleSource(t, f, file), true)
	list := figures(seen)
	if seen.Problem != nil {
		why, _, _ := strings.Cut(seen.Problem.Text, `"`)
		list = []expectation{{"refuse", "", strings.TrimSpace(why), ""}}
	}
	if len(list) == 0 {
		t.Fatalf("%s: nothing can be said of it", file)
	}
	var out strings.Builder
	for _, e := range list {
		fmt.Fprintf(&out, "%s\t%s\t%s\t%s\t%s\n", file, e.measure, e.name, e.value, e.unit)
	}
	name := filepath.Join(samples, f.Name, "expected.tsv")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	text = bytes.Replace(text, []byte(file+"\tdraft\t\t\t\n"), []byte(out.String()), 1)
	if err := os.WriteFile(name, text, 0o666); err != nil {
		t.Fatal(err)
	}
	return list
}

// writeFacts replaces what expected.tsv of a format holds besides measures.
func writeFacts(t *testing.T, format string, found map[string][]expectation) {
	t.Helper()
	name := filepath.Join(samples, format, "expected.tsv")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for line := range strings.Lines(string(text)) {
		if cells := strings.Split(strings.TrimRight(line, "\n"), "\t"); len(cells) < 5 || !isFact(expectation{measure: cells[1]}) {
			out.WriteString(strings.TrimRight(line, "\n") + "\n")
		}
	}
	for _, file := range slices.Sorted(maps.Keys(found)) {
		for _, e := range found[file] {
			fmt.Fprintf(&out, "%s\t%s\t%s\t%s\t%s\n", file, e.measure, e.name, e.value, e.unit)
		}
	}
	if err := os.WriteFile(name, out.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
}
