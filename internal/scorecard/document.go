package scorecard

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"unicode/utf8"

	"signoff/internal/quantity"
)

// JSON returns the document of schema signoff.assessment/v1: indented by two
// spaces, with a final newline, fields in a fixed order, and texts as they are
// (escaped for JSON alone).
func (s *Scorecard) JSON() ([]byte, error) { return encode(s, "  ") }

func encode(v any, indent string) ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", indent)
	if err := encoder.Encode(v); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// ToValidUTF8 puts U+FFFD where a text, such as the name of a file, is not UTF-8.
// The document can say no other, so that its digest and its views are those of
// the scorecard that it is read back to.
func (s *Scorecard) ToValidUTF8() {
	s.Rewrite(func(text string) string {
		if utf8.ValidString(text) {
			return text
		}
		return strings.ToValidUTF8(text, "\uFFFD")
	})
}

// Rewrite changes every text of the scorecard.
func (s *Scorecard) Rewrite(change func(string) string) { rewrite(reflect.ValueOf(s), change) }

func rewrite(v reflect.Value, change func(string) string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			rewrite(v.Elem(), change)
		}
	case reflect.Slice:
		for i := range v.Len() {
			rewrite(v.Index(i), change)
		}
	case reflect.Struct:
		if text, ok := v.Addr().Interface().(*Bound); ok {
			if changed := change(text.written); changed != text.written {
				*text = ParseBound(changed)
			}
			return
		}
		for i := range v.NumField() {
			rewrite(v.Field(i), change)
		}
	case reflect.String:
		text := v.String()
		if changed := change(text); changed != text {
			v.SetString(changed)
		}
	}
}

// Text is value and unit as one text for people, in the spacing of
// quantity.Show.
func (f Figure) Text() string {
	switch {
	case f.Unit == "" || f.Unit == quantity.Point.Name():
		return f.Value
	case strings.HasPrefix(f.Unit, "/"):
		return f.Value + f.Unit
	case f.Unit == quantity.Percent.Name():
		return f.Value + "\u202f" + f.Unit
	}
	return f.Value + "\u00a0" + f.Unit
}
