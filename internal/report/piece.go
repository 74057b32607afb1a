package report

import (
	"html/template"
	"net/url"
	"strings"

	"signoff/internal/lazy"
	"signoff/internal/markdown"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// piece is a part of a document in both of its forms. Every text in it has
// passed through one of the functions of this file.
type piece = markdown.Piece

func esc(s string) template.HTML { return markdown.EscapeHTML(s) }

// wrap puts HTML tags of ours around a piece that is not empty.
func wrap(open string, p piece, close string) piece {
	if p.Empty() {
		return p
	}
	return piece{Markdown: p.Markdown, HTML: template.HTML(open) + p.HTML + template.HTML(close)}
}

// text shows what somebody wrote, as it is.
func text(s string) piece { return piece{Markdown: markdown.Escape(s), HTML: esc(s)} }

// written shows what a person wrote, which may run from right to left.
func written(s string) piece { return wrap("<bdi>", text(s), "</bdi>") }

// code shows what a machine wrote.
func code(s string) piece {
	if s == "" {
		return piece{}
	}
	return piece{Markdown: markdown.CodeSpan(s), HTML: "<code>" + breakable(s) + "</code>"}
}

// breakable lets long paths break after a slash.
func breakable(s string) template.HTML {
	return template.HTML(strings.ReplaceAll(string(esc(s)), "/", "/<wbr>"))
}

func strong(p piece) piece {
	if p.Empty() {
		return p
	}
	return piece{Markdown: "**" + p.Markdown + "**", HTML: "<b>" + p.HTML + "</b>"}
}

// small is secondary text, on a line of its own where there is room.
func small(p piece) piece {
	if p.Empty() {
		return p
	}
	md := ""
	if p.Markdown != "" {
		md = "; " + p.Markdown
	}
	return piece{Markdown: md, HTML: "<small>" + p.HTML + "</small>"}
}

// join puts pieces that are not empty side by side.
func join(separator string, pieces ...piece) piece {
	var joined piece
	for _, p := range pieces {
		if p.Empty() {
			continue
		}
		if joined.Markdown != "" && !strings.HasPrefix(p.Markdown, "; ") {
			joined.Markdown += separator
		}
		if joined.HTML != "" {
			joined.HTML += template.HTML(separator)
		}
		joined.Markdown += p.Markdown
		joined.HTML += p.HTML
	}
	return joined
}

func anchor(id string) template.HTML { return esc(id) }

// link leads to another place of the page.
func link(class, id string, p piece) piece {
	href := template.HTMLEscapeString(url.PathEscape(markdown.OneLine(id)))
	open := `<a href="#` + href + `">`
	if class != "" {
		open = `<a class="` + class + `" href="#` + href + `">`
	}
	return wrap(open, p, "</a>")
}

// tag is a mark that is not an outcome; dashed for what is provisional.
func tag(word string, dashed bool) piece {
	open := `<span class="tag">`
	if dashed {
		open = `<span class="tag dashed">`
	}
	return wrap(open, piece{Markdown: "*" + markdown.Escape(word) + "*", HTML: esc(word)}, "</span>")
}

// symbol draws one of the page's own symbols.
func symbol(name string) template.HTML {
	return template.HTML(`<svg class="m" aria-hidden="true"><use href="#m-` + name + `"/></svg>`)
}

// outcome shows a criterion's outcome by shape and word, an unknown with its
// reason, a waived one in brackets.
func outcome(c *scorecard.Criterion) piece {
	s := wording.SignOf(c.Outcome)
	md := s.Char + " " + s.Word
	if c.Waived {
		md = `\[` + s.Char + `\] ` + s.Word
	}
	word := esc(s.Word)
	if c.Outcome == scorecard.Unknown && c.Reason != "" {
		md += ", " + markdown.Escape(wording.Because(c))
		word += "<small>" + esc(wording.Because(c)) + "</small>"
	}
	return piece{Markdown: md, HTML: template.HTML(`<span class="o `+s.Class+`"><span class="n">`) + bracketed(c) + "</span><span>" + word + "</span></span>"}
}

// bracketed is the mark of a criterion, in brackets when it is waived.
func bracketed(c *scorecard.Criterion) template.HTML {
	mark := symbol(wording.SignOf(c.Outcome).Class)
	if c.Waived {
		return "[" + mark + "]"
	}
	return mark
}

// state shows a word with the mark of an outcome.
func state(o scorecard.Outcome, word string) piece {
	s := wording.SignOf(o)
	return piece{Markdown: s.Char + " " + markdown.Escape(word),
		HTML: template.HTML(`<span class="o `+s.Class+`"><span class="n">`) + symbol(s.Class) + "</span><span>" + esc(word) + "</span></span>"}
}

// para is a paragraph; class may be "".
func para(class string, p piece) piece {
	if p.Empty() {
		return p
	}
	open := "<p>"
	if class != "" {
		open = `<p class="` + class + `">`
	}
	p = wrap(open, p, "</p>\n")
	p.Markdown += "\n"
	return p
}

// blocks puts paragraphs, tables and lists one after the other.
func blocks(pieces ...piece) piece {
	var md, html strings.Builder
	for _, p := range pieces {
		if md.Len() > 0 && p.Markdown != "" {
			md.WriteByte('\n')
		}
		md.WriteString(p.Markdown)
		html.WriteString(string(p.HTML))
	}
	return piece{Markdown: md.String(), HTML: template.HTML(html.String())}
}

// list is a list of items, numbered when ordered.
func list(class string, ordered bool, items []piece) piece {
	if len(items) == 0 {
		return piece{}
	}
	name, bullet := "ul", "- "
	if ordered {
		name, bullet = "ol", "1. "
	}
	var out piece
	for _, item := range items {
		out.Markdown += bullet + strings.TrimSuffix(item.Markdown, "\n") + "\n"
		out.HTML += "<li><span>" + item.HTML + "</span></li>\n"
	}
	open := "<" + name + ">\n"
	if class != "" {
		open = "<" + name + ` class="` + class + "\">\n"
	}
	return wrap(open, out, "</"+name+">\n")
}

// prose is Markdown that the project wrote, made safe in both forms.
func prose(prefix, md string) piece {
	if strings.TrimSpace(md) == "" {
		return piece{}
	}
	doc := markdown.Parse(prefix, md)
	doc.Fill(func(_ markdown.Call, written string) piece { return text(written) })
	return piece{Markdown: strings.Trim(doc.Markdown(), "\n") + "\n", HTML: tabled(doc.HTML())}
}

var firstCell = lazy.Regexp(`(?s)<tr>\s*<td([^>]*)>(.*?)</td>`)

// tabled gives the tables of a person's Markdown what ours have: a caption, and
// heads that say what they are the heads of.
func tabled(html template.HTML) template.HTML {
	if !strings.Contains(string(html), "<table>") {
		return html
	}
	s := strings.ReplaceAll(string(html), "<table>", `<table class="t"><caption class="vh">A table of the project</caption>`)
	s = strings.ReplaceAll(s, "<th>", `<th scope="col">`)
	s = strings.ReplaceAll(s, "<th ", `<th scope="col" `)
	return template.HTML(firstCell().ReplaceAllString(s, `<tr><th scope="row"$1>$2</th>`))
}
