package audit

import (
	"signoff/internal/audit/words"
	"signoff/internal/lazy"
	"strings"
)

// inQuotes says whether a bracket stands within quotation marks among other
// words: the text of a pattern, not a field.
func inQuotes(text, bracket string) bool {
	parts := strings.Split(words.Fold(text), `"`)
	for i := 1; i < len(parts)-1; i += 2 {
		if strings.Contains(parts[i], bracket) && strings.TrimSpace(parts[i]) != bracket {
			return true
		}
	}
	return false
}

var fieldForm = lazy.Regexp(`^(?:\[([^\[\]]{1,40})\]|<([a-z][a-z _-]{1,30})>|\{\{\s*[a-z][\w .-]{0,30}\}\}` +
	`|X{1,3}(?:\.X+)?\s?%|_{2,}\s?%?|\?{2,}\s?%)$`)

// formField says whether a value is nothing but a field of a form: [Team Lead],
// <name>, {{tests}}, XX%.
func formField(raw string) bool {
	m := fieldForm().FindStringSubmatch(strings.Trim(raw, "`*_ ."))
	if m == nil {
		// underscores are trimmed above: ___% is left as %
		return strings.HasSuffix(strings.TrimSpace(raw), "_%")
	}
	if inside := strings.ToLower(m[1] + m[2]); inside != "" {
		return blankWord(inside) || roleWords(inside)
	}
	return true
}

// roleWords says whether what stands in brackets names a role or a version in
// general: [On-call Engineer], [X.Y.Z].
func roleWords(s string) bool {
	if s == "x.y.z" || s == "x.y" || s == "vx.y.z" || s == "n" {
		return true
	}
	s = strings.ReplaceAll(s, "-", " ")
	fields := strings.Fields(s)
	for i, f := range fields {
		if f == "team" || f == "on" || f == "call" || f == "your" || f == "insert" {
			fields[i] = "lead"
		}
	}
	return len(fields) > 1 && isRole(strings.Join(fields, " "))
}

// withoutCode blanks the code spans of a line, except one that is nothing but
// a bracket: that is a form's field set in code.
func withoutCode(raw string) string {
	if strings.IndexByte(raw, '`') < 0 {
		return raw
	}
	var b strings.Builder
	for i := 0; i < len(raw); {
		if raw[i] != '`' {
			b.WriteByte(raw[i])
			i++
			continue
		}
		end := afterCode(raw, i)
		inside := strings.Trim(raw[i:end], "`")
		if strings.HasPrefix(inside, "[") && strings.IndexByte(inside, ']') == len(inside)-1 {
			b.WriteString(inside)
		}
		b.WriteByte(' ')
		i = end
	}
	return b.String()
}

// bracketed gives what stands in the brackets of a line that are not links.
func bracketed(s string) []string {
	const longest = 80
	var found []string
	for {
		open := strings.IndexByte(s, '[')
		if open < 0 {
			return found
		}
		s = s[open+1:]
		end := strings.IndexAny(s[:min(len(s), longest)], "[]")
		if end < 0 || s[end] == '[' {
			continue
		}
		inside := s[:end]
		if s = s[end+1:]; inside != "" && (s == "" || strings.IndexByte("([:", s[0]) < 0) {
			found = append(found, inside)
		}
	}
}
