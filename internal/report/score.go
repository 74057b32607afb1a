package report

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// Criteria of a category that show a mark each, and ids that a table names;
// beyond that it shows counts. A document without contents is a short one.
const (
	mostMarks      = 40
	mostMarksShort = 20
	mostRefsShort  = 5
)

// scoreTable shows every category with a mark a criterion, its score, grade and
// risk. With one category there is nothing that the head does not say.
func scoreTable(v *view, at call) piece {
	if len(v.s.Categories) < 2 {
		return piece{}
	}
	short, earlier := at.given(), v.earlier()
	t := table{class: "stack", columns: []column{{head: "Category"}, {head: "Criteria", plain: true}, {head: "Pass", right: true}, {head: "Score", right: true}}}
	if earlier != nil {
		t.columns = append(t.columns, column{head: "Since last time", right: true})
		t.caption = text("Since last time: against " + wording.DayOf(earlier.AsOf) + ".")
	}
	t.columns = append(t.columns, column{head: "Grade", short: true}, column{head: "Risk"})
	most := len(v.s.Categories)
	if short {
		most = min(most, at.rows())
	}
	for i := range v.s.Categories[:most] {
		c := &v.s.Categories[i]
		cells := []piece{v.to("criteria", "c:"+c.ID, written(c.Title)), v.marks(c), text(wording.Share(c.Met+c.Warning, c.Applicable)), text(wording.Points(c.Score))}
		if earlier != nil {
			cells = append(cells, text(scoreChange(categoryScore(earlier, c.ID), c.Score)))
		}
		why := small(text(c.RiskWhy))
		if short {
			why = piece{}
		}
		t.rows = append(t.rows, row{cells: append(cells, text(wording.Points(c.Grade)), join("", text(string(c.Risk)), why))})
	}
	foot := []piece{text("All"), text(wording.Count(v.s.Compliance.Declared, "criterion", "criteria")), text(wording.Share(v.s.Compliance.Satisfied(), v.s.Compliance.Applicable)), text(wording.Points(v.s.Score.Strict))}
	if earlier != nil {
		foot = append(foot, text(scoreChange(earlier.Score.Strict, v.s.Score.Strict)))
	}
	t.foot = &row{cells: append(foot, text(wording.Points(v.s.Score.Grade)), piece{})}
	left := piece{}
	if n := len(v.s.Categories) - most; n > 0 {
		left = para("s", text(fmt.Sprintf("And %d more categories: see the assessment.", n)))
	}
	if short {
		return blocks(t.piece(), left)
	}
	return blocks(t.piece(), para("s q max", text("Risk is computed: high when a blocker is unmet or unknown, medium when anything is unmet, unknown or waived, low when there are warnings or a person's word, else minimal. "+scoreNote(v.s.Plan.Thresholds))))
}

// categoryScore is the score of a category in another assessment.
func categoryScore(s *scorecard.Scorecard, id string) string {
	for i := range s.Categories {
		if s.Categories[i].ID == id {
			return s.Categories[i].Score
		}
	}
	return ""
}

func scoreNote(t scorecard.Thresholds) string {
	note := "A warning passes, and earns " + t.Warning + " in the score."
	if t.Conditional.Score.IsZero() && t.Approved.Score.IsZero() {
		note += " The verdict does not ask for a score."
	}
	return note
}

