package tree

import (
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"

	"signoff/internal/source"
)

// refuse adds a fault and keeps later walking from adding another.
func (n Node) refuse(format string, args ...any) *source.Error {
	n.file.refused[n.yaml] = true
	return n.Fail(format, args...)
}

// Exists tells a value from no value at all.
func (n Node) Exists() bool { return n.yaml != nil }

// IsNull reports whether nothing stands where a value should.
func (n Node) IsNull() bool {
	return n.yaml != nil && n.yaml.Kind == yaml.ScalarNode && n.yaml.Tag == "!!null" && n.yaml.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) == 0
}

// IsText reports whether the node is a scalar other than null.
func (n Node) IsText() bool {
	return n.yaml != nil && n.yaml.Kind == yaml.ScalarNode && !n.IsNull()
}

// IsList reports whether the node is a list.
func (n Node) IsList() bool { return n.yaml != nil && n.yaml.Kind == yaml.SequenceNode }

// IsMapping reports whether the node maps keys to values.
func (n Node) IsMapping() bool { return n.yaml != nil && n.yaml.Kind == yaml.MappingNode }

// Refused reports whether the node has a fault already.
func (n Node) Refused() bool { return n.yaml == nil || n.file.refused[n.yaml] }

// found describes the node for messages.
func (n Node) found() string {
	switch {
	case n.IsNull():
		return "nothing"
	case n.IsMapping():
		return "a mapping"
	case n.IsList() && len(n.yaml.Content) == 0:
		return "an empty list"
	case n.IsList():
		return "a list"
	case n.yaml.Kind == yaml.AliasNode:
		return "an alias"
	}
	return fmt.Sprintf("%q", shorten(n.yaml.Value))
}

// Expected adds the fault that something else was expected here than was found.
func (n Node) Expected(what string) *source.Error {
	if n.Refused() {
		return &source.Error{}
	}
	return n.refuse("expected %s, found %s", what, n.found())
}

// Text is the text of a scalar as it stands in the file, without the space
// around it. Anything else, and an empty text, is a fault.
func (n Node) Text() (string, bool) {
	if n.Refused() {
		return "", false
	}
	text := ""
	if n.IsText() {
		text = strings.TrimSpace(n.yaml.Value)
	}
	if text == "" {
		n.Expected("a text")
		return "", false
	}
	return text, true
}

// Raw is the text of a scalar to the byte, "" for anything else: offsets of
// FailAt count from its start.
func (n Node) Raw() string {
	if !n.IsText() {
		return ""
	}
	return n.yaml.Value
}

// Items calls each with the elements of a list; anything else is a fault.
func (n Node) Items(each func(Node)) {
	if n.Refused() {
		return
	}
	if !n.IsList() {
		n.Expected("a list")
		return
	}
	for _, item := range n.yaml.Content {
		each(Node{item, n.file})
	}
}

// OneOrMore calls each with the elements of a list, or with the node itself
// when it is not a list. An empty list is a fault.
func (n Node) OneOrMore(each func(Node)) {
	switch {
	case n.IsList() && len(n.yaml.Content) == 0:
		n.Expected("one or several texts")
	case n.IsList():
		n.Items(each)
	case n.yaml != nil:
		each(n)
	}
}

// Pairs calls each with the keys and values of a mapping in the order of the
// file; anything else is a fault.
func (n Node) Pairs(each func(key, value Node)) {
	if n.Refused() {
		return
	}
	if !n.IsMapping() {
		n.Expected("a mapping")
		return
	}
	for i := 0; i+1 < len(n.yaml.Content); i += 2 {
		if key := (Node{n.yaml.Content[i], n.file}); !key.Refused() {
			each(key, Node{n.yaml.Content[i+1], n.file})
		}
	}
}

// String writes the value on one line, for reports of what was changed: a text
// as it is, a list in brackets, a mapping in braces.
func (n Node) String() string {
	switch {
	case n.yaml == nil || n.IsNull():
		return ""
	case n.IsList():
		var items []string
		n.Items(func(item Node) { items = append(items, item.String()) })
		return "[" + strings.Join(items, ", ") + "]"
	case n.IsMapping():
		var pairs []string
		n.Pairs(func(key, value Node) { pairs = append(pairs, key.yaml.Value+": "+value.String()) })
		return "{" + strings.Join(pairs, ", ") + "}"
	}
	return n.yaml.Value
}

func shorten(text string) string {
	const most = 60
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
