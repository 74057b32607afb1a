package bind

import (
	"signoff/internal/audit/sentence"
	"signoff/internal/audit/words"
	"signoff/internal/scorecard"
	"slices"
	"strings"
)

// listed takes a list of outcomes with numbers, "met: 28, unmet: 1", for
// counts of criteria.
func listed(groups []*group) {
	for _, g := range groups {
		if len(g.figures) > 0 && g.set&counted == 0 && !g.foreign && (g.says("项") || g.says("件")) &&
			g.own.Has(words.Met, words.Unmet, words.Unknown) {
			g.set |= words.SetOf(words.Criteria)
		}
	}
	if len(groups) == 1 && groups[0].end-groups[0].first == 2 && len(groups[0].figures) == 1 &&
		groups[0].figures[0].dim == "" && (groups[0].figures[0].token == groups[0].first+1 &&
		groups[0].own.Has(words.Met, words.Unmet, words.Unknown, words.Warned) ||
		groups[0].figures[0].token == groups[0].first && groups[0].own.Has(words.Warned)) {
		groups[0].set |= words.SetOf(words.Criteria)
		return
	}
	counts := func(g *group) bool {
		return len(g.figures) == 1 && g.figures[0].dim == "" &&
			g.own.Has(words.Met, words.Unmet, words.Unknown, words.Warned) &&
			!g.set.Has(words.Tests, words.Findings, words.Criteria, words.Blockers)
	}
	n, tells := 0, false
	for _, g := range groups {
		if counts(g) {
			n++
			tells = tells || g.own.Has(words.Unknown, words.Warned) || g.says("met") || g.says("unmet")
		}
	}
	alone := len(groups) == 1 && n == 1 && groups[0].says("unmet")
	if b := slices.ContainsFunc(groups, func(g *group) bool {
		return g.own.Has(words.Skipped) &&
			len(g.figures) > 0
	}); n > 0 && b {
		for _, g := range groups {
			if len(g.figures) > 0 && g.own.Has(words.Met, words.Unmet, words.Skipped) && !g.set.Has(words.Criteria,
				words.Findings) {
				g.set |= words.SetOf(words.Tests)
			}
		}
		return
	}
	if (n < 2 || !tells) && !alone {
		return
	}
	for _, g := range groups {
		if counts(g) {
			g.set |= words.SetOf(words.Criteria)
		}
	}
}

// says whether a word stands in the group.
func (g *group) says(word string) bool {
	for i := g.first; i < g.end; i++ {
		if g.line.Tokens[i].Word == word {
			return true
		}
	}
	return false
}

