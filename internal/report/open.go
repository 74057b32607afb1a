package report

import (
	"fmt"
	"strings"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

func unmetTable(v *view, at call) piece {
	return v.wanted(at.rows(), "Nothing applicable is unmet.", scorecard.Unmet)
}

func unknownTable(v *view, at call) piece {
	return v.wanted(at.rows(), "Every applicable criterion has a usable figure.", scorecard.Unknown)
}

func openTable(v *view, at call) piece {
	return v.wanted(at.rows(), "Nothing is open.", scorecard.Unmet, scorecard.Unknown)
}

func countUnmet(v *view) string   { return fmt.Sprint(v.s.Compliance.Unmet) }
func countUnknown(v *view) string { return fmt.Sprint(v.s.Compliance.Unknown) }
func countOpen(v *view) string    { return fmt.Sprint(v.s.Compliance.Unmet + v.s.Compliance.Unknown) }

// having lists the criteria with one of the outcomes, in the order of having.
func (v *view) having(outcomes ...scorecard.Outcome) []*scorecard.Criterion {
	return wording.Having(v.s, outcomes...)
}

// wanted is a table of what was expected and what was got.
func (v *view) wanted(most int, otherwise string, outcomes ...scorecard.Outcome) piece {
	t := table{class: "stack open", columns: []column{{head: "Criterion"}, {head: "Outcome", plain: true}, {head: "Title, and where the evidence is", plain: true}, {head: "Target"}, {head: "Measured"}, {head: "Owner"}}}
	found := v.having(outcomes...)
	for i, c := range found {
		if i == most {
			break
		}
		t.rows = append(t.rows, row{cells: []piece{v.ref(c.ID), outcome(c),
			join(" ", strong(text(c.Title)), v.tags(c), small(places(c))),
			wrap(`<span class="n">`, measure(c.Target.Shown()), "</span>"), got(c), owner(c)}})
	}
	if len(found) == 0 {
		return para("", text(otherwise))
	}
	return blocks(t.piece(), v.more(len(found)-len(t.rows)))
}

// more counts the criteria that a table leaves out, and says where they are.
func (v *view) more(n int) piece {
	if n <= 0 || !v.called["criteria"] {
		return remaining(n)
	}
	return para("s", text(fmt.Sprintf("And %s more, listed with all criteria.", wording.Thousands(int64(n)))))
}

func remaining(n int) piece {
	if n <= 0 {
		return piece{}
	}
	return para("s", text(fmt.Sprintf("And %s more, listed in assessment.json.", wording.Thousands(int64(n)))))
}

// got says what was found in place of what was expected.
func got(c *scorecard.Criterion) piece {
	if c.Outcome != scorecard.Unknown {
		return text(strings.TrimSpace(wording.Figure(c) + " " + wording.Besides(c)))
	}
	if len(c.Detail) > 0 {
		return text(wording.Clip(c.Detail[0].Text))
	}
	return text(string(c.Reason))
}

func besidesSmall(c *scorecard.Criterion) piece {
	return wrap(`<span class="s b">`, text(wording.Besides(c)), "</span>")
}

func countWaivers(v *view) string { return fmt.Sprint(len(v.s.Waivers)) }

// waiverTable lists waivers with what each does.
func waiverTable(v *view, at call) piece {
	if len(v.s.Waivers) == 0 {
		return piece{}
	}
	most := at.rows()
	t := table{class: "stack", caption: text("A waiver changes no outcome. It ends at 24:00 UTC of its last day."),
		columns: []column{{head: "Waiver"}, {head: "Reason"}, {head: "Owner", short: true}, {head: "Approved by", short: true}, {head: "Ends"}}}
	for i := range v.s.Waivers {
		if i == most {
			break
		}
		w := &v.s.Waivers[i]
		t.rows = append(t.rows, row{id: "w:" + w.ID, cells: []piece{
			join(" ", code(w.ID), text("for"), v.ref(w.Criterion)),
			join(" ", remark("w-"+w.ID+":", w.Reason), small(text(strings.Join(wording.WaiverTerms(w), "; ")))),
			written(w.Owner), join("", written(w.ApprovedBy), small(text(w.Granted))), join("", dated(w.Expires), small(v.leftOf(w)))}})
	}
	return blocks(t.piece(), remaining(len(v.s.Waivers)-len(t.rows)))
}

// leftOf says how long a waiver lasts, or why it has no effect.
func (v *view) leftOf(w *scorecard.Waiver) piece {
	days, ok := wording.DaysLeft(v.s.AsOf, w.Expires)
	if !ok || !w.Effective() {
		return waiverState(w)
	}
	said := piece{HTML: text(wording.Count(days, "day left", "days left")).HTML}
	if w.State == scorecard.Expiring {
		return join(", ", waiverState(w), said)
	}
	return said
}

// remark shows what a person wrote, with its markup, in a cell.
func remark(prefix, s string) piece {
	if strings.Contains(s, "|") || s != wording.Clip(s) {
		return text(wording.Clip(s))
	}
	return firstParagraph(prose(prefix, s))
}

// day keeps a date on one line.
func day(date string) piece { return wrap(`<span class="n">`, text(date), "</span>") }

// waiverState shows what a waiver does at present.
func waiverState(w *scorecard.Waiver) piece {
	o, word := wording.WaiverSaid(w)
	if o == "" {
		return text(word)
	}
	return state(o, word)
}

// tailoredWhat names what was tailored: a criterion, or what packs say of the
// verdict.
func (v *view) tailoredWhat(x scorecard.Tailoring) piece {
	if x.Criterion == "" {
		return text("policy")
	}
	return v.ref(x.Criterion)
}

// tailoredTable lists what the project changed in packs, a row for each
// criterion and reason.
func tailoredTable(v *view, _ call) piece {
	t := table{class: "stack", columns: []column{{head: "Criterion"}, {head: "Changed, from the pack's words to these"}, {head: "Because"}, {head: "Approved by"}, {head: "Declared"}}}
	var last scorecard.Tailoring
	for i, x := range v.s.Plan.Tailor {
		change := join(": ", text(x.Key), join(" → ", code(wording.Clip(wording.Setting(x.Key, x.Old))), code(wording.Clip(wording.Setting(x.Key, x.New)))))
		if i > 0 && x.Criterion == last.Criterion && x.Because == last.Because && x.ApprovedBy == last.ApprovedBy {
			cell := &t.rows[len(t.rows)-1].cells[1]
			*cell = piece{Markdown: cell.Markdown + "; " + change.Markdown, HTML: cell.HTML + "<br>" + change.HTML}
			continue
		}
		last = x
		by := text(x.ApprovedBy)
		if x.ApprovedBy == "" {
			by = text("nobody")
		}
		t.rows = append(t.rows, row{cells: []piece{v.tailoredWhat(x), change, text(wording.Clip(x.Because)), by, code(wording.Place(x.Declared.File, x.Declared.Line))}})
	}
	return t.piece()
}
