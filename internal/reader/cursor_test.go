package reader

import (
	"fmt"
	"strings"
	"testing"
)

const nested = `{"a":[{"x":1},{"x":[2,{"y":3}]},4],"b":"last"}`

// Loops may end early, and leave values half read or not read at all: what
// follows must be read as if they had not.
func TestJSONLoopsMayEndEarly(t *testing.T) {
	ways := map[string]func(j *JSON){
		"unread":         func(*JSON) {},
		"skipped":        func(j *JSON) { j.Skip() },
		"raw":            func(j *JSON) { j.Raw() },
		"first item":     func(j *JSON) { firstItem(j) },
		"unread items":   func(j *JSON) { count(j) },
		"half an object": halfRead,
		"raw items": func(j *JSON) {
			for range j.Items() {
				j.Raw()
			}
		},
	}
	for name, read := range ways {
		j := Of("x", []byte(nested)).JSON()
		var last string
		for key := range j.Fields() {
			switch key {
			case "a":
				read(j)
			case "b":
				last = j.Text()
			}
		}
		if err := j.Err(); err != nil || last != "last" {
			t.Errorf("%s: got %q, %v", name, last, err)
		}
	}
}

func firstItem(j *JSON) {
	for range j.Items() {
		return
	}
}

func count(j *JSON) (n int) {
	for range j.Items() {
		n++
	}
	return n
}

func halfRead(j *JSON) {
	for i := range j.Items() {
		if i != 1 {
			continue
		}
		for range j.Fields() {
			for range j.Items() {
				if j.Kind() == '{' {
					for range j.Fields() {
						return
					}
				}
			}
		}
	}
}

func TestJSONChecksWhatALoopLeaves(t *testing.T) {
	j := Of("x", []byte("[1,\n2 3]")).JSON()
	firstItem(j)
	if err := j.Err(); err == nil || err.Error() != "x:2: expected a comma or ], found a number" {
		t.Error(err)
	}
}

func TestJSONValues(t *testing.T) {
	for in, want := range map[string]string{
		"":                              "",
		" \n":                           "",
		"{\"a\":1}\n{\"a\":2}\n":        "0:1@1 1:2@2 ",
		"{\"a\":1}{\n\"a\":\n2}[]":      "0:1@1 1:2@3 x:3: expected an object, found an array",
		"{\"a\":1}\n{\"a\":2":           "0:1@1 1:2@2 x:2: expected a comma or }, found the end of the file",
		"{\"a\":1}\nFAIL\n":             "0:1@1 x:2: expected an object, found F",
		"null\n{\"a\":7}":               "1:7@2 ",
		"{\"a\":1,\"b\":{}}\n{\"c\":3}": "0:1@1 ",
	} {
		j := Of("x", []byte(in)).JSON()
		var got strings.Builder
		for i := range j.Values() {
			for key := range j.Fields() {
				if key == "a" {
					line := j.Line()
					fmt.Fprintf(&got, "%d:%d@%d ", i, j.Int(), line)
				}
			}
			if j.Err() != nil {
				break
			}
		}
		if err := j.Err(); err != nil {
			got.WriteString(err.Error())
		}
		if got.String() != want {
			t.Errorf("%q:\n got %s\nwant %s", in, got.String(), want)
		}
	}
}

