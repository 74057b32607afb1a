package prose

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"
)

// fromHTML reads a page as the HTML standard does, token by token: no script
// runs, nothing is fetched, and there is no tree to nest too deep.
func fromHTML(data []byte) (Text, error) {
	if len(data) > longest {
		return Text{}, errTooLong
	}
	h := hypertext{tokens: html.NewTokenizer(bytes.NewReader(data))}
	h.tokens.SetMaxBuf(16 << 20)
	for {
		kind := h.tokens.Next()
		if kind == html.ErrorToken {
			if err := h.tokens.Err(); !errors.Is(err, io.EOF) {
				return Text{}, fmt.Errorf("expected HTML: %w", err)
			}
			break
		}
		h.token(kind, h.tokens.Token())
	}
	h.page.end(h.lead())
	if h.tables > 0 {
		h.page.table(h.rows)
	}
	t := Text{Markdown: h.page.out.Bytes()}
	if h.scripts > 0 {
		t.Lost = "what scripts of the page would show"
	}
	return t, nil
}

// unseen are elements whose text no reader sees.
var unseen = map[string]bool{"script": true, "style": true, "head": true, "template": true, "noscript": true,
	"svg": true, "del": true, "s": true, "strike": true, "datalist": true}

// alone are elements without an end.
var alone = map[string]bool{"br": true, "img": true, "input": true, "hr": true, "meta": true, "link": true,
	"wbr": true, "source": true, "area": true, "base": true, "col": true, "embed": true, "track": true}

// hypertext is a page while it is read.
type hypertext struct {
	page    page
	tokens  *html.Tokenizer
	hidden  []string // the open elements that hide what is in them, the innermost last
	heading int
	item    int // how deep in lists
	quoted  int
	pre     bool
	tables  int
	rows    [][]string
	href    string
	scripts int
}

func (h *hypertext) lead() string {
	lead := strings.Repeat("> ", min(h.quoted, 1))
	switch {
	case h.heading > 0:
		return lead + strings.Repeat("#", h.heading) + " "
	case h.item > 0:
		return lead + "- "
	}
	return lead
}

func (h *hypertext) token(kind html.TokenType, t html.Token) {
	switch kind {
	case html.TextToken:
		if len(h.hidden) == 0 {
			h.text(t.Data)
		}
	case html.StartTagToken, html.SelfClosingTagToken:
		if t.Data == "script" {
			h.scripts++
		}
		if (unseen[t.Data] || len(h.hidden) > 0 || concealed(t)) && !alone[t.Data] {
			if kind == html.StartTagToken && (len(h.hidden) == 0 || h.hidden[len(h.hidden)-1] == t.Data) {
				h.hidden = append(h.hidden, t.Data)
			}
			return
		}
		if len(h.hidden) == 0 {
			h.open(t)
		}
	case html.EndTagToken:
		if n := len(h.hidden); n > 0 {
			if h.hidden[n-1] == t.Data {
				h.hidden = h.hidden[:n-1]
			}
			return
		}
		h.shut(t.Data)
	}
}

// concealed says whether an element says of itself that it is not shown.
func concealed(t html.Token) bool {
	for _, a := range t.Attr {
		style := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
		if a.Key == "hidden" || a.Key == "style" && (strings.Contains(style, "display:none") ||
			strings.Contains(style, "visibility:hidden")) {
			return true
		}
	}
	return false
}

func (h *hypertext) text(s string) {
	if h.pre {
		h.page.line.WriteString(s)
		return
	}
	var b strings.Builder
	for i, r := range s {
		if r == '<' && i+1 < len(s) && (s[i+1]|0x20 >= 'a' && s[i+1]|0x20 <= 'z' || s[i+1] == '/' || s[i+1] == '!') {
			b.WriteByte('\\') // text, no element
		}
		b.WriteRune(r)
	}
	h.page.text(b.String())
}

func value(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func (h *hypertext) open(t html.Token) {
	switch t.Data {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		h.block()
		h.heading = int(t.Data[1] - '0')
	case "p", "div", "section", "article", "header", "footer", "main", "nav", "dl", "dt", "dd", "details", "summary", "figure", "figcaption", "hr", "form", "address":
		h.block()
	case "ul", "ol":
		h.block()
	case "li":
		h.block()
		h.item++
	case "blockquote":
		h.block()
		h.quoted++
	case "pre":
		h.block()
		h.pre = true
	case "br":
		if h.tables > 0 || h.heading > 0 || h.item > 0 {
			h.page.text(" ")
		} else {
			h.block()
		}
	case "img":
		if alt := strings.TrimSpace(value(t, "alt")); alt != "" {
			h.page.text(" ![" + strings.Trim(alt, "[]") + "](" + strings.ReplaceAll(value(t, "src"), " ", "%20") + ") ")
		}
	case "input":
		if strings.EqualFold(value(t, "type"), "checkbox") {
			h.page.text(map[bool]string{true: "☑ ", false: "☐ "}[checked(t)])
		}
	case "a":
		if h.href = value(t, "href"); h.href != "" {
			h.page.text("[")
		}
	case "b", "strong":
		h.page.text("**")
	case "table":
		if h.tables++; h.tables == 1 {
			h.page.end(h.lead())
			h.rows = nil
		}
	case "tr":
		if h.tables == 1 {
			h.cell()
			h.rows = append(h.rows, nil)
		}
	case "td", "th":
		h.cell()
		if h.tables == 1 && len(h.rows) == 0 {
			h.rows = append(h.rows, nil)
		}
	}
}

func checked(t html.Token) bool {
	for _, a := range t.Attr {
		if a.Key == "checked" {
			return true
		}
	}
	return false
}

// block ends the block at hand; in a table a cell goes on.
func (h *hypertext) block() {
	if h.tables > 0 {
		h.page.text(" ")
		return
	}
	h.page.end(h.lead())
}

// cell ends the cell at hand, where there is one.
func (h *hypertext) cell() {
	if h.tables != 1 || h.page.line.Len() == 0 {
		return
	}
	text := h.page.line.String()
	h.page.line.Reset()
	if n := len(h.rows); n > 0 {
		h.rows[n-1] = append(h.rows[n-1], text)
	}
}

func (h *hypertext) shut(name string) {
	switch name {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		h.block()
		h.heading = 0
	case "p", "div", "section", "article", "header", "footer", "main", "nav", "dl", "dt", "dd", "details", "summary", "figure", "figcaption", "form", "address":
		h.block()
	case "li":
		h.block()
		h.item = max(0, h.item-1)
	case "blockquote":
		h.block()
		h.quoted = max(0, h.quoted-1)
	case "pre":
		text := h.page.line.String()
		h.page.line.Reset()
		h.pre = false
		h.page.out.WriteString("```text\n" + strings.ReplaceAll(text, "```", "'''") + "\n```\n\n")
	case "a":
		if h.href != "" {
			h.page.text("](" + strings.ReplaceAll(h.href, " ", "%20") + ")")
			h.href = ""
		}
	case "b", "strong":
		h.page.text("**")
	case "td", "th":
		if h.tables == 1 {
			if n := len(h.rows); n > 0 {
				h.rows[n-1] = append(h.rows[n-1], h.page.line.String())
			}
			h.page.line.Reset()
		}
	case "table":
		if h.tables > 0 {
			if h.tables--; h.tables == 0 {
				h.page.table(h.rows)
			}
		}
	}
}
