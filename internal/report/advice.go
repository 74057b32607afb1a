package report

import (
	"html/template"
	"strings"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// recommendations are what to do: what stands in the way first, blockers
// before the rest, then what only wears a warning.
func recommendations(v *view, at call) piece {
	most := at.rows()
	before := v.having(scorecard.Unmet, scorecard.Unknown)
	after := v.having(scorecard.Warning)
	if len(before)+len(after) == 0 {
		return para("", text("Everything applicable is met; nothing is to be done."))
	}
	parts := []piece{para("lead", text("In order of effect: blockers, then by share of the overall score; what is waived comes last."))}
	if len(before) > 0 {
		parts = append(parts, v.todo("Before approval", before, most))
	}
	if left := most - len(before); len(after) > 0 && left > 0 {
		parts = append(parts, v.todo("Then", after, left))
	}
	return blocks(parts...)
}

func (v *view) todo(head string, found []*scorecard.Criterion, most int) piece {
	var items []piece
	for i, c := range found {
		if i == most {
			break
		}
		items = append(items, v.advice(c))
	}
	p := piece{}
	for _, item := range items {
		p.Markdown += "1. " + item.Markdown + "\n"
		p.HTML += "<li>" + item.HTML + "</li>\n"
	}
	p = wrap(`<ol class="todo">`+"\n", p, "</ol>\n")
	h := piece{Markdown: "**" + head + "**\n", HTML: esc(head)}
	h.HTML = "<p class=\"sub\"><b>" + h.HTML + "</b></p>\n"
	return blocks(h, p, v.more(len(found)-len(items)))
}

// advice is one thing to do, whose it is and what it is worth.
func (v *view) advice(c *scorecard.Criterion) piece {
	what := firstParagraph(prose("todo-"+c.ID+":", wording.Remedy(v.s, c)))
	if what.Empty() {
		what = text(wording.Unadvised(c))
	}
	said := join(" ", v.ref(c.ID), what)
	worth := ""
	if c.Share != "" {
		worth = wording.Percent(c.Share) + " of the score"
		if c.Outcome == scorecard.Warning {
			worth += ", in part"
		}
	}
	whose := join(", ", text(c.Owner), v.tags(c))
	md := said.Markdown
	if aside := join("; ", whose, text(worth)); !aside.Empty() {
		md += " (" + aside.Markdown + ")"
	}
	return piece{Markdown: md, HTML: "<span>" + said.HTML + `</span><span class="s">` + whose.HTML + `</span><span class="s r">` + text(worth).HTML + "</span>"}
}

// firstParagraph takes what fits in one line of a list out of a text.
func firstParagraph(p piece) piece {
	md, _, _ := strings.Cut(strings.TrimSpace(p.Markdown), "\n\n")
	html := strings.TrimSpace(string(p.HTML))
	if !strings.HasPrefix(html, "<p>") {
		return piece{Markdown: strings.ReplaceAll(md, "\n", " "), HTML: p.HTML}
	}
	html, _, _ = strings.Cut(strings.TrimPrefix(html, "<p>"), "</p>")
	return piece{Markdown: strings.ReplaceAll(md, "\n", " "), HTML: template.HTML(html)}
}

// nextTargets sets warn bounds against what was measured: they are what the
// next phase has to reach, and what to alert on.
func nextTargets(v *view, _ call) piece {
	t := table{class: "stack", columns: []column{{head: "Criterion"}, {head: "Title"}, {head: "Outcome"}, {head: "Now", right: true}, {head: "Target", right: true}, {head: "Next target", right: true}, {head: "Owner"}}}
	rest := 0
	for i := range v.s.Criteria {
		c := &v.s.Criteria[i]
		switch {
		case c.Warn.IsZero() || c.Outcome == scorecard.NotApplicable:
		case len(t.rows) == mostRows:
			rest++
		default:
			t.rows = append(t.rows, row{cells: []piece{v.ref(c.ID), text(c.Title), outcome(c), measure(wording.Figure(c)), measure(c.Target.Shown()), measure(c.Warn.Shown()), owner(c)}})
		}
	}
	if len(t.rows) == 0 {
		return piece{}
	}
	return blocks(para("lead", text("What is met with a warning has its warn bound to reach next; what is unmet or unknown has its target. In operation the warn bounds are what to alert on.")),
		t.piece(), v.more(rest))
}
