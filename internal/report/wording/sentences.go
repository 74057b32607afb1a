package wording

import (
	"fmt"
	"slices"
	"strings"
)

// Saying parts a text from the ids that it is about: a list of them at its end
// is taken off, since it may be cut short, and ids that the text names
// elsewhere are not listed again.
func Saying(text string, ids []string) (said string, about []string) {
	said, list, found := strings.Cut(text, ": ")
	if first, _, _ := strings.Cut(list, ", "); found && slices.Contains(ids, first) {
		return said, ids
	}
	words := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,;:()", r) })
	for _, id := range ids {
		if slices.Contains(words, id) {
			return text, nil
		}
	}
	return text, ids
}

// Sentence starts with a capital, not with a digit, and has its full stop to
// come.
func Sentence(s string) string {
	s = strings.TrimSuffix(s, ".")
	if len(s) > 1 && s[0] >= '1' && s[0] <= '9' && s[1] == ' ' && !strings.HasPrefix(s[1:], " of ") {
		s = Few(int(s[0]-'0')) + s[1:]
	}
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// MostRefs is how many ids stand in one cell.
const MostRefs = 12

// Listed joins words for a sentence.
func Listed(words []string) string {
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
}

// ListedFew lists so many words and counts the rest.
func ListedFew(words []string, most int) string {
	if left := len(words) - most; left > 0 {
		words = append(words[:most:most], fmt.Sprintf("%d more", left))
	}
	return Listed(words)
}
