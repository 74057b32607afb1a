package report

import (
	"fmt"
	"html/template"
	"strings"

	"signoff/internal/markdown"
	"signoff/internal/scorecard"
)

// verdictSign is how a verdict looks: character, symbol and colour class.
func verdictSign(outcome scorecard.Ruling) sign {
	switch outcome {
	case scorecard.Approved:
		return sign{"✓", "met", "Approved"}
	case scorecard.Conditional:
		return sign{"◐", "warning", "Conditional"}
	case scorecard.Rejected:
		return sign{"✗", "unmet", "Rejected"}
	}
	return sign{"?", "unknown", "Indeterminate"}
}

func verdictSymbol(outcome scorecard.Ruling) template.HTML {
	s := verdictSign(outcome)
	name := s.class
	if outcome == scorecard.Conditional {
		name = "conditional"
	}
	return template.HTML(`<span class="`+s.class+`">`) + symbol(name) + "</span>"
}

func name(s *scorecard.Scorecard) string {
	return strings.TrimSpace(s.Project + " " + s.Release)
}

// titleBlock is the head of a document.
func titleBlock(v *view, args []string) piece {
	asked := text("as of " + judged(v.s))
	asked.Markdown = text("as of " + judged(v.s) + settled(v.s)).Markdown
	var facts []piece
	if v.s.Commit == "" {
		facts = append(facts, text("commit: not known"))
	} else {
		facts = append(facts, join(" ", text("commit"), code(brief(v.s.Commit))))
	}
	facts = append(facts, asked)
	if v.o.Digest != "" {
		facts = append(facts, join(" ", text(digestWords), code(brief(v.o.Digest))))
	} else {
		facts = append(facts, join(" ", text("criteria sha256"), code(brief(v.s.Plan.SHA256))))
	}
	if v.called["control"] {
		facts = append(facts, link("", controlID, text("document control")))
	}
	line := join(" · ", facts...)
	items := list("meta", false, facts)
	p := blocks(
		piece{Markdown: "# " + markdown.Escape(name(v.s)) + "\n", HTML: "<h1><bdi>" + esc(name(v.s)) + "</bdi></h1>\n"},
		piece{Markdown: markdown.Escape(first(args)) + "\n"},
		para("", piece{Markdown: line.Markdown}))
	p.HTML = `<header><p class="eyebrow">` + esc(first(args)) + "</p>\n<h1><bdi>" + esc(name(v.s)) + "</bdi></h1>\n" + items.HTML + "</header>\n"
	return p
}

// settled says what set the instant as of which was judged.
func settled(s *scorecard.Scorecard) string {
	switch s.AsOfFrom {
	case "":
		return ""
	case "clock":
		return ", by the clock"
	}
	return ", set by " + s.AsOfFrom
}

// verdict is the first screen: judgement, reasons, how far off, the two figures
// and the count of outcomes.
func verdict(v *view, args []string) piece {
	reasons := v.reasons(args)
	s := verdictSign(v.s.Verdict.Outcome)
	need := v.need()
	md := blocks(piece{Markdown: "**" + s.char + " " + s.word + "**\n"}, para("", text(v.sentence())), list("", true, reasons),
		para("", need), para("", text(v.wanting())), piece{Markdown: v.figureTable()})
	html := piece{HTML: `<div class="hero"><div><p class="verdict">` + verdictSymbol(v.s.Verdict.Outcome) + esc(s.word) + "</p>\n" +
		para("answer", text(v.sentence())).HTML + list("why", true, reasons).HTML + para("need", need).HTML +
		para("s q", text(v.wanting())).HTML + "</div>\n<div>" + v.figures(len(args) > 0) + "</div></div>\n"}
	return blocks(piece{Markdown: md.Markdown, HTML: html.HTML}, v.tally())
}

