package evaluate

import (
	"fmt"
	"strings"
)

// maxListed is how many names a sentence lists before it counts the rest.
const maxListed = 6

// enumerate joins names for a sentence.
func enumerate(names []string) string {
	if len(names) > maxListed {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:maxListed], ", "), len(names)-maxListed)
	}
	return strings.Join(names, ", ")
}

// plural counts something: "1 file", "2 files".
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
