package wording

import (
	"fmt"
	"slices"
	"strings"

	"signoff/internal/scorecard"
)

// Exempt says why a criterion does not apply, and who agreed.
func Exempt(c *scorecard.Criterion) string {
	switch {
	case c.Outcome != scorecard.NotApplicable:
		return ""
	case c.NotBy == "":
		return "because " + c.NotBecause
	}
	return "because " + c.NotBecause + "; approved by " + c.NotBy
}

// Decisive is which of several figures decided.
func Decisive(c *scorecard.Criterion) string {
	for _, p := range c.Evidence {
		if c.Series == p.ID || c.Series == p.Path {
			return ""
		}
	}
	return c.Series
}

// MeasuredLine is the figure with everything that qualifies it.
func MeasuredLine(c *scorecard.Criterion) string {
	switch {
	case c.Outcome == scorecard.NotApplicable:
		return ""
	case Figure(c) == None:
		return Because(c) + " (" + string(c.Reason) + ")"
	}
	said := Figure(c)
	if c.Whole > 0 {
		said += " (" + Thousands(c.Part) + " of " + Thousands(c.Whole) + ")"
	}
	if c.Compared != nil {
		said += "; " + Compared(c.Compared)
	}
	if more := Qualified(c); more != "" {
		said += "; " + more
	}
	return said
}

// Compared are the two figures behind a change.
func Compared(s *scorecard.Sides) string {
	return s.Now.Text() + " now, " + s.Before.Text() + " before"
}

// Qualified is what must be known of a figure next to its value.
func Qualified(c *scorecard.Criterion) string {
	var said []string
	if c.Single {
		said = append(said, "single figure")
	}
	if i := c.Interval; i != nil && i.Reduced {
		said = append(said, "median of "+Count(i.Samples, strings.TrimSuffix(i.Of, "s"), i.Of))
	}
	if c.Basis == scorecard.Attested {
		said = append(said, string(c.Basis))
	}
	return strings.Join(said, "; ")
}

// Headroom is how far a figure that counts lies from its target.
func Headroom(c *scorecard.Criterion) string {
	if Figure(c) == None {
		return ""
	}
	return Minus(c.Headroom)
}

// Counted says how many records there were, how many the question selects and
// what else must be known of them.
func Counted(c *scorecard.Criterion) string {
	var said []string
	if c.Seen != nil && c.Matched != nil {
		said = append(said, Share(int(*c.Matched), int(*c.Seen))+" matched")
	}
	for _, n := range c.Beside {
		said = append(said, Thousands(n.Count)+" "+n.Name)
	}
	return strings.Join(said, "; ")
}

// Tallied counts the outcomes of a category in words.
func Tallied(c *scorecard.Category) string {
	var words []string
	for _, n := range []struct {
		n int
		o scorecard.Outcome
	}{{c.Met, scorecard.Met}, {c.Warning, scorecard.Warning}, {c.Unmet, scorecard.Unmet}, {c.Unknown, scorecard.Unknown}} {
		if n.n > 0 {
			words = append(words, fmt.Sprintf("%s %s", Thousands(int64(n.n)), SignOf(n.o).Word))
		}
	}
	if len(words) == 0 {
		return "none applicable"
	}
	return strings.Join(words, ", ")
}

// Besides are the counts that must stand next to a figure: how many records a
// filter lets pass, when it does not let all; the first note whatever it is, the
// others when there is something to count.
func Besides(c *scorecard.Criterion) string {
	var notes []string
	if Figure(c) == None {
		return ""
	}
	if c.Compared != nil {
		notes = append(notes, Compared(c.Compared))
	}
	if c.Seen != nil && c.Matched != nil && *c.Matched < *c.Seen {
		notes = append(notes, fmt.Sprintf("%s seen, %s matched", Thousands(*c.Seen), Thousands(*c.Matched)))
	}
	for i, n := range c.Beside {
		if (i == 0 || n.Count > 0) && c.Measure != c.Subject()+"."+n.Name {
			notes = append(notes, fmt.Sprintf("%s %s", Thousands(n.Count), n.Name))
		}
	}
	if len(notes) == 0 {
		return ""
	}
	return "(" + strings.Join(notes, ", ") + ")"
}

// beside are the counts next to a figure that may undo what it says.
var beside = []string{"suppressed", "undecided", "skipped", "flaky", "errors", "failed"}

// Shaded lists the criteria that are met while something stands next to the figure
// that may undo what it says, each with that.
func Shaded(s *scorecard.Scorecard) []string {
	var list []string
	for i := range s.Criteria {
		c := &s.Criteria[i]
		var notes []string
		for _, n := range c.Beside {
			if n.Count > 0 && slices.Contains(beside, n.Name) {
				notes = append(notes, fmt.Sprintf("%s %s", Thousands(n.Count), n.Name))
			}
		}
		if c.Outcome.Satisfied() && len(notes) > 0 {
			list = append(list, fmt.Sprintf("%s %s: %s", c.ID, Clip(c.Title), strings.Join(notes, ", ")))
		}
	}
	return list
}
