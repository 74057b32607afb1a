package bind

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"signoff/internal/audit/figure"
	"signoff/internal/audit/sentence"
	"signoff/internal/audit/words"
	"signoff/internal/scorecard"
)

// Fault is a claim that the assessment contradicts. Spot is the part of the
// line that makes it.
type Fault struct {
	Spot, Message string
}

// Trace is a claim that the assessment bears out, with what it is bound to.
type Trace struct {
	Claim     string
	Criterion string
	Evidence  string // path:line, "" where there is none
}

// Reading is what a line came to. Settled are the figures, as printed, that
// need no further word: they are bound, or claim nothing.
type Reading struct {
	Faults  []Fault
	Traces  []Trace
	Settled map[string]bool
}

func (r *Reading) fault(spot, format string, args ...any) {
	r.Faults = append(r.Faults, Fault{spot, fmt.Sprintf(format, args...)})
}

func (r *Reading) settle(text string) {
	if r.Settled == nil {
		r.Settled = map[string]bool{}
	}
	r.Settled[text] = true
}

// candidate is a value that a figure may stand for.
type candidate struct {
	value     float64
	unit      string
	label     string // what it is, for the message
	shown     string
	criterion int  // -1: none
	counted   bool // a count next to the figure of the criterion: no other property of it
}

func newCandidate(value float64, unit, label, shown string, criterion int) candidate {
	return candidate{value: value, unit: unit, label: label, shown: shown, criterion: criterion}
}

// counting is a count of the whole.
func counting(n int, label string) candidate {
	return newCandidate(float64(n), "", label, strconv.Itoa(n), -1)
}

// judge compares the figures of a group with what they are bound to. Agreed are
// the criteria of which a figure of the sentence agrees already: another next to
// it is some other property of the same thing.
func (b *Book) judge(g *group, at Line, agreed map[int]bool, r *Reading) {
	var wrong *said
	var against candidate
	fits := false
	for i := range g.figures {
		f := &g.figures[i]
		right, bad, c := b.bound(g, f, at)
		switch {
		case f.role == history:
			r.settle(f.Text)
		case right:
			fits = true
			agreed[c.criterion] = agreed[c.criterion] || !c.counted
			r.settle(f.Text)
			r.trace(b, f.Text, c)
		case bad && f.role == wanted:
			r.settle(f.Text)
		case bad && wrong == nil:
			wrong, against = f, c
		case f.role != observed:
			r.settle(f.Text)
		}
	}
	if wrong == nil {
		return
	}
	r.settle(wrong.Text)
	if (fits || g.inherited && agreed[against.criterion]) && sameThing(wrong, against) {
		return
	}
	r.fault(wrong.Text, "the report says %s, and the assessment says %s", wrong.Text, b.saying(against))
}

// sameThing says whether a figure that disagrees may be another property of
// a thing of which another figure agrees.
func sameThing(f *said, c candidate) bool {
	return c.criterion >= 0 && !c.counted || f.noun != "" && !words.In(f.noun).Has(words.Filler)
}

func (r *Reading) trace(b *Book, text string, c candidate) {
	t := Trace{Claim: text}
	if c.criterion >= 0 {
		t.Criterion = b.card.Criteria[c.criterion].ID
		t.Evidence = b.place(c.criterion)
	}
	r.Traces = append(r.Traces, t)
}

// place gives where the evidence says the figure of a criterion.
func (b *Book) place(criterion int) string {
	for _, e := range b.card.Criteria[criterion].Evidence {
		switch {
		case e.Path == "":
			continue
		case e.Line > 0:
			return e.Path + ":" + strconv.Itoa(e.Line)
		default:
			return e.Path
		}
	}
	return ""
}

// saying names a candidate with its figure and where the evidence says it.
func (b *Book) saying(c candidate) string {
	text := c.label + " is " + c.shown
	if c.criterion < 0 {
		return text
	}
	if place := b.place(c.criterion); place != "" {
		text += " (" + place + ")"
	}
	return text
}

