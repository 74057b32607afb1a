package bind

import (
	"strconv"
	"strings"

	"signoff/internal/audit/words"
)

// outcomes is how the criteria of the whole, or of a category, came out.
type outcomes struct {
	met, warning, unmet, unknown, applicable, declared, waived int
	name                                                       string
}

func (b *Book) outcomesOf(category int) outcomes {
	if category < 0 {
		c := b.card.Compliance
		return outcomes{c.Met, c.Warning, c.Unmet, c.Unknown, c.Applicable, c.Declared, c.Waived, ""}
	}
	c := b.card.Categories[category]
	t := outcomes{c.Met, c.Warning, c.Unmet, c.Unknown, c.Applicable, c.Applicable, 0, c.Title}
	for i := range b.card.Criteria {
		if k := &b.card.Criteria[i]; k.Category == c.ID && k.Waived {
			t.waived++
		}
	}
	return t
}

func (t outcomes) satisfied() int { return t.met + t.warning }

// totals gives the compliance, scores and grades that a figure may be.
func (b *Book) totals(g *group, f *said, at Line) []candidate {
	var found []candidate
	add := func(label, shown, exact string, scale float64, unit string) {
		value, ok := rational(exact)
		if !ok {
			if v, isFigure := shownNumber(shown); isFigure {
				found = append(found, newCandidate(v, unit, label, shown+unit, -1))
			}
			return
		}
		found = append(found, newCandidate(value*scale, unit, label, shown+unit, -1))
	}
	if g.categorized && !g.foreign && g.own&^plain == 0 && !f.ratio && (f.dim == "%" || f.dim == "" &&
		(f.noun == "points" ||
			f.Step < 1)) {
		b.ofCategories(g, f, add)
		return found
	}
	compliance := b.card.Compliance
	about := g.set.Has(words.Compliance) ||
		f.dim == "%" && g.set.Has(words.Criteria) && g.set.Has(words.Met, words.Unmet) && !g.set.Has(words.Tests) ||
		f.dim == "%" && g.own.Has(words.WithWaivers) && !g.set.Has(words.Score)
	fraction := f.dim == "" && f.noun == "" && !f.ratio && f.Number <= 1 && f.Step < 1
	switch {
	case g.set.Has(words.Score) && !(f.dim == "%" && g.own.Has(words.Compliance)):
		b.scores(g, add)
	case f.dim == "%" && about && (g.negated() || g.own.Has(words.Unmet)) && !g.own.Has(words.Compliance):
		add("the share of criteria that are not satisfied", "", complement(compliance.Exact), 100, "%")
	case about && (f.dim == "%" || fraction) && len(g.categories) == 0 && !g.foreign:
		if !g.own.Has(words.WithWaivers) {
			add("compliance", compliance.Strict, compliance.Exact, 100, "%")
		}
		if rest := compliance.Applicable - compliance.Waived; rest > 0 && !g.own.Has(words.Strict) {
			add(
				"compliance with waivers",
				compliance.WithWaivers,
				strconv.Itoa(compliance.Satisfied())+"/"+strconv.Itoa(rest),
				100,
				"%",
			)
		}
	}
	if f.dim == "%" && g.set.Has(words.Score) && !g.own.Has(words.Compliance) || f.dim == "%" && f.ratio {
		return found
	}
	if g.set.Has(words.Score) && f.dim != "%" {
		return scored(found, f)
	}
	return found
}

// scores adds the scores of the categories that a group names, or the whole one's.
func (b *Book) scores(g *group, add func(label, shown, exact string, scale float64, unit string)) {
	if len(g.categories) > 0 && (g.categorized || !g.scoredVerb()) {
		for _, i := range g.categories {
			c := b.card.Categories[i]
			add("the score of "+c.Title, c.Score, c.Exact, 1, "")
			add("the score of "+c.Title+" with waivers", c.WithWaivers, "", 1, "")
		}
		return
	}
	if g.foreign || !g.own.Has(words.Score) && !g.inherited || g.scoredVerb() {
		return
	}
	if !g.own.Has(words.WithWaivers) {
		add("the score", b.card.Score.Strict, b.card.Score.Exact, 1, "")
	}
	if !g.own.Has(words.Strict) {
		add("the score with waivers", b.card.Score.WithWaivers, "", 1, "")
	}
}