// reasons are the reasons of the verdict, in a short document the first few.
func (v *view) reasons(args []string) []piece {
	var told []piece
	most := len(v.s.Verdict.Reasons)
	if len(args) > 0 {
		most = min(most, v.rows(args))
	}
	for i, r := range v.s.Verdict.Reasons[:most] {
		p := v.reason(r)
		if left := len(v.s.Verdict.Reasons) - most; left > 0 && i == most-1 {
			p = join(" ", p, text(fmt.Sprintf("And %s more: see the assessment.", few(left))))
		}
		told = append(told, p)
	}
	return told
}

// waivedSatisfied counts waived criteria that are satisfied all the same.
func waivedSatisfied(s *scorecard.Scorecard) int {
	n := 0
	for i := range s.Criteria {
		if s.Criteria[i].Waived && s.Criteria[i].Outcome.Satisfied() {
			n++
		}
	}
	return n
}

// lenient are the two counts behind compliance with waivers.
func lenient(s *scorecard.Scorecard) (satisfied, of int) {
	c := s.Compliance
	return c.Satisfied(), c.Applicable - c.Waived + waivedSatisfied(s)
}

func share(n, of int) string {
	return thousands(int64(n)) + " of " + thousands(int64(of))
}

func strictly(c scorecard.Compliance) string {
	return percent(c.Strict) + ", " + share(c.Satisfied(), c.Applicable)
}

// sentence says the verdict in words.
func (v *view) sentence() string {
	n := len(v.s.Verdict.Reasons)
	reasons := few(n) + " reasons"
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
		said = append(said, ownThresholds(v.s.Plan.Thresholds)+".")
	}
	return strings.Join(said, " ")
}

// ownThresholds says that others than the usual thresholds are asked, and which.
func ownThresholds(t scorecard.Thresholds) string {
	return "The thresholds of this verdict were declared: " + thresholds(t)
}

func thresholds(t scorecard.Thresholds) string {
	one := func(name string, b scorecard.Bar) string {
		var asks []string
		if b.Compliance != "" {
			asks = append(asks, "compliance "+signs(b.Compliance))
		}
		if b.Score != "" {
			asks = append(asks, "score "+signs(b.Score))
		}
		if len(asks) == 0 {
			asks = []string{"nothing"}
		}
		return name + " asks for " + listed(asks)
	}
	said := one("approved", t.Approved) + "; " + one("conditional", t.Conditional) + "; a warning counts " + t.Warning
	if t.WaiverMax != "" {
		said += "; waivers last at most " + t.WaiverMax
	}
	return said
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
	blockers := v.firstRefs(n.Blockers, mostTold)
	if len(n.Blockers) > mostTold {
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
		p = join("", p, text("; then the approval of "+listed(n.Roles)))
	}
	return join("", p, text("."))
}

// noCompliance stands in place of the figures where there is none.
const noCompliance = "Compliance –: no criterion applies."

