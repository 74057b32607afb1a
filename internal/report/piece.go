package report

import (
	"html/template"
	"net/url"
	"strings"

	"signoff/internal/markdown"
	"signoff/internal/scorecard"
)

// piece is a part of a document in both of its forms. Every text in it has
// passed through one of the functions of this file.
type piece = markdown.Piece

func esc(s string) template.HTML {
	return template.HTML(template.HTMLEscapeString(markdown.OneLine(s)))
}

// wrap puts HTML tags of ours around a piece that is not empty.
func wrap(open string, p piece, close string) piece {
	if p.Empty() {
		return p
	}
	return piece{Markdown: p.Markdown, HTML: template.HTML(open) + p.HTML + template.HTML(close)}
}

// text shows what somebody wrote, as it is.
func text(s string) piece { return piece{Markdown: markdown.Escape(s), HTML: esc(s)} }

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
	return piece{Markdown: "; " + p.Markdown, HTML: `<span class="s b">` + p.HTML + "</span>"}
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

// tag is a mark that is no outcome; dashed for what is provisional.
func tag(word string, dashed bool) piece {
	open := `<span class="tag">`
	if dashed {
		open = `<span class="tag w">`
	}
	return wrap(open, piece{Markdown: "*" + markdown.Escape(word) + "*", HTML: esc(word)}, "</span>")
}

// symbol draws one of the page's own symbols.
func symbol(name string) template.HTML {
	class := "m"
	if strings.HasPrefix(name, "waived") {
		class = "m wide"
	}
	return template.HTML(`<svg class="` + class + `" aria-hidden="true"><use href="#m-` + name + `"/></svg>`)
}

// sign is how an outcome looks: in Markdown a character, on the page a shape.
type sign struct {
	char, class, word string
}

func signOf(o scorecard.Outcome) sign {
	switch o {
	case scorecard.Met:
		return sign{"✓", "met", "met"}
	case scorecard.Warning:
		return sign{"▲", "warning", "warning"}
	case scorecard.Unmet:
		return sign{"✗", "unmet", "unmet"}
	case scorecard.NotApplicable:
		return sign{"–", "na", "not applicable"}
	}
	return sign{"?", "unknown", "unknown"}
}

// outcome shows a criterion's outcome by shape and word, an unknown with its
// reason, a waived one in brackets.
func outcome(c *scorecard.Criterion) piece {
	s := signOf(c.Outcome)
	md, name := s.char+" "+s.word, s.class
	if c.Waived {
		md, name = `\[`+s.char+`\] `+s.word, "waived-"+s.class
	}
	word := esc(s.word)
	if c.Outcome == scorecard.NotApplicable {
		word = "n/a"
	}
	if c.Outcome == scorecard.Unknown && c.Reason != "" {
		md += " (" + markdown.Escape(c.Reason) + ")"
		word = "<span>" + word + "<small>" + esc(c.Reason) + "</small></span>"
	}
	if c.Informs {
		md += " (" + markdown.Escape(informing(c)) + ")"
		word = "<span>" + word + "<small>" + esc(informing(c)) + "</small></span>"
	}
	return piece{Markdown: md, HTML: template.HTML(`<span class="o `+s.class+`">`) + symbol(name) + word + "</span>"}
}

// state shows a word with the mark of an outcome.
func state(o scorecard.Outcome, word string) piece {
	s := signOf(o)
	return piece{Markdown: s.char + " " + markdown.Escape(word),
		HTML: template.HTML(`<span class="o `+s.class+`">`) + symbol(s.class) + esc(word) + "</span>"}
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
	return wrap("<"+name+` class="`+class+"\">\n", out, "</"+name+">\n")
}

// prose is Markdown that the project wrote, made safe in both forms.
func prose(prefix, md string) piece {
	if strings.TrimSpace(md) == "" {
		return piece{}
	}
	doc := markdown.Parse(prefix, md)
	doc.Fill(func(_ markdown.Call, written string) piece { return text(written) })
	return piece{Markdown: strings.Trim(doc.Markdown(), "\n") + "\n", HTML: doc.HTML()}
}
