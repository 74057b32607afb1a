package scorecard

import (
	"slices"
	"strings"
)

// Since is what became of an assessment since another, in short: what is better
// and worse, and what was done to the gate itself.
type Since struct {
	Before Side         `json:"before" doc:"the other assessment"`
	Turns  []Turn       `json:"turns" doc:"criteria whose outcome is another, that are new, or gone"`
	Gate   []GateChange `json:"gate" doc:"what was done to the gate itself"`
}

// Turn is a criterion whose outcome is another, that is new, or gone.
type Turn struct {
	ID     string  `json:"id" doc:"the criterion"`
	What   Turned  `json:"what" doc:"what became of it"`
	Before Outcome `json:"before,omitempty" doc:"its outcome before"`
	After  Outcome `json:"after,omitempty" doc:"its outcome now"`
	Was    string  `json:"was,omitempty" doc:"its figure before"`
	Is     string  `json:"is,omitempty" doc:"its figure now"`
	Target Bound   `json:"target,omitzero" doc:"what it has to satisfy now"`
}

// GateChange is one thing that a change did to its own gate. What is loosened,
// tightened, new, gone or waived; what cannot be ordered counts as loosened.
type GateChange struct {
	What     Effect   `json:"what" doc:"what was done; what cannot be ordered is called loosened"`
	ID       string   `json:"id" doc:"the criterion, or the rule of the verdict"`
	Text     string   `json:"text" doc:"what is not as it was"`
	Declared Declared `json:"declared" doc:"where the criterion or waiver is declared"`
}

// Bounds are what was asked before and what is asked now, the same when the
// change is of something else.
func (g *GateChange) Bounds() (was, is Bound) {
	before, after, two := strings.Cut(g.Text, " → ")
	if !two {
		after = before
	}
	return ParseBound(before), ParseBound(after)
}

// FailOn lists what a comparison can be told to fail on.
var FailOn = []string{Regressed, New, Gone, string(Loosened), string(Waived)}

// Since gives the comparison in short.
func (d *Difference) Since() *Since {
	s := &Since{Before: d.Before, Turns: []Turn{}, Gate: d.gate()}
	for _, c := range d.Criteria {
		m := Turn{ID: c.ID, Before: c.Before, After: c.After, Was: c.Measured[0], Is: c.Measured[1], Target: c.Target[1]}
		switch rank := order(c.Before) - order(c.After); {
		case c.What == New || c.What == Gone:
			m.What = Turned(c.What)
		case rank > 0:
			m.What = Worse
		case rank < 0:
			m.What = Better
		default:
			continue
		}
		s.Turns = append(s.Turns, m)
	}
	return s
}

// order ranks outcomes from the worst up.
func order(o Outcome) int {
	return slices.Index([]Outcome{Unknown, Unmet, Warning, NotApplicable, Met}, o)
}

// gate lists what was done to the gate: criteria first, then what the verdict
// asks, then waivers.
func (d *Difference) gate() []GateChange {
	list := []GateChange{}
	add := func(what Effect, id, text string, at Declared) { list = append(list, GateChange{what, id, text, at}) }
	for _, c := range d.Criteria {
		switch {
		case c.What == New:
			add(New, c.ID, c.Target[1].written, c.Declared)
		case c.What == Gone:
			add(Gone, c.ID, c.Target[0].written, c.Declared)
		case !c.CriterionChanged:
		case c.looser():
			add(Loosened, c.ID, c.changed(), c.Declared)
		default:
			add(Tightened, c.ID, c.changed(), c.Declared)
		}
	}
	for _, r := range d.Rules {
		add(r.What, r.ID, r.Text, Declared{})
	}
	for _, w := range d.Waivers {
		if w.What == Added || w.What == Changed && w.Expires[1] > w.Expires[0] {
			add(Waived, w.Criterion, w.ID+" until "+w.Expires[1], w.Declared)
		}
	}
	return list
}

// tighter are the changes next to its target that make a criterion stricter.
var tighter = []string{"blocker added", "counts now", "warn added"}

// looser says whether the criterion may ask less than it did: whatever is not
// shown to ask more.
func (c *CriterionChange) looser() bool {
	if c.Loosened || c.AskedOtherwise || !c.Tightened && c.Target[0].written != c.Target[1].written {
		return true
	}
	for _, change := range c.Changes {
		if !slices.ContainsFunc(tighter, func(t string) bool { return strings.HasPrefix(change, t) }) && !c.isTightened(change) {
			return true
		}
	}
	return !c.Tightened && len(c.Changes) == 0
}

// isTightened says whether a changed warn bound is the stricter one.
func (c *CriterionChange) isTightened(change string) bool {
	name, bounds, found := strings.Cut(change, " ")
	before, after, two := strings.Cut(bounds, " → ")
	if !found || !two || name != "warn" {
		return strings.HasPrefix(change, "warn ") && strings.HasSuffix(change, " added")
	}
	_, tightened := stricterThan(ParseBound(before), ParseBound(after))
	return tightened
}

// changed says in words what is not as it was.
func (c *CriterionChange) changed() string {
	var words []string
	if c.Target[0].written != c.Target[1].written {
		words = append(words, c.Target[0].written+" → "+c.Target[1].written)
	}
	words = append(words, c.Changes...)
	if c.AskedOtherwise || len(words) == 0 {
		words = append(words, "asks something else")
	}
	return strings.Join(words, "; ")
}

// Fails lists what holds of the words that a comparison was told to fail on,
// each with the criterion or rule that it is about.
func (d *Difference) Fails(on []string) []string {
	var because []string
	add := func(word, id string) {
		if slices.Contains(on, word) && !slices.Contains(because, word+" "+id) {
			because = append(because, word+" "+id)
		}
	}
	for _, c := range d.Criteria {
		switch c.What {
		case Regressed:
			add(Regressed, c.ID)
		case Gone:
			add(Gone, c.ID)
		case New:
			if c.After == Unmet || c.After == Unknown {
				add(New, c.ID)
			}
		}
	}
	for _, g := range d.gate() {
		if g.What == Loosened || g.What == Waived || g.What == Gone {
			add(string(g.What), g.ID)
		}
	}
	return because
}
