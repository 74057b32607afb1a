package tree

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"signoff/internal/source"
)

func TestPositions(t *testing.T) {
	text := "a: plain\nb: \"quoted\"\nc: { d: 'x' }\né: \"éa\\tb\" # tab\nf: |\n  block\n"
	for _, test := range []struct {
		key    string
		offset int
		want   string // position, then the bytes pointed at
	}{
		{"a", 2, "f.yaml:1:6 ain"},
		{"b", 1, "f.yaml:2:6 uot"},
		{"é", 1, `f.yaml:4:5 "`}, // with escapes the whole value is meant
		{"f", 1, "f.yaml:5:4 |"},
	} {
		var faults source.List
		root, ok := Parse("f.yaml", []byte(text), &faults)
		if !ok {
			t.Fatal(faults)
		}
		e := root.Lookup(test.key).FailAt(test.offset, 3, "fault")
		got := fmt.Sprintf("%s %s", e.Pos, e.Text[e.Pos.Col-1:][:e.Width])
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.key, got, test.want)
		}
	}
}

func TestShapes(t *testing.T) {
	text := "word: b\nwords: [a, b]\ntext: 1.50\ntexts: one\nflag: true\nwhole: 3\nfraction: 1/3\nlist: [{n: x}, {n: y}]\n"
	type item struct{ name string }
	var got struct {
		word, text string
		words      []string
		texts      []string
		flag       bool
		whole      int
		fraction   *big.Rat
		list       []*item
	}
	keys := []Key{
		{Name: "word", Shape: Word(&got.word, "a", "b")},
		{Name: "words", Shape: Words(&got.words, "a", "b")},
		{Name: "text", Shape: Text(&got.text)},
		{Name: "texts", Shape: Texts(&got.texts)},
		{Name: "flag", Shape: Flag(&got.flag)},
		{Name: "whole", Shape: Whole(&got.whole, 1)},
		{Name: "fraction", Shape: Fraction(&got.fraction)},
		{Name: "list", Shape: Each("item", func(i *item, _ Node) []Key { return []Key{{Name: "n", Shape: Text(&i.name)}} }, &got.list)},
	}
	var faults source.List
	root, _ := Parse("f.yaml", []byte(text), &faults)
	root.Object("file", keys, nil)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	if got.word != "b" || got.text != "1.50" || !got.flag || got.whole != 3 || got.fraction.Cmp(big.NewRat(1, 3)) != 0 || len(got.list) != 2 || got.list[1].name != "y" {
		t.Errorf("got %+v", got)
	}
	if diff := cmp.Diff([][]string{{"a", "b"}, {"one"}}, [][]string{got.words, got.texts}); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestShapesRefuse(t *testing.T) {
	var s string
	var list []string
	var b bool
	var i int
	var r *big.Rat
	for _, test := range []struct {
		value string
		shape Shape
		want  string
	}{
		{"", Text(&s), "expected a text, found nothing"},
		{"''", Text(&s), `expected a text, found ""`},
		{"[a]", Text(&s), "expected a text, found a list"},
		{"[]", Texts(&list), "expected one or several texts, found an empty list"},
		{"{a: b}", Texts(&list), "expected a text, found a mapping"},
		{"yes", Flag(&b), `expected true or false, found "yes"`},
		{"0", Whole(&i, 1), `expected a whole number of 1 or more, found "0"`},
		{"99999999999", Whole(&i, 1), `expected a whole number of 1 or more, found "99999999999"`},
		{"1e999999999", Fraction(&r), `expected a number such as 2, 0.5 or 1/2, found "1e999999999"`},
		{"1/0", Fraction(&r), `expected a number such as 2, 0.5 or 1/2, found "1/0"`},
		{"requried", Word(&s, "required"), `expected required, found "requried" (did you mean "required"?)`},
	} {
		var faults source.List
		root, ok := Parse("f.yaml", []byte("k: "+test.value+"\n"), &faults)
		if !ok {
			t.Fatal(faults)
		}
		root.Object("file", []Key{{Name: "k", Shape: test.shape}}, nil)
		if len(faults) != 1 || faults[0].Msg != test.want {
			t.Errorf("%q: %v, want %s", test.value, faults, test.want)
		}
	}
}

func TestFaultsAreBounded(t *testing.T) {
	for name, tt := range map[string]struct {
		line  func(i int) string
		least int
		most  int
	}{
		"each says something else": {func(i int) string { return fmt.Sprintf("k%d: 1\n", i) }, maxFaults, maxFaults},
		"all say the same":         {func(int) string { return "a: 1\n" }, 4999, 5001},
	} {
		var text strings.Builder
		for i := range 5000 {
			text.WriteString(tt.line(i))
		}
		var faults source.List
		root, _ := Parse("f.yaml", []byte(text.String()), &faults)
		root.Object("file", nil, nil)
		if n := len(faults); n < tt.least || n > tt.most || faults.Err() == nil {
			t.Errorf("%s: %d faults", name, n)
		}
	}
}

func TestLimits(t *testing.T) {
	for name, text := range map[string]string{
		"expected at most 64 levels":      strings.Repeat("[", 100) + strings.Repeat("]", 100),
		"expected a file of at most":      strings.Repeat("a", MaxSize+1),
		"expected at most 10000000 value": strings.Repeat("[a,", maxMarks/2+1),
		"expected YAML: exceeded max dep": strings.Repeat("[", 20000),
	} {
		var faults source.List
		Parse("f.yaml", []byte(text), &faults)
		if len(faults) == 0 || !strings.Contains(faults[0].Msg, name) {
			t.Errorf("%s: %v", name, faults)
		}
	}
}

func TestNearest(t *testing.T) {
	known := []string{"title", "target", "benchmark.p95", "findings.high", "evidence"}
	for word, want := range map[string]string{
		"titel": "title", "Title": "title", "traget": "target", "benchmark.p59": "benchmark.p95", "bench": "benchmark.p95",
		"findings.hihg": "findings.high", "colour": "", "x": "", "": "", strings.Repeat("t", 1000): "",
	} {
		if got := source.Nearest(word, known); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestDocuments(t *testing.T) {
	text := "a: &x {n: 1.50, on: true}\nb: *x\nc: {<<: *x, n: 0x10}\nd: [null, ~, 'null', 2026-01-02, 1e3, .inf, \"7\"]\n---\nsecond\n"
	list, err := Documents([]byte(text))
	if err != nil || len(list) != 2 {
		t.Fatalf("%d documents, %v", len(list), err)
	}
	shared := map[string]any{"n": json.Number("1.50"), "on": true}
	want := map[string]any{
		"a": shared, "b": shared, "c": map[string]any{"n": "0x10", "on": true},
		"d": []any{nil, nil, "null", "2026-01-02", json.Number("1e3"), ".inf", "7"},
	}
	if diff := cmp.Diff(want, list[0].Value); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if list[1].Value != "second" || list[0].Line([]any{"d", 2}) != 4 || list[0].Line([]any{"d", 9}) != 0 {
		t.Errorf("got %v, lines %d and %d", list[1].Value, list[0].Line([]any{"d", 2}), list[0].Line([]any{"d", 9}))
	}
}

func TestAliasBomb(t *testing.T) {
	var text strings.Builder
	text.WriteString("a0: &a0 [x, x]\n")
	for i := range 40 {
		fmt.Fprintf(&text, "a%d: &a%d [*a%d, *a%d]\n", i+1, i+1, i, i)
	}
	if _, err := Documents([]byte(text.String())); err == nil || !strings.Contains(err.Error(), "values, found more") {
		t.Errorf("got %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("a: &b [1, *b]\n")
	f.Add("? [a]\n: 1\n<<: {b: 2}\n")
	f.Add("k: !!str\n")
	f.Fuzz(func(t *testing.T, text string) {
		var faults source.List
		root, ok := Parse("f.yaml", []byte(text), &faults)
		if !ok && len(faults.Faults()) == 0 {
			t.Error("nothing read and no fault")
		}
		var s string
		if root.Object("file", []Key{{Name: "k", Shape: Text(&s)}}, nil); ok {
			_ = root.String()
		}
		for _, e := range faults {
			if e.Pos.Line > 0 && e.Pos.Col < 1 {
				t.Errorf("no column: %v", e)
			}
			e.Excerpt()
		}
		if _, err := Documents([]byte(text)); err != nil && err.Error() == "" {
			t.Error("an error without words")
		}
	})
}
