package evidence

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"signoff/internal/reader"
)

// The order of the keys of an object means nothing, and neither does what
// stands before those that tell the tool: the figures stay, or the file is
// refused.
func TestKeyOrder(t *testing.T) {
	if testing.Short() {
		t.Skip("reads every sample four times")
	}
	formats := Formats()
	eachSample(t, func(format, file string, data []byte) {
		whole := inspectBytes(formats, format, file, data)
		container := reader.Of(file, data).Head.Container
		if whole.Problem != nil || container != reader.JSONValue && container != reader.JSONLines {
			return
		}
		for _, change := range []struct {
			name string
			of   func(object) object
		}{
			{"sorted", sorted}, {"reversed", reversed}, {"behind 70,000 bytes", behind},
		} {
			text, err := reordered(data, change.of)
			if err != nil {
				return // not JSON to the standard library: NaN, control characters
			}
			seen := inspectBytes(formats, format, file, text)
			switch {
			case seen.Problem != nil:
				t.Logf("%s/%s: %s: refused: %s", format, file, change.name, seen.Problem.Text)
			case !slices.Equal(said(seen), said(whole)):
				t.Errorf("%s/%s: %s: got %q, want %q", format, file, change.name, without(said(seen), said(whole)), without(said(whole), said(seen)))
			}
		}
	})
}

// said is all that a file says but for the lines where it does, sorted.
func said(i Inspection) (list []string) {
	f := i.File
	list = append(list, fmt.Sprint(f.Tool, " ", f.Version, " ", f.Oldest, f.Newest, f.Zoned), fmt.Sprint(slices.Sorted(slices.Values(f.Commits))))
	for _, t := range slices.Concat(f.Incomplete, f.Skipped) {
		list = append(list, "note "+t.Text)
	}
	for _, n := range f.Scope {
		list = append(list, fmt.Sprint("saw ", n))
	}
	for _, e := range figures(i) {
		list = append(list, fmt.Sprint(e))
	}
	for _, a := range i.Answers {
		for _, e := range a.Answer.Exhibits {
			if a.Answer.More > 0 {
				break // which of equals are shown depends on where they stand
			}
			list = append(list, fmt.Sprintf("%s %s %s %s", e.Rank, e.Name, e.Subject, e.Text))
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func without(list, from []string) []string {
	return slices.DeleteFunc(list, func(e string) bool { return slices.Contains(from, e) })
}

// object is a JSON object with its keys in order.
type object []member

type member struct {
	key   string
	value any
}

func sorted(o object) object {
	o = slices.Clone(o)
	slices.SortStableFunc(o, func(a, b member) int { return strings.Compare(a.key, b.key) })
	return o
}

func reversed(o object) object {
	o = slices.Clone(o)
	slices.Reverse(o)
	return o
}

func behind(o object) object {
	return append(object{{"\x00before", strings.Repeat("x", 70_000)}}, o...)
}

// reordered writes each document of a file again, in the same lines, with
// objects as change gives them; what only stands before the rest goes into the
// outermost object alone.
func reordered(data []byte, change func(object) object) ([]byte, error) {
	values, err := decodeAll(data)
	var out bytes.Buffer
	for _, v := range values {
		writeValue(&out, v, change, true)
		out.WriteByte('\n')
	}
	return out.Bytes(), err
}

// decodeAll reads each document of a file.
func decodeAll(data []byte) (values []any, err error) {
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	d.UseNumber()
	for d.More() {
		v, err := decodeValue(d)
		if err != nil {
			return nil, err
		}
		values = append(values, v)
	}
	return values, nil
}

func decodeValue(d *json.Decoder) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		o := object{}
		for d.More() {
			key, err := d.Token()
			if err != nil {
				return nil, err
			}
			v, err := decodeValue(d)
			if err != nil {
				return nil, err
			}
			o = append(o, member{key.(string), v})
		}
		_, err := d.Token()
		return o, err
	case json.Delim('['):
		list := []any{}
		for d.More() {
			v, err := decodeValue(d)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		_, err := d.Token()
		return list, err
	}
	return token, nil
}

func writeValue(out *bytes.Buffer, v any, change func(object) object, top bool) {
	switch v := v.(type) {
	case object:
		changed := change(v)
		if !top && len(changed) > len(v) {
			changed = v
		}
		out.WriteByte('{')
		for i, m := range changed {
			if i > 0 {
				out.WriteByte(',')
			}
			key, _ := json.Marshal(m.key)
			out.Write(key)
			out.WriteByte(':')
			writeValue(out, m.value, change, false)
		}
		out.WriteByte('}')
	case []any:
		out.WriteByte('[')
		for i, e := range v {
			if i > 0 {
				out.WriteByte(',')
			}
			writeValue(out, e, change, top && i == 0)
		}
		out.WriteByte(']')
	default:
		text, _ := json.Marshal(v)
		out.Write(text)
	}
}

// What a package manager prints before its script changes no figure.
func TestBehindWrappers(t *testing.T) {
	formats := Formats()
	eachSample(t, func(format, file string, data []byte) {
		whole := inspectBytes(formats, format, file, data)
		container := reader.Of(file, data).Head.Container
		if whole.Problem != nil || container != reader.Text && container != reader.CSVTable {
			return
		}
		for _, before := range []string{"\n> app@1.0.0 test\n> run\n\n", "go: downloading example.org/m v1.0.0\n"} {
			seen := inspectBytes(formats, format, file, slices.Concat([]byte(before), data))
			switch {
			case seen.Problem != nil:
				t.Logf("%s/%s: behind %q: refused: %s", format, file, before, seen.Problem.Text)
			case len(seen.File.Unfinished(false)) > 0: // a line that the tool cannot have meant
			case !slices.Equal(said(seen), said(whole)):
				t.Errorf("%s/%s: behind %q: got %q, want %q", format, file, before, without(said(seen), said(whole)), without(said(whole), said(seen)))
			}
		}
	})
}
