// Package lazy puts off work that most runs of the tool never need. It keeps
// what it made, and refuses to make anything before it is asked for.
package lazy

import (
	"regexp"
	"sync"
)

// Regexp gives a regular expression (RE2) that is compiled at its first use; it
// may be used by several goroutines. A pattern that is none makes it panic
// then, so a test compiles every pattern of the module.
func Regexp(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}
