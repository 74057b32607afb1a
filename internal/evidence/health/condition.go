package health

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

// conditions is a tool's table of words in lower case.
type conditions map[string]fact.Condition

// word looks a word up, whatever its case and the space around it. A word that
// the table lacks is given to fail.
func (c conditions) word(word string, fail func(format string, args ...any)) fact.Condition {
	condition, ok := c[strings.ToLower(strings.TrimSpace(word))]
	if !ok {
		fail("unknown status %.40q", word)
	}
	return condition
}

// unstated is the number of restarts that a tool does not state.
const unstated = -1

// each reads the elements of an array, or values that stand one after the
// other, as they are.
func each(j *reader.JSON, read func()) {
	for range j.Values() {
		if j.Kind() != '[' {
			read()
			continue
		}
		for range j.Items() {
			read()
		}
	}
}

// textOr reads a scalar as text; of anything else it gives "".
func textOr(j *reader.JSON) string {
	if kind := j.Kind(); kind == '{' || kind == '[' {
		j.Skip()
		return ""
	}
	return j.Text()
}
