package evidence

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"signoff/internal/reader"
)

// Whatever a tool writes as JSON says the same as YAML.
func TestAsYAML(t *testing.T) {
	if testing.Short() {
		t.Skip("reads every sample twice")
	}
	formats := Formats()
	eachSample(t, func(format, file string, data []byte) {
		whole := inspectBytes(formats, format, file, data)
		head := reader.Of(file, data).Head
		if whole.Problem != nil || head.Container != reader.JSONValue || whole.File.Format == "document" {
			return
		}
		values, err := decodeAll(data)
		if err != nil || len(values) != 1 {
			return
		}
		var text bytes.Buffer
		out := yaml.NewEncoder(&text)
		if err := out.Encode(yamlNode(values[0])); err != nil {
			t.Fatal(err)
		}
		seen := inspectBytes(formats, format, strings.TrimSuffix(file, ".json")+".yaml", text.Bytes())
		switch {
		case seen.Problem != nil && len(data) < 100: // a clean run of which only the very bytes are known
		case seen.Problem != nil:
			t.Errorf("%s/%s: as YAML: refused: %s", format, file, seen.Problem.Text)
		case !slices.Equal(said(seen), said(whole)):
			t.Errorf("%s/%s: as YAML: got %q, want %q", format, file, without(said(seen), said(whole)), without(said(whole), said(seen)))
		}
	})
}

func yamlNode(v any) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode}
	switch v := v.(type) {
	case object:
		n.Kind = yaml.MappingNode
		for _, m := range v {
			key := &yaml.Node{}
			key.SetString(m.key)
			n.Content = append(n.Content, key, yamlNode(m.value))
		}
	case []any:
		n.Kind = yaml.SequenceNode
		for _, e := range v {
			n.Content = append(n.Content, yamlNode(e))
		}
	case json.Number:
		n.Value = v.String()
	case string:
		n.SetString(v)
		if n.Style == 0 {
			n.Style = yaml.DoubleQuotedStyle
		}
	case bool:
		n.Value = map[bool]string{true: "true", false: "false"}[v]
	default:
		n.Value = "null"
	}
	return n
}
