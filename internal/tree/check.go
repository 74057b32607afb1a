package tree

import (
	"strings"

	"gopkg.in/yaml.v3"
)

// check refuses what this project does not take from YAML, all of it at once.
func (f *file) check(root *yaml.Node) {
	f.checkNode(root, 0)
}

func (f *file) checkNode(y *yaml.Node, depth int) {
	n := Node{y, f}
	switch {
	case depth > maxDepth:
		n.refuse("expected at most %d levels of nesting, found more", maxDepth)
		return
	case y.Kind == yaml.AliasNode:
		n.refuse("expected a value, found the alias *%s", y.Value).Hint = "write the value again; text that begins with * goes in quotes"
		return
	case y.Anchor != "":
		n.refuse("expected a value, found the anchor &%s", y.Anchor).Hint = "write the value without an anchor; text that begins with & goes in quotes"
	case y.Style&yaml.TaggedStyle != 0:
		n.refuse("expected a value, found the tag %s", y.Tag).Hint = "write the value without a tag; text that begins with ! goes in quotes"
	}
	if y.Kind == yaml.MappingNode {
		f.checkKeys(y)
	}
	for i, child := range y.Content {
		if y.Kind == yaml.MappingNode && i%2 == 0 {
			continue
		}
		f.checkNode(child, depth+1)
	}
}

// checkKeys refuses keys that are not plain, and repeated ones.
func (f *file) checkKeys(y *yaml.Node) {
	first := make(map[string]*yaml.Node, len(y.Content)/2)
	for i := 0; i+1 < len(y.Content); i += 2 {
		key := y.Content[i]
		n := Node{key, f}
		switch {
		case key.Kind != yaml.ScalarNode:
			n.refuse("expected a word as key, found %s", n.found())
		case key.Tag == "!!merge":
			n.refuse("expected a key, found the merge key <<").Hint = "write the keys out"
		case key.Anchor != "" || key.Style&yaml.TaggedStyle != 0:
			n.refuse("expected a plain key, found an anchor or a tag")
		case strings.TrimSpace(key.Value) == "":
			n.refuse("expected a key, found nothing before the colon")
		case first[key.Value] != nil:
			n.refuse("duplicate key %q; the first is on line %d", key.Value, first[key.Value].Line)
		default:
			first[key.Value] = key
		}
	}
}
