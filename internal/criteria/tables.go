package criteria

import (
	"fmt"
	"slices"
	"strings"

	"signoff/internal/tree"
)

// Table is the keys that one mapping of signoff.yaml may have, for readers.
type Table struct {
	// Where says where the mapping stands, and About what it is.
	Where, About string
	Keys         []KeyText
}

// KeyText is one key in words: the type of its value, what it means, what holds
// without it ("" when nothing does) and a value as it may be written.
type KeyText struct {
	Name, Type, Doc, Default, Example string
	Required                          bool
}

// table is a mapping with the keys by which it is read.
type table struct {
	where, about string
	keys         []tree.Key
}

// Tables lists every mapping of signoff.yaml, made of the tables by which the
// file is read. The keys of a question stand once, not in each mapping that
// holds one.
func Tables() []Table {
	list := tables()
	texts := make([]Table, len(list))
	for i, t := range list {
		texts[i] = Table{Where: t.where, About: t.about}
		for _, k := range t.keys {
			texts[i].Keys = append(texts[i].Keys, KeyText{k.Name, typeWord(k.Shape.Schema()), k.Doc, k.Default, k.Example, k.Required})
		}
	}
	return texts
}

func tables() []table {
	question := new(questionDraft).keys()
	besides := func(keys []tree.Key) []tree.Key {
		return slices.DeleteFunc(keys, func(k tree.Key) bool {
			return slices.ContainsFunc(question, func(q tree.Key) bool { return q.Name == k.Name })
		})
	}
	none := tree.Node{}
	return []table{
		{"signoff.yaml", "The whole file.", new(project).keys()},
		{"evidence", "One source by its id: files, or a person's statement. A text alone is its `path`.", new(evidenceDraft).keys()},
		{"categories", "One group of criteria.", new(categoryDraft).keys()},
		{"criteria", "One criterion: next to these keys those of a question, unless it is `all`, `any`, `at_least`, `ratio` or `expression`.", besides(new(draft).keys())},
		{"question", "What is asked of evidence: by a criterion, by each of `all`, `any` and `at_least.of`, by `ratio.of` and `ratio.to`, by each of `operands`, and by `repair`. Of `jq`, `xpath`, `column` and `regexp` a document takes one, here or under `query`. [The measures, and the fields of their records](measures.md).", question},
		{"all, any, at_least.of", "One question of several: next to the keys of a question its target.", besides(new(memberDraft).keys(none))},
		{"baseline.history", "Past runs as a baseline.", new(pastDraft).keys(none)},
		{"overrides", "The target of some groups of `each`.", new(groupDraft).keys(none)},
		{"at_least", "So many of several questions.", new(atLeastDraft).keys(none)},
		{"ratio", "One question divided by another.", new(ratioDraft).keys(none)},
		{"applies", "When a criterion applies.", new(appliesDraft).keys(none)},
		{"include", "One pinned file; it alone may lie outside of the project.", new(includeDraft).keys(none)},
		{"waivers", "One exception.", new(waiverDraft).keys(none)},
		{"tailor", "One change to a criterion of a pack, or to what packs say of the verdict.", new(tailorDraft).keys(none)},
		{"scoring", "What outcomes count in scores.", new(scoringDraft).keys(none)},
		{"grades", "One grade.", new(gradeDraft).keys(none)},
		{"verdict", "What the verdict asks.", new(verdictDraft).keys(none)},
		{"verdict.approved, verdict.conditional", "The least figures of a verdict.", new(barDraft).keys(none)},
		{"control", "Document control.", new(controlDraft).keys(none)},
		{"contacts", "One person or group to ask.", new(contactDraft).keys(none)},
		{"objectives", "One deliverable or standard.", new(objectiveDraft).keys(none)},
		{"excerpts", "What is quoted of one evidence, by one query.", new(excerptDraft).keys(none)},
		{"risk", "A person's word on the risk.", new(riskDraft).keys(none)},
		{"risk.mitigations", "What is done about one risk.", new(mitigationDraft).keys(none)},
		{"remarks", "One remark.", new(remarkDraft).keys(none)},
		{"kpis", "One figure that is followed.", new(kpiDraft).keys(none)},
		{"approvals", "Who signs.", new(approvalsDraft).keys(none)},
		{"approvals.roles", "One role. A text alone is its `role`.", new(roleDraft).keys(none)},
		{"people", "Somebody, or a program.", new(personDraft).keys(none)},
		{"history", "Where past runs are kept.", new(historyDraft).keys(none)},
		{"included files", "The whole of a file that `include` names.", new(policy).packKeys()},
	}
}

// mostWords is how many words a type lists.
const mostWords = 6

// typeWord says what values a schema takes.
func typeWord(schema map[string]any) string {
	if forms, ok := schema["anyOf"].([]any); ok {
		var words []string
		for _, form := range forms {
			words = append(words, typeWord(form.(map[string]any)))
		}
		return strings.Join(slices.Compact(words), " or ")
	}
	if word, ok := schema["const"]; ok {
		return fmt.Sprintf("`%v`", word)
	}
	if _, ok := schema["$ref"]; ok { // to a list of names
		return "a known word"
	}
	if words, ok := schema["enum"].([]string); ok {
		if len(words) > mostWords {
			return "a known word"
		}
		return "`" + strings.Join(words, "` or `") + "`"
	}
	switch schema["type"] {
	case "boolean":
		return "true or false"
	case "integer":
		return fmt.Sprintf("whole number from %v", schema["minimum"])
	case "array":
		return "list of " + plural(typeWord(schema["items"].(map[string]any)))
	case "object":
		if value, ok := schema["additionalProperties"].(map[string]any); ok {
			return "mapping of names to " + plural(typeWord(value))
		}
		return "mapping"
	case "string":
		if schema["pattern"] != nil {
			return "date"
		}
		return "text"
	}
	if schema["minimum"] != nil {
		return "number or fraction"
	}
	return "text"
}

// plural makes a type word speak of several.
func plural(word string) string {
	switch {
	case strings.HasPrefix(word, "mapping of"):
		return "mappings" + strings.TrimPrefix(word, "mapping")
	case word == "mapping", word == "text":
		return word + "s"
	}
	return word
}
