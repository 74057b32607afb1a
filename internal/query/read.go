package query

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
	"unicode/utf16"

	"github.com/BurntSushi/toml"

	"signoff/internal/tree"
)

// input is one document as plain values; line finds where a path stands.
type input struct {
	value any
	line  func(path []any) int
}

// read turns a document into what jq takes: one input, or one a line or YAML
// document.
func read(d *Document) ([]input, error) {
	switch d.Container {
	case JSON, JSONLines:
		return readJSON(d)
	case YAML:
		return readYAML(d.Bytes)
	case TOML:
		return readTOML(d.Bytes)
	}
	return nil, fmt.Errorf("wanted JSON, YAML or TOML for jq, found %s", d.Container)
}

func readJSON(d *Document) ([]input, error) {
	decoder := json.NewDecoder(bytes.NewReader(d.Bytes))
	decoder.UseNumber()
	var list []input
	for {
		from := decoder.InputOffset()
		var value any
		err := decoder.Decode(&value)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, jsonError(d.Bytes, decoder, err)
		}
		if depth(value) > maxDepth {
			return nil, errTooDeep
		}
		text, before := d.Bytes[from:decoder.InputOffset()], bytes.Count(d.Bytes[:from], []byte("\n"))
		list = append(list, input{value, func(path []any) int {
			if line := locate(text, path); line > 0 {
				return before + line
			}
			return 0
		}})
	}
	if len(list) == 0 || d.Container == JSON && len(list) > 1 {
		return nil, fmt.Errorf("wanted one JSON value, found %d", len(list))
	}
	return list, nil
}

func jsonError(text []byte, d *json.Decoder, err error) error {
	at := d.InputOffset()
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		at = max(at, syntax.Offset)
	}
	at = min(at, int64(len(text)))
	return fmt.Errorf("line %d: wanted JSON: %w", 1+bytes.Count(text[:at], []byte("\n")), err)
}

func readYAML(text []byte) ([]input, error) {
	documents, err := tree.Documents(text)
	if err != nil {
		return nil, err
	}
	list := make([]input, len(documents))
	for i, d := range documents {
		list[i] = input{d.Value, d.Line}
	}
	return list, nil
}

func readTOML(text []byte) ([]input, error) {
	if bracketDepth(text) > maxDepth {
		return nil, errTooDeep
	}
	var table map[string]any
	if _, err := toml.Decode(string(text), &table); err != nil {
		var parse toml.ParseError
		if errors.As(err, &parse) {
			return nil, fmt.Errorf("line %d: wanted TOML: %s", parse.Position.Line, parse.Message)
		}
		return nil, fmt.Errorf("wanted TOML: %w", err)
	}
	if depth(table) > maxDepth {
		return nil, errTooDeep
	}
	return []input{{plainTOML(table), func([]any) int { return 0 }}}, nil
}

// plainTOML turns what the TOML library gives into what jq takes.
func plainTOML(value any) any {
	switch v := value.(type) {
	case map[string]any:
		for key := range v {
			v[key] = plainTOML(v[key])
		}
	case []map[string]any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = plainTOML(v[i])
		}
		return list
	case []any:
		for i := range v {
			v[i] = plainTOML(v[i])
		}
	case int64:
		return int(v)
	case time.Time:
		return tomlTime(v)
	}
	return value
}

// tomlTime writes a date as the file does: the library marks local ones by the
// name of their zone.
func tomlTime(t time.Time) string {
	switch t.Location().String() {
	case "datetime-local":
		return t.Format("2006-01-02T15:04:05.999999999")
	case "date-local":
		return t.Format(time.DateOnly)
	case "time-local":
		return t.Format("15:04:05.999999999")
	}
	return t.Format(time.RFC3339Nano)
}

// bracketDepth is how deep brackets nest outside texts and comments: the TOML
// library would follow them without a limit.
func bracketDepth(text []byte) int {
	deepest, now := 0, 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '[', '{':
			now++
			deepest = max(deepest, now)
		case ']', '}':
			now--
		case '#':
			for i+1 < len(text) && text[i+1] != '\n' {
				i++
			}
		case '"', '\'':
			i = endOfText(text, i)
		}
	}
	return deepest
}

// endOfText is the index of the quote that ends the TOML string begun at i.
func endOfText(text []byte, i int) int {
	quote := text[i : i+1]
	if triple := bytes.Repeat(quote, 3); bytes.HasPrefix(text[i:], triple) {
		quote = triple
	}
	for j := i + len(quote); j < len(text); j++ {
		switch {
		case text[j] == '\\' && quote[0] == '"':
			j++
		case text[j] == '\n' && len(quote) == 1:
			return j
		case bytes.HasPrefix(text[j:], quote):
			return j + len(quote) - 1
		}
	}
	return len(text)
}

func depth(value any) int {
	deepest := 0
	switch v := value.(type) {
	case map[string]any:
		for _, child := range v {
			deepest = max(deepest, 1+depth(child))
		}
	case []any:
		for _, child := range v {
			deepest = max(deepest, 1+depth(child))
		}
	case []map[string]any:
		for _, child := range v {
			deepest = max(deepest, 1+depth(child))
		}
	}
	return deepest
}

// plainText takes the byte order mark away and turns UTF-16 into UTF-8.
func plainText(text []byte) []byte {
	little, big := bytes.HasPrefix(text, []byte{0xff, 0xfe}), bytes.HasPrefix(text, []byte{0xfe, 0xff})
	if !little && !big {
		return bytes.TrimPrefix(text, []byte("\ufeff"))
	}
	units := make([]uint16, 0, len(text)/2)
	for i := 2; i+1 < len(text); i += 2 {
		low, high := text[i], text[i+1]
		if big {
			low, high = high, low
		}
		units = append(units, uint16(high)<<8|uint16(low))
	}
	return []byte(string(utf16.Decode(units)))
}
