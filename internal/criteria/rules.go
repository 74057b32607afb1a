package criteria

import (
	"math/big"
	"slices"
	"strings"

	"signoff/internal/quantity"
	"signoff/internal/tree"
)

// readVerdict settles what the verdict asks. Of several packs the stricter rule
// holds, or all roles do; the project may only tighten what they say, unless it
// tailors that; what can be neither stricter nor looser must be the same.
func (l *loader) readVerdict() {
	l.readCredit()
	l.settleGrades()
	l.readBars()
	l.readRoles()
	l.readWaiverMax()
	l.tailorWeights()
	l.plan.Verdict.Differs = l.differences()
}

const tailorHint = "what a pack says is loosened by tailor: { policy: %s, set: …, because: …, approved_by: … }"

func hintTailor(part string) string { return strings.ReplaceAll(tailorHint, "%s", part) }

// ruling gives the policies that speak of a part: the packs, and then whether
// the project does.
func (l *loader) ruling(part string) (packs []*policy, project bool) {
	for _, p := range l.packs {
		if p.says(part) {
			packs = append(packs, p)
		}
	}
	return packs, l.project.says(part)
}

// retailored is what the project sets in place of what packs say of a part.
func (l *loader) retailored(part, old string) (tree.Node, bool) {
	c := l.tailoring[""][part]
	if c == nil {
		return tree.Node{}, false
	}
	packs, _ := l.ruling(part)
	locked := slices.IndexFunc(packs, func(p *policy) bool { return p.locked })
	switch c.used = true; {
	case len(packs) == 0 && !strings.HasPrefix(part, "categories."):
		c.at.Fail("no pack says anything of %s", part).Hint = "tailor changes what packs say; what the project says itself is changed where it stands"
		return tree.Node{}, false
	case locked >= 0:
		c.at.Fail("%s is locked by %s", part, packs[locked].name).Hint = "nobody may tailor what a pack locks"
		return tree.Node{}, false
	}
	c.Old = old
	return c.value, true
}

// credit reads what a warning counts.
func (l *loader) readCredit() {
	const part = "scoring.warning"
	l.plan.WarningCredit = big.NewRat(1, 2)
	packs, own := l.ruling(part)
	if own {
		packs = append(packs, &l.project.policy)
	}
	for i, p := range packs {
		s := p.scoring
		switch {
		case s.credit.Cmp(big.NewRat(1, 1)) > 0:
			s.warning.Expected("a credit from 0 to 1")
		case i > 0 && s.credit.Cmp(l.plan.WarningCredit) != 0 && l.tailoring[""][part] == nil:
			s.warning.Fail("expected %s, as %s says, found %s", l.plan.WarningCredit.RatString(), packs[0].name, s.credit.RatString()).Hint = hintTailor(part)
		case i == 0:
			l.plan.WarningCredit = s.credit
		}
	}
	if n, ok := l.retailored(part, l.plan.WarningCredit.RatString()); ok {
		var credit *big.Rat
		if tree.Fraction(&credit).Read(n); credit != nil && credit.Cmp(big.NewRat(1, 1)) <= 0 {
			l.plan.WarningCredit = credit
		} else {
			n.Expected("a credit from 0 to 1")
		}
	}
}

func (l *loader) settleGrades() {
	const part = "grades"
	l.plan.Grades = defaultGrades()
	packs, own := l.ruling(part)
	if own {
		packs = append(packs, &l.project.policy)
	}
	for i, p := range packs {
		grades := readGrades(p.grades)
		switch {
		case len(grades) == 0:
		case i == 0:
			l.plan.Grades = grades
		case !slices.EqualFunc(l.plan.Grades, grades, Grade.same) && l.tailoring[""][part] == nil:
			p.gradesAt.Fail("expected the grades that %s declares, found others", packs[0].name).Hint = hintTailor(part)
		}
	}
	if n, ok := l.retailored(part, "those of the pack"); ok {
		var drafts []*gradeDraft
		tree.Each("grade", (*gradeDraft).keys, &drafts).Read(n)
		if grades := readGrades(drafts); len(grades) > 0 {
			l.plan.Grades = grades
		}
	}
}

