package report

import (
	"fmt"
	"html/template"
	"strings"

	"signoff/internal/markdown"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

func verdictSymbol(outcome scorecard.Ruling) template.HTML {
	s := wording.VerdictSign(outcome)
	name := s.Class
	if outcome == scorecard.Conditional {
		name = "conditional"
	}
	return template.HTML(`<span class="`+s.Class+`">`) + symbol(name) + "</span>"
}

// titleBlock is the head of a document.
func titleBlock(v *view, at call) piece {
	asked := text("as of " + wording.Judged(v.s))
	asked.Markdown = text("as of " + wording.Judged(v.s) + wording.Settled(v.s)).Markdown
	var facts []piece
	if v.s.Commit == "" {
		facts = append(facts, text("commit: not known"))
	} else {
		facts = append(facts, join(" ", text("commit"), code(wording.Brief(v.s.Commit))))
	}
	facts = append(facts, asked)
	if v.o.Digest != "" {
		facts = append(facts, join(" ", text(digestWords), code(wording.Brief(v.o.Digest))))
	} else {
		facts = append(facts, join(" ", text("criteria sha256"), code(wording.Brief(v.s.Plan.SHA256))))
	}
	if v.called["control"] {
		facts = append(facts, link("", controlID, text("document control")))
	}
	line := join(" · ", facts...)
	items := list("meta", false, facts)
	p := blocks(
		piece{Markdown: "# " + markdown.Escape(wording.Name(v.s)) + "\n", HTML: "<h1><bdi>" + esc(wording.Name(v.s)) + "</bdi></h1>\n"},
		piece{Markdown: markdown.Escape(at.first()) + "\n"},
		para("", piece{Markdown: line.Markdown}))
	p.HTML = `<header><p class="eyebrow">` + esc(at.first()) + "</p>\n<h1><bdi>" + esc(wording.Name(v.s)) + "</bdi></h1>\n" + items.HTML + "</header>\n"
	return p
}

// verdict is the first screen: judgement, reasons, how far off, the two figures
// and the count of outcomes.
func verdict(v *view, at call) piece {
	reasons := v.reasons(at)
	s := wording.VerdictSign(v.s.Verdict.Outcome)
	need := v.need()
	released := v.released()
	md := blocks(piece{Markdown: "**" + s.Char + " " + s.Word + "**\n"}, released, para("", text(v.sentence())), list("", true, reasons),
		para("", need), para("", text(v.wanting())), piece{Markdown: v.figureTable()})
	html := piece{HTML: `<div class="hero"><div><p class="verdict">` + verdictSymbol(v.s.Verdict.Outcome) + esc(s.Word) + "</p>\n" +
		released.HTML + para("answer", text(v.sentence())).HTML + list("why", true, reasons).HTML + para("need", need).HTML +
		para("s q", text(v.wanting())).HTML + "</div>\n<div>" + v.figures(at.given()) + "</div></div>\n"}
	return blocks(piece{Markdown: md.Markdown, HTML: html.HTML}, v.tally())
}

// released says that a person released it in an emergency, although it is not
// approved.
func (v *view) released() piece {
	return para("answer", strong(text(wording.Sentence(wording.ReleasedWhy(v.s)))))
}

// reasons are the reasons of the verdict, in a short document the first few.
func (v *view) reasons(at call) []piece {
	var told []piece
	most := len(v.s.Verdict.Reasons)
	if at.given() {
		most = min(most, at.rows())
	}
	for i, r := range v.s.Verdict.Reasons[:most] {
		p := v.reason(r)
		if left := len(v.s.Verdict.Reasons) - most; left > 0 && i == most-1 {
			p = join(" ", p, text(fmt.Sprintf("And %s more: see the assessment.", wording.Few(left))))
		}
		told = append(told, p)
	}
	return told
}

// sentence says the verdict in words.
func (v *view) sentence() string {
	n := len(v.s.Verdict.Reasons)
	reasons := wording.Few(n) + " reasons"
	if n == 1 {
		reasons = "one reason"
	}
	switch v.s.Verdict.Outcome {
	case scorecard.Approved:
		return "Ready to release: it meets what was asked of it."
	case scorecard.Conditional:
		return "May go out under conditions; not approved, for " + reasons + ":"
	case scorecard.Rejected:
		return "Not ready to release, for " + reasons + ":"
	}
	if v.s.Compliance.Applicable == 0 {
		return "No criterion applies, so nothing could be judged."
	}
	return "Nothing could be judged, for " + reasons + ":"
}

func (v *view) wanting() string {
	var said []string
	if v.s.Verdict.ForWantOfEvidence {
		said = append(said, "If every unknown criterion were met, the verdict would be better.")
	}
	if !v.s.Plan.Thresholds.Default {
		said = append(said, wording.OwnThresholds(v.s.Plan.Thresholds)+".")
	}
	return strings.Join(said, " ")
}

// need says what would lift the verdict, by the smallest number that would do.
func (v *view) need() piece {
	var said []piece
	for _, to := range []scorecard.Ruling{scorecard.Conditional, scorecard.Approved} {
		if v.s.Verdict.Outcome == to || v.s.Verdict.Outcome == scorecard.Approved {
			continue
		}
		if n := v.s.Needs(to); n != nil {
			said = append(said, join(" ", text("To become"), join("", strong(text(string(to))), text(":")), v.needed(n)))
		}
	}
	return join(" ", said...)
}

func (v *view) needed(n *scorecard.Need) piece {
	left := "open criteria"
	if v.s.Compliance.Waived > 0 {
		left = map[scorecard.Ruling]string{scorecard.Conditional: "open criteria that are not waived",
			scorecard.Approved: "open criteria, waived ones included"}[n.To]
	}
	all := n.Of + len(n.Blockers)
	blockers := v.firstRefs(n.Blockers, wording.MostTold)
	if len(n.Blockers) > wording.MostTold {
		blockers = text("every open blocker")
	}
	var p piece
	switch {
	case len(n.Blockers) == 0:
		p = text(fmt.Sprintf("close %d of the %d %s", n.More, all, left))
	case n.More == 0:
		p = join(" ", text("close"), blockers)
	default:
		p = join(" ", text("close"), blockers, text(fmt.Sprintf("and %d more of the %d %s", n.More, all, left)))
	}
	if len(n.Roles) > 0 {
		p = join("", p, text("; then the approval of "+wording.Listed(n.Roles)))
	}
	return join("", p, text("."))
}

// figureTable is compliance and score in the Markdown form.
func (v *view) figureTable() string {
	t, c := v.s.Plan.Thresholds, v.s.Compliance
	if c.Applicable == 0 {
		return wording.NoCompliance + "\n"
	}
	heads, right := []string{"Figure", "without waivers"}, []bool{false, true}
	rows := [][]string{{"Compliance", wording.Percent(c.Strict) + " (" + wording.Share(c.Satisfied(), c.Applicable) + ")"}, {"Score of 100", wording.Points(v.s.Score.Strict)}}
	add := func(head, compliance, score string) {
		heads, right = append(heads, head), append(right, true)
		rows[0], rows[1] = append(rows[0], compliance), append(rows[1], score)
	}
	if c.Waived > 0 {
		sat, of := wording.Lenient(v.s)
		add("with "+wording.Count(c.Waived, "waiver", "waivers"), wording.Percent(c.WithWaivers)+" ("+wording.Share(sat, of)+")", wording.Points(v.s.Score.WithWaivers))
	}
	add("conditional needs", wording.Points(t.Conditional.Compliance.Shown()), wording.Points(t.Conditional.Score.Shown()))
	add("approved needs", wording.Points(t.Approved.Compliance.Shown()), wording.Points(t.Approved.Score.Shown()))
	for _, r := range rows {
		for i := range r {
			r[i] = markdown.Escape(r[i])
		}
	}
	return markdown.Table(heads, right, rows)
}

// figures are compliance with its gauge, and the score next to it.
func (v *view) figures(short bool) template.HTML {
	c, s := v.s.Compliance, v.s.Score
	if c.Applicable == 0 {
		return para("s q", text(wording.NoCompliance)).HTML
	}
	pair := func(label, figure string) template.HTML {
		return "<div><dt>" + template.HTML(label) + "</dt><dd>" + isolated(figure) + "</dd></div>"
	}
	waived := "with " + wording.Count(c.Waived, "waiver", "waivers")
	html := "<h3>Compliance</h3>\n" + `<dl class="figs">` + pair("without waivers<br>"+string(esc(wording.Share(c.Satisfied(), c.Applicable)))+" pass", wording.Percent(c.Strict))
	if c.Waived > 0 {
		sat, of := wording.Lenient(v.s)
		html += pair(string(esc(waived))+"<br>"+string(esc(wording.Share(sat, of)))+" pass", wording.Percent(c.WithWaivers))
	}
	html += "</dl>\n" + v.gauge()
	grade := ""
	if s.Grade != "" {
		grade = ", " + s.Grade
	}
	if short {
		said := "Score " + wording.Points(s.Strict) + " of 100" + grade + "."
		if e := v.earlier(); e != nil {
			said += " Last time, " + wording.DayOf(e.AsOf) + ": compliance " + wording.Percent(e.Compliance.Strict) + ", score " + wording.Points(e.Score.Strict) + ", " + string(e.Verdict.Outcome) + "."
		}
		return html + para("s q", text(said)).HTML
	}
	html += `<dl class="figs">` + pair(string(esc("score of 100"+grade)), wording.Points(s.Strict))
	if c.Waived > 0 {
		html += pair("with waivers", wording.Points(s.WithWaivers))
	}
	return html + "</dl>\n"
}

// tally counts outcomes, and what the reader must know next to them.
func (v *view) tally() piece {
	c := v.s.Compliance
	var pieces []piece
	add := func(o scorecard.Outcome, n int) {
		s := wording.SignOf(o)
		pieces = append(pieces, piece{Markdown: fmt.Sprintf("%s %d %s", s.Char, n, s.Word),
			HTML: template.HTML(fmt.Sprintf(`<span class="%s">%s</span> <b>%s</b> %s`, s.Class, symbol(s.Class), wording.Thousands(int64(n)), s.Word))})
	}
	add(scorecard.Met, c.Met)
	add(scorecard.Warning, c.Warning)
	add(scorecard.Unmet, c.Unmet)
	add(scorecard.Unknown, c.Unknown)
	if c.NotApplicable > 0 {
		add(scorecard.NotApplicable, c.NotApplicable)
	}
	if c.Waived > 0 {
		pieces = append(pieces, piece{Markdown: fmt.Sprintf(`%d of them waived \[ \]`, c.Waived),
			HTML: template.HTML(fmt.Sprintf(`<b>%d</b> of them waived <span aria-hidden="true">[ ]</span>`, c.Waived))})
	}
	p := piece{Markdown: join(" · ", pieces...).Markdown + "\n"}
	items := list("tally", false, pieces)
	p.HTML = template.HTML(strings.Replace(string(items.HTML), "<ul ", `<ul aria-label="Criteria by outcome" `, 1))
	said := text(strings.Join(v.standing(), " "))
	said.Markdown = markdown.Escape(strings.Replace(strings.Join(v.standing(), " "), wording.Basis(c), basisCounts(c), 1))
	return blocks(p, para("s q max", said))
}

// basisCounts is what basis says, in the words that programs read.
func basisCounts(c scorecard.Compliance) string {
	return fmt.Sprintf("Satisfied: %d measured, %d documented, %d attested", c.Basis.Measured, c.Basis.Documented, c.Basis.Attested)
}

// standing says what the criteria that pass rest on, and what else stands next to
// the counts.
func (v *view) standing() []string {
	c := v.s.Compliance
	said := []string{wording.Basis(c) + "."}
	if c.NotApplicable > 0 {
		said = append(said, wording.Sentence(wording.Applying(c))+".")
	}
	if n := wording.Unbound(v.s); n > 0 {
		said = append(said, wording.Sentence(wording.Nameless(n, len(v.s.Evidence)))+".")
	}
	if aside := wording.SetAside(v.s.Aside); aside != "" {
		said = append(said, wording.Sentence(aside)+".")
	}
	return said
}
