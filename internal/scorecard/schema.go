package scorecard

import (
	"reflect"
	"strings"
)

// member is a key of one of the document's objects, and the field that holds
// its value.
type member struct {
	about
	name     string
	index    int
	required bool // written whatever its value is
}

// members lists the keys of an object in the order in which they are written.
func members(t reflect.Type) []member {
	list := make([]member, 0, t.NumField())
	for i := range t.NumField() {
		name, options, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		list = append(list, member{described(objectName(t) + "." + name), name, i, options == ""})
	}
	return list
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
