package audit

import "strings"

// claimed gives the text of a line without what it only quotes: code spans and
// words in quotation marks inside a sentence. A span that is the whole of the
// line or of its value is the line's own.
func (l *Line) claimed() string {
	if l.Kind == Code || strings.IndexByte(l.Raw, '`') < 0 && strings.Count(l.Text, `"`) < 2 {
		return l.Text
	}
	return blankQuotes(plain(spared(l.Raw)))
}

// spared blanks the code spans of a line that has words next to them.
func spared(raw string) string {
	if strings.IndexByte(raw, '`') < 0 {
		return raw
	}
	outside := withoutCode(raw)
	if _, value, ok := strings.Cut(outside, ":"); len(lettersOf(outside)) < 2 || ok && len(lettersOf(value)) == 0 {
		return raw
	}
	return outside
}

func lettersOf(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r < 0x80 })
}

// blankQuotes drops what stands in double quotation marks, where words stand
// outside them.
func blankQuotes(s string) string {
	parts := strings.Split(s, `"`)
	if len(parts) < 3 {
		return s
	}
	var outside strings.Builder
	for i := 0; i < len(parts); i += 2 {
		outside.WriteString(parts[i])
		outside.WriteByte(' ')
	}
	if len(lettersOf(outside.String())) < 2 {
		return s
	}
	return outside.String()
}