// ofCategories adds what a figure may be of which nothing but a category is said:
// its score, or its share of criteria.
func (b *Book) ofCategories(g *group, f *said, add func(label, shown, exact string, scale float64, unit string)) {
	unit := f.dim
	if f.noun == "points" {
		f.noun = ""
	}
	for _, i := range g.categories {
		t, c := b.outcomesOf(i), b.card.Categories[i]
		add("the score of "+c.Title, c.Score, c.Exact, 1, unit)
		add("the score of "+c.Title+" with waivers", c.WithWaivers, "", 1, unit)
		if unit != "%" {
			continue
		}
		for _, whole := range []int{t.applicable, t.applicable - t.waived} {
			if whole > 0 {
				add("the compliance of "+c.Title, "", strconv.Itoa(t.satisfied())+"/"+strconv.Itoa(whole), 100, unit)
			}
		}
	}
}

// plain are the concepts that say nothing of what a figure is of.
var plain = words.SetOf(words.Filler, words.Actual, words.Status, words.About, words.Join, words.Compliance, words.Of)

// outcomesAlone are the concepts that say how a thing came out.
var outcomesAlone = words.SetOf(words.Met, words.Unmet, words.Signed, words.Status, words.Criteria)

// complement is 1 less a fraction, as text.
func complement(exact string) string {
	num, den, ok := strings.Cut(exact, "/")
	if !ok {
		den = "1"
	}
	n, errN := strconv.Atoi(num)
	d, errD := strconv.Atoi(den)
	if errN != nil || errD != nil {
		return ""
	}
	return strconv.Itoa(d-n) + "/" + strconv.Itoa(d)
}

// scoredVerb says whether a group says "scored" of something that it does not
// name.
func (g *group) scoredVerb() bool {
	if g.line.Tokens[g.first].Word == "we" {
		return false
	}
	for i := g.first; i < g.end; i++ {
		switch g.line.Tokens[i].Word {
		case "scored", "scores":
			return !g.project && !g.own.Has(words.Release) && !g.categorized
		}
	}
	return false
}

// scored lets "97.2 of 100" and "97.2/100" be the score 97.2, and no other
// ratio or unit.
func scored(found []candidate, f *said) []candidate {
	if f.ratio && f.Of == 10 && f.dim == "" {
		for i := range found {
			found[i].value /= 10
		}
		return found
	}
	if f.ratio && f.Of != 100 || f.dim != "" ||
		f.noun != "" && !words.In(f.noun).Has(words.Filler, words.Score, words.WithWaivers, words.Of) {
		return nil
	}
	return found
}

func rational(s string) (float64, bool) {
	num, den, fraction := strings.Cut(s, "/")
	n, err := strconv.ParseFloat(num, 64)
	if err != nil {
		return 0, false
	}
	if !fraction {
		return n, true
	}
	d, err := strconv.ParseFloat(den, 64)
	return n / d, err == nil && d != 0
}

func shownNumber(s string) (float64, bool) {
	v, ok := shown(s)
	return v.Number, ok
}

// byCount gives the counts of criteria, tests, findings, waivers and blockers
// that a figure may be.
func (b *Book) byCount(g *group, f *said) []candidate {
	if f.dim != "" || f.Step != 1 || g.ofUnknown(b, f) {
		return nil
	}
	found := b.counted(g, f)
	for i := range found {
		found[i].counted = true
	}
	return found
}

// ofUnknown says whether the noun of a figure is one that nothing knows.
func (g *group) ofUnknown(b *Book, f *said) bool {
	next := f.token + 1
	return f.noun != "" && !f.ratio && next < g.end && g.line.Tokens[next].Word == f.noun && g.unknown(b, next)
}

func (b *Book) counted(g *group, f *said) []candidate {
	switch {
	case g.set.Has(words.Tests):
		return b.testCounts(g, f)
	case g.set.Has(words.Findings) && !g.set.Has(words.Criteria),
		words.In(f.noun).Has(words.Critical, words.High, words.Medium, words.Low) && !g.set.Has(words.Criteria,
			words.Blockers):
		return b.findingCounts(g)
	case f.word && f.Number == 0:
		return nil // "no blockers": said of all, not counted
	case g.set.Has(words.Blockers) && !g.own.Has(words.Criteria) && !g.narrow:
		return b.blockerCounts(g)
	case g.own.Has(words.Approvals) && !g.narrow && len(g.roles) == 0:
		return b.approvalCounts(g, f)
	case g.own.Has(words.Waivers) && !g.narrow && !g.own.Has(words.WithWaivers):
		return []candidate{
			counting(len(b.card.Waivers), "the number of waivers"),
			counting(b.card.Compliance.Waived, "the number of criteria waived"),
		}
	case g.set.Has(words.Criteria, words.Compliance) && !g.narrow,
		f.ratio && g.categorized && !g.foreign && g.own&^(plain|outcomesAlone) == 0,
		f.ratio && (g.own.Has(words.Met) || g.own&^plain == 0) && !g.narrow && len(g.titles) == 0 &&
			f.Of == float64(b.card.Compliance.Applicable):
		return b.criteriaCounts(g, f)
	}
	return nil
}
