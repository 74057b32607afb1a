package bind

import (
	"slices"
	"strings"

	"signoff/internal/audit/sentence"
	"signoff/internal/audit/words"
	"signoff/internal/scorecard"
)

// outcomes judges what a group says became of the criteria that it names.
func (b *Book) outcomes(v *view, s sentence.Sentence, g *group, r *Reading) {
	named := g.ids
	if len(named) == 0 && !g.foreign && len(g.figures) == 0 && g.own.Has(words.Met, words.Unmet) {
		named = b.fullTitles(g)
	}
	if len(named) == 0 || g.own.Has(words.Target) || g.own.Has(words.SignedBy) {
		return
	}
	out, hit := outcomeSaid(g)
	if out == "" || g.negated() {
		return
	}
	spot := v.Folded[v.Tokens[hit.First].Start:v.Tokens[hit.End-1].End]
	for _, i := range b.without(v, s, named) {
		b.claimOutcome(i, out, spot, r)
	}
}

// fullTitles gives the criteria all of whose telling words stand in the
// group, where the words tell only one.
func (b *Book) fullTitles(g *group) []int {
	var kept []int
	for _, c := range g.full {
		if len(b.titles[c].stems) > 1 && !b.narrowed(g, c) {
			kept = append(kept, c)
		}
	}
	if len(kept) > 1 {
		return nil
	}
	return kept
}

// said outcomes, as claimOutcome takes them.
const (
	saidMet     = "met"
	saidUnmet   = "unmet"
	saidUnknown = "unknown"
	saidWaived  = "waived"
)

// outcomeSaid reads the outcome word of a group; where it holds words for and
// against, it says neither.
func outcomeSaid(g *group) (string, words.Hit) {
	out, at := "", words.Hit{}
	for _, h := range g.hits {
		now := ""
		switch {
		case h.Set.Has(words.Unknown):
			now = saidUnknown
		case h.Set.Has(words.Unmet):
			now = saidUnmet
		case h.Set.Has(words.Met):
			now = saidMet
		case h.Set.Has(words.Waived):
			now = saidWaived
		default:
			continue
		}
		if out != "" && out != now {
			if now == saidWaived {
				continue
			}
			return "", h
		}
		out, at = now, h
	}
	return out, at
}

// without leaves out the criteria that stand behind "except".
func (b *Book) without(v *view, s sentence.Sentence, named []int) []int {
	excepted := b.excepted(v, s)
	return slices.DeleteFunc(slices.Clone(named), func(i int) bool { return excepted[i] })
}

// excepted gives the criteria named behind "except" in a sentence.
func (b *Book) excepted(v *view, s sentence.Sentence) map[int]bool {
	found := map[int]bool{}
	from := -1
	for _, h := range v.Within(s.First, s.End) {
		if h.Set.Has(words.Except) {
			from = h.First
			break
		}
	}
	if from < 0 {
		return found
	}
	for _, m := range v.named {
		if m.first > from && m.first < s.End && (m.kind == criterionID || m.kind == wholeTitle) {
			found[m.at] = true
		}
	}
	stems := map[string]bool{}
	for i := from; i < s.End; i++ {
		stems[stem(v.Tokens[i].Word)] = true
	}
	for c := range b.titles {
		if full := b.titles[c].stems; len(full) > 1 &&
			!slices.ContainsFunc(full, func(s string) bool { return !stems[s] }) {
			found[c] = true
		}
	}
	return found
}

// claimOutcome compares a claim about one criterion with its outcome.
func (b *Book) claimOutcome(i int, out, spot string, r *Reading) {
	c := &b.card.Criteria[i]
	wrong := false
	switch out {
	case saidMet:
		wrong = c.Outcome == scorecard.Unmet || c.Outcome == scorecard.Unknown
	case saidUnmet:
		wrong = c.Outcome.Satisfied()
	case saidUnknown:
		wrong = c.Outcome.Satisfied() || c.Outcome == scorecard.Unmet
	case saidWaived:
		if !c.Waived {
			r.fault(spot, "the report says that %s is waived, and the assessment has no waiver in force for it", c.ID)
			return
		}
	}
	if wrong {
		r.fault(
			spot,
			"the report says that %s is %s, and the assessment says that it is %s%s",
			b.label(i),
			out,
			c.Outcome,
			b.evidenceOf(i),
		)
		return
	}
	r.Traces = append(r.Traces, Trace{spot, c.ID, b.place(i)})
}

