package markdown

import (
	"html/template"
	"strings"
	"unicode"
)

// hidden stands where a character was that would not be seen, or that would
// rearrange what is.
const hidden = '\uFFFD'

// OneLine makes text fit for one line of a document: breaks and tabs become
// spaces, control characters and those that reorder or hide text become
// U+FFFD, invalid UTF-8 too.
func OneLine(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' {
			return ' '
		}
		return seen(r)
	}, s))
}

// lines does the same for text of several lines.
func lines(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return r
		}
		return seen(r)
	}, strings.ReplaceAll(s, "\r\n", "\n"))
}

// seen is the rune as readers see it.
func seen(r rune) rune {
	switch {
	case r == '\u2028', r == '\u2029':
		return ' '
	case unicode.IsControl(r), r == unicode.ReplacementChar, unicode.Is(unicode.Bidi_Control, r),
		r == '\u200b', r == '\ufeff', r == '\u2060':
		return hidden
	}
	return r
}

// EscapeHTML makes text stand for itself on one line of HTML, between tags and in
// the quotes of an attribute.
func EscapeHTML(s string) template.HTML {
	return template.HTML(template.HTMLEscapeString(OneLine(s)))
}

// Escape makes text stand for itself in a Markdown paragraph, list item,
// heading or table cell: it cannot start markup, a link, HTML or a new line.
func Escape(s string) string {
	runes := []rune(OneLine(s))
	var out strings.Builder
	for i, r := range runes {
		before, after := ' ', ' '
		if i > 0 {
			before = runes[i-1]
		}
		if i+1 < len(runes) {
			after = runes[i+1]
		}
		switch {
		case r == '@':
			out.WriteString("&#64;") // a backslash would not stop an address from becoming a link
			continue
		case marks(r, before, after), i == 0 && opens(r, after),
			(r == '.' || r == ')') && i > 0 && after == ' ' && digits(runes[:i]):
			out.WriteByte('\\')
		}
		out.WriteRune(r)
	}
	return out.String()
}

// marks says that r, standing between two others, may be markup.
func marks(r, before, after rune) bool {
	switch r {
	case '\\', '`', '*', '[', ']', '|', '~', '$':
		return true
	case '_':
		return !wordy(before) || !wordy(after)
	case '<':
		return wordy(after) && !unicode.IsDigit(after) || strings.ContainsRune("/!?", after)
	case '&':
		return wordy(after) || after == '#'
	case '#':
		return !wordy(before)
	case '/':
		return before == ':'
	case '.':
		return before == 'w' || before == 'W'
	}
	return false
}

// opens says that r makes a block of the line that it starts.
func opens(r, after rune) bool {
	switch r {
	case '>':
		return true
	case '-', '+':
		return after == ' ' || after == r
	}
	return false
}

func wordy(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func digits(runes []rune) bool {
	for _, r := range runes {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}

// CodeSpan shows text that a machine wrote, letter by letter, in a paragraph
// or a table cell. A bar cannot stand in code in a cell: such text is escaped
// instead.
func CodeSpan(s string) string {
	s = OneLine(s)
	switch {
	case s == "":
		return ""
	case strings.Contains(s, "|"):
		return Escape(s)
	}
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return fence + s + fence
}

// Fence shows lines that a machine wrote as a block of code.
func Fence(language, s string) string {
	fence := "```"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	return fence + language + "\n" + strings.TrimRight(s, "\n") + "\n" + fence + "\n"
}

// Table writes rows as a table. Cells are Markdown already, each made by the
// functions of this package; right says which columns are figures.
func Table(heads []string, right []bool, rows [][]string) string {
	var out strings.Builder
	writeRow(&out, heads)
	for i := range heads {
		if i < len(right) && right[i] {
			out.WriteString("|--:")
		} else {
			out.WriteString("|---")
		}
	}
	out.WriteString("|\n")
	for _, row := range rows {
		writeRow(&out, row)
	}
	return out.String()
}

func writeRow(out *strings.Builder, cells []string) {
	for _, c := range cells {
		out.WriteString("| ")
		out.WriteString(strings.ReplaceAll(strings.Trim(c, " \n"), "\n", " "))
		out.WriteByte(' ')
	}
	out.WriteString("|\n")
}
