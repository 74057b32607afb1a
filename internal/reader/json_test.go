package reader

import (
	"fmt"
	"strings"
	"testing"
)

// dump reads everything of the current value into one line of text.
func dump(j *JSON, b *strings.Builder) {
	switch j.Kind() {
	case '{':
		b.WriteString("{")
		for key := range j.Fields() {
			fmt.Fprintf(b, "%q:", key)
			dump(j, b)
			b.WriteString(",")
		}
		b.WriteString("}")
	case '[':
		b.WriteString("[")
		for range j.Items() {
			dump(j, b)
			b.WriteString(",")
		}
		b.WriteString("]")
	case '"':
		fmt.Fprintf(b, "%q", j.Text())
	default:
		b.WriteString(j.Text())
	}
}

func TestJSONReadsValues(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{`{}`, `{}`},
		{` [ ] `, `[]`},
		{`null`, ``},
		{`{"a":{"b":[1,-2.5e+10,true,false,null]},"c":"x"}`, `{"a":{"b":[1,-2.5e+10,true,false,,],},"c":"x",}`},
		{`"\u00e9\uD83D\uDE00\ud800\n\\\/\""`, `"é😀` + "\ufffd" + `\n\\/\""`},
		{"\"tab\tand\nline\"", `"tab\tand\nline"`},
		{"\xef\xbb\xbf[\"mark\"]", `["mark",]`},
		{`{"a":1,"a":2}`, `{"a":1,"a":2,}`},
		{`[NaN,Infinity,-Infinity]`, `[NaN,Infinity,-Infinity,]`},
		{"\"broken \xff\"", `"broken ` + "\ufffd" + `"`},
	} {
		var b strings.Builder
		j := Of("x.json", []byte(test.in)).JSON()
		dump(j, &b)
		if err := j.Err(); err != nil {
			t.Errorf("%s: %v", test.in, err)
		} else if b.String() != test.want {
			t.Errorf("%s: got %s, want %s", test.in, b.String(), test.want)
		}
	}
}

func TestJSONRefuses(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{``, `x.json:1: expected a value, found the end of the file`},
		{`{"a":1`, `x.json:1: expected a comma or }, found the end of the file`},
		{"{\"a\":1,\n\"b\":[1,2}", `x.json:2: expected a comma or ], found }`},
		{"[1,\n2,\n]", `x.json:3: expected a value, found ]`},
		{`{"a":1,}`, `x.json:1: expected a name in quotes, found }`},
		{"{}\n{}", `x.json:2: expected the end of the file, found an object`},
		{"[1]\nexit status 1", `x.json:2: expected the end of the file, found e`},
		{"level=warning\n[]", `x.json:1: expected a value, found "level"`},
		{`{"a" 1}`, `x.json:1: expected a colon, found a number`},
		{`["abc`, `x.json:1: the file ends inside a string`},
		{`["a\x"]`, `x.json:1: expected an escape of JSON in the string, found "\\x"`},
		{`["a\u12g4"]`, `x.json:1: expected an escape of JSON in the string, found "\\u"`},
		{`[01]`, `x.json:1: expected a value, found "01"`},
		{`[1.]`, `x.json:1: expected a value, found "1."`},
		{`[nul]`, `x.json:1: expected a value, found "nul"`},
		{`['a']`, `x.json:1: expected a value, found '`},
		{strings.Repeat("[", 1001), `x.json:1: nested deeper than the limit of 1000`},
	} {
		for _, how := range []string{"skipped", "read"} {
			j := Of("x.json", []byte(test.in)).JSON()
			if how == "read" {
				dump(j, &strings.Builder{})
			}
			err := j.Err()
			if err == nil || err.Error() != test.want {
				t.Errorf("%s %s:\n got %v\nwant %s", test.in, how, err, test.want)
			}
		}
	}
}