// evidenceOf gives the figure and place that an outcome rests on, in brackets.
func (b *Book) evidenceOf(i int) string {
	c := &b.card.Criteria[i]
	var parts []string
	if c.Measured != nil {
		parts = append(parts, b.shownFigure(c))
	}
	if place := b.place(i); place != "" {
		parts = append(parts, place)
	}
	if c.Reason != "" {
		parts = append(parts, c.Reason)
	}
	if parts == nil {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

// wholeTitle judges a sentence that is a criterion's title: "Every shipped
// component has a licence." claims that it does.
func (b *Book) wholeTitle(v *view, s sentence.Sentence, at Line, r *Reading) bool {
	if at.Heading || at.Key != "" || at.Item && at.Sign == NoSign && !v.stopped(s) {
		return false
	}
	i := b.titleOf(v, s)
	if i < 0 || at.Sign == Bad || len(b.titles[i].all) < 2 || !at.Item && !v.stopped(s) {
		return false
	}
	b.claimOutcome(i, saidMet, v.Folded[v.Tokens[s.First].Start:v.Tokens[s.End-1].End], r)
	return true
}

// stopped says whether a full stop ends the sentence.
func (v *view) stopped(s sentence.Sentence) bool {
	end := v.Tokens[s.End-1].End
	return end < len(v.Folded) && v.Folded[end] == '.'
}

// titleOf finds the criterion whose title a sentence is, word for word but for
// fillers and endings; -1 when it is none.
func (b *Book) titleOf(v *view, s sentence.Sentence) int {
	text := words.Scan(v.Folded[v.Tokens[s.First].Start:v.Tokens[s.End-1].End])
	_, all := telling(&text)
	if len(all) == 0 {
		return -1
	}
	sorted := slices.Sorted(slices.Values(all))
	for _, i := range b.stems[all[0]] {
		if slices.Equal(sorted, slices.Sorted(slices.Values(b.titles[i].all))) {
			return i
		}
	}
	for _, own := range all[1:] {
		for _, i := range b.stems[own] {
			if slices.Equal(sorted, slices.Sorted(slices.Values(b.titles[i].all))) {
				return i
			}
		}
	}
	return -1
}

// ticked judges a tick or cross at an item or row that is a criterion: it
// begins with the id, or is the title, and says no outcome in words.
func (b *Book) ticked(v *view, s sentence.Sentence, groups []*group, at Line, r *Reading) bool {
	if at.Sign == NoSign || len(groups) == 0 {
		return false
	}
	for _, g := range groups {
		if out, _ := outcomeSaid(g); out != "" {
			return false
		}
	}
	named := -1
	for _, m := range v.named {
		if m.first == s.First && (m.kind == criterionID || m.kind == wholeTitle) {
			named = m.at
			break
		}
	}
	if named < 0 {
		named = b.titleOf(v, s)
	}
	if named < 0 && at.Key == "" && !groups[0].foreign {
		if full := b.fullTitles(groups[0]); len(full) == 1 && len(b.titles[full[0]].stems) > 1 {
			named = full[0]
		}
	}
	if named < 0 {
		return false
	}
	out, spot := saidMet, ""
	if at.Sign == Bad {
		out = saidUnmet
	}
	if at.Sign == Bad && (b.card.Criteria[named].Waived || !b.card.Criteria[named].Outcome.Satisfied()) {
		return false
	}
	before := len(r.Faults)
	b.claimOutcome(named, out, spot, r)
	return len(r.Faults) > before
}
