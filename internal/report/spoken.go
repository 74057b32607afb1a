package report

import (
	"cmp"
	"slices"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// risksInOrder are the risks from the greatest down.
var risksInOrder = []scorecard.Risk{scorecard.RiskHigh, scorecard.RiskMedium, scorecard.RiskLow, scorecard.RiskMinimal}

// overallRisk is the greatest risk of any category, "" without one.
func overallRisk(s *scorecard.Scorecard) scorecard.Risk {
	for _, r := range risksInOrder {
		for i := range s.Categories {
			if s.Categories[i].Risk == r {
				return r
			}
		}
	}
	return ""
}

// overall sets what is computed of the risk as a whole beside what a person says of
// it, with what is done about it.
func overall(v *view, _ call) piece {
	computed := overallRisk(v.s)
	if computed == "" {
		return piece{}
	}
	said := para("", join(" ", text("Computed:"), risk(computed), piece{HTML: "– the greatest of the categories.", Markdown: "– the greatest of the categories."}))
	r := v.s.Risk
	if r == nil {
		return blocks(said, para("s q", text("Nobody states a risk of their own, or how sure they are.")))
	}
	word := join(" ", text("In a person’s word:"), risk(r.Level))
	if r.Confidence != "" {
		word = join(" ", word, text("with "+r.Confidence+" confidence"))
	}
	word = join(", ", join(" ", word, tag("attested", false)), join(" ", text("by"), written(r.By)), dated(r.On))
	parts := []piece{said, para("", join("", word, text("."))), prose("risk-because:", r.Because)}
	if rank(r.Level) > rank(computed) {
		parts = append(parts, para("", strong(text("The word is milder than what is computed: "+string(r.Level)+" against "+string(computed)+"."))))
	}
	return blocks(append(parts, v.mitigations(r))...)
}

func rank(r scorecard.Risk) int {
	for i, known := range risksInOrder {
		if r == known {
			return i
		}
	}
	return len(risksInOrder)
}

// mitigations lists what is done about single risks, and what shows it.
func (v *view) mitigations(r *scorecard.SpokenRisk) piece {
	t := table{class: "stack", caption: text("What is done about it, in the words of " + r.By + "; the last column is computed."),
		columns: []column{{head: "Risk"}, {head: "Mitigation", plain: true}, {head: "Owner", short: true}, {head: "Shown by"}}}
	owned := slices.ContainsFunc(r.Mitigations, func(m scorecard.Mitigation) bool { return m.Owner != "" })
	if !owned {
		t.columns = slices.Delete(t.columns, 2, 3)
	}
	for _, m := range r.Mitigations {
		var shown []piece
		for _, id := range m.Criteria {
			if c := v.criteria[id]; c != nil {
				shown = append(shown, join(" ", v.ref(id), outcome(c)))
			}
		}
		by := join("; ", shown...)
		if len(shown) == 0 {
			by = text("nothing: a word alone")
		}
		cells := []piece{written(m.Risk), written(m.Text)}
		if owned {
			cells = append(cells, written(cmp.Or(m.Owner, wording.Unowned)))
		}
		t.rows = append(t.rows, row{cells: append(cells, by)})
	}
	return t.piece()
}

// indicators lists the criteria that are followed beyond the release: now, the
// target, the next one.
func indicators(v *view, _ call) piece {
	t := table{class: "stack", columns: []column{{head: "Indicator"}, {head: "Outcome", plain: true}, {head: "Now", right: true}, {head: "Target", right: true}, {head: "Next target", right: true}, {head: "By", short: true}, {head: "Owner", short: true}}}
	for _, k := range v.s.KPIs {
		c := v.criteria[k.Criterion]
		if c == nil {
			continue
		}
		next := measure(k.Next.Shown())
		if k.Next.IsZero() {
			next = text("the same")
		}
		t.rows = append(t.rows, row{cells: []piece{join(" ", v.ref(c.ID), written(cmp.Or(k.Title, c.Title))), outcome(c), measure(wording.Figure(c)), measure(c.Target.Shown()), next,
			written(cmp.Or(k.By, wording.None)), owner(c)}})
	}
	return t.bounded()
}
