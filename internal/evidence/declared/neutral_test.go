package declared

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"signoff/internal/source"
	"signoff/internal/tree"
)

// samples are the files of records that the walk over all formats holds.
const samples = "../testdata/records/"

func read(tb testing.TB, name string) string {
	tb.Helper()
	text, err := os.ReadFile(samples + name)
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

// scanned is what the scanner's format says of records.
func scanned(text string) string { return figures(Formats[0], "x.jsonl", []byte(text)) }

// A file that was cut off anywhere but behind its last record says nothing.
func TestRecordsCut(t *testing.T) {
	text := strings.TrimSpace(read(t, "findings.jsonl"))
	for n := range len(text) {
		if got := scanned(text[:n]); !strings.HasPrefix(got, "refused: x.jsonl") {
			t.Errorf("cut after %d of %d bytes: %s", n, len(text), got)
		}
	}
	if got := scanned(text); !strings.Contains(got, "findings.total 2\n") {
		t.Errorf("whole: %s", got)
	}
}

func TestRecordsRefused(t *testing.T) {
	const (
		about = `{"kind":"about","evidence":"scanner","tool":"x"}` + "\n"
		end   = `{"kind":"end","records":0}` + "\n"
		one   = `{"kind":"end","records":1}` + "\n"
	)
	for _, test := range []struct{ name, text, want string }{
		{"nothing", "", ":1: expected the record end, found the end of the file"},
		{"end alone", end, ":1: expected the record about first"},
		{"about twice", about + about, ":2: expected the record about first, and once"},
		{"no tool", `{"kind":"about","evidence":"scanner"}`, ":1: expected tool in about, found none"},
		{"an empty tool", `{"kind":"about","evidence":"scanner","tool":""}`, ":1: expected a text for tool"},
		{"another kind", `{"kind":"about","evidence":"tests","tool":"x"}`, ":1: expected scanner evidence, found tests"},
		{"a bad date", `{"kind":"about","evidence":"scanner","tool":"x","produced_at":"soon"}`, `:1: expected a date, found "soon"`},
		{"after the end", about + end + `{"kind":"finding","severity":"high"}`, ":3: expected nothing after the record end"},
		{"two ends", about + end + end, ":3: expected nothing after the record end"},
		{"no kind", about + `{"severity":"high"}` + "\n" + one, ":2: expected a record with its kind, found none"},
		{"a list", about + `[]` + "\n" + end, ":2: expected an object, found an array"},
		{"no severity", about + `{"kind":"finding"}` + "\n" + one, ":2: expected severity in finding, found none"},
		{"null", about + `{"kind":"finding","severity":null}` + "\n" + one, ":2: expected a text for severity"},
		{"a key twice", about + `{"kind":"finding","severity":"low","severity":"high"}` + "\n" + one, ":2: severity stands twice"},
		{"kind twice", about + `{"kind":"finding","kind":"end","severity":"low"}` + "\n" + one, ":2: kind stands twice"},
		{"a number as text", about + `{"kind":"finding","severity":"low","line":"7"}` + "\n" + one, ":2: expected a number for line"},
		{"half a line", about + `{"kind":"finding","severity":"low","line":7.5}` + "\n" + one, ":2: expected a whole number of 0 or more for line"},
		{"a text for a list", about + `{"kind":"finding","severity":"low","cve":"CVE-2026-1"}` + "\n" + one, ":2: expected a list of texts for cve"},
		{"numbers in a list", about + `{"kind":"finding","severity":"low","cwe":[79]}` + "\n" + one, ":2: expected a list of texts for cwe"},
		{"no weakness", about + `{"kind":"finding","severity":"low","cwe":["XSS"]}` + "\n" + one, ":2: expected a weakness such as CWE-79"},
		{"an object", about + `{"kind":"finding","severity":"low","rule":{"id":1}}` + "\n" + one, ":2: expected a text for rule"},
		{"two a line", about + `{"kind":"finding","severity":"low"} ` + one, ":2: expected one record a line"},
		{"one in two lines", about + "{\"kind\":\"finding\",\n\"severity\":\"low\"}\n" + one, ":3: expected one record a line"},
	} {
		if got := scanned(test.text); !strings.Contains(got, "refused: x.jsonl"+test.want) {
			t.Errorf("%s: %swant %s", test.name, got, test.want)
		}
	}
}

// The schemas say what the readers say, as far as a schema can.
func TestSchemas(t *testing.T) {
	records := compiled(t, Schema())
	for _, name := range []string{"findings", "skipped", "coverage", "cases", "samples", "services", "components", "vex"} {
		for _, line := range strings.Split(strings.TrimSpace(read(t, name+".jsonl")), "\n") {
			if err := records.Validate(instance(t, line)); err != nil {
				t.Errorf("%s: %v", line, err)
			}
		}
	}
	for _, line := range []string{
		`{"severity":"high"}`, `{"kind":"finding"}`, `{"kind":"findings","severity":"high"}`, `{"kind":"finding","severity":"HIGH"}`,
		`{"kind":"finding","severity":"high","file":"a"}`, `{"kind":"finding","severity":"high","line":"7"}`, `{"kind":"end","records":-1}`,
		`{"kind":"about","evidence":"scanner","tool":""}`,
	} {
		if records.Validate(instance(t, line)) == nil {
			t.Errorf("the schema takes %s", line)
		}
	}
	readers := compiled(t, ReaderSchema())
	for _, name := range archives(t) {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		plain, err := tree.Documents(a.Files[0].Data)
		if err != nil {
			t.Fatal(err)
		}
		var faults source.List
		if _, ok := Parse("reader.yaml", a.Files[0].Data, &faults); !ok {
			continue
		}
		if err := readers.Validate(plain[0].Value); err != nil {
			t.Errorf("%s: %v", filepath.Base(name), err)
		}
	}
}

func compiled(t *testing.T, of map[string]any) *jsonschema.Schema {
	t.Helper()
	text, err := json.Marshal(of)
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func instance(t *testing.T, text string) any {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// FuzzReaders gives any reader any file: it reads it or says why not.
func FuzzReaders(f *testing.F) {
	for _, name := range archives(f) {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range a.Files[1:] {
			f.Add(a.Files[0].Data, file.Data)
		}
	}
	f.Fuzz(func(t *testing.T, text, data []byte) {
		var faults source.List
		format, ok := Parse("reader.yaml", text, &faults)
		if ok == (faults.Err() != nil) {
			t.Fatalf("ok is %v with the faults %v", ok, faults)
		}
		if ok {
			_ = figures(format, "x", data)
		}
	})
}

// FuzzRecords holds that what is read is not read when its last byte is gone.
func FuzzRecords(f *testing.F) {
	files, err := filepath.Glob(samples + "*.jsonl")
	if err != nil || len(files) == 0 {
		f.Fatalf("no samples: %v", err)
	}
	for i, file := range files {
		f.Add(uint(i), []byte(read(f, filepath.Base(file))))
	}
	f.Fuzz(func(t *testing.T, i uint, data []byte) {
		format := Formats[i%uint(len(Formats))]
		whole := figures(format, "x", data)
		if data = bytes.TrimSpace(data); len(data) == 0 || bytes.IndexByte(data, 0) >= 0 {
			return // UTF-16 ends in another way
		}
		cut := figures(format, "x", data[:len(data)-1])
		if !strings.HasPrefix(whole, "refused") && !strings.HasPrefix(cut, "refused") {
			t.Errorf("%q is read without its last byte", data)
		}
	})
}
