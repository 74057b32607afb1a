package health

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

// conditions is a tool's table of words in lower case.
type conditions map[string]fact.Condition

// word looks a word up, whatever its case and the space around it. A word that
// the table lacks is given to fail, as is none.
func (c conditions) word(word string, fail func(format string, args ...any)) fact.Condition {
	condition, ok := c[strings.ToLower(strings.TrimSpace(word))]
	switch {
	case !ok && strings.TrimSpace(word) == "":
		fail("expected a status, found none")
	case !ok:
		fail("unknown status %.40q", word)
	}
	return condition
}

// judged judges a service by its status at its end: it must have stated one.
func judged(words conditions) setter {
	return func(v reader.Value, r *report) { r.Condition = words.word(r.Status, v.Fail) }
}
