package reader

import (
	"fmt"
	"strings"
	"testing"
)

// notes is what the layouts of these tests fill: one text a value, in order.
type notes []string

// note gives a setter that notes a value under a name.
func note(name string) func(Value, *notes) {
	return func(v Value, n *notes) { *n = append(*n, fmt.Sprintf("%d %s=%s", v.Line(), name, v.Text())) }
}

func TestLayoutReadsPaths(t *testing.T) {
	tests := []struct {
		name, text string
		layout     Layout[notes]
		want       string
	}{
		{"members and elements", "{\"a\":{\"b\":1,\"c\":2},\n\"list\":[{\"x\":\"p\"},{\"y\":0},\n{\"x\":\"q\"}]}",
			Layout[notes]{{"list[].x", note("x")}, {"a.c", note("c")}}, "1 c=2|2 x=p|3 x=q"},
		{"a list of lists", `[[1,2],[],[3]]`, Layout[notes]{{"[][]", note("n")}}, "1 n=1|1 n=2|1 n=3"},
		{"elements by number", `[["a","b","c"],[1]]`, Layout[notes]{{"[][0]", note("first")}, {"[][2]", note("third")}},
			"1 first=a|1 third=c|1 first=1"},
		{"any member, but not the named one", `{"f.go":{"n":1},"total":{"n":2},"g.go":{"n":3}}`,
			Layout[notes]{{"*.@", note("file")}, {"*.n", note("n")}, {"total.n", note("total")}},
			"1 file=f.go|1 n=1|1 total=2|1 file=g.go|1 n=3"},
		{"the value itself", `7`, Layout[notes]{{"", note("n")}}, "1 n=7"},
		{"either an object or a text", `[{"id":{"name":"x"}},{"id":"y"},{"id":null}]`,
			Layout[notes]{{"[].id", note("text")}, {"[].id.name", note("name")}}, "1 name=x|1 text=y|1 text="},
		{"either a list or one", `[{"site":[{"n":1}]},{"site":{"n":2}}]`,
			Layout[notes]{{"[].site[].n", note("many")}, {"[].site.n", note("one")}}, "1 many=1|1 one=2"},
		{"null has nothing", `{"a":null,"b":null}`, Layout[notes]{{"a[]", note("a")}, {"b.c", note("c")}}, ""},
		{"a layout in a layout", `{"a":{"b":{"c":1}}}`,
			Layout[notes]{{"a", Layout[notes]{{"b.c", note("c")}}.Reader()}}, "1 c=1"},
		{"JSON may spell attributes", `{"@version":"2"}`, Layout[notes]{{"@version", note("version")}}, "1 version=2"},
		{"attributes and text", "<r version='2'>\n<f name='a'><e n='1'>one</e></f>\n<f><e>two</e><g/></f></r>",
			Layout[notes]{{"f.@name", note("f")}, {"f.e", note("e")}, {"@version", note("version")}},
			"1 version=2|2 f=a|2 e=one|3 e=two"},
		{"each child and its name", "<r><a n='1'/><b n='2'/></r>",
			Layout[notes]{{"[].@", note("name")}, {"[].@n", note("n")}}, "1 name=a|1 n=1|1 name=b|1 n=2"},
		{"an element by a layout", "<r><a n='1'><b>x</b></a></r>",
			Layout[notes]{{"a", Layout[notes]{{"@n", note("n")}, {"b", note("b")}}.Reader()}}, "1 n=1|1 b=x"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var n notes
			err := test.layout.Read(Of("x", []byte(test.text)), &n)
			if got := strings.Join(n, "|"); got != test.want || err != nil {
				t.Errorf("got %s, want %s, error %v", got, test.want, err)
			}
		})
	}
}

func TestLayoutReadsEachDocument(t *testing.T) {
	var n notes
	err := Layout[notes]{{"a", note("a")}}.ReadEach(Of("x", []byte("{\"a\":1}\n[{\"a\":2},\n{\"b\":0}]\n\n{\"a\":3} null")), &n)
	if got, want := strings.Join(n, "|"), "1 a=1|2 a=2|5 a=3"; got != want || err != nil {
		t.Errorf("got %s, want %s, error %v", got, want, err)
	}
	if err = (Layout[notes]{{"a", note("a")}}).ReadEach(Of("x", []byte("{\"a\":1}\n{")), &n); err == nil {
		t.Error("a document that is cut off was taken")
	}
}

