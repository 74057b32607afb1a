package tree

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"signoff/internal/lazy"
	"signoff/internal/source"
)

// decode reads the first document and, when there is one, the second; root is
// nil for an empty file. The parser panics on some input.
func decode(text string) (root, more *yaml.Node, err error) {
	defer func() {
		if p := recover(); p != nil {
			root, more, err = nil, nil, fmt.Errorf("yaml: %v", p)
		}
	}()
	d := yaml.NewDecoder(strings.NewReader(text))
	if root, err = next(d); root == nil || err != nil {
		return nil, nil, err
	}
	more, err = next(d)
	return root, more, err
}

// next reads one document; nil at the end of the file.
func next(d *yaml.Decoder) (*yaml.Node, error) {
	var document yaml.Node
	err := d.Decode(&document)
	if errors.Is(err, io.EOF) || err == nil && len(document.Content) == 0 {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return document.Content[0], nil
}

var (
	lineOf  = lazy.Regexp(`^line (\d+): `)
	aliasOf = lazy.Regexp(`^unknown anchor '(.*)' referenced`)
)

// slips are what people write without quotes where YAML means something else.
var slips = []struct {
	pattern func() *regexp.Regexp
	hint    string
}{
	{lazy.Regexp(`[:,\[{]\s+(>=?\s*[\d.$-][^,}#]*)`), "write it in quotes: > begins a block of text in YAML"},
	{lazy.Regexp(`[:,\[{-]\s+(\*[^\s,}\]]*)`), "write it in quotes: * refers to an anchor in YAML"},
	{lazy.Regexp("[:,\\[{-]\\s+([%@`][^,}\\]]*)"), "write it in quotes: %, @ and ` cannot begin a text in YAML"},
	{lazy.Regexp(`^\s*(\t)`), "indent with spaces: YAML takes no tabs"},
	{lazy.Regexp(`^\s*[^\s"'].*?: +([^"'\s{\[].*: .*)$`), `write it in quotes: ": " separates a key from its value`},
}

// syntax turns an error of the parser into a fault with a place: it names a
// line at best, and sometimes the one before the culprit.
func (f *file) syntax(err error) {
	msg := strings.TrimPrefix(err.Error(), "yaml: ")
	line := 1
	if m := lineOf().FindStringSubmatch(msg); m != nil {
		line, _ = strconv.Atoi(m[1])
		msg = msg[len(m[0]):]
	}
	line = min(line, len(f.lines))
	if m := aliasOf().FindStringSubmatch(msg); m != nil {
		msg = fmt.Sprintf("expected a value, found the alias *%s", m[1])
		line = f.find("*"+m[1], line)
	}
	e := f.faults.Add(source.Pos{File: f.name, Line: line, Col: 1}, "expected YAML: %s", msg)
	for _, number := range []int{line, line + 1} {
		text := f.line(number)
		for _, slip := range slips {
			if at := slip.pattern().FindStringSubmatchIndex(text); at != nil {
				e.Pos.Line, e.Pos.Col, e.Width = number, at[2]+1, len(strings.TrimRight(text[at[2]:at[3]], " "))
				e.Text, e.Hint = text, slip.hint
				return
			}
		}
	}
	e.Text = f.line(line)
	e.Pos.Col = len(e.Text) - len(strings.TrimLeft(e.Text, " \t")) + 1
	e.Width = max(1, len(strings.TrimSpace(e.Text)))
}

func (f *file) find(text string, otherwise int) int {
	for i, line := range f.lines {
		if strings.Contains(line, text) {
			return i + 1
		}
	}
	return otherwise
}