// inOrder pairs names with figures where the sentence says "respectively".
func (b *Book) inOrder(v *view, s sentence.Sentence, groups []*group) {
	respectively := false
	for i := s.First; i < s.End; i++ {
		switch v.Tokens[i].Word {
		case "respectively", "beziehungsweise", "respectivement", "respectivamente":
			respectively = true
		}
	}
	if !respectively {
		return
	}
	var ids []int
	var figures []*said
	for _, g := range groups {
		for _, id := range g.ids {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
		for i := range g.figures {
			figures = append(figures, &g.figures[i])
		}
	}
	if len(ids) != len(figures) || len(ids) < 2 {
		return
	}
	at := 0
	for _, g := range groups {
		if n := len(g.figures); n > 0 {
			g.ids = ids[at : at+n]
			at += n
		}
	}
}

// defines says whether a sentence says what a verdict means.
func (v *view) defines(s sentence.Sentence) bool {
	hits := v.Within(s.First, s.End)
	if len(hits) == 0 {
		return false
	}
	h := hits[0]
	if h.First > s.First || h.End >= s.End || !h.Set.Has(words.Approved, words.Rejected, words.Conditional,
		words.Indeterminate) {
		return false
	}
	switch v.Tokens[h.End].Word {
	case "means", "stands", "heißt", "bedeutet", "signifie", "significa":
		return true
	}
	colon := strings.HasPrefix(strings.TrimLeft(v.Folded[v.Tokens[h.End-1].End:], " *"), ":")
	return colon && !words.In(v.Tokens[s.First].Word).Has(words.VerdictKey, words.StatusKey) &&
		words.In(v.Folded[v.Tokens[h.End].Start:]).Has(words.Compliance, words.Criteria, words.Blockers)
}

// roleTicked judges a tick at an item that is nothing but the name of a role.
func (b *Book) roleTicked(v *view, at Line, r *Reading) bool {
	if at.Sign == NoSign || !at.Item && !(at.Key != "" && strings.TrimSpace(at.Value) == "") {
		return false
	}
	role := slices.IndexFunc(v.named, func(m mention) bool { return m.kind == roleName })
	if role < 0 {
		return false
	}
	m := v.named[role]
	for i := range v.Tokens {
		if i >= m.first && i < m.end {
			continue
		}
		set := words.Set(0)
		for _, h := range v.Within(0, len(v.Tokens)) {
			if h.First <= i && i < h.End {
				set = h.Set
			}
		}
		if !set.Has(words.Approvals, words.Filler, words.Signed, words.SignedBy) || set.Has(words.Not) {
			return false
		}
	}
	switch a := b.card.Approvals[m.at]; {
	case at.Sign == Good && !a.Counts():
		r.fault(a.Role, "the report ticks %s, and the assessment says that its approval is %s", a.Role, a.State)
	case at.Sign == Bad && a.Counts():
		r.fault(a.Role, "the report says that %s did not approve, and the assessment says that its approval is %s",
			a.Role, a.State)
	}
	return true
}

// approvalsAnswered judges "Sign-off: complete".
func (b *Book) approvalsAnswered(at Line, r *Reading) bool {
	value := words.Whole(at.Value)
	if !words.Whole(at.Key).Has(words.Approvals) || len(b.card.Approvals) == 0 || len(b.rolesIn(at.Key)) > 0 ||
		!value.Has(words.Signed, words.NotDone) || value.Has(words.Approved, words.Rejected) {
		return false
	}
	if value.Has(words.Signed) {
		b.everyRole(nil, true, r)
		return true
	}
	if !slices.ContainsFunc(b.card.Approvals, func(a scorecard.Approval) bool { return !a.Counts() }) {
		r.fault(at.Value, "the report says that approvals are open, and the assessment says that all are given")
	}
	return true
}

// gradeAnswered judges "Care: Excellent", the grade of a category.
func (b *Book) gradeAnswered(at Line, r *Reading) bool {
	grade := slices.IndexFunc(b.card.Plan.Thresholds.Grades, func(g scorecard.Grade) bool {
		return g.Name == strings.Trim(at.Value, " .*")
	})
	category := slices.IndexFunc(b.card.Categories, func(c scorecard.Category) bool { return c.Title == at.Key })
	if grade < 0 || category < 0 {
		return false
	}
	c := b.card.Categories[category]
	b.claimGrade(b.card.Plan.Thresholds.Grades[grade].Name, c.Grade, "the grade of "+c.Title, r)
	return true
}

// unnamed is a text without the names of the project and the release.
func (b *Book) unnamed(text string) string {
	for _, name := range []string{b.card.Project, b.card.Release} {
		if name != "" {
			text = strings.ReplaceAll(text, name, "")
		}
	}
	return text
}

// answered judges a pair whose key asks and whose value answers: "Ready for
// production? Yes".
func (b *Book) answered(at Line, r *Reading) bool {
	key, value := words.In(b.unnamed(at.Key)), words.Whole(at.Value)
	if b.approvalsAnswered(at, r) || b.gradeAnswered(at, r) {
		return true
	}
	if strings.TrimSpace(at.Value) == "" && at.Sign != NoSign && words.Whole(at.Key).Has(words.VerdictKey,
		words.StatusKey) {
		b.claimVerdict(map[Sign]claim{Good: approvedClaim, Bad: rejectedClaim}[at.Sign], at.Key, r)
		return true
	}
	if !key.Has(words.StrongApproved) && !words.Whole(at.Key).Has(words.Approved) ||
		!value.Has(words.Yes, words.No) && !(strings.TrimSpace(at.Value) == "" && at.Sign != NoSign) {
		return false
	}
	yes := value.Has(words.Yes) || value == 0 && at.Sign == Good
	if yes {
		b.claimVerdict(approvedClaim, at.Value, r)
	} else {
		b.claimVerdict(notApprovedClaim, at.Value, r)
	}
	return true
}
