package report

import (
	"fmt"
	"html/template"
	"strings"

	"signoff/internal/markdown"
	"signoff/internal/scorecard"
)

// verdictSign is how a verdict looks: character, symbol and colour class.
func verdictSign(outcome string) sign {
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

func verdictSymbol(outcome string) template.HTML {
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
	facts := []piece{}
	fact := func(label string, p piece) {
		if !p.Empty() {
			facts = append(facts, wrap("<span>", join(" ", text(label), p), "</span>"))
		}
	}
	fact("commit", code(brief(v.s.Commit)))
	if v.s.Commit == "" {
		facts = append(facts, wrap("<span>", text("bound to no commit"), "</span>"))
	}
	fact("as of", text(asOf(v.s.AsOf)+settled(v.s)))
	fact("criteria sha256", code(brief(v.s.Plan.SHA256)))
	fact(digestWords, code(brief(v.o.Digest)))
	line := join(" · ", facts...)
	line.HTML = join("", facts...).HTML
	p := blocks(
		piece{Markdown: "# " + markdown.Escape(name(v.s)) + "\n", HTML: "<h1>" + esc(name(v.s)) + "</h1>\n"},
		piece{Markdown: markdown.Escape(first(args)) + "\n"},
		para("meta", line))
	p.HTML = `<header class="head"><p class="s">` + esc(first(args)) + "</p>" + p.HTML + "</header>\n"
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

// verdict is the first screen: judgement, reasons, the two figures and the
// count of outcomes.
func verdict(v *view, _ []string) piece {
	reasons := make([]piece, len(v.s.Verdict.Reasons))
	for i, r := range v.s.Verdict.Reasons {
		reasons[i] = v.reason(r)
	}
	s := verdictSign(v.s.Verdict.Outcome)
	told := blocks(
		piece{Markdown: "**" + s.char + " " + s.word + "**\n",
			HTML: `<p class="verdict">` + verdictSymbol(v.s.Verdict.Outcome) + esc(s.word) + "</p>\n"},
		para("", text(v.sentence())),
		list("why", true, reasons),
		para("s", text(v.wanting())))
	c := v.s.Compliance
	figures := blocks(
		v.figures("Compliance", percent(c.Strict), share(c.Satisfied(), c.Applicable), percent(c.WithWaivers),
			share(c.Satisfied()-waivedSatisfied(v.s), c.Applicable-c.Waived),
			v.s.Plan.Thresholds.Conditional.Compliance, v.s.Plan.Thresholds.Approved.Compliance),
		v.figures("Score, of 100", points(v.s.Score.Strict), "", points(v.s.Score.WithWaivers), "",
			v.s.Plan.Thresholds.Conditional.Score, v.s.Plan.Thresholds.Approved.Score))
	p := told
	p.Markdown += "\n" + markdown.Table([]string{"Figure", "strict", "with waivers", "conditional", "approved"},
		[]bool{false, true, true, true, true}, v.figureRows())
	p.HTML = `<div class="two"><div>` + told.HTML + "</div><div>" + figures.HTML + "</div></div>\n"
	return blocks(p, v.tally())
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
		return "The release meets what was asked of it."
	case scorecard.Conditional:
		return "The release may go out under the conditions named here. It is not approved, for " + reasons + ":"
	case scorecard.Rejected:
		return "The release is not ready, for " + reasons + ":"
	}
	return "Nothing could be judged, for " + reasons + ":"
}

func (v *view) wanting() string {
	var said []string
	if v.s.Verdict.ForWantOfEvidence {
		said = append(said, "Evidence is wanting: if every unknown criterion were met, the verdict would be better.")
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

func (v *view) figureRows() [][]string {
	t, c := v.s.Plan.Thresholds, v.s.Compliance
	rows := [][]string{
		{"Compliance", percent(c.Strict) + " (" + share(c.Satisfied(), c.Applicable) + ")",
			percent(c.WithWaivers) + " (" + share(c.Satisfied()-waivedSatisfied(v.s), c.Applicable-c.Waived) + ")",
			points(signs(t.Conditional.Compliance)), points(signs(t.Approved.Compliance))},
		{"Score of 100", points(v.s.Score.Strict), points(v.s.Score.WithWaivers), points(signs(t.Conditional.Score)), points(signs(t.Approved.Score))},
	}
	for _, r := range rows {
		for i := range r {
			r[i] = markdown.Escape(r[i])
		}
	}
	return rows
}

// figures is one of the two key figures with its chart.
func (v *view) figures(head, strict, strictOf, waived, waivedOf, conditional, approved string) piece {
	of := func(label, n string) template.HTML {
		if n == "" {
			return esc(label)
		}
		return esc(label + ", " + n)
	}
	html := `<div class="keyfig"><p class="of">` + esc(head) + `</p><div class="fig2"><div><b>` + esc(strict) + "</b><span>" + of("strict", strictOf) +
		"</span></div><div><b>" + esc(waived) + "</b><span>" + of("with waivers", waivedOf) + "</span></div></div>\n" +
		levelChart(strict, waived, conditional, approved) + "</div>\n"
	return piece{HTML: html}
}

// tally counts outcomes, and what the reader must know beside them.
func (v *view) tally() piece {
	c := v.s.Compliance
	var pieces []piece
	add := func(o scorecard.Outcome, n int) {
		s := signOf(o)
		p := piece{Markdown: fmt.Sprintf("%s %d %s", s.char, n, s.word),
			HTML: template.HTML(fmt.Sprintf(`<span class="%s">%s</span> <b>%s</b> %s`, s.class, symbol(s.class), thousands(int64(n)), s.word))}
		pieces = append(pieces, wrap(`<span class="n">`, p, "</span>"))
	}
	add(scorecard.Met, c.Met)
	add(scorecard.Warning, c.Warning)
	add(scorecard.Unmet, c.Unmet)
	add(scorecard.Unknown, c.Unknown)
	add(scorecard.NotApplicable, c.NotApplicable)
	if c.Waived > 0 {
		p := piece{Markdown: fmt.Sprintf(`\[ \] %d waived`, c.Waived),
			HTML: symbol("waived") + template.HTML(fmt.Sprintf(" <b>%d</b> waived", c.Waived))}
		pieces = append(pieces, wrap(`<span class="n">`, p, "</span>"))
	}
	p := join(" · ", pieces...)
	p.HTML = join(" ", pieces...).HTML
	said := sentence(basis(c)) + "."
	if c.NotApplicable > 0 {
		said += " " + sentence(applying(c)) + "."
	}
	if n := unbound(v.s); n > 0 {
		said += " " + sentence(nameless(n, len(v.s.Evidence))) + "."
	}
	return blocks(para("tally", p), para("s wide", text(said)))
}

// applying says how many of the declared criteria the figures are about.
func applying(c scorecard.Compliance) string {
	return share(c.Applicable, c.Declared) + " declared criteria apply"
}

// unbound counts the evidence that does not say which commit it is of.
func unbound(s *scorecard.Scorecard) int {
	n := 0
	for i := range s.Evidence {
		if e := &s.Evidence[i]; e.Bound == "none" && len(e.Files) > 0 {
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

// basis says what the satisfied criteria stand on.
func basis(c scorecard.Compliance) string {
	return fmt.Sprintf("satisfied: %d measured, %d documented, %d attested", c.Basis.Measured, c.Basis.Documented, c.Basis.Attested)
}
