package tree

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"
)

// maxJSON bounds what aliases may make of a file.
const maxJSON = 64 << 20

// JSON writes a YAML file that somebody else wrote as JSON, one value a
// document, each value on the line on which it stands in the YAML, so that what
// is said of a line of the one is true of the other. Scalars are those of
// Documents. Aliases are resolved within the same limits; a duplicate key, a
// merge key and a key that is not a word are errors.
func JSON(text []byte) (out []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			out, err = nil, fmt.Errorf("yaml: %v", p)
		}
	}()
	w := &jsonWriter{line: 1}
	d := yaml.NewDecoder(strings.NewReader(string(text)))
	for documents := 0; ; documents++ {
		root, err := next(d)
		switch {
		case root == nil || err != nil:
			return w.out.Bytes(), err
		case documents == maxDocuments:
			return nil, fmt.Errorf("expected at most %d documents, found more", maxDocuments)
		}
		if documents > 0 {
			w.out.WriteByte(' ')
		}
		if err := w.value(root, 0); err != nil {
			return nil, err
		}
	}
}

// jsonWriter writes values at the lines at which they stand.
type jsonWriter struct {
	out    bytes.Buffer
	line   int // being written
	values int
	within int // aliases, whose values stand elsewhere
}

// at goes to the line of a node, unless it is behind already.
func (w *jsonWriter) at(y *yaml.Node) {
	for ; w.within == 0 && w.line < y.Line; w.line++ {
		w.out.WriteByte('\n')
	}
}

func (w *jsonWriter) value(y *yaml.Node, depth int) error {
	w.values++
	switch {
	case w.values > maxPlainValues:
		return fmt.Errorf("line %d: expected at most %d values, found more", y.Line, maxPlainValues)
	case w.out.Len() > maxJSON:
		return fmt.Errorf("line %d: expected a file that stands for at most %d bytes, found more", y.Line, maxJSON)
	case depth > maxPlainDepth:
		return fmt.Errorf("line %d: expected at most %d levels of nesting, found more", y.Line, maxPlainDepth)
	}
	w.at(y)
	switch y.Kind {
	case yaml.AliasNode:
		w.within++
		defer func() { w.within-- }()
		return w.value(y.Alias, depth+1)
	case yaml.ScalarNode:
		return w.scalar(scalar(y))
	case yaml.SequenceNode:
		return w.list(y, depth)
	case yaml.MappingNode:
		return w.mapping(y, depth)
	}
	return fmt.Errorf("line %d: expected a value, found none", y.Line)
}

func (w *jsonWriter) list(y *yaml.Node, depth int) error {
	w.out.WriteByte('[')
	for i, item := range y.Content {
		if i > 0 {
			w.out.WriteByte(',')
		}
		if err := w.value(item, depth+1); err != nil {
			return err
		}
	}
	w.out.WriteByte(']')
	return nil
}

func (w *jsonWriter) mapping(y *yaml.Node, depth int) error {
	known := make(map[string]bool, len(y.Content)/2)
	w.out.WriteByte('{')
	for i := 0; i+1 < len(y.Content); i += 2 {
		key := y.Content[i]
		if key.Kind == yaml.AliasNode {
			key = key.Alias
		}
		switch {
		case key.Kind != yaml.ScalarNode:
			return fmt.Errorf("line %d: expected a word as key, found a collection", key.Line)
		case key.Tag == "!!merge":
			return fmt.Errorf("line %d: expected a key, found the merge key <<", key.Line)
		case known[key.Value]:
			return fmt.Errorf("line %d: duplicate key %q", key.Line, shorten(key.Value))
		}
		known[key.Value] = true
		if i > 0 {
			w.out.WriteByte(',')
		}
		w.at(y.Content[i])
		if err := w.scalar(key.Value); err != nil {
			return err
		}
		w.out.WriteByte(':')
		if err := w.value(y.Content[i+1], depth+1); err != nil {
			return err
		}
	}
	w.out.WriteByte('}')
	return nil
}

func (w *jsonWriter) scalar(v any) error {
	text, err := json.Marshal(v)
	w.out.Write(text)
	return err
}