func TestJSONScalars(t *testing.T) {
	for _, test := range []struct{ in, read, want string }{
		{`12`, "int", "12"}, {`-7`, "int", "-7"}, {`3.0`, "int", "3"}, {`3e2`, "int", "300"}, {`"42"`, "int", "42"}, {`null`, "int", "0"},
		{`1.5`, "int", `x:1: expected a whole number of at most 64 bits, found "1.5"`},
		{`9223372036854775807`, "int", "9223372036854775807"},
		{`9223372036854775808`, "int", `x:1: expected a whole number of at most 64 bits, found "9223372036854775808"`},
		{`"many"`, "int", `x:1: expected a whole number of at most 64 bits, found "many"`},
		{`""`, "int", `x:1: expected a whole number of at most 64 bits, found ""`},
		{`true`, "int", `x:1: expected a whole number of at most 64 bits, found "true"`},
		{`[]`, "int", `x:1: expected a number, found an array`},
		{`1.50`, "number", "150e-2 true"}, {`"0.5"`, "number", "5e-1 true"}, {`null`, "number", "0e0 false"},
		{`NaN`, "number", `x:1: expected a number, found "NaN"`},
		{`NaN`, "text", "NaN"}, {`null`, "text", ""}, {`1e5`, "text", "1e5"}, {`true`, "text", "true"},
		{`{}`, "text", "x:1: expected a text, found an object"},
		{`true`, "bool", "true"}, {`"false"`, "bool", "false"}, {`null`, "bool", "false"}, {`1`, "bool", `x:1: expected true or false, found "1"`},
		{`["a",1,null]`, "texts", `["a" "1" ""]`}, {`"a"`, "texts", `["a"]`}, {`null`, "texts", `[]`}, {`[]`, "texts", `[]`},
		{` { "a" : [ 1 ] } `, "raw", `{ "a" : [ 1 ] }`}, {`[1,]`, "raw", `x:1: expected a value, found ]`},
		{`1`, "twice", "x:1: the value was read already"},
	} {
		j := Of("x", []byte(test.in)).JSON()
		var got string
		switch test.read {
		case "int":
			got = fmt.Sprint(j.Int())
		case "number":
			d, ok := j.Number()
			got = fmt.Sprintf("%de%d %t", d.Mant, d.Exp, ok)
		case "text":
			got = j.Text()
		case "bool":
			got = fmt.Sprint(j.Bool())
		case "texts":
			got = fmt.Sprintf("%q", j.Texts())
		case "raw":
			got = string(j.Raw())
		case "twice":
			got = j.Text() + j.Text()
		}
		if err := j.Err(); err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%s as %s: got %s, want %s", test.in, test.read, got, test.want)
		}
	}
}

func TestJSONErrorsStay(t *testing.T) {
	j := Of("x", []byte(`{"a":[1,2,3],"b":"text"}`)).JSON()
	var seen []string
	for key := range j.Fields() {
		seen = append(seen, key)
		for i := range j.Items() {
			if seen = append(seen, j.Text()); i == 1 {
				j.Fail("no")
				j.Fail("another")
			}
		}
	}
	if j.Text() != "" || j.Int() != 0 || j.Raw() != nil || count(j) != 0 || j.Kind() != 0 {
		t.Error("values are zero after an error")
	}
	if got := fmt.Sprint(seen, j.Err()); got != "[a 1 2] x:1: no" {
		t.Error(got)
	}
}

func TestXMLLoopsMayEndEarly(t *testing.T) {
	for name, read := range map[string]func(x *XML){
		"unread": func(*XML) {},
		"text":   func(x *XML) { x.Text() },
		"first": func(x *XML) {
			for range x.Elements() {
				return
			}
		},
		"deep": func(x *XML) {
			for range x.Elements() {
				for range x.Elements() {
					return
				}
			}
		},
	} {
		x := Of("x", []byte(`<r><a n="1"><b><c/><c/></b>text</a><z n="2"/></r>`)).XML()
		var got strings.Builder
		for range x.Elements() {
			for child := range x.Elements() {
				fmt.Fprintf(&got, "%s%d ", child, x.Int("n"))
				if child == "a" {
					read(x)
				}
			}
		}
		if err := x.Err(); err != nil || got.String() != "a1 z2 " {
			t.Errorf("%s: got %s, %v", name, got.String(), err)
		}
	}
}

func TestXMLAttributes(t *testing.T) {
	x := Of("x", []byte("<r\n  a='1.50' b='' c='many' d='7'>\n <k/></r>")).XML()
	for range x.Elements() {
		d, ok := x.Decimal("a")
		_, empty := x.Decimal("b")
		_, there := x.AttrOK("b")
		if line := x.Line(); line != 1 || d.Mant != 150 || !ok || empty || !there || x.Int("d") != 7 || x.Int("none") != 0 || x.Attr("none") != "" {
			t.Error(line, d, ok, empty, there)
		}
		for range x.Elements() {
			if x.Line() != 3 || x.Attr("a") != "" {
				t.Error("the child is the current element")
			}
		}
	}
	if err := x.Err(); err != nil {
		t.Error(err)
	}
	for want, read := range map[string]func(x *XML){
		`x:1: expected a number in c, found "many"`:                          func(x *XML) { x.Decimal("c") },
		`x:1: expected a whole number of at most 64 bits in a, found "1.50"`: func(x *XML) { x.Int("a") },
		`x:1: attribute a was asked for after its element`:                   func(x *XML) { x.Text(); x.Attr("a") },
		`x:1: the element was read already`:                                  func(x *XML) { x.Text(); x.Text() },
		`x:1: no`:                                                            func(x *XML) { x.Fail("no"); x.Fail("another") },
	} {
		x := Of("x", []byte(`<r a='1.50' c='many'>t</r>`)).XML()
		for range x.Elements() {
			read(x)
		}
		if err := x.Err(); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
