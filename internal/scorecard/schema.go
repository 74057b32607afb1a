package scorecard

import (
	"encoding"
	"reflect"
	"strings"
)

// about says what a key of the document means, and which words alone its value
// may be, if it is so.
type about struct {
	key   string // object.key
	doc   string
	words []string
}

// member is a key of one of the document's objects, and the field that holds
// its value.
type member struct {
	about
	name     string
	index    int
	required bool // written whatever its value is
}

// members lists the keys of an object in the order in which they are written.
// The types and the tags of their fields are the one table of the document: it
// is written, read and described by them. Figures are texts as shown, such as
// "73.1"; fractions are exact, such as "19/26" or "10".
func members(t reflect.Type) []member {
	list := make([]member, 0, t.NumField())
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		list = append(list, member{about{objectName(t) + "." + name, f.Tag.Get("doc"), wordsOf(f.Type)}, name, i, options == ""})
	}
	return list
}

// isText says whether a type is written as a text that it reads itself.
func isText(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

// objectName is what the schema calls the objects that are written from a type.
func objectName(t reflect.Type) string { return strings.ToLower(t.Name()) }

// JSONSchema is the JSON Schema (draft 2020-12) of the document, made of the
// types that it is written from. It knows its shape; that its counts agree only
// Parse can tell.
func JSONSchema() map[string]any {
	objects := map[string]any{}
	t := reflect.TypeFor[Scorecard]()
	objectSchema(t, objects)
	schema := objects[objectName(t)].(map[string]any)
	delete(objects, objectName(t))
	schema["title"] = Schema
	schema["$defs"] = objects
	return schema
}

// objectSchema adds the schema of the objects that are written from t, and of
// those in them.
func objectSchema(t reflect.Type, objects map[string]any) {
	if objects[objectName(t)] != nil {
		return
	}
	properties, required := map[string]any{}, []string{}
	objects[objectName(t)] = map[string]any{
		"type": "object", "additionalProperties": false, "properties": properties,
	}
	for _, m := range members(t) {
		property := valueSchema(t.Field(m.index).Type, m.words, objects)
		property["description"] = m.doc
		properties[m.name] = property
		if m.required {
			required = append(required, m.name)
		}
	}
	if len(required) > 0 {
		objects[objectName(t)].(map[string]any)["required"] = required
	}
}

func valueSchema(t reflect.Type, words []string, objects map[string]any) map[string]any {
	switch t.Kind() {
	case reflect.Pointer:
		return valueSchema(t.Elem(), words, objects)
	case reflect.Struct:
		if isText(t) {
			return map[string]any{"type": "string"}
		}
		objectSchema(t, objects)
		return map[string]any{"$ref": "#/$defs/" + objectName(t)}
	case reflect.Slice:
		return map[string]any{"type": "array", "items": valueSchema(t.Elem(), words, objects)}
	case reflect.String:
		if len(words) > 0 {
			return map[string]any{"enum": words}
		}
		return map[string]any{"type": "string"}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	}
	return map[string]any{"type": "integer", "minimum": 0}
}