func TestLayoutIsStrict(t *testing.T) {
	tests := []struct {
		text, path, want string
	}{
		{"{\"a\":\n\"text\"}", "a.b", `x:2: expected an object, found a string`},
		{"{\"a\":\n{}}", "a[]", `x:2: expected an array, found an object`},
		{"{\"a\":\n[1]}", "a.b", `x:2: expected an object, found an array`},
		{`{"skipped":[1,}`, "a", `x:1: expected a value, found }`},
		{`{"a":1} 2`, "a", `x:1: expected the end of the file, found a number`},
		{"<r>\n<a></r>", "a", `x:2: `},
		{"<r>\n<a n='x'/></r>", "a.@n", `x:2: expected a number, found "x"`},
		{"<r>\n<a>1.5</a></r>", "a", `x:2: expected a whole number of at most 64 bits, found "1.5"`},
	}
	for _, test := range tests {
		err := Layout[int64]{{test.path, func(v Value, n *int64) { *n = v.Int() }}}.Read(Of("x", []byte(test.text)), new(int64))
		if err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%s by %s: got %v, want %s", test.text, test.path, err, test.want)
		}
	}
}

func TestTextsHoldValues(t *testing.T) {
	in := Of("x", []byte(`<r n=" 3 " d="0.5" b="true" none=""/>`))
	var got []string
	say := func(format string, args ...any) { got = append(got, fmt.Sprintf(format, args...)) }
	err := Layout[notes]{
		{"@n", func(v Value, _ *notes) { say("%d %q", v.Int(), v.Texts()) }},
		{"@d", func(v Value, _ *notes) { say("%v %c", v.Decimal().Float(), v.Kind()) }},
		{"@b", func(v Value, _ *notes) { say("%t", v.Bool()) }},
		{"@none", func(v Value, _ *notes) { say("%d %t %q", v.Int(), v.Bool(), v.Texts()) }},
	}.Read(in, nil)
	if want := `3 [" 3 "]|0.5 "|true|0 false []`; strings.Join(got, "|") != want || err != nil {
		t.Errorf("got %s, want %s, error %v", strings.Join(got, "|"), want, err)
	}
}

func TestLayoutRefusesAPathTwice(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a path that stands twice was taken")
		}
	}()
	Layout[notes]{{"a.b", note("first")}, {"a.c", note("c")}, {"a.b", note("second")}}.Reader()
}

// shelf is a record of as many figures as there are members in the benchmark.
type shelf struct{ n int64 }

func length(v Value, t *shelf) { t.n += int64(len(v.Text())) }

// BenchmarkLayout reads the same members as BenchmarkJSONRead.
func BenchmarkLayout(b *testing.B) {
	data := results(20_000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		j, n := Of("x", data).JSON(), shelf{}
		result := Layout[shelf]{{"ruleId", length}, {"level", length}, {"message.text", length}}.Reader()
		Layout[shelf]{{"*[].*[]", func(v Value, t *shelf) { t.n += int64(v.Line()); result(v, t) }}}.Reader()(j, &n)
		if n.n == 0 || j.Err() != nil {
			b.Fatal(n, j.Err())
		}
	}
}

// BenchmarkLayoutPrepared is what a file costs before it is read.
func BenchmarkLayoutPrepared(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Layout[shelf]{
			{"vulnerability.id", length}, {"vulnerability.severity", length}, {"vulnerability.description", length},
			{"relatedVulnerabilities[].id", length}, {"artifact.name", length}, {"artifact.version", length},
			{"artifact.locations[].path", length},
		}.Reader()
	}
}

// FuzzLayout holds what a layout reads against what a cursor reads.
func FuzzLayout(f *testing.F) {
	for _, seed := range jsonSeeds {
		f.Add([]byte(seed))
	}
	var walk func(Value, *strings.Builder)
	again := func(v Value, b *strings.Builder) { walk(v, b) }
	walk = Layout[strings.Builder]{
		{"*.@", func(v Value, b *strings.Builder) { fmt.Fprintf(b, "%q:", v.Text()) }},
		{"*", again},
		{"[]", again},
		{"", func(v Value, b *strings.Builder) { fmt.Fprintf(b, "%q ", v.Text()) }},
	}.Reader()
	f.Fuzz(func(t *testing.T, data []byte) {
		var got, want strings.Builder
		by, j := Of("x", data).JSON(), Of("x", data).JSON()
		walk(by, &got)
		texts(j, &want)
		if by.Err() == nil && j.Err() == nil && got.String() == want.String() {
			return
		}
		if by.Err() == nil || j.Err() == nil || by.Err().Error() != j.Err().Error() {
			t.Fatalf("%q: got %s, %v, want %s, %v", data, &got, by.Err(), &want, j.Err())
		}
	})
}

// texts writes all names and texts of a value.
func texts(j *JSON, b *strings.Builder) {
	switch j.Kind() {
	case '{':
		for key := range j.Fields() {
			fmt.Fprintf(b, "%q:", key)
			texts(j, b)
		}
	case '[':
		for range j.Items() {
			texts(j, b)
		}
	default:
		fmt.Fprintf(b, "%q ", j.Text())
	}
}
