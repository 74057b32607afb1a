package bind

import (
	"regexp"
	"signoff/internal/audit/words"
)

// grades judges a grade that a group states for the whole or a category.
func (b *Book) grades(v *view, g *group, r *Reading) {
	if !g.set.Has(words.Grade) || g.negated() || g.foreign || len(g.ids) > 0 {
		return
	}
	text := v.Folded[v.Tokens[g.first].Start:v.Tokens[g.end-1].End]
	if b.scale(v) || g.own.Has(words.Target) {
		return
	}
	for _, grade := range b.card.Plan.Thresholds.Grades {
		if !wordIn(text, grade.Name) {
			continue
		}
		if len(g.categories) == 0 {
			b.claimGrade(grade.Name, b.card.Score.Grade, "the grade", r)
			return
		}
		for _, i := range g.categories {
			b.claimGrade(grade.Name, b.card.Categories[i].Grade, "the grade of "+b.card.Categories[i].Title, r)
		}
		return
	}
}

// scale says whether a line lists the grades that there are.
func (b *Book) scale(v *view) bool {
	n := 0
	for _, grade := range b.card.Plan.Thresholds.Grades {
		if wordIn(v.Folded, grade.Name) {
			n++
		}
	}
	return n > 2
}

func wordIn(text, word string) bool {
	return regexp.MustCompile(`(?:^|[^\pL])` + regexp.QuoteMeta(word) + `(?:[^\pL]|$)`).MatchString(text)
}

func (b *Book) claimGrade(said, is, label string, r *Reading) {
	if is != "" && said != is {
		r.fault(said, "the report says %s, and the assessment says that %s is %s", said, label, is)
	}
}
