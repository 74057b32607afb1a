package markdown

import (
	"html"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var tags = regexp.MustCompile(`<[^>]*>`)

// What a tree says is what the page says, without its markup.
func TestTreeSaysWhatThePageSays(t *testing.T) {
	texts := []string{
		"# A *b* **c** `d`\n\ntext [link](#x) ~~gone~~\n\n- one\n- two\n  more\n\n1. a\n\n> quoted\n\n```go\nx := 1\n```\n\n| a | b |\n|---|--:|\n| 1 | `2` |\n",
		`a\&amp;b &amp; c \* &#65; &nosuch; & ; \\`, "<b>raw</b> & <script>x</script>", "a\nb  \nc", "* * *", `&\$&#64; &x\*&amp;`,
	}
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
	hold := func(t interface{ Errorf(string, ...any) }, md string) {
		page := html.UnescapeString(tags.ReplaceAllString(string(Parse("", md).HTML()), ""))
		if got, want := squeeze(Plain(md)), squeeze(page); got != want {
			t.Errorf("%q:\nfound  %q\nwanted %q", md, got, want)
		}
	}
	for _, md := range texts {
		hold(t, md)
	}
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.StringMatching(`[ -~]{0,60}`).Draw(rt, "text")
		if got, want := squeeze(Plain(Escape(text))), squeeze(text); got != want {
			rt.Fatalf("%q came back as %q", text, got)
		}
	})
}

func TestTree(t *testing.T) {
	parts := Tree("#### PG-01 Latency\n\n- Score: *none*\n\n| a | b |\n|---|--:|\n| x \\| y | `1` |\n")
	if len(parts) != 3 || parts[0].Kind != HeadingPart || parts[0].Level != 4 || parts[1].Kind != ListPart || parts[2].Kind != TablePart {
		t.Fatalf("found %+v", parts)
	}
	if s := parts[1].Items[0][0].Spans; len(s) != 2 || s[0].Text != "Score: " || !s[1].Italic {
		t.Errorf("found %+v", s)
	}
	if p := parts[2]; len(p.Rows) != 2 || !p.Right[1] || Words(p.Rows[1][0]) != "x | y" || !p.Rows[1][1][0].Code {
		t.Errorf("found %+v", p)
	}
}
