package audit

import (
	"regexp"
	"sync"
)

// lazily gives a regular expression that is compiled when it is first used:
// there are many, and most commands audit nothing.
func lazily(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}
