package tree

import (
	"fmt"

	"signoff/internal/source"
)

// Mean is the question that goes behind a message about a word nobody knows:
// ` (did you mean "title"?)`, or "" when no known word is near.
func Mean(word string, known []string) string {
	if near := source.Nearest(word, known); near != "" {
		return fmt.Sprintf(" (did you mean %q?)", near)
	}
	return ""
}
