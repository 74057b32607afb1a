package tree

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestJSON(t *testing.T) {
	for yaml, want := range map[string]string{
		"a: 1\nb:\n- x\n- \"2\"\nc: {d: null, e: true}\n": `{"a":1,` + "\n" + `"b":` + "\n" + `["x",` + "\n" + `"2"],` + "\n" + `"c":{"d":null,"e":true}}`,
		"---\na: 2026-11-30\n---\n- 007\n":                "\n{\"a\":\"2026-11-30\"} \n\n[\"007\"]",
		"a: &x {b: 1.50}\n\nc: *x\n":                      "{\"a\":{\"b\":1.50},\n\n\"c\":{\"b\":1.50}}",
		"a: |\n  one\n  two\nb: 'it''s'\n":                "{\"a\":\"one\\ntwo\\n\",\n\n\n\"b\":\"it's\"}",
		"":                                                "",
	} {
		got, err := JSON([]byte(yaml))
		if err != nil || string(got) != want {
			t.Errorf("%q: got %q, %v, want %q", yaml, got, err, want)
		}
	}
	bomb := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for i := 'b'; i < 'k'; i++ {
		last := string(i - 1)
		bomb += string(i) + ": &" + string(i) + " [" + strings.Repeat("*"+last+",", 9) + "]\n"
	}
	for yaml, want := range map[string]string{
		"a: 1\na: 2\n":                "duplicate key",
		"a: &x {b: 1}\nc: {<<: *x}\n": "merge key",
		"[a]: 1\n":                    "found a collection",
		"a: [1\n":                     "yaml",
		"a: *nowhere\n":               "anchor",
		bomb:                          "values",
	} {
		if got, err := JSON([]byte(yaml)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: got %.40q, %v, want an error with %q", yaml, got, err, want)
		}
	}
}

// What JSON makes is JSON, with no value on a line that the file lacks.
func FuzzJSON(f *testing.F) {
	f.Add("a: 1\nb: [x, &y {c: d}, *y]\n---\n- |\n  t\n")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := JSON([]byte(text))
		if err != nil {
			return
		}
		d := json.NewDecoder(strings.NewReader(string(got)))
		for d.More() {
			var v any
			if err := d.Decode(&v); err != nil {
				t.Fatalf("%q is not JSON: %v", got, err)
			}
		}
		// An empty document stands behind the mark that begins it.
		if strings.Count(string(got), "\n") > 1+strings.Count(strings.NewReplacer("\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n").Replace(text), "\n") {
			t.Errorf("%q has more lines than %q", got, text)
		}
	})
}
