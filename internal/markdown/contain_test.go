package markdown

import (
	"html/template"
	"regexp"
	"strings"
	"testing"
)

// reaching is text that would change what stands around it.
var reaching = []struct{ name, text, want string }{
	{"open fence", "```\nx", "```\nx\n```"},
	{"open fence of tildes", "a\n\n~~~~ go\nx\n", "a\n\n~~~~ go\nx\n\n~~~~"},
	{"closed fence", "~~~\nx\n~~~\n", "~~~\nx\n~~~"},
	{"empty fence", "```", "```\n```"},
	{"fence in a list", "- ```\n  x", "- ```\n  x"},
	{"heading", "# Verdict\n\n**APPROVED**", "\\# Verdict\n\n**APPROVED**"},
	{"heading in a quotation", "> # Verdict\n> x\n> ===", "> \\# Verdict\n> x\n> \\==="},
	{"underlined heading", "Verdict\n---\n\nx", "Verdict\n\\---\n\nx"},
	{"empty heading", "#\n\nx", "\\#\n\nx"},
	{"comment", "a <!-- b\n\n<!-- c", "a <!-- b\n\n&lt;!-- c"},
	{"comment around a heading", "<!--\n# Verdict", "```\n<!--\n# Verdict\n```"},
	{"comment around a fence", "<!--\n```\nx", "```" + "`\n<!--\n```\nx\n```" + "`"},
	{"details", "<details>\n\nx", "&lt;details>\n\nx"},
	{"definition", "see [it][r], [r] and [r][]\n\n[r]: http://a.example/?q=(1)",
		"see [it](<http://a.example/?q=(1)>), [r](<http://a.example/?q=(1)>) and [r](<http://a.example/?q=(1)>)\n\n\\[r]: http://a.example/?q=(1)"},
	{"dangerous definition", "see [it][r]\n\n[r]: javascript:x", "see \\[it][r]\n\n\\[r]: javascript:x"},
	{"footnote", "a[^1]\n\n[^1]: b", "a[^1]\n\n[^1]: b"},
	{"list, quotation and table", "- a\n\n> b\n\n| c |\n|---|\n| d |", "- a\n\n> b\n\n| c |\n|---|\n| d |"},
}

func TestMarkdownStaysInItsPlace(t *testing.T) {
	for _, tc := range reaching {
		t.Run(tc.name, func(t *testing.T) {
			if got := Parse("", tc.text).Markdown(); got != tc.want {
				t.Errorf("got  %q\nwant %q", got, tc.want)
			}
		})
	}
}

var headings = regexp.MustCompile(`<h[1-6]`)

// FuzzContained holds whatever text against what stands around it.
func FuzzContained(f *testing.F) {
	for _, tc := range reaching {
		f.Add(tc.text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		md := Parse("", s).Markdown()
		page := string(toHTML("# before\n\n" + md + "\n\n# after\n\nend"))
		if !strings.Contains(page, "<h1>before</h1>") || !strings.Contains(page, "<h1>after</h1>\n<p>end</p>") {
			t.Errorf("%q swallows what follows: %s", s, page)
		}
		if n := headings.FindAllString(page, -1); len(n) != 2 {
			t.Errorf("%q makes a heading: %s", s, page)
		}
	})
}

// toHTML renders Markdown with its calls as they are written.
func toHTML(md string) template.HTML {
	doc := Parse("", md)
	doc.Fill(func(_ Call, written string) Piece {
		return Piece{Markdown: written, HTML: template.HTML(template.HTMLEscapeString(written))}
	})
	return doc.HTML()
}
