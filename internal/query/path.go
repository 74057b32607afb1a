package query

import (
	"bytes"
	"encoding/json"
	"strconv"

	"signoff/internal/lazy"
)

var (
	pathShape = lazy.Regexp(`^\s*(\.[A-Za-z_]\w*|\."[^"\\]*"|\.?\["[^"\\]*"\]|\.?\[\d{1,9}\])+\s*$`)
	pathStep  = lazy.Regexp(`\.([A-Za-z_]\w*)|"([^"\\]*)"|\[(\d+)\]`)
)

// simplePath takes a jq program apart that only walks down keys (string) and
// indices (int): the line of its result can be known.
func simplePath(text string) ([]any, bool) {
	if !pathShape().MatchString(text) {
		return nil, false
	}
	var path []any
	for _, m := range pathStep().FindAllStringSubmatchIndex(text, -1) {
		switch {
		case m[2] >= 0:
			path = append(path, text[m[2]:m[3]])
		case m[4] >= 0:
			path = append(path, text[m[4]:m[5]])
		default:
			index, err := strconv.Atoi(text[m[6]:m[7]])
			if err != nil {
				return nil, false
			}
			path = append(path, index)
		}
	}
	return path, true
}

// locate is the line of the value at a path of a JSON text, 0 when there is
// none. Of duplicate keys the last counts, as it does for the value.
func locate(text []byte, path []any) int {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	at := follow(d, path)
	if at < 0 {
		return 0
	}
	for at < int64(len(text)) && bytes.IndexByte([]byte(" \t\r\n:,"), text[at]) >= 0 {
		at++
	}
	return 1 + bytes.Count(text[:at], []byte("\n"))
}

// follow walks the value that comes next and gives the offset before the value
// at the path, or -1.
func follow(d *json.Decoder, path []any) int64 {
	if len(path) == 0 {
		at := d.InputOffset()
		skip(d)
		return at
	}
	token, _ := d.Token()
	found := int64(-1)
	switch token {
	case json.Delim('{'):
		for d.More() {
			key, _ := d.Token()
			found = step(d, key == path[0], path[1:], found)
		}
	case json.Delim('['):
		for i := 0; d.More(); i++ {
			found = step(d, i == path[0], path[1:], found)
		}
	default:
		return -1
	}
	_, _ = d.Token()
	return found
}

func step(d *json.Decoder, on bool, rest []any, found int64) int64 {
	if on {
		return follow(d, rest)
	}
	skip(d)
	return found
}

func skip(d *json.Decoder) {
	var value json.RawMessage
	_ = d.Decode(&value)
}
