package bind

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

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
	criterion int // -1: none
}

// judge holds the figures of a group against what they are bound to. Agreed are
// the criteria of which a figure of the sentence agrees already: another beside
// it is some other property of the same thing.
func (b *Book) judge(g *group, at Line, agreed map[int]bool, r *Reading) {
	var wrong *said
	var against candidate
	fits := false
	for i := range g.figures {
		f := &g.figures[i]
		right, bad, c := b.bound(g, f, at)
		switch {
		case right:
			fits, agreed[c.criterion] = true, true
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
func sameThing(f *said, c candidate) bool { return c.criterion >= 0 || f.noun != "" }

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
	if bad && (f.role == wanted || f.Qualifier != "" && !g.limits(f)) {
		return false, f.role == wanted, c
	}
	if bad && b.besides(g, f) {
		return true, false, c
	}
	return false, bad, c
}

// limits says whether a bound is a claim: "stayed below 2 s", not "< 2 s".
func (g *group) limits(f *said) bool {
	return f.Value.Text != "" && !strings.ContainsAny(f.Value.Text[:1], "<>≤≥=~") && !g.own.Has(words.Target) && g.verb(f)
}

// verb says whether a word that asserts stands before the figure.
func (g *group) verb(f *said) bool {
	if at := f.limit - 1; f.limit > g.first+1 && !g.isNamed(at) {
		return true // a word between the name and "within"
	}
	for i := g.first; i < f.token; i++ {
		switch g.line.Tokens[i].Word {
		case "is", "was", "are", "were", "stays", "stayed", "stands", "stood", "took", "lasted", "remained", "remains", "reached", "reaches", "ist", "war",
			"bleibt", "est", "reste", "es", "fue":
			return true
		}
	}
	return false
}

// isNamed says whether a token is part of an id that the group names.
func (g *group) isNamed(token int) bool {
	return len(g.ids) > 0 && token <= g.firstID+2
}

// besides says whether a figure is another that a criterion named by its id
// shows: what was looked at, its target, its bounds.
func (b *Book) besides(g *group, f *said) bool {
	for _, i := range append(append([]int{}, g.ids...), g.titles...) {
		c := &b.card.Criteria[i]
		for _, n := range []*int64{c.Seen, c.Matched} {
			if n != nil && !g.own.Has(words.Met, words.Unmet, words.Skipped) && f.dim == "" && f.noun != "" && float64(*n) == f.Number {
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
		for _, bound := range []string{c.Target, c.Warn} {
			if f.Qualifier != "" && boundOf(bound, f) {
				return true
			}
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

// levels gives what a figure may stand for, the most exact names first.
func (b *Book) levels(g *group, f *said, at Line) [][]candidate {
	var all [][]candidate
	if byRow := b.byRow(g, f); len(byRow) > 0 {
		all = append(all, byRow)
	}
	if len(g.ids) > 0 && !(len(g.ids) > 1 && g.foreign && g.trails(f)) {
		return append(all, b.criteria(g.ids, f, true))
	}
	if titled := b.titled(g, f); len(titled) > 0 {
		all = append(all, b.criteria(titled, f, false))
	}
	if measured := b.byMeasure(g, f); len(measured) > 0 {
		all = append(all, measured)
	}
	all = append(all, b.totals(g, f, at), b.byCount(g, f))
	return all
}

// trails says whether the ids of a group stand behind the figure, as in
// "steps: 15 s: REC-07, REC-08".
func (g *group) trails(f *said) bool { return g.firstID > f.token }

// titled gives the criteria that the group's words tell; a short title that
// another word narrows tells none.
func (b *Book) titled(g *group, f *said) []int {
	var kept []int
	for _, c := range g.titles {
		if len(b.titles[c].stems) > 2 || !b.narrowed(g, c) {
			kept = append(kept, c)
		}
	}
	return kept
}

// narrowed says whether a word beside the title's, which nothing knows, makes
// another thing of it: "frontend line coverage", "line coverage of the parser".
func (b *Book) narrowed(g *group, c int) bool {
	inTitle := map[string]bool{}
	for _, s := range b.titles[c].stems {
		inTitle[s] = true
	}
	for i := g.first; i < g.end; i++ {
		if !inTitle[stem(g.line.Tokens[i].Word)] {
			continue
		}
		if i > g.first && g.unknown(b, i-1) && g.line.Lower[g.line.Tokens[i-1].End:g.line.Tokens[i].Start] == " " {
			return true
		}
		for j := i + 1; j < g.end && j <= i+3; j++ {
			if g.unknown(b, j) {
				return g.line.Tokens[i+1].Word == "of" || g.line.Tokens[i+1].Word == "for" || g.line.Tokens[i+1].Word == "in"
			}
			if !g.filler(j) {
				break
			}
		}
	}
	return false
}

// filler says whether a token is a word that says nothing.
func (g *group) filler(i int) bool {
	for _, h := range g.line.Within(i, i+1) {
		if h.Set.Has(words.Filler) {
			return true
		}
	}
	return false
}

// unknown says whether neither the tables nor the titles know a token.
func (g *group) unknown(b *Book, i int) bool {
	word := g.line.Tokens[i].Word
	if len(word) < 2 || word[0] >= '0' && word[0] <= '9' || len(b.stems[stem(word)]) > 0 {
		return false
	}
	for _, h := range g.line.Hits {
		if h.First <= i && i < h.End {
			return false
		}
	}
	if strings.HasSuffix(word, "ed") || b.names[word] != nil {
		return false
	}
	return true
}

// criteria gives the figures of criteria that f may be: a bare number with a
// noun of its own is none of a criterion that does not speak of it.
func (b *Book) criteria(list []int, f *said, byID bool) []candidate {
	var found []candidate
	for _, i := range list {
		c := &b.card.Criteria[i]
		value, unit, ok := exact(c)
		if !ok || f.word && byID || f.dim == "" && f.noun != "" && !b.speaks(i, f.noun) || f.ratio && !ratioOf(c, f) {
			continue
		}
		if f.ratio {
			value, unit = f.Number, ""
		}
		found = append(found, candidate{value, unit, b.label(i), b.shownFigure(c), i})
	}
	return found
}

// ratioOf says whether "a of b" is the fraction, or the parts, of a criterion.
func ratioOf(c *scorecard.Criterion, f *said) bool {
	num, den, ok := strings.Cut(c.Exact, "/")
	if ok && num == strconv.FormatFloat(f.Number, 'f', -1, 64) && den == strconv.FormatFloat(f.Of, 'f', -1, 64) {
		return true
	}
	return c.Whole > 0 && f.Of > 0 && f.Number*float64(c.Whole) == f.Of*float64(c.Part)
}

// speaks says whether a noun that is counted is a word of the criterion.
func (b *Book) speaks(criterion int, noun string) bool {
	s := stem(noun)
	for _, known := range b.titles[criterion].all {
		if known == s {
			return true
		}
	}
	set := words.In(noun)
	kind, _, _ := strings.Cut(b.card.Criteria[criterion].Measure, ".")
	return set != 0 && !set.Has(words.Actual, words.Criteria) && set.Has(words.Filler, words.Met, words.Unmet, words.Target, words.AtMost, words.AtLeast) ||
		kind == "tests" && set.Has(words.Tests) || kind == "findings" && set.Has(words.Findings)
}

func (b *Book) label(i int) string {
	c := &b.card.Criteria[i]
	return c.ID + " (" + c.Title + ")"
}

func (b *Book) shownFigure(c *scorecard.Criterion) string {
	if c.Measured == nil {
		return string(c.Outcome)
	}
	if c.Measured.Unit == "%" || c.Measured.Unit == "" {
		return c.Measured.Value + c.Measured.Unit
	}
	return c.Measured.Value + " " + c.Measured.Unit
}

// byRow gives the figures of the rows that the group names.
func (b *Book) byRow(g *group, f *said) []candidate {
	var found []candidate
	for _, name := range g.rows {
		for _, i := range b.rows[name] {
			for _, row := range b.card.Criteria[i].Rows {
				if v, ok := shown(row.Shown); ok && row.Name == name {
					if _, comparable := f.equals(v.Number, v.Unit); comparable && f.dim != "" {
						found = append(found, candidate{v.Number, v.Unit, b.card.Criteria[i].ID + " of " + name, row.Shown, i})
					}
				}
			}
		}
	}
	return found
}

// byMeasure gives the figures of the measures that the group's words name.
func (b *Book) byMeasure(g *group, f *said) []candidate {
	var found []candidate
	for _, hit := range words.Measures(g.line.Text, g.first, g.end) {
		m := hit.Name
		if len(b.facts[m]) == 0 || b.narrowedMeasure(g) {
			continue
		}
		for _, fact := range b.facts[m] {
			if f.dim == "" && fact.unit == "" && f.noun != "" && !strings.HasSuffix(m, ".total") {
				continue
			}
			found = append(found, b.factual(m, fact))
		}
	}
	return found
}

func (b *Book) narrowedMeasure(g *group) bool { return g.foreign }

func (b *Book) factual(measure string, f fact) candidate {
	shown := strconv.FormatFloat(f.value, 'f', -1, 64)
	if c := &b.card.Criteria[f.criterion]; c.Measure == measure {
		return candidate{f.value, f.unit, b.label(f.criterion), b.shownFigure(c), f.criterion}
	}
	return candidate{f.value, f.unit, measure, shown, f.criterion}
}

// excused says whether a mood takes back all that a sentence claims.
func excused(m sentence.Mood) bool { return m != 0 }
