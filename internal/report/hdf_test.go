package report

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"signoff/internal/scorecard"
)

// TestHDFFitsItsSchema holds the output, of the examples and of many other
// scorecards, against the rules of HDF results 3. Those of the other exchange
// formats are published as libraries: see tools/exchange.
func TestHDFFitsItsSchema(t *testing.T) {
	text, err := os.ReadFile("testdata/hdf-results-3.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	rules, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("hdf.json", rules); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("hdf.json")
	if err != nil {
		t.Fatal(err)
	}
	hdf := outputNamed(t, "hdf")
	fits := func(t fataler, s *scorecard.Scorecard) {
		var out bytes.Buffer
		if err := hdf.Write(&out, s, Options{}); err != nil {
			t.Fatalf("%v", err)
		}
		document, err := jsonschema.UnmarshalJSON(&out)
		if err != nil {
			t.Fatalf("%v", err)
		}
		if err := schema.Validate(document); err != nil {
			t.Fatalf("%v", err)
		}
	}
	examples, err := filepath.Glob("../../reports/*/reports/assessment.json")
	if err != nil || len(examples) < 3 {
		t.Fatal(examples, err)
	}
	for _, file := range append(examples, "testdata/relay.json") {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s, err := scorecard.Parse(file, data)
		if err != nil {
			t.Fatal(err)
		}
		s.Tool.Version, s.Release = "", "" // what may be missing
		fits(t, s)
	}
	rapid.Check(t, func(rt *rapid.T) {
		if s := shuffled(rt, relay(t)); len(s.Criteria) > 0 { // no plan is without any
			fits(rt, s)
		}
	})
}
