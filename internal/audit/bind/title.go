package bind

import (
	"signoff/internal/audit/sentence"
	"signoff/internal/audit/words"
	"slices"
)

// wholeTitle judges a sentence that is a criterion's title: "Every shipped
// component has a licence." claims that it does.
func (b *Book) wholeTitle(v *view, s sentence.Sentence, at Line, r *Reading) bool {
	if at.Heading || at.Key != "" || at.Item && at.Sign == NoSign && !v.stopped(s) {
		return false
	}
	if v.stopped(s) && b.allTitles(v, s, r) {
		return true
	}
	i := b.titleOf(v, s)
	if i < 0 && !at.Item && v.stopped(s) {
		if c, out := b.turnedTitle(v, s); out != "" {
			b.claimOutcome(c, out, v.Folded[v.Tokens[s.First].Start:v.Tokens[s.End-1].End], r)
			return true
		}
	}
	if i < 0 && !at.Item {
		if i = b.deniedTitle(v, s); i >= 0 && v.stopped(s) && len(b.titles[i].all) > 1 {
			b.claimOutcome(i, saidUnmet, v.Folded[v.Tokens[s.First].Start:v.Tokens[s.End-1].End], r)
			return true
		}
	}
	if i >= 0 && (!b.sameNumbers(v, s, i) || b.hasExcept(v, s)) {
		return false
	}
	if i < 0 || at.Sign == Bad || len(b.titles[i].all) < 2 || !at.Item && !v.stopped(s) {
		return false
	}
	b.claimOutcome(i, saidMet, v.Folded[v.Tokens[s.First].Start:v.Tokens[s.End-1].End], r)
	return true
}

// allTitles judges a sentence each of whose clauses is a criterion's title:
// "Redis has a replica, and a backup has been restored."
func (b *Book) allTitles(v *view, s sentence.Sentence, r *Reading) bool {
	if len(s.Clauses) < 2 {
		return false
	}
	var titled []int
	for _, c := range s.Clauses {
		for c.First < c.End && words.In(v.Tokens[c.First].Word).Has(words.Join) {
			c.First++
		}
		if c.First == c.End {
			return false
		}
		clause := sentence.Sentence{First: c.First, End: c.End}
		i := b.titleOf(v, clause)
		if i < 0 || len(b.titles[i].all) < 2 || !b.sameNumbers(v, clause, i) {
			return false
		}
		titled = append(titled, i)
	}
	for _, i := range titled {
		b.claimOutcome(i, saidMet, b.card.Criteria[i].Title, r)
	}
	return true
}

// turnedTitle finds the criterion whose title a sentence says in other negations:
// "no component is without a licence" where every one has to have it, and "some
// rows were lost" where none may be.
func (b *Book) turnedTitle(v *view, s sentence.Sentence) (criterion int, out string) {
	text := words.Scan(v.Folded[v.Tokens[s.First].Start:v.Tokens[s.End-1].End])
	core, _ := telling(&text)
	if len(core) < 2 || b.hasExcept(v, s) {
		return 0, ""
	}
	denials := 0
	for _, h := range text.Find() {
		if h.Set.Has(words.None, words.Not) {
			denials++
		}
	}
	slices.Sort(core)
	for _, i := range b.stems[core[0]] {
		t := &b.titles[i]
		if !slices.Equal(core, slices.Sorted(slices.Values(t.stems))) || !b.sameNumbers(v, s, i) {
			continue
		}
		switch own := len(t.all) - len(t.stems); {
		case own == 0 && denials == 2:
			return i, saidMet
		case own == 1 && denials == 0:
			return i, saidUnmet
		}
	}
	return 0, ""
}

// sameNumbers says whether a sentence holds the numbers that a title does.
func (b *Book) sameNumbers(v *view, s sentence.Sentence, criterion int) bool {
	title := words.Scan(b.card.Criteria[criterion].Title)
	numbers := func(tokens []words.Token) (found []float64) {
		for _, t := range tokens {
			if n, ok := words.Number(t.Word); ok && n > 1 {
				found = append(found, n)
			}
		}
		return found
	}
	return slices.Equal(numbers(v.Tokens[s.First:s.End]), numbers(title.Tokens))
}

func (b *Book) hasExcept(v *view, s sentence.Sentence) bool {
	return slices.ContainsFunc(v.Within(s.First, s.End), func(h words.Hit) bool { return h.Set.Has(words.Except) })
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
	return b.titledBy(all)
}

// deniedTitle finds the criterion whose title a sentence denies: word for word,
// with a negation in it, or with off for on.
func (b *Book) deniedTitle(v *view, s sentence.Sentence) int {
	text := words.Scan(v.Folded[v.Tokens[s.First].Start:v.Tokens[s.End-1].End])
	var kept []words.Token
	denied := 0
	for i, t := range text.Tokens {
		switch {
		case t.Word == "not" || t.Word == "never":
			denied++
		case t.Word == "off" && i == len(text.Tokens)-1:
			denied++
		default:
			kept = append(kept, t)
		}
	}
	if denied != 1 {
		return -1
	}
	text.Tokens = kept
	_, all := telling(&text)
	i := b.titledBy(all)
	if i >= 0 && words.In(b.card.Criteria[i].Title).Has(words.Not) {
		return -1
	}
	return i
}

// titledBy finds the criterion whose title has these words; -1 when it is none.
func (b *Book) titledBy(all []string) int {
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
	if named >= 0 && groups[0].foreign && b.titleOf(v, s) != named {
		return false // "RED-09 looked at": a piece of work
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
