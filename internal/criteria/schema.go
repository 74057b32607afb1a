package criteria

import (
	"signoff/internal/fact"
	"signoff/internal/tree"
)

// Schema is the JSON Schema (draft 2020-12) of signoff.yaml, made of the tables
// by which the file is read, and the names of measures. It knows the shape of the file; that units fit and
// ids exist only Load can tell.
func Schema(measures []fact.Measure) map[string]any {
	schema := tree.ObjectSchema(new(project).keys())
	schema["title"] = "signoff.yaml"
	names := make([]string, len(measures))
	for i := range measures {
		names[i] = measures[i].Name
	}
	schema["$defs"] = map[string]any{"measure": map[string]any{"enum": names}}
	return schema
}

func textSchema() map[string]any {
	return map[string]any{"type": []any{"string", "number", "boolean"}}
}

func textsSchema() map[string]any {
	return map[string]any{"anyOf": []any{textSchema(), listSchema(textSchema())}}
}

func listSchema(item map[string]any) map[string]any {
	return map[string]any{"type": "array", "items": item, "minItems": 1}
}

func mapSchema(value map[string]any) map[string]any {
	return map[string]any{"type": "object", "additionalProperties": value}
}

func scalarsSchema() map[string]any      { return mapSchema(textSchema()) }
func environmentsSchema() map[string]any { return mapSchema(scalarsSchema()) }
func textsByNameSchema() map[string]any  { return mapSchema(textSchema()) }

func evidencesSchema() map[string]any {
	full := tree.ObjectSchema(new(evidenceDraft).keys())
	return mapSchema(map[string]any{"anyOf": []any{map[string]any{"type": "string"}, full}})
}

func categoriesSchema() map[string]any {
	return map[string]any{"type": "array", "items": tree.ObjectSchema(new(categoryDraft).keys())}
}

func criteriaSchema() map[string]any {
	return map[string]any{"type": "array", "items": tree.ObjectSchema(new(draft).keys())}
}

func operandsSchema() map[string]any {
	return mapSchema(tree.ObjectSchema(new(operandDraft).keys(tree.Node{})))
}

func repairSchema() map[string]any {
	return map[string]any{"anyOf": []any{textSchema(), tree.ObjectSchema(new(operandDraft).keys(tree.Node{}))}}
}

func measureSchema() map[string]any { return map[string]any{"$ref": "#/$defs/measure"} }

func whereSchema() map[string]any {
	schema := mapSchema(textsSchema())
	schema["propertyNames"] = map[string]any{"enum": fieldNames(fact.NoKind)}
	return schema
}

func fieldSchema() map[string]any { return map[string]any{"enum": fieldNames(fact.NoKind)} }

func setSchema() map[string]any {
	return map[string]any{"anyOf": []any{changesSchema(), textSchema(), listSchema(map[string]any{"anyOf": []any{textSchema(), tree.ObjectSchema(new(gradeDraft).keys(tree.Node{}))}})}}
}

// changesSchema is what tailor may set of a criterion.
func changesSchema() map[string]any {
	var known []string
	for _, key := range new(draft).keys() {
		known = append(known, key.Name)
	}
	return map[string]any{"type": "object", "minProperties": 1, "propertyNames": map[string]any{"enum": known}}
}
