package declared

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/tree"
)

// container is how a file holds its records: how paths into it are written,
// how it is walked, and which keys of a reader go with it.
type container struct {
	name         string
	path         func(string) (path, error)
	walk         func(*run)
	needs, takes []string
}

var containers = []container{
	{name: "json", path: jsonPath, walk: walkJSON, takes: []string{"each"}},
	{name: "jsonl", path: jsonPath, walk: walkJSONLines, takes: []string{"each"}},
	{name: "xml", path: xmlPath, walk: walkXML, needs: []string{"each"}},
	{name: "csv", path: namePath, walk: walkCSV},
	{name: "lines", path: namePath, walk: walkLines, needs: []string{"each"}, takes: []string{"end", "ignore"}},
}

// draftReader is a reader as it is written.
type draftReader struct {
	name, kind, record, doc, container, empty string
	each, end, ignore, fields, about          tree.Node
}

func (d *draftReader) keys() []tree.Key {
	return []tree.Key{
		{Name: "name", Doc: "the tool, as reports name it", Shape: tree.Text(&d.name), Required: true},
		{Name: "kind", Doc: "what the file is evidence of", Shape: tree.Word(&d.kind, kindNames()...), Required: true},
		{Name: "record", Doc: "which record of the kind it holds; the first unless said", Shape: tree.Word(&d.record, recordNames(fact.NoKind)...)},
		{Name: "doc", Doc: "what it reads, for people", Shape: tree.Text(&d.doc)},
		{Name: "container", Doc: "how the file is written", Shape: tree.Word(&d.container, containerNames()...), Required: true},
		{Name: "each", Doc: "where each record is: results[].issues[] in JSON, report/file/error in XML, for lines a regular expression with named groups", Shape: tree.Keep(&d.each, textSchema)},
		{Name: "end", Doc: "for lines: a regular expression that a complete file matches", Shape: tree.Keep(&d.end, textSchema)},
		{Name: "ignore", Doc: "for lines: a regular expression of those that are not records", Shape: tree.Keep(&d.ignore, textSchema)},
		{Name: "empty", Doc: "clean: an empty file is a clean run", Shape: tree.Word(&d.empty, "clean")},
		{Name: "fields", Doc: "where each field of the record is; a list makes several records of each place", Shape: tree.Keep(&d.fields, formsSchema), Required: true},
		{Name: "about", Doc: "where the file says what made it", Shape: tree.Keep(&d.about, func() map[string]any { return formSchema(facts) })},
	}
}

func kindNames() []string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = k.String()
	}
	return names
}

func containerNames() []string {
	names := make([]string, len(containers))
	for i, c := range containers {
		names[i] = c.name
	}
	return names
}

// draftField is a field as it is written when it is more than a path.
type draftField struct{ from, is, words, unit tree.Node }

func (d *draftField) keys() []tree.Key {
	return []tree.Key{
		{Name: "from", Doc: "where it is", Shape: tree.Keep(&d.from, textSchema)},
		{Name: "is", Doc: "the same for every record", Shape: tree.Keep(&d.is, textSchema)},
		{Name: "words", Doc: "what the tool's words mean; ignore leaves the record out", Shape: tree.Keep(&d.words, wordsSchema)},
		{Name: "unit", Doc: "the unit of a time that is not in seconds", Shape: tree.Keep(&d.unit, textSchema)},
	}
}

func textSchema() map[string]any {
	return map[string]any{"type": []any{"string", "number", "boolean"}}
}

func wordsSchema() map[string]any {
	return map[string]any{"type": "object", "additionalProperties": textSchema()}
}

// formSchema is a mapping of these fields.
func formSchema(fields []field) map[string]any {
	properties := map[string]any{}
	for _, f := range fields {
		properties[f.name] = map[string]any{
			"description": f.doc,
			"anyOf":       []any{textSchema(), tree.ObjectSchema(new(draftField).keys())},
		}
	}
	return map[string]any{"type": "object", "additionalProperties": false, "properties": properties}
}

// formsSchema is a mapping of the fields of one record, or a list of them.
func formsSchema() map[string]any {
	var one []any
	for _, r := range records {
		if r.kind != fact.NoKind {
			one = append(one, formSchema(r.fields))
		}
	}
	return map[string]any{"anyOf": append(one, map[string]any{"type": "array", "minItems": 1, "items": map[string]any{"anyOf": slices.Clone(one)}})}
}