// readBars settles the four figures that the verdict may ask for. A score that
// is declared leaves the default of compliance in force.
func (l *loader) readBars() {
	t := &l.plan.Verdict
	into := []**quantity.Target{&t.ApprovedCompliance, &t.ApprovedScore, &t.ConditionalCompliance, &t.ConditionalScore}
	for i, b := range bars {
		*into[i] = l.bar(b.name, b.of)
	}
	for i, otherwise := range []string{defaultApproved, "", defaultConditional} {
		if usual, err := quantity.ParseTarget(otherwise, quantity.Proportion); err == nil && *into[i] == nil {
			*into[i] = &usual
		}
	}
	for _, p := range l.policies() {
		if p.verdict != nil {
			l.checkBars(p.verdict)
		}
	}
}

// checkBars points out a verdict that asks less of approved than of conditional.
func (l *loader) checkBars(d *verdictDraft) {
	t := &l.plan.Verdict
	for _, b := range []*barDraft{d.approved, d.conditional} {
		if b != nil && !b.at.Refused() && !b.compliance.Exists() && !b.score.Exists() {
			b.at.Fail("expected compliance or score, found neither").Hint = "a verdict that asks nothing is not a verdict"
		}
	}
	for _, pair := range []struct {
		name                  string
		approved, conditional *quantity.Target
	}{
		{"compliance", t.ApprovedCompliance, t.ConditionalCompliance},
		{"score", t.ApprovedScore, t.ConditionalScore},
	} {
		if pair.conditional == nil || pair.approved != nil && pair.approved.Stricter(*pair.conditional) {
			continue
		}
		if d.approved != nil {
			d.approved.at.Warn("approved asks less %s than conditional", pair.name)
		} else if d.conditional != nil {
			d.conditional.at.Warn("conditional asks more %s than approved", pair.name)
		}
	}
}

// bar settles one figure: the strictest of the packs, tailored, tightened by
// the project; nil when nobody declares it.
func (l *loader) bar(part string, of func(*policy) tree.Node) *quantity.Target {
	var holds *quantity.Target
	var by *policy
	packs, own := l.ruling(part)
	for _, p := range packs {
		if t := l.barAt(part, of(p)); t != nil && (holds == nil || t.Stricter(*holds)) {
			holds, by = t, p
		}
	}
	old := ""
	if holds != nil {
		old = holds.String()
	}
	if n, ok := l.retailored(part, old); ok {
		holds = l.barAt(part, n)
	}
	if !own {
		return holds
	}
	t := l.barAt(part, of(&l.project.policy))
	if t != nil && holds != nil && !t.Stricter(*holds) {
		of(&l.project.policy).Fail("expected %s or stricter, as %s says, found %s", holds, by.name, t).Hint = hintTailor(part)
	}
	return t
}

func (l *loader) barAt(part string, n tree.Node) *quantity.Target {
	if strings.HasSuffix(part, ".score") {
		return l.threshold(n, quantity.Points, quantity.Point)
	}
	return l.threshold(n, quantity.Proportion, quantity.Percent)
}

// readWaiverMax settles how long a waiver may live: the shortest that is said.
func (l *loader) readWaiverMax() {
	const part = "waiver_max"
	usual := quantity.Int(longestWaiver, quantity.Day)
	holds, by := quantity.Value{}, ""
	packs, own := l.ruling(part)
	for _, p := range packs {
		if v := l.age(p.waiverMax); v.Known() && (!holds.Known() || v.Cmp(holds) < 0) {
			holds, by = v, p.name
		}
	}
	if n, ok := l.retailored(part, holds.String()); ok {
		holds = l.age(n)
	}
	if own {
		v := l.age(l.project.waiverMax)
		if v.Known() && holds.Known() && v.Cmp(holds) > 0 {
			l.project.waiverMax.Fail("expected at most %s, as %s says, found %s", holds, by, v).Hint = hintTailor(part)
		}
		holds = v
	}
	if l.plan.WaiverMax = holds; !holds.Known() {
		l.plan.WaiverMax = usual
	}
}

// tailorWeights changes what categories count.
func (l *loader) tailorWeights() {
	for i := range l.plan.Categories {
		c := &l.plan.Categories[i]
		n, ok := l.retailored("categories."+c.ID+".weight", c.Weight.RatString())
		if !ok {
			continue
		}
		var weight *big.Rat
		tree.Fraction(&weight).Read(n)
		if weight != nil && weight.Sign() > 0 {
			c.Weight = weight
		} else if weight != nil {
			n.Expected("a weight above 0")
		}
	}
}
