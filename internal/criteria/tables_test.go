package criteria

import (
	"testing"

	"signoff/internal/source"
	"signoff/internal/tally"
	"signoff/internal/tree"
)

func TestEveryKeyIsExplained(t *testing.T) {
	for _, table := range Tables() {
		seen := map[string]bool{}
		for _, k := range table.Keys {
			if k.Doc == "" || k.Type == "" || k.Example == "" || seen[k.Name] {
				t.Errorf("%s: %s has no sentence, type or example, or is there twice: %+v", table.Where, k.Name, k)
			}
			if k.Required && k.Default != "" {
				t.Errorf("%s: %s must be there, and holds %s when it is not", table.Where, k.Name, k.Default)
			}
			seen[k.Name] = true
		}
	}
}

// TestExamplesAreRead reads the example of each key by its shape, and holds it
// against the schema of that shape.
func TestExamplesAreRead(t *testing.T) {
	for _, table := range tables() {
		for _, k := range table.keys {
			text := []byte(k.Name + ": " + k.Example + "\n")
			alone := []tree.Key{{Name: k.Name, Shape: k.Shape}}
			var faults source.List
			root, ok := tree.Parse("example.yaml", text, &faults)
			if !ok {
				t.Errorf("%s: %v", table.where, faults)
				continue
			}
			if root.Object(table.where, alone, nil); len(faults.Faults()) > 0 {
				t.Errorf("%s: %s is not read: %v", table.where, text, faults)
			}
			schema := tree.ObjectSchema(alone)
			schema["$defs"] = Schema(tally.Measures)["$defs"]
			if err := compiled(t, schema).Validate(instance(t, text)); err != nil {
				t.Errorf("%s: %s does not fit the schema: %v", table.where, text, err)
			}
		}
	}
}
