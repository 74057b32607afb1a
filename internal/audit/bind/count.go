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
				found = append(found, candidate{v, unit, label, shown + unit, -1})
			}
			return
		}
		found = append(found, candidate{value * scale, unit, label, shown + unit, -1})
	}
	compliance, score := b.card.Compliance, b.card.Score
	about := g.set.Has(words.Compliance) ||
		f.dim == "%" && g.set.Has(words.Criteria) && g.set.Has(words.Met, words.Unmet) && !g.set.Has(words.Tests) ||
		f.dim == "%" && g.own.Has(words.WithWaivers) && !g.set.Has(words.Score)
	fraction := f.dim == "" && f.noun == "" && !f.ratio && f.Number <= 1 && f.Step < 1
	switch {
	case g.set.Has(words.Score):
		if len(g.categories) > 0 && (g.categorized || !g.scoredVerb()) {
			for _, i := range g.categories {
				c := b.card.Categories[i]
				add("the score of "+c.Title, c.Score, c.Exact, 1, "")
				add("the score of "+c.Title+" with waivers", c.WithWaivers, "", 1, "")
			}
			break
		}
		if g.foreign || !g.own.Has(words.Score) && !g.inherited || g.scoredVerb() {
			break
		}
		if !g.own.Has(words.WithWaivers) {
			add("the score", score.Strict, score.Exact, 1, "")
		}
		if !g.own.Has(words.Strict) {
			add("the score with waivers", score.WithWaivers, "", 1, "")
		}
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
	if f.dim == "%" && g.set.Has(words.Score) || f.dim == "%" && f.ratio {
		return found
	}
	if g.set.Has(words.Score) {
		return scored(found, f)
	}
	return found
}

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
	if f.dim != "" || f.Step != 1 {
		return nil
	}
	switch {
	case g.set.Has(words.Tests):
		return b.testCounts(g, f)
	case g.set.Has(words.Findings) && !g.set.Has(words.Criteria):
		return b.findingCounts(g)
	case f.word && f.Number == 0:
		return nil // "no blockers": said of all, not counted
	case g.own.Has(words.Blockers) && !g.narrow:
		return b.blockerCounts(g)
	case g.own.Has(words.Approvals) && !g.narrow && len(g.roles) == 0:
		return b.approvalCounts(g, f)
	case g.own.Has(words.Waivers) && !g.narrow && !g.own.Has(words.WithWaivers):
		return []candidate{
			{float64(len(b.card.Waivers)), "", "the number of waivers", strconv.Itoa(len(b.card.Waivers)), -1},
			{
				float64(b.card.Compliance.Waived),
				"",
				"the number of criteria waived",
				strconv.Itoa(b.card.Compliance.Waived),
				-1,
			},
		}
	case g.set.Has(words.Criteria, words.Compliance) && !g.narrow,
		f.ratio && g.own.Has(words.Met) && !g.narrow && len(g.titles) == 0 &&
			f.Of == float64(b.card.Compliance.Applicable):
		return b.criteriaCounts(g, f)
	}
	return nil
}

// criteriaCounts gives what "n criteria are OUTCOME" and "n of m" may count.
func (b *Book) criteriaCounts(g *group, f *said) []candidate {
	scopes := []int{-1}
	if len(g.categories) > 0 {
		scopes = g.categories
	}
	var found []candidate
	for _, scope := range scopes {
		t := b.outcomesOf(scope)
		wholes := []int{t.applicable, t.declared, t.applicable - t.waived}
		if f.ratio && !holds(wholes, f.Of) {
			found = append(
				found,
				candidate{-1, "", "the number of criteria" + t.of(), strconv.Itoa(t.applicable), -1},
			)
			continue
		}
		for _, n := range t.counts(g, f) {
			found = append(found, candidate{float64(n.count), "", n.label + t.of(), strconv.Itoa(n.count), -1})
		}
	}
	return found
}

func (t outcomes) of() string {
	if t.name == "" {
		return ""
	}
	return " in " + t.name
}

func holds(list []int, x float64) bool {
	for _, n := range list {
		if float64(n) == x {
			return true
		}
	}
	return false
}

type countOf struct {
	count int
	label string
}

// counts gives the counts that the words of a group may mean.
func (t outcomes) counts(g *group, f *said) []countOf {
	open := t.unmet + t.unknown
	switch {
	case g.excepts(f):
		return []countOf{{open, "the number of criteria not satisfied"}, {t.unmet, ""}}
	case g.own.Has(words.Waived):
		return []countOf{{t.waived, "the number of criteria waived"}}
	case g.negated():
		return []countOf{
			{open, "the number of criteria not satisfied"},
			{t.unmet, "the number of criteria unmet"},
			{t.satisfied(), ""},
		}
	case g.own.Has(words.Unmet):
		return []countOf{{t.unmet, "the number of criteria unmet"}, {open, "the number of criteria not satisfied"}}
	case g.own.Has(words.Unknown):
		return []countOf{{t.unknown, "the number of criteria unknown"}}
	case g.own.Has(words.Warned):
		return []countOf{{t.warning, "the number of criteria with a warning"}}
	case g.own.Has(words.Met, words.Compliance) || f.ratio:
		return []countOf{{t.satisfied(), "the number of criteria satisfied"}, {t.met, "the number of criteria met"}}
	case g.own.Has(words.Measured):
		return []countOf{{t.applicable - t.unknown, "the number of criteria measured"}, {t.applicable, ""}}
	}
	return []countOf{{t.applicable, "the number of criteria"}, {t.declared, "the number of criteria declared"}}
}

// excepts says whether a figure counts what is left out: "all but two".
func (g *group) excepts(f *said) bool {
	for _, h := range g.hits {
		if h.Set.Has(words.Except) && h.End <= f.token && f.token-h.End <= 1 {
			return true
		}
	}
	return false
}
