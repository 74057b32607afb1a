package bind

import (
	"slices"
	"strings"

	"signoff/internal/audit/sentence"
	"signoff/internal/audit/words"
	"signoff/internal/scorecard"
)

// outcomes judges what a group says became of the criteria that it names.
func (b *Book) outcomes(v *view, s sentence.Sentence, g *group, at Line, r *Reading) {
	named := g.ids
	if len(named) == 0 && !g.foreign && !g.observes() && g.own.Has(words.Met, words.Unmet) {
		if named = b.fullTitles(g); len(named) == 0 {
			named = b.describedBy(g)
		}
	}
	if len(named) == 0 || g.own.Has(words.Target) || g.own.Has(words.SignedBy) {
		return
	}
	out, hit := outcomeSaid(g)
	if out == saidMet && g.own.Has(words.Warned) && g.own.Has(words.None) {
		for _, i := range named {
			if b.card.Criteria[i].Outcome == scorecard.Warning {
				r.fault("", "the report says that %s has no warning, and the assessment says that it has one", b.label(i))
			}
		}
		return
	}
	if out == "" && len(g.ids) > 0 && (at.Key != "" && done(b.withoutIDs(g, at.Value)) || g.endID > g.first &&
		done(v.Folded[v.Tokens[g.endID-1].End:v.Tokens[g.end-1].End])) {
		out, hit = saidMet, words.Hit{First: g.first, End: g.end}
	}
	if out == saidWaived && g.negated() && len(g.ids) > 0 {
		b.notWaived(g.ids, r)
		return
	}
	if turned, ok := opposite[out]; ok && g.negated() && g.turns(v, hit) {
		out = turned
	} else if out == "" || g.negated() {
		return
	}
	spot := v.Folded[v.Tokens[hit.First].Start:v.Tokens[hit.End-1].End]
	if len(g.ids) > 0 && b.only(v, g, out, r) {
		return
	}
	for _, i := range b.without(v, s, named) {
		if out == saidMet && b.card.Criteria[i].Waived && g.own.Has(words.Waivers, words.Waived, words.WithWaivers) {
			continue // "passes by its waiver"
		}
		b.claimOutcome(i, out, spot, r)
	}
}

// opposite is what a negation directly before an outcome makes of it.
var opposite = map[string]string{saidMet: saidUnmet, saidUnmet: saidMet}

// turns says whether the one negation of a group stands directly before a word
// and so says its opposite: "has not yet been met", "did not get its approval".
func (g *group) turns(v *view, hit words.Hit) bool {
	var not *words.Hit
	for i := range g.hits {
		if !g.hits[i].Set.Has(words.Not) {
			continue
		}
		if not != nil {
			return false
		}
		not = &g.hits[i]
	}
	if not == nil || not.End > hit.First || not.Set.Has(words.None) {
		return false
	}
	for i := not.End; i < hit.First; i++ {
		if !g.filler(i) || v.Tokens[i].Word == "only" || v.Tokens[i].Word == "just" {
			return false
		}
	}
	return true
}

// withoutIDs is a value without the ids that stand in it, and the brackets
// around them.
func (b *Book) withoutIDs(g *group, value string) string {
	for _, i := range g.ids {
		value = strings.ReplaceAll(value, b.card.Criteria[i].ID, "")
	}
	return strings.NewReplacer("()", "", "✅", "", "✔", "").Replace(value)
}

// done says whether a value is a word for what is finished.
func done(value string) bool {
	value = strings.ToLower(strings.Trim(value, " .!*:-"))
	for _, is := range []string{"is ", "are ", "now ", "ist ", "est "} {
		value = strings.TrimPrefix(value, is)
	}
	switch value {
	case "done", "complete", "completed", "erledigt", "fait", "fait.", "hecho", "完成", "完了":
		return true
	}
	return false
}

// only holds the claim that no other criteria than the named are unmet or
// unknown.
func (b *Book) only(v *view, g *group, out string, r *Reading) bool {
	if g.inherited || g.own.Has(words.Waived, words.Blockers, words.Waivers, words.WithWaivers) || !g.alone(v) {
		return false
	}
	is := map[string]func(*scorecard.Criterion) bool{saidUnmet: unmet, saidUnknown: unknown}[out]
	if is == nil || len(g.categories) > 0 {
		return false
	}
	for i := range b.card.Criteria {
		if c := &b.card.Criteria[i]; is(c) && !slices.Contains(g.ids, i) {
			r.fault(out, "the report says that only %s is %s, and the assessment says that %s is too",
				b.card.Criteria[g.ids[0]].ID, out, b.label(i))
			return true
		}
	}
	return false
}

// alone says whether a group says "only" of what it names: "only K-2 is unmet",
// "the only unmet criterion is K-2".
func (g *group) alone(v *view) bool {
	for i := g.first; i < g.end; i++ {
		switch v.Tokens[i].Word {
		case "only", "nur", "einzige", "seul", "seule", "solo", "sólo", "único", "única":
			if i+1 == g.firstID || g.own.Has(words.Criteria) {
				return true
			}
		}
	}
	return false
}

// notWaived holds the claim that criteria have no waiver.
func (b *Book) notWaived(ids []int, r *Reading) {
	for _, i := range ids {
		if c := &b.card.Criteria[i]; c.Waived {
			r.fault(c.ID, "the report says that %s is not waived, and the assessment has a waiver in force for it",
				c.ID)
		}
	}
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
		parts = append(parts, string(c.Reason))
	}
	if parts == nil {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}
