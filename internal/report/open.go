package report

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"signoff/internal/scorecard"
)

func unmetTable(v *view, args []string) piece {
	return v.wanted(v.rows(args), "Nothing applicable is unmet.", scorecard.Unmet)
}

func unknownTable(v *view, args []string) piece {
	return v.wanted(v.rows(args), "Every applicable criterion has a usable figure.", scorecard.Unknown)
}

func openTable(v *view, args []string) piece {
	return v.wanted(v.rows(args), "Nothing is open.", scorecard.Unmet, scorecard.Unknown)
}

func countUnmet(v *view) string   { return fmt.Sprint(v.s.Compliance.Unmet) }
func countUnknown(v *view) string { return fmt.Sprint(v.s.Compliance.Unknown) }
func countOpen(v *view) string    { return fmt.Sprint(v.s.Compliance.Unmet + v.s.Compliance.Unknown) }

// having lists the criteria with one of the outcomes: blockers first, those
// that are shown to fail before the others, waived last, then by share of the
// score, then as declared.
func (v *view) having(outcomes ...scorecard.Outcome) []*scorecard.Criterion {
	var found []*scorecard.Criterion
	for i := range v.s.Criteria {
		for _, o := range outcomes {
			if v.s.Criteria[i].Outcome == o && !v.s.Criteria[i].Informs {
				found = append(found, &v.s.Criteria[i])
			}
		}
	}
	sort.SliceStable(found, func(i, j int) bool {
		a, b := found[i], found[j]
		if a.Blocker != b.Blocker {
			return a.Blocker
		}
		if a.Waived != b.Waived {
			return b.Waived
		}
		if a.Blocker && a.Outcome != b.Outcome {
			return a.Outcome == scorecard.Unmet
		}
		x, _ := number(a.Share)
		y, _ := number(b.Share)
		return x > y
	})
	return found
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
			wrap(`<span class="n">`, measure(signs(c.Target)), "</span>"), got(c), owner(c)}})
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
	return para("s", text(fmt.Sprintf("And %s more, listed with all criteria.", thousands(int64(n)))))
}

func remaining(n int) piece {
	if n <= 0 {
		return piece{}
	}
	return para("s", text(fmt.Sprintf("And %s more, listed in assessment.json.", thousands(int64(n)))))
}

// got says what was found in place of what was expected.
func got(c *scorecard.Criterion) piece {
	if c.Outcome != scorecard.Unknown {
		return text(strings.TrimSpace(figure(c) + " " + besides(c)))
	}
	if len(c.Detail) > 0 {
		return text(clip(c.Detail[0].Text))
	}
	return text(string(c.Reason))
}

// besides are the counts that must stand next to a figure: how many records a
// filter lets pass, when it does not let all; the first note whatever it is, the
// others when there is something to count.
func besides(c *scorecard.Criterion) string {
	var notes []string
	if figure(c) == none {
		return ""
	}
	if c.Seen != nil && c.Matched != nil && *c.Matched < *c.Seen {
		notes = append(notes, fmt.Sprintf("%s seen, %s matched", thousands(*c.Seen), thousands(*c.Matched)))
	}
	for i, n := range c.Beside {
		if (i == 0 || n.Count > 0) && !strings.HasSuffix(c.Measure, "."+n.Name) {
			notes = append(notes, fmt.Sprintf("%s %s", thousands(n.Count), n.Name))
		}
	}
	if len(notes) == 0 {
		return ""
	}
	return "(" + strings.Join(notes, ", ") + ")"
}

func besidesSmall(c *scorecard.Criterion) piece {
	return wrap(`<span class="s b">`, text(besides(c)), "</span>")
}

func countWaivers(v *view) string { return fmt.Sprint(len(v.s.Waivers)) }

// waiverTable lists waivers with what each does.
func waiverTable(v *view, args []string) piece {
	if len(v.s.Waivers) == 0 {
		return piece{}
	}
	most := v.rows(args)
	t := table{class: "stack", caption: text("A waiver changes no outcome. It ends at 24:00 UTC of its last day."),
		columns: []column{{head: "Waiver"}, {head: "Reason"}, {head: "Owner", short: true}, {head: "Approved by", short: true}, {head: "Ends"}}}
	for i := range v.s.Waivers {
		if i == most {
			break
		}
		w := &v.s.Waivers[i]
		t.rows = append(t.rows, row{id: "w:" + w.ID, cells: []piece{
			join(" ", code(w.ID), text("for"), v.ref(w.Criterion)),
			join(" ", remark("w-"+w.ID+":", w.Reason), small(text(strings.Join(waiverTerms(w), "; ")))),
			written(w.Owner), join("", written(w.ApprovedBy), small(text(w.Granted))), join("", dated(w.Expires), small(v.leftOf(w)))}})
	}
	return blocks(t.piece(), remaining(len(v.s.Waivers)-len(t.rows)))
}

