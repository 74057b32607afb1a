package audit

import (
	"html"
	"net/url"
	"signoff/internal/lazy"
	"strconv"
	"strings"
	"unicode"
)

var htmlHeading = lazy.Regexp(`<h[1-6][^>]*>(.*?)</h[1-6]>`)

var idAttribute = lazy.Regexp(`(?:id|name)\s*=\s*["']?([^"'\s>]+)`)

// anchors gives the slugs of the headings as GitHub makes them, repeats
// numbered, and what id and name attributes define.
func (d *Document) anchors() map[string]bool {
	known := map[string]bool{"top": true, "": true}
	seen := map[string]int{}
	for i := range d.Lines {
		line := &d.Lines[i]
		title := ""
		if line.Kind == Heading {
			title = line.Raw
		}
		if line.Kind != Code && strings.Contains(line.Raw, "<h") {
			if m := htmlHeading().FindStringSubmatch(line.Raw); m != nil {
				title = plain(m[1])
			}
		}
		if title != "" {
			s := slug(title)
			known[s] = true
			if n := seen[s]; n > 0 {
				known[s+"-"+strconv.Itoa(n)] = true
			}
			seen[s]++
			if i := strings.Index(line.Raw, "{#"); i >= 0 {
				id, _, _ := strings.Cut(line.Raw[i+2:], "}")
				known[anchorOf(id)] = true
			}
		}
		if strings.IndexByte(line.Raw, '<') >= 0 {
			for _, m := range idAttribute().FindAllStringSubmatch(line.Raw, -1) {
				known[anchorOf(m[1])] = true
			}
		}
	}
	return known
}

// anchorOf reads the anchor that a link names, without the signs that no
// anchor of a heading has.
func anchorOf(s string) string {
	if decoded, err := url.PathUnescape(s); err == nil {
		s = decoded
	}
	return strings.Map(anchorRune, strings.ToLower(s))
}

// anchorRune keeps letters, digits, dashes and underscores, turns blanks into
// dashes and drops the rest.
func anchorRune(r rune) rune {
	switch {
	case r == 0xfe0f || r == 0x20e3:
		return -1
	case unicode.IsLetter(r), unicode.IsNumber(r), unicode.Is(unicode.M, r), r == '-', r == '_':
		return r
	case r == ' ':
		return '-'
	}
	return -1
}

// slug makes the anchor of a heading as GitHub does: lower case, blanks to
// dashes, everything but letters, digits, dashes and underscores dropped.
func slug(heading string) string {
	whole := strings.TrimSpace(html.UnescapeString(slugWords(heading)))
	text := whole
	for _, l := range inlineLinks(whole) {
		text = strings.Replace(text, whole[l.start:l.end], l.text, 1)
	}
	return strings.Map(anchorRune, strings.ToLower(text))
}

// slugWords drops tags and the underscores of emphasis, which are those that do not
// join two parts of a name; what stands in code or behind a backslash is text.
func slugWords(heading string) string {
	if !strings.ContainsAny(heading, "<_\\") {
		return heading
	}
	var b strings.Builder
	for i := 0; i < len(heading); {
		switch c := heading[i]; {
		case c == '`':
			end := afterCode(heading, i)
			b.WriteString(heading[i:end])
			i = end
		case c == '\\' && i+1 < len(heading):
			b.WriteByte(heading[i+1])
			i += 2
		case c == '_' && (i == 0 || i+1 == len(heading) || !wordByte(heading[i-1]) || !wordByte(heading[i+1])):
			i++
		case c == '<' && tag(heading[i:]) > 0:
			i += tag(heading[i:])
		default:
			b.WriteByte(c)
			i++
		}
	}
	return b.String()
}
