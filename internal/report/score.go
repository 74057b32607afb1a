package report

import (
	"fmt"
	"html/template"
	"strings"

	"signoff/internal/scorecard"
)

// Criteria of a category that show a mark each, and ids that a table names;
// beyond that it shows counts. A document without contents is a short one.
const (
	mostMarks      = 40
	mostMarksShort = 10
	mostRefsShort  = 5
)

// scoreTable shows every category with its marks, score and grade.
func scoreTable(v *view, _ []string) piece {
	t := table{class: "stack sc", columns: []column{{head: "Category"}, {head: "Criteria", plain: true}, {head: "Score, 0 to 100", plain: true},
		{head: "Strict", right: true}, {head: "With waivers", right: true}, {head: "Grade"}, {head: "Satisfied", right: true, plain: true}, {head: "Weight", right: true}}}
	for i := range v.s.Categories {
		c := &v.s.Categories[i]
		bar := piece{Markdown: textBar(c.Score), HTML: scoreBar(c.Score, c.WithWaivers)}
		t.rows = append(t.rows, row{cells: []piece{
			v.to("criteria", "c:"+c.ID, text(c.Title)), v.marks(c), bar, text(points(c.Score)), text(points(c.WithWaivers)),
			text(points(c.Grade)), text(share(c.Met+c.Warning, c.Applicable)), text(c.Weight)}})
	}
	s, th := v.s.Score, v.s.Plan.Thresholds
	t.foot = &row{cells: []piece{text("Overall"), text(count(v.s.Compliance.Declared, "criterion", "criteria")),
		{Markdown: textBar(s.Strict), HTML: scoreBar(s.Strict, s.WithWaivers, th.Conditional.Score, th.Approved.Score)},
		strong(text(points(s.Strict))), strong(text(points(s.WithWaivers))), text(points(s.Grade)),
		text(share(v.s.Compliance.Satisfied(), v.s.Compliance.Applicable)), {}}}
	if len(t.rows) == 0 {
		return piece{}
	}
	note := para("s wide", text(scoreNote(th)))
	note.HTML = para("s wide", text(v.barNote()+scoreNote(th))).HTML
	return blocks(t.piece(), note)
}

// barNote says how the bars of the page are read.
func (v *view) barNote() string {
	note := "Bar: the strict score"
	if v.s.Compliance.Waived > 0 {
		note += "; hatched: what leaving waived criteria out adds"
	}
	if t := v.s.Plan.Thresholds; t.Conditional.Score != "" || t.Approved.Score != "" {
		note += "; the lines across the overall score: what the verdict asks"
	}
	return note + ". "
}

func scoreNote(t scorecard.Thresholds) string {
	note := "A warning counts as satisfied, and " + t.Warning + " in the score."
	if t.Conditional.Score == "" && t.Approved.Score == "" {
		note += " The verdict does not ask for a score."
	}
	return note
}

// marks shows a mark for each criterion of a category.
func (v *view) marks(c *scorecard.Category) piece {
	md := tallied(c)
	members := v.members[c.ID]
	if len(members) > mostMarks || !v.out.numbered && v.largest() > mostMarksShort {
		return piece{Markdown: md, HTML: esc(md)}
	}
	var out strings.Builder
	out.WriteString(`<div class="units">`)
	for _, m := range members {
		s := signOf(m.Outcome)
		name, says := s.class, m.ID+": "+s.word
		if m.Waived {
			name, says = "waived-"+s.class, says+", waived"
		} else if m.Outcome == scorecard.Unknown && m.Reason != "" {
			says += ", " + m.Reason
		}
		mark := `<span class="` + s.class + `" role="img" title="` + string(esc(says)) + `">` + string(symbol(name)) + "</span>"
		if v.called["criteria"] && !v.folded[m.ID] {
			mark = strings.Replace(string(link(s.class, m.ID, piece{HTML: symbol(name)}).HTML), ">",
				` title="`+string(esc(says))+`">`, 1)
		}
		out.WriteString(mark)
	}
	out.WriteString("</div>")
	return piece{Markdown: md, HTML: template.HTML(out.String())}
}

// largest is how many criteria the largest category has.
func (v *view) largest() int {
	most := 0
	for _, members := range v.members {
		most = max(most, len(members))
	}
	return most
}

// tallied counts the outcomes of a category in words.
func tallied(c *scorecard.Category) string {
	var words []string
	for _, n := range []struct {
		n int
		o scorecard.Outcome
	}{{c.Met, scorecard.Met}, {c.Warning, scorecard.Warning}, {c.Unmet, scorecard.Unmet}, {c.Unknown, scorecard.Unknown}} {
		if n.n > 0 {
			words = append(words, fmt.Sprintf("%s %s", thousands(int64(n.n)), signOf(n.o).word))
		}
	}
	if len(words) == 0 {
		return "none applicable"
	}
	return strings.Join(words, ", ")
}

