package report

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"signoff/internal/report/export"
)

func predicateOf(t *testing.T, v any) any {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return document
}

func TestReadinessFitsItsSchema(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("readiness.json", predicateOf(t, export.ReadinessSchema())); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("readiness.json")
	if err != nil {
		t.Fatal(err)
	}
	s := relay(t)
	document := predicateOf(t, export.Readiness(s, strings.Repeat("0", 64)))
	if err := schema.Validate(document); err != nil {
		t.Error(err)
	}
	whole := document.(map[string]any)
	if n := len(whole["criteria"].([]any)); n != len(s.Criteria) {
		t.Errorf("it lists %d of %d criteria", n, len(s.Criteria))
	}
	delete(whole, "verdict")
	if schema.Validate(whole) == nil {
		t.Error("a predicate without its verdict fits")
	}
	text, err := os.ReadFile("../../docs/readiness-v1.md")
	if err != nil {
		t.Fatal(err)
	}
	for key := range whole {
		if !bytes.Contains(text, []byte("| `"+key+"` |")) {
			t.Errorf("docs/readiness-v1.md does not say what %s is", key)
		}
	}
}

// TestOnlyWhatHoldsIsAProperty: a Simple Verification Result claims nothing that
// is open, unsigned or on a condition.
func TestOnlyWhatHoldsIsAProperty(t *testing.T) {
	s := relay(t)
	properties := map[string]bool{}
	for _, p := range export.Verification(s).(export.VerificationSummary).Properties {
		properties[p] = true
	}
	for i := range s.Criteria {
		c := &s.Criteria[i]
		if properties["SIGNOFF_CRITERION_"+c.ID] != c.Outcome.Satisfied() {
			t.Errorf("%s is %s", c.ID, c.Outcome)
		}
	}
	if properties["SIGNOFF_APPROVED"] || properties["SIGNOFF_SIGNED_Engineering"] || properties["SIGNOFF_SIGNED_Operations"] {
		t.Errorf("claims %v", properties)
	}
}
