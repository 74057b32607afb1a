// Package declared reads what no format of ours knows: neutral records that
// any program can print (the format `records`), and the files of readers that
// users write in YAML. Both fill the same records from one table, from which
// the schemas are made too. It guesses nothing: a key, a word or a kind that
// the table lacks is an error at its line.
package declared

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/tally"
	"signoff/internal/tree"
)

// record is one kind of record: its name, what it is evidence of, its fields,
// and how it is given to the sink once they are set.
type record struct {
	name, doc string
	kind      fact.Kind // NoKind for what every kind of evidence may have
	fields    []field
	give      func(d *draft, line int, s *tally.Sink)
}

// field is one property of a record, set from text.
type field struct {
	name, doc string
	required  bool
	// many fields take several texts, each by a call of set.
	many bool
	// seconds marks a time, which a reader may find in another unit.
	seconds bool
	words   []string // the only values, where they are fixed
	starts  string   // how its value may begin, as reader.JSON.Kind tells it
	schema  map[string]any
	set     func(d *draft, text string) error
}

// check says which of the required fields was not set.
func (r *record) check(set func(i int) bool) error {
	for i := range r.fields {
		if f := &r.fields[i]; f.required && !set(i) {
			return fmt.Errorf("expected %s in %s, found none", f.name, r.name)
		}
	}
	return nil
}

// index finds a field by its name, -1 when there is none.
func (r *record) index(name string) int {
	return slices.IndexFunc(r.fields, func(f field) bool { return f.name == name })
}

// names lists the fields.
func (r *record) names() []string {
	list := make([]string, len(r.fields))
	for i, f := range r.fields {
		list[i] = f.name
	}
	return list
}

// recordNamed finds a record by its name, nil when there is none.
func recordNamed(name string) *record {
	for i := range records {
		if records[i].name == name {
			return &records[i]
		}
	}
	return nil
}

// recordNames lists the records of a kind, and with NoKind all of them.
func recordNames(kind fact.Kind) []string {
	var names []string
	for _, r := range records {
		if kind == fact.NoKind || r.kind == kind {
			names = append(names, r.name)
		}
	}
	return names
}

// Schema is the JSON Schema (draft 2020-12) of one line of the format records.
// That `about` is the first line and `end` the last, and that the records
// between them are of one kind, only reading can tell.
func Schema() map[string]any {
	var lines []any
	for _, r := range records {
		kind := tree.Shape{Schema: func() map[string]any { return map[string]any{"const": r.name} }}
		keys := []tree.Key{{Name: "kind", Doc: r.doc, Shape: kind, Required: true}}
		for _, f := range r.fields {
			shape := tree.Shape{Schema: func() map[string]any { return maps.Clone(f.schema) }}
			keys = append(keys, tree.Key{Name: f.name, Doc: f.doc, Shape: shape, Required: f.required})
		}
		lines = append(lines, tree.ObjectSchema(keys))
	}
	return map[string]any{"title": "a line of the format records", "oneOf": lines}
}

// ReaderSchema is the JSON Schema (draft 2020-12) of a reader in YAML.
func ReaderSchema() map[string]any {
	schema := tree.ObjectSchema(new(draftReader).keys())
	schema["title"] = "a reader"
	return schema
}

// oneOf lists the known words of a message.
func oneOf(words []string) string { return strings.Join(words, ", ") }