// marks shows a mark for each criterion of a category, and counts of many.
func (v *view) marks(c *scorecard.Category) piece {
	md := wording.Tallied(c)
	members := v.members[c.ID]
	if len(members) > mostMarks || !v.out.numbered && v.largest() > mostMarksShort {
		return piece{Markdown: md, HTML: esc(md)}
	}
	var out strings.Builder
	out.WriteString(`<span class="marks">`)
	for _, m := range members {
		s := wording.SignOf(m.Outcome)
		says := m.ID + ": " + s.Word
		if m.Waived {
			says += ", waived"
		} else if m.Outcome == scorecard.Unknown && m.Reason != "" {
			says += ", " + wording.Because(m)
		}
		if v.called["criteria"] && !v.folded[m.ID] {
			name := `" title="` + string(esc(says)) + `" aria-label="` + string(esc(says)) + `">`
			out.WriteString(strings.Replace(string(link(s.Class, m.ID, piece{HTML: bracketed(m)}).HTML), `">`, name, 1))
			continue
		}
		out.WriteString(`<span class="` + s.Class + ` n" role="img" aria-label="` + string(esc(says)) + `">` + string(bracketed(m)) + "</span>")
	}
	out.WriteString("</span>")
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

// compliance counts what is satisfied and what it stands on.
func compliance(v *view, _ call) piece {
	c := v.s.Compliance
	t := table{class: "tight", columns: []column{{head: "Outcome"}, {head: "Criteria", right: true}, {head: "Counts as"}}}
	add := func(o scorecard.Outcome, n int, counts string) {
		t.rows = append(t.rows, row{cells: []piece{state(o, wording.SignOf(o).Word), text(wording.Thousands(int64(n))), text(counts)}})
	}
	add(scorecard.Met, c.Met, "passes")
	add(scorecard.Warning, c.Warning, "passes; beyond its warn bound")
	add(scorecard.Unmet, c.Unmet, "does not pass")
	add(scorecard.Unknown, c.Unknown, "does not pass: no usable figure")
	add(scorecard.NotApplicable, c.NotApplicable, "left out, with a justification")
	t.foot = &row{cells: []piece{text("Declared"), text(wording.Thousands(int64(c.Declared))), text(wording.Share(c.Applicable, c.Declared) + " applicable")}}
	said := fmt.Sprintf("%s applicable criteria pass: %s.", wording.Share(c.Satisfied(), c.Applicable), wording.Percent(c.Strict))
	if c.Waived > 0 {
		sat, of := wording.Lenient(v.s)
		said += fmt.Sprintf(" With %s it is %s: %s.", wording.Count(c.Waived, "waiver", "waivers"), wording.Percent(c.WithWaivers), wording.Share(sat, of))
	}
	stands := wording.Basis(c) + "."
	return blocks(para("", text(said)), para("", text(stands)), t.piece())
}

func isAre(n int, one, many string) string {
	if n == 1 {
		return "1 " + one + " is"
	}
	return wording.Count(n, one, many) + " are"
}

// keyResults says in one line what each category came to.
func keyResults(v *view, _ call) piece {
	t := table{class: "stack", columns: []column{{head: "Domain"}, {head: "Pass", right: true}, {head: "Risk"}, {head: "Blockers that pass", right: true}, {head: "Open"}}}
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
			if m.Counts() && !m.Outcome.Satisfied() {
				open = append(open, m.ID)
			}
		}
		said := text("none")
		if blockers > 0 {
			said = text(wording.Share(fine, blockers))
		}
		still := v.refs(open)
		if len(open) == 0 {
			still = text("nothing")
		}
		t.rows = append(t.rows, row{cells: []piece{text(c.Title), text(wording.Share(c.Met+c.Warning, c.Applicable)), risk(c.Risk), said, still}})
	}
	return t.piece()
}

// risk shows a risk by rising steps and its word.
func risk(word scorecard.Risk) piece {
	level := map[scorecard.Risk]int{scorecard.RiskMinimal: 1, scorecard.RiskLow: 2, scorecard.RiskMedium: 3, scorecard.RiskHigh: 4}[word]
	return piece{Markdown: text(string(word)).Markdown, HTML: template.HTML(`<span class="o steps">`) + steps(level) + esc(string(word)) + "</span>"}
}

// riskTable shows the risk of every category and states the rule.
func riskTable(v *view, _ call) piece {
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
	why := v.s.Categories[0].RiskWhy
	if len(t.rows) > 1 && !slices.ContainsFunc(v.s.Categories, func(c scorecard.Category) bool { return c.RiskWhy != why }) {
		t.caption = text("The reason is the same everywhere: " + why + ".")
		t.columns = slices.Delete(t.columns, 2, 3)
		for i := range t.rows {
			t.rows[i].cells = slices.Delete(t.rows[i].cells, 2, 3)
		}
	}
	return blocks(t.piece(), para("s wide", text("Read from the outcomes, never typed. High: a blocker is unmet or unknown, waived or not. Medium: anything is unmet, unknown or waived. Low: there are warnings or attested criteria. Minimal: none of these.")))
}