// figureTable is compliance and score in the Markdown form.
func (v *view) figureTable() string {
	t, c := v.s.Plan.Thresholds, v.s.Compliance
	if c.Applicable == 0 {
		return noCompliance + "\n"
	}
	heads, right := []string{"Figure", "without waivers"}, []bool{false, true}
	rows := [][]string{{"Compliance", percent(c.Strict) + " (" + share(c.Satisfied(), c.Applicable) + ")"}, {"Score of 100", points(v.s.Score.Strict)}}
	add := func(head, compliance, score string) {
		heads, right = append(heads, head), append(right, true)
		rows[0], rows[1] = append(rows[0], compliance), append(rows[1], score)
	}
	if c.Waived > 0 {
		sat, of := lenient(v.s)
		add("with "+count(c.Waived, "waiver", "waivers"), percent(c.WithWaivers)+" ("+share(sat, of)+")", points(v.s.Score.WithWaivers))
	}
	add("conditional needs", points(signs(t.Conditional.Compliance)), points(signs(t.Conditional.Score)))
	add("approved needs", points(signs(t.Approved.Compliance)), points(signs(t.Approved.Score)))
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
		return para("s q", text(noCompliance)).HTML
	}
	pair := func(label, figure string) template.HTML {
		return "<div><dt>" + template.HTML(label) + "</dt><dd>" + isolated(figure) + "</dd></div>"
	}
	waived := "with " + count(c.Waived, "waiver", "waivers")
	html := "<h3>Compliance</h3>\n" + `<dl class="figs">` + pair("without waivers<br>"+string(esc(share(c.Satisfied(), c.Applicable)))+" pass", percent(c.Strict))
	if c.Waived > 0 {
		sat, of := lenient(v.s)
		html += pair(string(esc(waived))+"<br>"+string(esc(share(sat, of)))+" pass", percent(c.WithWaivers))
	}
	html += "</dl>\n" + v.gauge()
	grade := ""
	if s.Grade != "" {
		grade = ", " + s.Grade
	}
	if short {
		said := "Score " + points(s.Strict) + " of 100" + grade + "."
		if e := v.earlier(); e != nil {
			said += " Last time, " + dayOf(e.AsOf) + ": compliance " + percent(e.Compliance.Strict) + ", score " + points(e.Score.Strict) + ", " + string(e.Verdict.Outcome) + "."
		}
		return html + para("s q", text(said)).HTML
	}
	html += `<dl class="figs">` + pair(string(esc("score of 100"+grade)), points(s.Strict))
	if c.Waived > 0 {
		html += pair("with waivers", points(s.WithWaivers))
	}
	return html + "</dl>\n"
}

// tally counts outcomes, and what the reader must know next to them.
func (v *view) tally() piece {
	c := v.s.Compliance
	var pieces []piece
	add := func(o scorecard.Outcome, n int) {
		s := signOf(o)
		pieces = append(pieces, piece{Markdown: fmt.Sprintf("%s %d %s", s.char, n, s.word),
			HTML: template.HTML(fmt.Sprintf(`<span class="%s">%s</span> <b>%s</b> %s`, s.class, symbol(s.class), thousands(int64(n)), s.word))})
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
	said.Markdown = markdown.Escape(strings.Replace(strings.Join(v.standing(), " "), basis(c), basisCounts(c), 1))
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
	said := []string{basis(c) + "."}
	if c.NotApplicable > 0 {
		said = append(said, sentence(applying(c))+".")
	}
	if n := unbound(v.s); n > 0 {
		said = append(said, sentence(nameless(n, len(v.s.Evidence)))+".")
	}
	return said
}

// applying says how many of the declared criteria the figures are about.
func applying(c scorecard.Compliance) string {
	return share(c.Applicable, c.Declared) + " declared criteria apply"
}

// unbound counts the evidence that does not say which commit it is of.
func unbound(s *scorecard.Scorecard) int {
	n := 0
	for i := range s.Evidence {
		if e := &s.Evidence[i]; e.Bound == scorecard.Unbound && len(e.Files) > 0 {
			n++
		}
	}
	return n
}

func nameless(n, of int) string {
	verb := "name"
	if n == 1 {
		verb = "names"
	}
	return fmt.Sprintf("%d of %s %s no commit", n, count(of, "source of evidence", "sources of evidence"), verb)
}

// basis says what the criteria that pass rest on.
func basis(c scorecard.Compliance) string {
	who := "no person's word"
	if n := c.Basis.Attested; n == 1 {
		who = "1 person's word"
	} else if n > 1 {
		who = thousands(int64(n)) + " persons' word"
	}
	verb := "rest"
	if c.Satisfied() == 1 {
		verb = "rests"
	}
	return fmt.Sprintf("The %s that pass %s on %s, %s and %s", thousands(int64(c.Satisfied())), verb,
		count(c.Basis.Measured, "measurement", "measurements"), count(c.Basis.Documented, "document", "documents"), who)
}
