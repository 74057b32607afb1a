package reader

import (
	"bytes"
	"fmt"
	"path"
	"strings"

	"signoff/internal/lazy"
	"signoff/internal/tree"
)

// yamlBytes bounds a file of YAML, which is held in memory as a whole.
const yamlBytes = 16 << 20

// yamlStart matches how a YAML document begins that holds a collection.
var yamlStart = lazy.Regexp(`^(?:---(?:\s|$)|%YAML |- |(?:"[^"]*"|'[^']*'|[^\s"'#&*!|>{}\[\],?-][^:]*):(?:\s|$))`)

// AsYAML reads a text that is YAML as the JSON that it stands for, with every
// value on its line; Head is then that of JSON, and every reader of JSON reads
// it. So it is where the shape of that JSON is expected, which the result says; any
// other text stays as it is. One that is called YAML and is damaged, or longer
// than 16 MiB, is an error.
func (in *Input) AsYAML(wanted func(h *Head) bool) (bool, error) {
	h := in.Head
	if in.plain != nil || h.Container != Text && h.Container != CSVTable || !h.beginsYAML() {
		return false, nil
	}
	ext := strings.ToLower(path.Ext(in.Path))
	called := ext == ".yaml" || ext == ".yml"
	text, err := in.Bytes(yamlBytes)
	ended := bytes.HasSuffix(text, newline)
	if err == nil {
		text, err = tree.JSON(text)
	}
	if err != nil {
		if called {
			return false, fmt.Errorf("expected YAML: %s", strings.TrimPrefix(err.Error(), "yaml: "))
		}
		return false, nil
	}
	as := scan(in.Path, text, true)
	if !as.JSON() || !wanted(as) {
		return false, nil
	}
	in.plain, in.Head, in.ended = text, as, ended
	return true, nil
}

// beginsYAML looks at the first line that says something.
func (h *Head) beginsYAML() bool {
	for _, line := range h.Lines {
		if trimmed := strings.TrimSpace(line); trimmed != "" && trimmed[0] != '#' {
			return yamlStart().MatchString(line)
		}
	}
	return false
}

// Whole says whether the end of a file shows that it is whole: one document of
// JSON or XML ends as it began, unless its format has one object a line. Of YAML
// it never does, and one without the end of its last line is refused where a tool
// wrote it.
func (in *Input) Whole(lines bool) (shown bool, err error) {
	if in.plain != nil {
		if !in.ended && in.closes != nil && !in.closes("") {
			err = in.Errorf(0, "%s", cutOff)
		}
		return false, err
	}
	return in.Head.Container == XMLDocument || in.Head.Container == JSONValue && (!lines || in.Head.Kind("") == '['), nil
}

// plainText is what stands for the file, once it was read as YAML.
func (in *Input) plainText() stream {
	size := windowBytes
	if in.window > 0 {
		size = in.window - 1
	}
	return newStream(bytes.NewReader(in.plain), in.Path, size, tokenBytes)
}
