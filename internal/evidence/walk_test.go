package evidence

import (
	"bytes"
	"encoding/csv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"signoff/internal/fact"
	"signoff/internal/open"
	"signoff/internal/reader"
)

// samples is one folder a format. expected.tsv in it has the columns file,
// measure, name, value and unit, as inspect shows them: every measure of the
// whole file, and of the named ones those worth holding. A file whose measure
// is "refuse" must be unreadable; its value is a part of the message. What it
// says besides is written by -update: see factWords. That replaces a row with
// the measure "draft" by all that is read of the file, for a person to correct.
const samples = "testdata"

type expectation struct{ measure, name, value, unit string }

func TestSamples(t *testing.T) {
	formats := Formats()
	for i := range formats {
		f := &formats[i]
		if i > 0 && formats[i-1].Name == f.Name {
			continue // the same name for another kind has the same samples
		}
		t.Run(f.Name, func(t *testing.T) {
			if f.Doc == "" {
				t.Error("the format has no doc")
			}
			refused, found := 0, map[string][]expectation{}
			for file, want := range readExpected(t, f.Name) {
				if *update && want[0].measure == "draft" {
					want = draft(t, formats, f, file)
				}
				if want[0].measure == "refuse" {
					refused++
				}
				found[file] = checkSample(t, formats, f, file, want)
			}
			if *update {
				writeFacts(t, f.Name, found)
			}
			if refused == 0 {
				t.Error("no damaged sample: a row with the measure refuse")
			}
		})
	}
}

// readExpected reads expected.tsv and checks that it names every sample.
func readExpected(t *testing.T, format string) map[string][]expectation {
	t.Helper()
	dir := filepath.Join(samples, format)
	text, err := os.ReadFile(filepath.Join(dir, "expected.tsv"))
	if err != nil {
		t.Fatalf("no samples: %v", err)
	}
	table := csv.NewReader(bytes.NewReader(text))
	table.Comma, table.LazyQuotes, table.FieldsPerRecord = '\t', true, 5
	rows, err := table.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	expected := map[string][]expectation{}
	for _, row := range rows[1:] {
		expected[row[0]] = append(expected[row[0]], expectation{row[1], row[2], row[3], row[4]})
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if file.Name() != "expected.tsv" && expected[file.Name()] == nil {
			t.Errorf("%s has no line in expected.tsv", file.Name())
		}
	}
	if len(expected) == 0 {
		t.Fatal("expected.tsv is empty")
	}
	return expected
}

// checkSample holds a sample against what is expected of it, and gives what it
// says besides its measures.
func checkSample(t *testing.T, formats []reader.Format, f *reader.Format, file string, want []expectation) []expectation {
	t.Helper()
	source := sampleSource(t, f, file)
	seen := Inspect(open.NewRoot(samples, open.Limits{}), formats, f.Name+"/"+file, source, true)
	if want[0].measure == "refuse" {
		if seen.Problem == nil {
			t.Errorf("%s: read without a fault, want a refusal", file)
		} else if !strings.Contains(seen.Problem.Text, want[0].value) {
			t.Errorf("%s: refused with %q, want %q in it", file, seen.Problem.Text, want[0].value)
		}
		return nil
	}
	if seen.Problem != nil {
		t.Errorf("%s: %s: %s", file, seen.Problem.Reason, seen.Problem.Text)
		return nil
	}
	if seen.File.Format != f.Name {
		t.Errorf("%s: recognised as %s", file, seen.File.Format)
	}
	said := facts(t, formats, f.Name+"/"+file, source, seen)
	got := append(figures(seen), said...)
	for _, w := range want {
		if !slices.Contains(got, w) && !(*update && isFact(w)) {
			t.Errorf("%s: no %v in %v", file, w, sameName(got, w))
		}
	}
	for _, g := range got {
		if (g.name == "" || isFact(g)) && !slices.Contains(want, g) && !(*update && isFact(g)) {
			t.Errorf("%s: %v is not in expected.tsv", file, g)
		}
	}
	return said
}

// sampleSource is how the evidence of a sample is declared.
func sampleSource(t *testing.T, f *reader.Format, file string) (source Source) {
	t.Helper()
	info, err := os.Stat(filepath.Join(samples, f.Name, file))
	if err != nil {
		t.Fatal(err)
	}
	if f.NeedsFormat || f.Kind == fact.Document {
		source.Format = f.Name
	} else if info.Size() == 0 && f.Quiet() {
		source.Format, source.Quiet = f.Name, true
	}
	return source
}

func figures(i Inspection) []expectation {
	var list []expectation
	for _, a := range i.Answers {
		for _, f := range a.Answer.Figures {
			value := f.Text
			if f.Value.Known() {
				value = f.Value.Decimal()
			}
			list = append(list, expectation{a.Measure.Name, f.Label, value, f.Value.Unit().Name()})
		}
	}
	return list
}

func sameName(list []expectation, like expectation) []expectation {
	return slices.DeleteFunc(slices.Clone(list), func(e expectation) bool { return e.measure != like.measure })
}

// eachSample gives every sample of every format with its bytes.
func eachSample(tb testing.TB, do func(format, file string, data []byte)) {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join(samples, "*", "*"))
	if err != nil {
		tb.Fatal(err)
	}
	for _, name := range files {
		if filepath.Base(name) == "expected.tsv" {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		do(filepath.Base(filepath.Dir(name)), filepath.Base(name), data)
	}
}

// A document that is cut off, or that stands twice in a file, has no figures.
func TestDamage(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long and has nothing to race")
	}
	formats := Formats()
	random := rand.New(rand.NewPCG(1, 2))
	eachSample(t, func(format, file string, data []byte) {
		head := reader.Of(format+"/"+file, data).Head
		whole := head.Container == reader.JSONValue || head.Container == reader.XMLDocument
		for range 5 {
			cut := data[:random.IntN(len(data)+1)]
			rest := bytes.TrimSpace(data[len(cut):])
			if seen := inspectBytes(formats, format, file, cut); whole && len(rest) > 0 && len(bytes.TrimSpace(cut)) > 0 && seen.Problem == nil {
				t.Errorf("%s/%s: cut after %d of %d bytes, read without a fault", format, file, len(cut), len(data))
			}
			flipped := bytes.Clone(data)
			for range min(3, len(flipped)) {
				flipped[random.IntN(len(flipped))] ^= byte(1 + random.IntN(255))
			}
			inspectBytes(formats, format, file, flipped)
		}
		twice := slices.Concat(data, []byte("\n"), data)
		if seen := inspectBytes(formats, format, file, twice); head.Container == reader.XMLDocument && seen.Problem == nil {
			t.Errorf("%s/%s: stands twice in a file, read without a fault", format, file)
		}
	})
}

func inspectBytes(formats []reader.Format, format, file string, data []byte) Inspection {
	return inspect(reader.Of(format+"/"+file, data), formats, Source{}, true)
}

func FuzzFormats(f *testing.F) {
	eachSample(f, func(format, _ string, data []byte) {
		if len(data) < 4<<10 {
			f.Add(format, data)
		}
	})
	formats := Formats()
	f.Fuzz(func(t *testing.T, format string, data []byte) {
		seen := inspectBytes(formats, format, "fuzz", data)
		if seen.Problem == nil && seen.File.Format == "" {
			t.Errorf("neither a format nor a fault: %+v", seen)
		}
	})
}
