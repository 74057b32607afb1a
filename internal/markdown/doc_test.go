package markdown

import (
	"runtime"
	"strings"
	"testing"
)

func fill(c Call, _ string) Piece {
	return Piece{Markdown: "«" + c.Name + "»", HTML: "<i>" + "filled" + "</i>"}
}

func TestCalls(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{`{{ measure "PERF-01" }}`, `measure [PERF-01] 1:1`},
		{"a\n\nb {{name}}", `name [] 3:3`},
		{"| a |\n|---|\n| {{ x \"1\" }} |", `x [1] 3:3`},
		{"`{{ code }}`\n\n    {{ code }}\n\n```\n{{ code }}\n```", ""},
		{`\{{ escaped }}`, ""},
		{"{{ open", `expected "}}" on the line of its "{{"`},
		{`{{ "x" }}`, `expected a name in lower case after "{{", found "\"x\""`},
		{`{{ a b }}`, `expected arguments of a in double quotes, found "b"`},
		{`{{ a "b }}`, `expected a closing double quote, found "\"b"`},
		{`{{ a | b }}`, `expected arguments of a in double quotes, found "| b"`},
		{`{{ .Secret }}`, `expected a name in lower case after "{{", found ".Secret"`},
	} {
		var got []string
		for _, c := range Parse("", tc.text).Calls() {
			if c.Err != nil {
				got = append(got, c.Err.Error())
				continue
			}
			got = append(got, c.Name+" ["+strings.Join(c.Args, " ")+"] "+string(rune('0'+c.Line))+":"+string(rune('0'+c.Col)))
		}
		if strings.Join(got, "; ") != tc.want {
			t.Errorf("%q: got %v, want %s", tc.text, got, tc.want)
		}
	}
}

func TestBlocks(t *testing.T) {
	doc := Parse("n:", "# One *word* {{ v }}\n\nTwo\nlines\n---\n\ntext {{ v }}[^1]\n\n{{ v }}\n\n- item\n\n[^1]: note\n")
	doc.Fill(fill)
	var got []string
	for _, b := range doc.Blocks() {
		switch {
		case b.Level > 0:
			title := b.Title()
			got = append(got, strings.Repeat("#", b.Level)+title.Markdown+"|"+string(title.HTML)+"|"+b.Words())
		case b.Call != nil:
			got = append(got, "call "+b.Call.Name)
		default:
			got = append(got, b.Body().Markdown)
		}
	}
	want := []string{"#One *word* «v»|One <em>word</em> <i>filled</i>|One word «v»", "##Two lines|Two\nlines|Two lines", "text «v»[^n-1]\n", "call v", "- item\n\n[^n-1]: note\n"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if html := string(doc.HTML()); !strings.Contains(html, `id="n:fn:1"`) {
		t.Errorf("footnotes have no prefix: %s", html)
	}
}

func TestFootnotesStayApart(t *testing.T) {
	const text = "a[^1] and [^x y]\n\n- b[^note] `[^1]`\n\n[^note]: c\n\n[^1]: d\n"
	both := Parse("n-one:", text).Markdown() + "\n\n" + Parse("n-two:", text).Markdown()
	for _, want := range []string{"a[^n-one-1] and [^x y]", "b[^n-one-note] `[^1]`", "[^n-one-1]: d", "[^n-two-note]: c"} {
		if !strings.Contains(both, want) {
			t.Errorf("no %q in\n%s", want, both)
		}
	}
	if html := string(toHTML(both)); strings.Count(html, `role="doc-backlink"`) != 4 {
		t.Errorf("expected two notes of each text: %s", html)
	}
}

func TestHTMLAndDangerousLinksBecomeText(t *testing.T) {
	for _, text := range []string{
		"a <b onclick=x>b</b>", "<script>alert(1)</script> [x](javascript:y)", "<div>\n[x](javascript:y)\n</div>",
		"[x](javascript:y)", "[x](JavaScript:y)", "![x](data:text/html,y)", "<javascript:y>", "[x][r]\n\n[r]: javascript:y",
		"<a title=\"[x](javascript:y)\">", "![x](http://a.example/p.png)",
	} {
		for form, html := range map[string]string{"page": string(toHTML(text)), "published Markdown": string(toHTML(Parse("", text).Markdown()))} {
			for _, bad := range []string{"<b ", "<script", "<div", "<img", "<a title", `href="javascript`, `href="data`} {
				if strings.Contains(html, bad) {
					t.Errorf("%q: the %s has %q: %s", text, form, bad, html)
				}
			}
		}
		if md := Parse("", text).Markdown(); strings.Contains(md, "(javascript") && !strings.Contains(md, `\[`) {
			t.Errorf("%q: published as %q", text, md)
		}
	}
}

func TestEscape(t *testing.T) {
	for text, want := range map[string]string{
		"plain text, 6.42 ms < 10 ms": "plain text, 6.42 ms < 10 ms",
		"a|b":                         `a\|b`,
		"1. one":                      `1\. one`,
		"- item":                      `\- item`,
		"snake_case _x_":              `snake_case \_x\_`,
		"<b>":                         `\<b>`,
		"a\r\nb\tc":                   "a  b c",
		"\x1b[1m\u202e":               "\uFFFD\\[1m\uFFFD",
		"http://a.example":            `http:\//a.example`,
		"a@b.example":                 "a&#64;b.example",
		"&lt;":                        `\&lt;`,
	} {
		if got := Escape(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestCodeSpan(t *testing.T) {
	for text, want := range map[string]string{
		"a":     "`a`",
		"a`b":   "``a`b``",
		"`":     "`` ` ``",
		"a|b":   `a\|b`,
		"a\nb":  "`a b`",
		"":      "",
		"  x  ": "`x`",
	} {
		if got := CodeSpan(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// FuzzEscape holds whatever text against what it may become: one paragraph of
// text, or one cell.
func FuzzEscape(f *testing.F) {
	for _, s := range []string{"a|b", "<b>", "[x](javascript:y)", "# h", "1. x", "`", "www.a.example", "***", "&amp;", "\\|", "~~~", "> q", "a@b.example", "!"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, md := range []string{Escape(s), CodeSpan(s)} {
			if strings.TrimSpace(md) == "" {
				continue
			}
			table := string(toHTML(Table([]string{"x", "y"}, nil, [][]string{{md, "end"}})))
			if strings.Count(table, "<td>") != 2 || !strings.Contains(table, "<td>end</td>") {
				t.Errorf("%q breaks its cell: %s", s, table)
			}
			for _, bad := range []string{"<a ", "<script", "<img", "<em>", "<strong>", "<h1", "<li>", "<del>"} {
				if strings.Contains(table, bad) {
					t.Errorf("%q makes %s: %s", s, bad, table)
				}
			}
		}
	})
}

// TestBracesAreNotCopied reads one long line of braces: what is left of the line
// must not be copied for each of them.
func TestBracesAreNotCopied(t *testing.T) {
	for _, part := range []string{"{a: ", "{{ ", "{{ a }} {"} {
		short, long := allocated(strings.Repeat(part, 1_000)), allocated(strings.Repeat(part, 8_000))
		if long > 12*short+1<<20 {
			t.Errorf("%q: %d bytes for 1,000 and %d for 8,000", part, short, long)
		}
	}
}

// allocated is how many bytes it takes to read a text.
func allocated(text string) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	Parse("", text).Calls()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
