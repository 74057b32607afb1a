package scorecard

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"signoff/internal/source"
)

// MaxBytes is the length of the longest document that Parse reads.
const MaxBytes = 256 << 20

// Parse reads a document that JSON wrote; file is what errors call it. It is
// strict: the document has every key that JSON always writes, no other and none
// twice, and its counts are those of its criteria. The error is a source.List.
func Parse(file string, data []byte) (*Scorecard, error) {
	r := &reading{file: file, data: data, json: json.NewDecoder(bytes.NewReader(data)),
		members: map[reflect.Type][]member{}, starts: map[string]int{}}
	r.json.UseNumber()
	var s Scorecard
	err := r.document(&s)
	if err == nil {
		err = r.agrees(&s)
	}
	if err != nil {
		return nil, source.List{r.locate(err)}
	}
	return &s, nil
}

// fault is what is wrong at an offset of the document.
type fault struct {
	at  int
	msg string
}

func (f *fault) Error() string { return f.msg }

// reading is a document being read: one token after the other, into the fields
// of the types that it is written from.
type reading struct {
	file    string
	data    []byte
	json    *json.Decoder
	at      int      // where the last token starts
	path    []string // of the value being read
	members map[reflect.Type][]member
	starts  map[string]int // of the outermost values and the members of their lists
}

func (r *reading) fault(at int, format string, args ...any) error {
	msg := fmt.Sprintf(format, args...)
	if path := r.name(); path != "" {
		msg = path + ": " + msg
	}
	return &fault{at, msg}
}

// name is the path of the value being read: criteria[3].outcome.
func (r *reading) name() string {
	return strings.TrimPrefix(strings.Join(r.path, ""), ".")
}

// locate gives an error its line and column.
func (r *reading) locate(err error) *source.Error {
	var f *fault
	if !errors.As(err, &f) {
		return &source.Error{Pos: source.Pos{File: r.file}, Msg: err.Error()}
	}
	before := r.data[:min(f.at, len(r.data))]
	start := bytes.LastIndexByte(before, '\n') + 1
	line, _, _ := bytes.Cut(r.data[start:], []byte("\n"))
	return &source.Error{
		Pos:  source.Pos{File: r.file, Line: bytes.Count(before, []byte("\n")) + 1, Col: len(before) - start + 1},
		Msg:  f.msg,
		Text: strings.ToValidUTF8(string(line), "\uFFFD"),
	}
}

func (r *reading) document(s *Scorecard) error {
	switch {
	case len(r.data) > MaxBytes:
		return r.fault(0, "expected an assessment of at most %d bytes, found %d", MaxBytes, len(r.data))
	case !utf8.Valid(r.data):
		return r.fault(0, "expected an assessment in UTF-8, found other bytes")
	}
	if err := r.value(reflect.ValueOf(s).Elem(), about{}); err != nil {
		return err
	}
	if _, err := r.json.Token(); err != io.EOF {
		r.skip()
		return r.fault(r.at, "expected nothing after the assessment")
	}
	return nil
}

// skip moves to where the next token starts.
func (r *reading) skip() {
	r.at = int(r.json.InputOffset())
	for r.at < len(r.data) && strings.IndexByte(" \t\r\n,:", r.data[r.at]) >= 0 {
		r.at++
	}
}

func (r *reading) token() (json.Token, error) {
	r.skip()
	token, err := r.json.Token()
	switch {
	case err == io.EOF || err == io.ErrUnexpectedEOF:
		return nil, r.fault(len(r.data), "expected an assessment, found the end of the file")
	case err != nil:
		return nil, r.fault(r.at, "expected JSON: %v", err)
	}
	return token, nil
}

// value reads the next value into v.
func (r *reading) value(v reflect.Value, a about) error {
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	token, err := r.token()
	if err != nil {
		return err
	}
	if len(r.path) > 0 && len(r.path) <= 2 {
		r.starts[r.name()] = r.at
	}
	switch found := token.(type) {
	case json.Delim:
		switch {
		case found == '{' && v.Kind() == reflect.Struct && !isText(v.Type()):
			return r.object(v)
		case found == '[' && v.Kind() == reflect.Slice:
			return r.list(v, a)
		}
	case string:
		switch {
		case v.Kind() == reflect.String:
			return r.text(v, found, a)
		case isText(v.Type()):
			return v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(found))
		}
	case bool:
		if v.Kind() == reflect.Bool {
			v.SetBool(found)
			return nil
		}
	case json.Number:
		if v.CanInt() {
			return r.count(v, found)
		}
	}
	return r.fault(r.at, "expected %s, found %s", kindName(v.Type()), tokenName(token))
}

func (r *reading) text(v reflect.Value, found string, a about) error {
	if word, ok := earlierStates[ApprovalState(found)]; ok && a.key == "approval.state" {
		found = string(word)
	}
	if len(a.words) > 0 && !slices.Contains(a.words, found) {
		return r.fault(r.at, "expected %s, found %q", strings.Join(a.words, " or "), found)
	}
	v.SetString(found)
	return nil
}

// count reads a number: all of the document's are counts.
func (r *reading) count(v reflect.Value, found json.Number) error {
	n, err := strconv.ParseInt(found.String(), 10, v.Type().Bits())
	if err != nil || n < 0 {
		return r.fault(r.at, "expected a count, found %s", found)
	}
	v.SetInt(n)
	return nil
}

func (r *reading) list(v reflect.Value, a about) error {
	list := reflect.MakeSlice(v.Type(), 0, 0)
	for r.json.More() {
		r.path = append(r.path, fmt.Sprintf("[%d]", list.Len()))
		list = reflect.Append(list, reflect.Zero(v.Type().Elem()))
		if err := r.value(list.Index(list.Len()-1), a); err != nil {
			return err
		}
		r.path = r.path[:len(r.path)-1]
	}
	v.Set(list)
	_, err := r.token()
	return err
}

func (r *reading) object(v reflect.Value) error {
	start := r.at
	known, ok := r.members[v.Type()]
	if !ok {
		known = members(v.Type())
		r.members[v.Type()] = known
	}
	seen := make([]bool, len(known))
	for r.json.More() {
		token, err := r.token()
		if err != nil {
			return err
		}
		key, _ := token.(string)
		i := slices.IndexFunc(known, func(m member) bool { return m.name == key })
		switch {
		case i < 0:
			return r.fault(r.at, "unknown key %q", key)
		case seen[i]:
			return r.fault(r.at, "key %q a second time", key)
		}
		seen[i] = true
		r.path = append(r.path, "."+key)
		if err := r.value(v.Field(known[i].index), known[i].about); err != nil {
			return err
		}
		r.path = r.path[:len(r.path)-1]
	}
	for i, m := range known {
		if m.required && !seen[i] {
			return r.fault(start, "expected the key %q", m.name)
		}
	}
	_, err := r.token()
	return err
}

func kindName(t reflect.Type) string {
	if isText(t) {
		return "a text"
	}
	switch t.Kind() {
	case reflect.Struct:
		return "an object"
	case reflect.Slice:
		return "a list"
	case reflect.String:
		return "a text"
	case reflect.Bool:
		return "true or false"
	}
	return "a count"
}

func tokenName(token json.Token) string {
	switch t := token.(type) {
	case json.Delim:
		if t == '[' {
			return "a list"
		}
		return "an object"
	case string:
		return "a text"
	case bool:
		return strconv.FormatBool(t)
	case json.Number:
		return t.String()
	}
	return "null"
}
