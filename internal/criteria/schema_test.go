package criteria

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"signoff/internal/tally"
	"signoff/internal/tree"
)

func mapFS(name, text string) fstest.MapFS { return fstest.MapFS{name: {Data: []byte(text)}} }

func compileSchema(t *testing.T) *jsonschema.Schema { return compiled(t, Schema(tally.Measures)) }

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
	if err := c.AddResource("signoff.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("signoff.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// instance reads YAML into what the validator takes.
func instance(t *testing.T, text []byte) any {
	t.Helper()
	documents, err := tree.Documents(text)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := json.Marshal(documents[0].Value)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(plain))
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func TestSchemaTakesWhatLoadTakes(t *testing.T) {
	schema := compileSchema(t)
	files, _ := filepath.Glob("testdata/ok/*.yaml")
	examples, _ := filepath.Glob("../../reports/*/signoff.yaml")
	if len(files) == 0 || len(examples) == 0 {
		t.Fatal("no fixtures")
	}
	for _, file := range append(files, examples...) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(instance(t, text)); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestSchemaRefusesTypos(t *testing.T) {
	schema := compileSchema(t)
	for _, text := range []string{
		"version: 2\nproject: X\n",
		"project: X\n",
		"version: 1\nprojct: X\n",
		"version: 1\nproject: X\nevidence: { a: { paht: b } }\n",
		"version: 1\nproject: X\ncriteria: [{ id: A, titel: T, category: q }]\n",
		"version: 1\nproject: X\ncriteria: [{ id: A, title: T, category: q, measure: findings.hihg }]\n",
		"version: 1\nproject: X\ncriteria: [{ id: A, title: T, category: q, blocker: 1 }]\n",
		"version: 1\nproject: X\nwaivers: [{ criterion: A, reason: R, owner: A, approved_by: B }]\n",
		"version: 1\nproject: X\ntailor: [{ criterion: A, set: { traget: 1 }, because: B }]\n",
	} {
		if schema.Validate(instance(t, []byte(text))) == nil {
			t.Errorf("taken:\n%s", text)
		}
	}
}

func TestSchemaIsStable(t *testing.T) {
	one, err := json.Marshal(Schema(tally.Measures))
	two, also := json.Marshal(Schema(tally.Measures))
	if err != nil || also != nil || !bytes.Equal(one, two) {
		t.Errorf("two calls differ: %v, %v", err, also)
	}
}
