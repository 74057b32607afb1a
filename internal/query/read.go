package query

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf16"

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
	return nil, fmt.Errorf("expected JSON, YAML or TOML for jq, found %s", d.Container)
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
		return nil, fmt.Errorf("expected one JSON value, found %d", len(list))
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
	return fmt.Errorf("line %d: expected JSON: %w", 1+bytes.Count(text[:at], []byte("\n")), err)
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
