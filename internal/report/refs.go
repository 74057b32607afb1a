package report

import (
	"signoff/internal/markdown"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// foldFrom is how many satisfied criteria of one category are listed; a
// count stands for those beyond, which assessment.json lists.
const foldFrom = 200

// fold decides which criteria only a count stands for: of each category the
// satisfied and not applicable ones after the first foldFrom.
func (v *view) fold() {
	for _, category := range v.s.Categories {
		listed := 0
		for _, c := range v.members[category.ID] {
			if c.Outcome != scorecard.Met && c.Outcome != scorecard.NotApplicable {
				continue
			}
			if listed++; listed > foldFrom {
				v.folded[c.ID] = true
			}
		}
	}
}

// ref names a criterion and leads to it where the document shows it.
func (v *view) ref(id string) piece {
	p, class := piece{Markdown: markdown.CodeSpan(id), HTML: esc(id)}, "id"
	if len(id) > longID {
		class = "id long"
	}
	if v.criteria[id] == nil || !v.called["criteria"] || v.folded[id] {
		return wrap(`<span class="`+class+`">`, p, "</span>")
	}
	return link(class, id, p)
}

// refs names several criteria, the first few of many.
func (v *view) refs(ids []string) piece { return v.firstRefs(ids, wording.MostRefs) }

func (v *view) firstRefs(ids []string, most int) piece {
	var pieces []piece
	for i, id := range ids {
		if i == most && len(ids) > most+1 {
			pieces = append(pieces, text("and "+wording.Thousands(int64(len(ids)-i))+" more"))
			break
		}
		pieces = append(pieces, v.ref(id))
	}
	return join(" ", pieces...)
}

// traced shows a figure that leads to its criterion.
func (v *view) traced(id string, p piece) piece {
	if !v.called["criteria"] || v.folded[id] {
		return p
	}
	return link("f", id, p)
}

// to leads to a part that another component makes, if the template calls it.
func (v *view) to(component, id string, p piece) piece {
	if !v.called[component] {
		return p
	}
	return link("", id, p)
}

// owners names who answers for a criterion.
func owner(c *scorecard.Criterion) piece {
	if c.Owner == "" {
		return text(wording.None)
	}
	return text(c.Owner)
}

// places says where the evidence of a criterion says its figure.
func places(c *scorecard.Criterion) piece {
	var pieces []piece
	for _, p := range c.Evidence {
		if p.Path != "" {
			pieces = append(pieces, code(wording.Place(p.Path, p.Line)))
		} else {
			pieces = append(pieces, code(p.ID))
		}
	}
	return join(", ", pieces...)
}

// tags are the marks of a criterion that are not outcomes.
func (v *view) tags(c *scorecard.Criterion) piece {
	var pieces []piece
	if c.Blocker {
		pieces = append(pieces, tag("blocker", false))
	}
	if c.Informs {
		pieces = append(pieces, tag(wording.Informing(c), true))
	}
	if c.Basis == scorecard.Attested && c.Outcome.Satisfied() {
		pieces = append(pieces, tag("attested", false))
	}
	if c.Waived {
		word := "waived"
		if w := v.waivers[c.Waiver]; w != nil {
			word += " to " + w.Expires
		}
		pieces = append(pieces, tag(word, true))
	}
	if c.Tailored {
		pieces = append(pieces, tag("tailored", true))
	}
	return join(" ", pieces...)
}

// titled is a criterion's title with its tags.
func (v *view) titled(c *scorecard.Criterion) piece {
	return join(" ", text(c.Title), v.tags(c))
}
