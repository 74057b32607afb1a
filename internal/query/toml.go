package query

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"signoff/internal/lazy"
)

func readTOML(text []byte) ([]input, error) {
	if bracketDepth(text) > maxDepth {
		return nil, errTooDeep
	}
	marked, mark := withNumbersAsWritten(text)
	var table map[string]any
	if _, err := toml.Decode(string(marked), &table); err != nil {
		var parse toml.ParseError
		if errors.As(err, &parse) {
			return nil, fmt.Errorf("line %d: expected TOML: %s", parse.Position.Line, parse.Message)
		}
		return nil, fmt.Errorf("expected TOML: %w", err)
	}
	if depth(table) > maxDepth {
		return nil, errTooDeep
	}
	return []input{{plainTOML(table, mark), func([]any) int { return 0 }}}, nil
}

// plainTOML turns what the TOML library gives into what jq takes; a text that
// begins with the mark is a number.
func plainTOML(value any, mark string) any {
	switch v := value.(type) {
	case map[string]any:
		for key := range v {
			v[key] = plainTOML(v[key], mark)
		}
	case []map[string]any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = plainTOML(v[i], mark)
		}
		return list
	case []any:
		for i := range v {
			v[i] = plainTOML(v[i], mark)
		}
	case int64:
		return int(v)
	case string:
		if number, ok := strings.CutPrefix(v, mark); ok && looksLikeNumber().MatchString(number) {
			return json.Number(number)
		}
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

// tomlFloat is a number with decimals or an exponent, up to what ends a value;
// dates and times are none.
var tomlFloat = lazy.Regexp(`^([-+]?(?:0|[1-9](?:_?[0-9])*)(?:\.[0-9](?:_?[0-9])*)?(?:[eE][-+]?[0-9](?:_?[0-9])*)?)(?:[\s,\]}#]|$)`)

// withNumbersAsWritten puts each number with decimals between quotes, behind a
// mark that the text has nowhere else: the library knows floating point only, and
// of it the nearest.
func withNumbersAsWritten(text []byte) (marked []byte, mark string) {
	for n := 0; ; n++ {
		if mark = fmt.Sprintf("number %d:", n); !bytes.Contains(text, []byte(mark)) {
			break
		}
	}
	out := make([]byte, 0, len(text))
	var nested []byte // the brackets that are open in a value
	value := false    // whether a value may begin here
	for i := 0; i < len(text); i++ {
		end := i + 1
		switch c := text[i]; {
		case c == '#':
			end = len(text)
			if n := bytes.IndexByte(text[i:], '\n'); n >= 0 {
				end = i + n
			}
		case c == '"' || c == '\'':
			end, value = min(endOfText(text, i)+1, len(text)), false
		case value && isNumberStart(c):
			value = false
			if m := tomlFloat().FindSubmatch(text[i:]); m != nil && bytes.ContainsAny(m[1], ".eE") {
				number := bytes.TrimPrefix(bytes.ReplaceAll(m[1], []byte("_"), nil), []byte("+"))
				out = append(out, `"`+mark+string(number)+`"`...)
				i += len(m[1]) - 1
				continue
			}
		case c == ' ' || c == '\t' || c == '\r' || c == '\n' && len(nested) > 0:
		default:
			nested, value = after(c, nested, value)
		}
		out = append(out, text[i:end]...)
		i = end - 1
	}
	return out, mark
}

// after says what is open after a sign that stands outside texts and numbers, and
// whether a value may follow.
func after(c byte, nested []byte, value bool) ([]byte, bool) {
	inner := len(nested) - 1
	switch {
	case c == '=':
		return nested, true
	case c == '[' && (value || inner >= 0): // else it begins a header
		return append(nested, c), true
	case c == '{' && value:
		return append(nested, c), false
	case (c == ']' || c == '}') && inner >= 0:
		return nested[:inner], false
	case c == ',':
		return nested, inner >= 0 && nested[inner] == '['
	}
	return nested, false
}

func isNumberStart(c byte) bool { return c == '-' || c == '+' || c >= '0' && c <= '9' }
