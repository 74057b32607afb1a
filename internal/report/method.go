package report

import (
	"fmt"
	"strings"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// method says how every figure was computed, with this report's own numbers.
func method(v *view, _ call) piece {
	outcomes := []known{
		{"met", text("The target is satisfied, and the warn bound if there is one. Counts 1 in the score.")},
		{"warning", text("The target is satisfied, the warn bound is not. Counts " + v.s.Plan.Thresholds.Warning + "; satisfied in compliance.")},
		{"unmet", text("A usable figure does not satisfy the target. Counts 0.")},
		{"unknown", text("No usable figure: missing, unreadable, wrong-commit, wrong-artefact, stale, empty, no-match or inconclusive, tried in this order. Counts 0.")},
		{"not applicable", text("Declared with a justification; counted nowhere.")},
		{"waived", text("An accepted, owned, expiring exception; the outcome inside the brackets stays what it is.")},
	}
	return blocks(titledFacts("Outcomes", outcomes), titledFacts("Arithmetic", v.arithmetic()), v.scoreTerms())
}

func (v *view) arithmetic() []known {
	c, p := v.s.Compliance, v.s.Plan
	list := []known{
		{"Compliance", text(fmt.Sprintf("(met + warning) ÷ applicable: %d ÷ %d strict%s; with waivers %d ÷ %d, waived criteria left out of both.",
			c.Satisfied(), c.Applicable, exactly(c.Exact), c.Satisfied()-wording.WaivedSatisfied(v.s), c.Applicable-c.Waived))},
		{"Score", text("The weighted mean of credits in each category, then of the categories that have an applicable criterion" + exactly(v.s.Score.Exact) + ". Exact fractions throughout.")},
		{"Grades", text(grades(p.Thresholds.Grades) + "; a category with a blocker unmet or unknown gets the lowest.")},
		{"Rounding", text("Thresholds meet the exact value. A figure is shown with as many decimals as it takes not to cross a bound.")},
		{"Verdict", text(wording.Thresholds(p.Thresholds) + ".")},
		{"Headroom", text("(target − value) ÷ |target|, signed so that positive is good; in points for percentages.")},
		{"Dates", text(fmt.Sprintf("As of %s, from %s. The oldest date inside a file is its age; the file's time on disk never counts.", wording.Judged(v.s), v.s.AsOfFrom))},
	}
	for _, pack := range p.Packs {
		list = append(list, known{"Pack", join(" ", text(pack.Name), code("sha256 "+wording.Brief(pack.SHA256)))})
	}
	for _, x := range p.Params {
		list = append(list, known{"Parameter", text(x.Name + " = " + wording.Clip(x.Value) + ", " + x.From)})
	}
	list = append(list, known{"Criteria", code("sha256 " + p.SHA256)},
		known{"Made by", text(strings.TrimSpace(v.s.Tool.Name+" "+v.s.Tool.Version+" "+wording.Brief(v.s.Tool.Revision)) + ", schema " + string(v.s.Schema))})
	return list
}

func exactly(fraction string) string {
	if fraction == "" {
		return ""
	}
	return " (exactly " + fraction + ")"
}

func grades(list []scorecard.Grade) string {
	var words []string
	for _, g := range list {
		words = append(words, g.Name+" from "+g.From)
	}
	return strings.Join(words, ", ")
}

// scoreTerms opens the overall score: each category's term.
func (v *view) scoreTerms() piece {
	t := table{class: "tight", columns: []column{{head: "Category"}, {head: "Weight", right: true}, {head: "Strict", right: true}, {head: "Exactly", right: true}, {head: "With waivers", right: true}}}
	for _, c := range v.s.Categories {
		t.rows = append(t.rows, row{cells: []piece{text(c.Title), text(c.Weight), text(wording.Points(c.Score)), text(wording.Points(c.Exact)), text(wording.Points(c.WithWaivers))}})
	}
	t.foot = &row{cells: []piece{text("Weighted mean"), {}, text(wording.Points(v.s.Score.Strict)), text(wording.Points(v.s.Score.Exact)), text(wording.Points(v.s.Score.WithWaivers))}}
	if len(t.rows) == 0 {
		return piece{}
	}
	p := wrap(`<div class="scroll" tabindex="0" role="region" aria-label="How the score adds up">`, t.piece(), "</div>\n")
	return blocks(headed3("How the score adds up"), p)
}

func headed3(s string) piece {
	p := text(s)
	return piece{Markdown: "**" + p.Markdown + "**\n", HTML: `<p class="sub"><b>` + p.HTML + "</b></p>\n"}
}

func titledFacts(head string, list facts) piece {
	return blocks(headed3(head), piece{Markdown: factLines(list), HTML: factList(list)})
}
