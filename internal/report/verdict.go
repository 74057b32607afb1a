package report

import (
	"fmt"
	"html/template"
	"slices"
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
	fact("as of", text(asOf(v.s.AsOf)+", from "+v.s.AsOfFrom))
	fact("criteria sha256", code(brief(v.s.Plan.SHA256)))
	fact("assessment sha256", code(brief(v.o.Digest)))
	line := join(" · ", facts...)
	line.HTML = join("", facts...).HTML
	p := blocks(
		piece{Markdown: "# " + markdown.Escape(name(v.s)) + "\n", HTML: "<h1>" + esc(name(v.s)) + "</h1>\n"},
		piece{Markdown: markdown.Escape(first(args)) + "\n"},
		para("meta", line))
	p.HTML = `<header class="head"><p class="s">` + esc(first(args)) + "</p>" + p.HTML + "</header>\n"
	return p
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
	reasons := count(len(v.s.Verdict.Reasons), "reason", "reasons")
	switch v.s.Verdict.Outcome {
	case scorecard.Approved:
		return v.s.Project + " meets what was asked of it."
	case scorecard.Conditional:
		return v.s.Project + " may go out under the conditions named here. It is not approved, for " + reasons + ":"
	case scorecard.Rejected:
		return v.s.Project + " is not ready, for " + reasons + ":"
	}
	return "Nothing could be judged, for " + reasons + ":"
}

func (v *view) wanting() string {
	var said []string
	if v.s.Verdict.ForWantOfEvidence {
		said = append(said, "Evidence is wanting: if every unknown criterion were met, the verdict would be better.")
	}
	if !v.s.Plan.Thresholds.Default {
		said = append(said, "The thresholds of this verdict were declared: "+thresholds(v.s.Plan.Thresholds)+".")
	}
	return strings.Join(said, " ")
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

// reason is one sentence of the verdict, then the criteria that it is about,
// each once and as a link, the first few of many.
func (v *view) reason(r scorecard.Reason) piece {
	said, about := saying(clip(r.Text), r.IDs)
	p := join(": ", v.linked(sentence(said)), v.about(about))
	return piece{Markdown: p.Markdown + ".", HTML: p.HTML + "."}
}

// saying parts a text from the ids that it is about: a list of them at its end
// is taken off, since it may be cut short, and ids that the text names
// elsewhere are not listed again.
func saying(text string, ids []string) (said string, about []string) {
	said, list, found := strings.Cut(text, ": ")
	if first, _, _ := strings.Cut(list, ", "); found && slices.Contains(ids, first) {
		return said, ids
	}
	words := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,;:()", r) })
	for _, id := range ids {
		if slices.Contains(words, id) {
			return text, nil
		}
	}
	return text, ids
}

// sentence starts with a capital and has its full stop to come.
func sentence(s string) string {
	s = strings.TrimSuffix(s, ".")
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// linked makes links of the ids of criteria in a sentence.
func (v *view) linked(s string) piece {
	var pieces []piece
	named := false
	for _, word := range strings.Fields(s) {
		id := strings.Trim(word, ",;:()")
		if v.criteria[id] == nil {
			pieces = append(pieces, text(word))
			continue
		}
		named = true
		before, after, _ := strings.Cut(word, id)
		pieces = append(pieces, join("", text(before), v.ref(id), text(after)))
	}
	if !named {
		return text(s)
	}
	return join(" ", pieces...)
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
	html := `<div class="keyfig"><h3>` + esc(head) + `</h3><div class="fig2"><div><b>` + esc(strict) + "</b><span>" + of("strict", strictOf) +
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
	pieces = append(pieces, wrap(`<span class="q">`, text(basis(c)), "</span>"))
	if n := unbound(v.s); n > 0 {
		said := nameless(n, len(v.s.Evidence))
		number, rest, _ := strings.Cut(said, " ")
		p := piece{Markdown: said, HTML: template.HTML("<b>" + number + "</b> " + rest)}
		pieces = append(pieces, wrap(`<span class="n">`, p, "</span>"))
	}
	p := join(" · ", pieces...)
	p.HTML = join(" ", pieces...).HTML
	return para("tally", p)
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
	if n == 1 {
		return fmt.Sprintf("1 of %s names no commit", count(of, "evidence", "evidences"))
	}
	return fmt.Sprintf("%d of %d evidences name no commit", n, of)
}

// basis says what the satisfied criteria stand on.
func basis(c scorecard.Compliance) string {
	return fmt.Sprintf("satisfied: %d measured, %d documented, %d attested", c.Basis.Measured, c.Basis.Documented, c.Basis.Attested)
}
