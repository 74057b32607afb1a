package criteria

import (
	"math/big"

	"signoff/internal/source"
)

// lint points out what is allowed and still most likely not meant.
func (l *loader) lint() {
	l.lintCriteria()
	l.lintEvidence()
	l.lintShares()
	for _, name := range l.paramNames() {
		if p := l.params[name]; !p.used {
			p.at.Warn("no criterion refers to the parameter %q", name)
		}
	}
}

func (l *loader) lintCriteria() {
	if len(l.plan.Criteria) == 0 {
		l.faults.Warn(source.Pos{File: l.in.Path}, "no criteria: the verdict will be indeterminate")
		return
	}
	blocker := false
	asked := map[string]bool{}
	for _, c := range l.plan.Criteria {
		blocker = blocker || c.Blocker
		asked[c.Category] = true
	}
	if !blocker {
		l.faults.Warn(source.Pos{File: l.in.Path}, "no criterion is a blocker").Hint = "blocker: true marks what nothing is approved without"
	}
	for _, c := range l.plan.Categories {
		if !asked[c.ID] {
			l.faults.Warn(c.Declared, "category %q has no criterion", c.ID)
		}
	}
}

func (l *loader) lintEvidence() {
	for i, e := range l.plan.Evidence {
		key := l.entries[i].at
		if !l.read[e.ID] {
			key.Warn("no criterion reads the evidence %q", e.ID)
		}
		if e.IsPattern() && e.MinFiles == 0 {
			key.Warn("evidence %q is a pattern without min: { files: N }", e.ID).Hint = "a file that is gone would not be missed"
		}
	}
}

// lintShares points out criteria that decide a score alone: more than half of
// the overall score, or of a category with three criteria or more.
func (l *loader) lintShares() {
	half := big.NewRat(1, 2)
	weights, counts := map[string]*big.Rat{}, map[string]int{}
	applicable := 0
	for _, c := range l.plan.Criteria {
		if !c.Applies {
			continue
		}
		applicable++
		counts[c.Category]++
		if weights[c.Category] == nil {
			weights[c.Category] = new(big.Rat)
		}
		weights[c.Category].Add(weights[c.Category], c.Weight)
	}
	total := new(big.Rat)
	for _, c := range l.plan.Categories {
		if weights[c.ID] != nil {
			total.Add(total, c.Weight)
		}
	}
	for i, c := range l.plan.Criteria {
		at, known := l.categories[c.Category]
		if !c.Applies || !known || weights[c.Category].Sign() == 0 {
			continue
		}
		inCategory := new(big.Rat).Quo(c.Weight, weights[c.Category])
		overall := new(big.Rat).Mul(inCategory, new(big.Rat).Quo(l.plan.Categories[at].Weight, total))
		switch {
		case applicable > 1 && overall.Cmp(half) > 0:
			l.drafts[i].id.Warn("%s holds %s of the overall score", c.ID, percent(overall))
		case counts[c.Category] > 2 && inCategory.Cmp(half) > 0:
			l.drafts[i].id.Warn("%s holds %s of the score of %s", c.ID, percent(inCategory), c.Category)
		}
	}
}

func percent(r *big.Rat) string {
	return new(big.Rat).Mul(r, big.NewRat(100, 1)).FloatString(0) + "%"
}
