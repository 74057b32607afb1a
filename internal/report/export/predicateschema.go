package export

import (
	"reflect"
	"strings"
)

// ReadinessSchema is the JSON Schema of the predicate readiness/v1, made from
// the types that it is written from.
func ReadinessSchema() map[string]any {
	schema := shape(reflect.TypeFor[readiness]())
	schema["title"] = "readiness/v1"
	return schema
}

// shape is the schema of a type. A reader must pass over keys that it does not
// know, as in-toto asks, so none are forbidden.
func shape(t reflect.Type) map[string]any {
	switch t.Kind() {
	case reflect.Struct:
		properties, required := map[string]any{}, []string{}
		for i := range t.NumField() {
			name, rest, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
			properties[name] = shape(t.Field(i).Type)
			if !strings.Contains(rest, "omitempty") {
				required = append(required, name)
			}
		}
		return map[string]any{"type": "object", "properties": properties, "required": required}
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": shape(t.Elem())}
	case reflect.Slice:
		return map[string]any{"type": "array", "items": shape(t.Elem())}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.String:
		return map[string]any{"type": "string"}
	}
	return map[string]any{"type": "integer"}
}
