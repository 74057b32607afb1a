// Package prose turns what reports come in, Word's docx, PDF and HTML, into
// Markdown that the audit reads like any other. It keeps headings, lists,
// boxes and tables, and drops what a reader does not see. It opens no file,
// follows no link, runs no script, and is bounded in size, pages and time.
package prose

import (
	"bytes"
	"errors"
	"strings"
)

// Text is a report as Markdown. Lost says in words what of the file is not in
// it, "" for nothing.
type Text struct {
	Markdown []byte
	Lost     string
}

// longest bounds what a file may turn out to hold, in bytes of text.
const longest = 64 << 20

var errTooLong = errors.New("holds more than 64 MiB of text")

// Read tells by its first bytes what a file is and gives its text; what is
// none of these is text already. A damaged file is an error.
func Read(name string, data []byte) (Text, error) {
	switch start := bytes.TrimLeft(data[:min(len(data), 1024)], "\ufeff \t\r\n"); {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return fromDocx(data)
	case bytes.HasPrefix(start, []byte("%PDF-")):
		return fromPDF(data)
	case isHTML(name, start):
		return fromHTML(data)
	}
	return Text{Markdown: data}, nil
}

// isHTML says whether a file is a page: by its name, or by how it begins.
// Markdown may begin with an element too, but not with these.
func isHTML(name string, start []byte) bool {
	lower := strings.ToLower(string(start[:min(len(start), 100)]))
	if strings.HasPrefix(lower, "<!doctype html") || strings.HasPrefix(lower, "<html") {
		return true
	}
	lowerName := strings.ToLower(name)
	return (strings.HasSuffix(lowerName, ".html") || strings.HasSuffix(lowerName, ".htm")) && strings.HasPrefix(lower,
		"<")
}

// page collects Markdown block by block.
type page struct {
	out  bytes.Buffer
	line strings.Builder // of the block at hand
}

// text adds words to the block at hand, with single blanks.
func (p *page) text(s string) {
	blank := p.line.Len() == 0 || strings.HasSuffix(p.line.String()[max(0, p.line.Len()-1):], " ")
	for _, r := range s {
		if r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\u00a0' {
			if !blank {
				p.line.WriteByte(' ')
			}
			blank = true
			continue
		}
		blank = false
		p.line.WriteRune(r)
	}
}

// end closes the block at hand, led by a sign such as "## " or "- ".
func (p *page) end(lead string) {
	text := strings.TrimSpace(p.line.String())
	p.line.Reset()
	if text == "" {
		return
	}
	if boxed := boxes(text); boxed != text {
		text, lead = strings.TrimPrefix(boxed, "- "), strings.TrimSuffix(lead, "- ")+"- "
	}
	p.out.WriteString(lead)
	p.out.WriteString(text)
	p.out.WriteString("\n")
	if !strings.HasSuffix(lead, "- ") {
		p.out.WriteString("\n")
	}
}

// table writes rows; the first is the header.
func (p *page) table(rows [][]string) {
	width := 0
	for _, r := range rows {
		width = max(width, len(r))
	}
	if width == 0 {
		return
	}
	p.out.WriteString("\n")
	for i, r := range rows {
		p.out.WriteString("|")
		for c := range width {
			cell := ""
			if c < len(r) {
				cell = strings.ReplaceAll(strings.Join(strings.Fields(r[c]), " "), "|", `\|`)
			}
			p.out.WriteString(" " + cell + " |")
		}
		p.out.WriteString("\n")
		if i == 0 {
			p.out.WriteString("|" + strings.Repeat("---|", width) + "\n")
		}
	}
	p.out.WriteString("\n")
}

// boxes writes the signs of a box at the start of a line as Markdown does.
func boxes(text string) string {
	for sign, box := range map[string]string{"☐": "[ ]", "☒": "[x]", "☑": "[x]", "🗹": "[x]", "\uf0a8": "[ ]",
		"\uf0fe": "[x]"} {
		if rest, ok := strings.CutPrefix(text, sign); ok {
			return "- " + box + " " + strings.TrimSpace(rest)
		}
	}
	return text
}
