package markdown

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A text whose reading would cost far more than its length is shown as written, and
// its first line that is too much is named.
func TestHeavyTextIsNotRead(t *testing.T) {
	notes := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "a[^%d]\n\n[^%d]: x\n\n", i, i)
		}
		return b.String()
	}
	row := func(cell string) string { return strings.Repeat(cell, 1000) + "|\n" }
	for _, c := range []struct{ name, text, want string }{
		{"emphasis", "one\n\n" + strings.Repeat("*a_", 20_000), "3: expected at most 10000 marks such as * and [ in a paragraph, and fewer in several"},
		{"links", strings.Repeat("[a](", 20_000), "1: expected at most 10000 marks such as * and [ in a paragraph, and fewer in several"},
		{"many paragraphs", strings.Repeat(strings.Repeat("*a_", 2000)+"\n\n", 20), "13: expected at most 10000 marks such as * and [ in a paragraph, and fewer in several"},
		{"a note's paragraph", "[^a]: x\n\n    " + strings.Repeat("*a_", 20_000), "3: expected at most 10000 marks such as * and [ in a paragraph, and fewer in several"},
		{"quotation", "a\n" + strings.Repeat("> ", 5000), "2: expected nesting and indentation of at most 64 characters"},
		{"numbers", strings.Repeat("1. ", 5000), "1: expected nesting and indentation of at most 64 characters"},
		{"table", row("|a") + row("|-") + strings.Repeat("|\n", 3000), "1: expected tables of at most 100000 cells"},
		{"notes", notes(2001), "1: expected at most 2000 footnotes and calls of them"},
		{"calls", strings.Repeat("{{ a }}\n", 5001), "5001: expected at most 5000 calls"},
		{"length", strings.Repeat("a\n", 1<<19+1), "1: expected a text of at most 1024 KiB, found 1025"},
	} {
		d := Parse("p", c.text)
		line, err := d.Heavy()
		if got := fmt.Sprintf("%d: %v", line, err); got != c.want {
			t.Errorf("%s: found %q, expected %q", c.name, got, c.want)
		}
		if blocks := d.Blocks(); len(blocks) != 1 || !strings.HasPrefix(string(d.HTML()), "<pre><code>") {
			t.Errorf("%s: expected code alone, found %d blocks, %.60q", c.name, len(blocks), d.HTML())
		}
		if got := InFences(c.text+"\n```\n{{ a }}\n```\n", func(Call) (string, bool) { return "b", true }); strings.Contains(got, "b\n```") {
			t.Errorf("%s: calls in fences were filled", c.name)
		}
	}
}

// What people write is far from being too much.
func TestOrdinaryTextIsRead(t *testing.T) {
	code := "```json\n" + strings.Repeat(`{"a": [1, 2], "b*": "_"},`+"\n", 2000) + "```\n"
	table := "| a | b | c |\n|---|---|---|\n" + strings.Repeat("| `x` | *y* | [z](w) |\n", 300)
	for name, text := range map[string]string{"code": code, "table": table} {
		if line, err := Parse("", text).Heavy(); err != nil {
			t.Errorf("%s:%d: %v", name, line, err)
		}
	}
	pages, err := filepath.Glob("../../docs/*.md")
	if err != nil || len(pages) == 0 {
		t.Fatal(pages, err)
	}
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		if line, err := Parse("", string(text)).Heavy(); err != nil {
			t.Errorf("%s:%d: %v", page, line, err)
		}
	}
}
