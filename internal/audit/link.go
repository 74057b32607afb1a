package audit

import "strings"

// inline is a link as it stands in a line: [text](target).
type inline struct {
	text, target string
	start, end   int
}

// longestLink bounds how far a bracket is followed, and stray how many
// brackets of a line may lead nowhere: hostile lines hold millions.
const (
	longestLink = 600
	stray       = 64
)

// inlineLink reads the link that s starts with.
func inlineLink(s string) (inline, bool) {
	closing := matching(s, '[', ']')
	if closing < 0 || closing+1 >= len(s) || s[closing+1] != '(' {
		return inline{}, false
	}
	end := matching(s[closing+1:], '(', ')')
	if end < 0 {
		return inline{}, false
	}
	inside := strings.TrimSpace(s[closing+2 : closing+1+end])
	target := inside
	if after, ok := strings.CutPrefix(inside, "<"); ok {
		target, _, _ = strings.Cut(after, ">")
	} else if i := strings.IndexAny(inside, " \t"); i >= 0 {
		target = inside[:i]
	}
	return inline{text: s[1:closing], target: target, end: closing + 2 + end}, true
}

// matching finds the bracket that closes the one s starts with.
func matching(s string, open, close byte) int {
	depth := 0
	for i := 0; i < len(s) && i < longestLink; i++ {
		switch s[i] {
		case '\\':
			i++
		case open:
			depth++
		case close:
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// inlineLinks finds the links of a line outside code spans.
func inlineLinks(s string) []inline {
	if !strings.Contains(s, "](") {
		return nil
	}
	var found []inline
	failed := 0
	for i := 0; i < len(s) && failed < stray; {
		switch s[i] {
		case '\\':
			i += 2
		case '`':
			i = afterCode(s, i)
		case '[':
			l, ok := inlineLink(s[i:])
			if !ok {
				i++
				failed++
				continue
			}
			l.start, l.end = i, i+l.end
			found = append(found, l)
			if strings.HasPrefix(l.text, "![") {
				found = append(found, inlineLinks(l.text)...)
			}
			i = l.end
		default:
			i++
		}
	}
	return found
}

// afterCode gives the place after the code span that opens at i, or after its
// marks when nothing closes it.
func afterCode(s string, i int) int {
	n := i
	for n < len(s) && s[n] == '`' {
		n++
	}
	if end := strings.Index(s[n:], s[i:n]); end >= 0 {
		return n + end + (n - i)
	}
	return n
}

// codeSpans gives the contents of the code spans of a line.
func codeSpans(s string) []string {
	var spans []string
	for i := strings.IndexByte(s, '`'); i >= 0 && i < len(s); {
		end := afterCode(s, i)
		if inside := strings.Trim(s[i:end], "`"); inside != "" {
			spans = append(spans, inside)
		}
		next := strings.IndexByte(s[end:], '`')
		if next < 0 {
			break
		}
		i = end + next
	}
	return spans
}