// bound binds a figure: right when something that its words name agrees, bad
// when they name something and nothing does.
func (b *Book) bound(g *group, f *said, at Line) (right, bad bool, c candidate) {
	for _, level := range b.levels(g, f, at) {
		for _, try := range level {
			equal, ok := f.equals(try.value, try.unit)
			if ok && equal {
				return true, false, try
			}
			if ok && !bad {
				bad, c = true, try
			}
		}
	}
	if bad && f.role == wanted && f.needs && !b.asked(c.criterion, f) {
		f.role = observed // "the queue needs 96 MB"
		return false, true, c
	}
	if bad && (f.role == wanted || f.Qualifier != "" && !g.limits(f)) {
		return false, f.role == wanted, c
	}
	if bad && (f.role == history || f.Qualifier != "" && g.negated()) {
		return false, false, c
	}
	if bad && b.besides(g, f) {
		return true, false, c
	}
	return false, bad, c
}

// limits says whether a bound is a claim: "stayed below 2 s", not "< 2 s".
func (g *group) limits(f *said) bool {
	return f.Value.Text != "" && !strings.ContainsAny(f.Value.Text[:1], "<>≤≥=~") && !g.own.Has(words.Target) &&
		g.verb(f)
}

// verb says whether a word that asserts stands before the figure.
func (g *group) verb(f *said) bool {
	if at := f.limit - 1; f.limit > g.first+1 && !(len(g.ids) > 0 && at < g.endID) {
		return true // a word between the name and "within"
	}
	end := f.token
	if f.limit == g.first {
		end = g.end // "more than 80 % of the flash is in use"
	}
	for i := g.first; i < end; i++ {
		switch g.line.Tokens[i].Word {
		case "is",
			"was",
			"are",
			"were",
			"stays",
			"stayed",
			"stands",
			"stood",
			"took",
			"lasted",
			"remained",
			"remains",
			"reached",
			"reaches",
			"ist",
			"war",
			"bleibt",
			"est",
			"reste",
			"es",
			"fue":
			return true
		}
	}
	return false
}

// besides says whether a figure is another that a criterion named by its id
// shows: what was looked at, its target, its bounds.
func (b *Book) besides(g *group, f *said) bool {
	for _, i := range append(append([]int{}, g.ids...), g.titles...) {
		c := &b.card.Criteria[i]
		for _, n := range []*int64{c.Seen, c.Matched} {
			if n != nil && !g.own.Has(words.Met, words.Unmet, words.Skipped) && f.dim == "" && f.noun != "" &&
				float64(*n) == f.Number {
				return true
			}
		}
		if f.ratio && c.Whole > 0 && f.Number == float64(c.Part) && f.Of == float64(c.Whole) {
			return true
		}
		for _, n := range c.Beside {
			if float64(n.Count) == f.Number && slices.Contains(g.stems, stem(n.Name)) {
				return true
			}
		}
		for _, bound := range []string{c.Target.String(), c.Warn.String()} {
			if f.Qualifier != "" && boundOf(bound, f) && !g.verb(f) {
				return true
			}
		}
		if b.inName(i, f) || (len(g.waivers) > 0 || g.own.Has(words.Waivers, words.Waived)) && b.limitOf(i, f) {
			return true
		}
	}
	return false
}

// asked says whether a figure is a bound of a criterion.
func (b *Book) asked(criterion int, f *said) bool {
	if criterion < 0 {
		return true
	}
	c := &b.card.Criteria[criterion]
	return boundOf(c.Target.String(), f) || boundOf(c.Warn.String(), f)
}

// limitOf says whether a figure is the limit of a waiver of the criterion.
func (b *Book) limitOf(criterion int, f *said) bool {
	return slices.ContainsFunc(b.card.Waivers, func(w scorecard.Waiver) bool {
		return w.Criterion == b.card.Criteria[criterion].ID && boundOf(w.Limit.String(), f)
	})
}

// inName says whether a figure is one that the title of a criterion holds.
func (b *Book) inName(criterion int, f *said) bool {
	for _, named := range figure.Find(words.Fold(b.card.Criteria[criterion].Title)) {
		if named.Number == f.Number {
			return true
		}
	}
	return false
}

func boundOf(target string, f *said) bool {
	v, ok := shown(target)
	if !ok {
		return false
	}
	plain := *f
	plain.Qualifier = ""
	equal, comparable := plain.equals(v.Number, v.Unit)
	return comparable && equal
}

// excused says whether a mood takes back all that a sentence claims.
func excused(m sentence.Mood) bool { return m != 0 }
