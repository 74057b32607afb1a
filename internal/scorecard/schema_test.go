package scorecard

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

type fataler interface {
	Helper()
	Fatal(...any)
}

func compileSchema(t fataler) *jsonschema.Schema {
	t.Helper()
	text, err := json.Marshal(JSONSchema())
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("assessment", instance(t, text)); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("assessment")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// instance reads JSON into what the validator takes.
func instance(t fataler, text []byte) any {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func TestSchemaTakesTheExamples(t *testing.T) {
	schema := compileSchema(t)
	examples, err := filepath.Glob("../../reports/*/reports/assessment.json")
	if err != nil || len(examples) < 3 {
		t.Fatalf("%d examples (%v)", len(examples), err)
	}
	for _, file := range examples {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(instance(t, text)); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		if _, err := Parse(file, text); err != nil {
			t.Error(err)
		}
	}
}

// TestSchemaTakesWhatIsNotAskedYet leaves out what such a criterion lacks.
func TestSchemaTakesWhatIsNotAskedYet(t *testing.T) {
	s := sample()
	s.Criteria[0].Basis, s.Criteria[0].Target, s.Criteria[0].Measure = "", ParseBound(""), ""
	text, err := s.JSON()
	if err != nil {
		t.Fatal(err)
	}
	if err := compileSchema(t).Validate(instance(t, text)); err != nil {
		t.Error(err)
	}
}

func TestSchemaRefuses(t *testing.T) {
	schema := compileSchema(t)
	text, err := sample().JSON()
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(instance(t, text)); err != nil {
		t.Fatal(err)
	}
	for _, test := range [][2]string{
		{`"project"`, `"projct"`},
		{`"signoff.assessment/v1"`, `"signoff.assessment/v2"`},
		{`"blocker": false,`, ``},
		{`"blocker": false`, `"blocker": false, "colour": "red"`},
		{`"seen": 7`, `"seen": -7`},
		{`"seen": 7`, `"seen": 7.5`},
		{`"exhibits": []`, `"exhibits": null`},
		{`"outcome": "met"`, `"outcome": "Met"`},
		{`"dated_by": "file"`, `"dated_by": "clock"`},
	} {
		damaged := strings.Replace(string(text), test[0], test[1], 1)
		if damaged == string(text) {
			t.Fatalf("the document has no %s", test[0])
		}
		if schema.Validate(instance(t, []byte(damaged))) == nil {
			t.Errorf("taken: %s", test[1])
		}
	}
}

// TestEveryKeyIsDescribed asks each field for what it means.
func TestEveryKeyIsDescribed(t *testing.T) {
	objects := map[string]any{}
	objectSchema(reflect.TypeFor[Scorecard](), objects)
	for name, object := range objects {
		for key, property := range object.(map[string]any)["properties"].(map[string]any) {
			if property.(map[string]any)["description"] == "" {
				t.Errorf("%s.%s has no doc", name, key)
			}
		}
	}
}
