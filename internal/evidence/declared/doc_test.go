package declared

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"signoff/internal/fact"
)

// TestDoc keeps the tables of docs/readers.md in step with the table of
// records; -update rewrites them.
func TestDoc(t *testing.T) {
	const (
		path       = "../../../docs/readers.md"
		begin, end = "<!-- begin records -->\n", "<!-- end records -->\n"
	)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), begin)
	shown, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatal("the document has no place for the records")
	}
	want := tables()
	if *update {
		if err := os.WriteFile(path, []byte(before+begin+want+end+after), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if shown != want {
		t.Error("docs/readers.md is not what the code says: run go test ./internal/evidence/declared -update")
	}
}

// tables are the records in Markdown.
func tables() string {
	var b strings.Builder
	for _, r := range records {
		if r.kind == fact.NoKind {
			continue
		}
		fmt.Fprintf(&b, "\n**`%s`** (%s): %s\n\n| field | is |\n| --- | --- |\n", r.name, r.kind, r.doc)
		for _, f := range r.fields {
			says := f.doc
			if f.words != nil {
				says += ": `" + strings.Join(f.words, "`, `") + "`"
			}
			name := "`" + f.name + "`"
			if f.required {
				name += " (needed)"
			}
			fmt.Fprintf(&b, "| %s | %s |\n", name, says)
		}
	}
	return b.String() + "\n"
}
