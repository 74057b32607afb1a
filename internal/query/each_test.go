package query

import (
	"fmt"
	"testing"
)

func TestEachKnowsWhereItsElementsStand(t *testing.T) {
	doc := "title: debt\nitems:\n  - id: A\n    n: 1\n  - id: B\n    n: 2\nfiles:\n  src/a.go: 10%\n  src/b.go: 20%\n"
	for _, tc := range []struct{ jq, want string }{
		{".items[] | [.id, .n]", `["A",1]@3 ["B",2]@5`},
		{".items[] | select(.n > 1) | .id", "B@5"},
		{".items[]", `{"id":"A","n":1}@3 {"id":"B","n":2}@5`},
		{".files | to_entries[] | [.key, .value]", `["src/a.go","10%"]@8 ["src/b.go","20%"]@9`},
		{".items[].id", "A@0 B@0"},    // not a program of this shape: no place
		{".items[] |= 1", `{@0`},      // an update is none
		{"[.items[].n] | add", "3@0"}, // nor is a sum
	} {
		q, err := Parse("jq", tc.jq, nil)
		if err != nil {
			t.Fatal(err)
		}
		results, err := q.Each(&Document{Container: YAML, Bytes: []byte(doc)})
		if err != nil {
			t.Fatalf("%s: %v", tc.jq, err)
		}
		got := ""
		for i, r := range results {
			if i > 0 {
				got += " "
			}
			if r.Text[0] == '{' && tc.want == "{@0" {
				r.Text = "{"
			}
			got += fmt.Sprintf("%s@%d", r.Text, r.Line)
		}
		if got != tc.want {
			t.Errorf("%s gives %s, want %s", tc.jq, got, tc.want)
		}
	}
}