// compliance counts what is satisfied and what it stands on.
func compliance(v *view, _ []string) piece {
	c := v.s.Compliance
	t := table{class: "tight", columns: []column{{head: "Outcome"}, {head: "Criteria", right: true}, {head: "Counts as"}}}
	add := func(o scorecard.Outcome, n int, counts string) {
		t.rows = append(t.rows, row{cells: []piece{state(o, signOf(o).word), text(thousands(int64(n))), text(counts)}})
	}
	add(scorecard.Met, c.Met, "satisfied")
	add(scorecard.Warning, c.Warning, "satisfied; beyond its warn bound")
	add(scorecard.Unmet, c.Unmet, "not satisfied")
	add(scorecard.Unknown, c.Unknown, "not satisfied: no usable figure")
	add(scorecard.NotApplicable, c.NotApplicable, "left out, with a justification")
	t.foot = &row{cells: []piece{text("Declared"), text(thousands(int64(c.Declared))), text(share(c.Applicable, c.Declared) + " applicable")}}
	said := fmt.Sprintf("Strict compliance is %s: %s applicable criteria are satisfied.", percent(c.Strict), share(c.Satisfied(), c.Applicable))
	if c.Waived > 0 {
		said += fmt.Sprintf(" With waivers it is %s: %s, since %s left out on both sides.", percent(c.WithWaivers),
			share(c.Satisfied()-waivedSatisfied(v.s), c.Applicable-c.Waived), isAre(c.Waived, "waived criterion", "waived criteria"))
	}
	stands := fmt.Sprintf("Of the satisfied, %d stand on a measurement, %d on a document and %d on a person's word.",
		c.Basis.Measured, c.Basis.Documented, c.Basis.Attested)
	return blocks(para("", text(said)), para("", text(stands)), t.piece())
}

func isAre(n int, one, many string) string {
	if n == 1 {
		return "1 " + one + " is"
	}
	return count(n, one, many) + " are"
}

// keyResults says in one line what each category came to.
func keyResults(v *view, _ []string) piece {
	t := table{class: "stack", columns: []column{{head: "Domain"}, {head: "Satisfied", right: true}, {head: "Risk"}, {head: "Blockers"}, {head: "Open"}}}
	for i := range v.s.Categories {
		c := &v.s.Categories[i]
		blockers, fine := 0, 0
		var open []string
		for _, m := range v.members[c.ID] {
			if m.Blocker && m.Outcome != scorecard.NotApplicable {
				blockers++
				if m.Outcome.Satisfied() {
					fine++
				}
			}
			if m.Outcome == scorecard.Unmet || m.Outcome == scorecard.Unknown {
				open = append(open, m.ID)
			}
		}
		said := text("none declared")
		if blockers > 0 {
			said = text(share(fine, blockers) + " satisfied")
		}
		still := v.refs(open)
		if len(open) == 0 {
			still = text("nothing")
		}
		t.rows = append(t.rows, row{cells: []piece{text(c.Title), text(share(c.Met+c.Warning, c.Applicable)), risk(c.Risk), said, still}})
	}
	return t.piece()
}

// risk shows a risk by rising steps and its word.
func risk(word string) piece {
	level := map[string]int{"minimal": 1, "low": 2, "medium": 3, "high": 4}[word]
	return piece{Markdown: text(word).Markdown, HTML: template.HTML(`<span class="o steps">`) + steps(level) + esc(word) + "</span>"}
}

// riskTable shows the risk of every category and states the rule.
func riskTable(v *view, _ []string) piece {
	t := table{class: "stack", columns: []column{{head: "Domain"}, {head: "Risk"}, {head: "Because"}, {head: "Driven by"}}}
	for i := range v.s.Categories {
		c := &v.s.Categories[i]
		var drivers []string
		for _, m := range v.members[c.ID] {
			if m.Outcome == scorecard.Unmet || m.Outcome == scorecard.Unknown || m.Waived || m.Outcome == scorecard.Warning {
				drivers = append(drivers, m.ID)
			}
		}
		driven := v.refs(drivers)
		if !v.out.numbered {
			driven = v.firstRefs(drivers, mostRefsShort)
		}
		t.rows = append(t.rows, row{cells: []piece{text(c.Title), risk(c.Risk), text(c.RiskWhy), driven}})
	}
	if len(t.rows) == 0 {
		return piece{}
	}
	return blocks(t.piece(), para("s wide", text("Read from the outcomes, never typed. High: a blocker is unmet or unknown, waived or not. Medium: anything is unmet, unknown or waived. Low: there are warnings or attested criteria. Minimal: none of these.")))
}