// leftOf says how long a waiver lasts, or why it has no effect.
func (v *view) leftOf(w *scorecard.Waiver) piece {
	days, ok := daysLeft(v.s.AsOf, w.Expires)
	if !ok || !w.Effective() {
		return waiverState(w)
	}
	said := piece{HTML: text(count(days, "day left", "days left")).HTML}
	if w.State == scorecard.Expiring {
		return join(", ", waiverState(w), said)
	}
	return said
}

// daysLeft counts the whole days from an instant to the end of a day.
func daysLeft(asOf, last string) (int, bool) {
	from, errFrom := time.Parse(time.RFC3339, asOf)
	until, errUntil := time.Parse(time.DateOnly, last)
	if errFrom != nil || errUntil != nil {
		return 0, false
	}
	return int(until.AddDate(0, 0, 1).Sub(from).Hours() / 24), true
}

// remark shows what a person wrote, with its markup, in a cell.
func remark(prefix, s string) piece {
	if strings.Contains(s, "|") || s != clip(s) {
		return text(clip(s))
	}
	return firstParagraph(prose(prefix, s))
}

// day keeps a date on one line.
func day(date string) piece { return wrap(`<span class="n">`, text(date), "</span>") }

// waiverTerms say what a waiver is for and on which terms.
func waiverTerms(w *scorecard.Waiver) []string {
	var terms []string
	for _, s := range scopeOf(w) {
		terms = append(terms, "for "+s.field+" "+listed(s.patterns))
	}
	if w.Version != "" {
		terms = append(terms, "for release "+w.Version)
	}
	if len(w.Covers) > 0 && strings.Join(w.Covers, "") != "unmet" {
		terms = append(terms, "covers "+listed(w.Covers))
	}
	if w.Limit != "" {
		terms = append(terms, "only while "+signs(w.Limit))
	}
	if w.Covered != nil {
		terms = append(terms, "covers "+count(int(*w.Covered), "record", "records")+covered(w))
	}
	if w.Ticket != "" {
		terms = append(terms, w.Ticket)
	}
	return terms
}

// scope is what a waiver asks of one field.
type scope struct {
	field    string
	patterns []string
}

// scopeOf lists which records alone a waiver is for.
func scopeOf(w *scorecard.Waiver) []scope {
	all := []scope{{"rule", w.Rules}, {"cve", w.CVEs}, {"cwe", w.CWEs}, {"package", w.Packages}, {"version", w.Versions}, {"path", w.Paths}}
	return slices.DeleteFunc(all, func(s scope) bool { return len(s.patterns) == 0 })
}

// covered names the records that a waiver covers, the worst first.
func covered(w *scorecard.Waiver) string {
	var names []string
	for _, x := range w.Exhibits {
		if !slices.Contains(names, x.Name) {
			names = append(names, x.Name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return ": " + listed(names)
}

func waiverState(w *scorecard.Waiver) piece {
	switch w.State {
	case scorecard.InForce:
		return text("in force")
	case scorecard.Expiring:
		return state(scorecard.Warning, "ends soon")
	case scorecard.Expired:
		return state(scorecard.Unmet, "expired, no effect")
	case scorecard.NotYetGranted:
		return state(scorecard.Unknown, "not in force yet")
	case scorecard.OutOfLimit:
		return state(scorecard.Unmet, "out of its limit, no effect")
	case scorecard.TooLong:
		return state(scorecard.Unmet, "longer than waivers may last, no effect")
	case scorecard.CoversNothing:
		return state(scorecard.NotApplicable, "waives nothing")
	}
	return text(string(w.State))
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
func tailoredTable(v *view, _ []string) piece {
	t := table{class: "stack", columns: []column{{head: "Criterion"}, {head: "Changed, from the pack's words to these"}, {head: "Because"}, {head: "Approved by"}, {head: "Declared"}}}
	var last scorecard.Tailoring
	for i, x := range v.s.Plan.Tailor {
		change := join(": ", text(x.Key), join(" → ", code(clip(setting(x.Key, x.Old))), code(clip(setting(x.Key, x.New)))))
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
		t.rows = append(t.rows, row{cells: []piece{v.tailoredWhat(x), change, text(clip(x.Because)), by, code(place(x.Declared.File, x.Declared.Line))}})
	}
	return t.piece()
}
