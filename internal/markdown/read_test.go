package markdown

import (
	"fmt"
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	kinds := map[Kind]string{Prose: "prose", Heading: "heading", Item: "item", Code: "code", HTML: "html", FrontMatter: "front"}
	tests := []struct{ name, text, want string }{
		{"headings", "# A\n\nB\n---\n", "1 heading 1 A|3 heading 2 B"},
		{"list", "- a\n  b\n  1. c\n- d\n", "1 item 1 a|2 prose 1 b|3 item 2 c|4 item 1 d"},
		{"boxes stay text", "- [ ] a\n- [x] b\n", "1 item 1 [ ] a|2 item 1 [x] b"},
		{"table stays prose", "| a |\n|---|\n| b |\n", "1 prose 0 | a ||2 prose 0 |---||3 prose 0 | b |"},
		{"fence", "```yaml\nk: v\n\nx\n```\n", "2 code 0 k: v|4 code 0 x"},
		{"quotation", "> a\n> # b\n", "1 prose 0 a|2 heading 1 b"},
		{"html", "<!-- c -->\n\nx\n", "1 html 0 <!-- c -->|3 prose 0 x"},
		{"front matter", "---\ntitle: a\n---\n\n# B\n", "2 front 0 title: a|5 heading 1 B"},
		{"no front matter", "---\n\na\n", "3 prose 0 a"},
		{"deep nesting", strings.Repeat("> ", 500) + "a\nb\n", "1 prose 0 a|2 prose 0 b"},
		{"empty", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, l := range Read([]byte(tt.text)) {
				got = append(got, fmt.Sprintf("%d %s %d %s", l.Number, kinds[l.Kind], l.Level, l.Text))
			}
			if s := strings.Join(got, "|"); s != tt.want {
				t.Errorf("got  %s\nwant %s", s, tt.want)
			}
		})
	}
}

func TestReadKeepsOrdinalsAndInfo(t *testing.T) {
	lines := Read([]byte("7. a\n8. b\n\n- c\n\n```go x\nd\n```\n"))
	want := []string{"7 ", "8 ", "-1 ", "-1 go x"}
	for i, l := range lines {
		if got := fmt.Sprintf("%d %s", l.Ordinal, l.Info); got != want[i] {
			t.Errorf("line %d: %q, expected %q", l.Number, got, want[i])
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("# a\n\n- b\n  > c\n\n```\nd\n```\n---\ne: f\n"))
	f.Add([]byte("---\na: b\n---\n\t- x\r\n\x00\xff"))
	f.Fuzz(func(t *testing.T, src []byte) {
		count := strings.Count(string(src), "\n") + 1
		for _, l := range Read(src) {
			if l.Number < 1 || l.Number > count {
				t.Fatalf("line %d of %d", l.Number, count)
			}
		}
	})
}
