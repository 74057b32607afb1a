package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"go/format"
	"slices"
	"strings"
)

// source is the file of the format: what can be guessed of its claim and of its
// layout from one sample.
func source(name, kind string, sample []byte) string {
	claims, layout := text(sample)
	switch trimmed := bytes.TrimSpace(sample); {
	case len(trimmed) == 0:
	case trimmed[0] == '{' || trimmed[0] == '[':
		claims, layout = fromJSON(kind, trimmed)
	case trimmed[0] == '<':
		claims, layout = fromXML(trimmed)
	}
	id := identifier(name)
	begin := "read(in, s, layout{"
	if kind == "scanner" {
		begin = fmt.Sprintf("scan{tool: %q}.read(in, s, layout{", name)
	} else if kind == "benchmark" {
		begin = fmt.Sprintf("read(in, s, %q, layout{", name)
	}
	made := fmt.Sprintf(`package %s

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var %sFormat = reader.Format{
	Name: %q,
	Doc:  "%s: the document that it follows, its severities or units, what makes a run incomplete.",
	Kind: fact.%s,
	Claims: func(h *reader.Head) bool {
		return %s
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return %s
%s		})
	},
}
`, kind, id, name, name, strings.ToUpper(kind[:1])+kind[1:], claims, begin, layout)
	if clean, err := format.Source([]byte(made)); err == nil {
		return string(clean)
	}
	return made
}

func text(sample []byte) (claims, layout string) {
	line, _, _ := bytes.Cut(sample, []byte("\n"))
	return fmt.Sprintf("h.Line(%q)", line), "\t\t\t// lines are read with a cursor: in.Lines(), in.CSV()\n"
}

// records is the list of a document that most looks like its records.
type records struct {
	path string
	keys []string
}

// fromJSON takes the first list of objects for the records.
func fromJSON(kind string, sample []byte) (claims, layout string) {
	var document any
	if err := json.NewDecoder(bytes.NewReader(sample)).Decode(&document); err != nil {
		return text(sample)
	}
	found, ok := find(document, "")
	if !ok {
		if o, is := document.(map[string]any); is {
			found = records{"", keysOf(o)}
		}
	}
	var paths []string
	for _, key := range found.keys {
		paths = append(paths, fmt.Sprintf("%q", strings.TrimPrefix(found.path+"."+key, ".")))
	}
	if len(paths) > 4 {
		paths = paths[:4]
	}
	made := map[string]string{"scanner": "finding", "tests": "test", "coverage": "file", "benchmark": "benchmark", "health": "service", "inventory": "component", "mutation": "mutant"}[kind]
	var b strings.Builder
	fmt.Fprintf(&b, "\t\t\t{%q, %s(layout{\n", found.path, made)
	for _, m := range kinds[kind] {
		for _, key := range found.keys {
			if slices.Contains(strings.Fields(m.keys), strings.ToLower(key)) {
				fmt.Fprintf(&b, "\t\t\t\t{%q, %s},\n", key, m.setter)
				break
			}
		}
	}
	b.WriteString("\t\t\t})},\n")
	return "h.Has(" + strings.Join(paths, ", ") + ")", b.String()
}

// find looks for the first list of objects, in the order of the keys.
func find(v any, path string) (records, bool) {
	switch v := v.(type) {
	case []any:
		if len(v) == 0 {
			break
		}
		if o, ok := v[0].(map[string]any); ok {
			return records{path + "[]", keysOf(o)}, true
		}
	case map[string]any:
		for _, key := range keysOf(v) {
			if found, ok := find(v[key], strings.TrimPrefix(path+"."+key, ".")); ok {
				return found, true
			}
		}
	}
	return records{}, false
}

func keysOf(o map[string]any) (keys []string) {
	for key := range o {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// fromXML knows the root and the children of it.
func fromXML(sample []byte) (claims, layout string) {
	d := xml.NewDecoder(bytes.NewReader(sample))
	root, depth, child := "", 0, ""
	for {
		token, err := d.Token()
		if err != nil {
			break
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth == 1 {
				root = t.Name.Local
			} else if depth == 2 && child == "" {
				child = t.Name.Local
			}
		case xml.EndElement:
			depth--
		}
	}
	return fmt.Sprintf("h.Root == %q", root), fmt.Sprintf("\t\t\t// the children of %s: %s\n", root, child)
}
