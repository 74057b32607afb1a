package report

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"signoff/internal/markdown"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

func countCriteria(v *view) string { return wording.Thousands(int64(len(v.s.Criteria))) }

// criteriaList shows every criterion by category.
func criteriaList(v *view, at call) piece {
	want := at.first()
	v.rank()
	lead := v.criteriaLead()
	if v.html {
		v.out.add(piece{HTML: lead.HTML + v.criteriaTools()})
	} else {
		v.out.add(lead)
	}
	found := false
	for i := range v.s.Categories {
		c := &v.s.Categories[i]
		if want != "" && c.ID != want {
			continue
		}
		found = true
		aside := wording.Share(c.Met+c.Warning, c.Applicable) + " pass, score " + wording.Points(c.Score) + ", weight " + c.Weight
		if v.html {
			v.out.add(piece{HTML: template.HTML(`<div class="cat` + v.density() + `" data-cat="` + string(anchor(c.ID)) + `">`)})
		}
		v.sub("c:"+c.ID, c.Title)
		v.out.add(v.category(c, aside))
	}
	if want != "" && !found {
		at.fault("unknown category %q", want)
	}
	return piece{}
}

// category is one group of criteria.
func (v *view) category(c *scorecard.Category, aside string) piece {
	members := v.members[c.ID]
	if v.html {
		return piece{HTML: para("s q", join(". ", text(aside), written(c.Note))).HTML + v.categoryHTML(members)}
	}
	t := table{columns: []column{{head: "Id"}, {head: "Outcome"}, {head: "Criterion"}, {head: "Measured", right: true}, {head: "Target"}, {head: "Evidence"}}}
	folded := 0
	for _, m := range members {
		if v.folded[m.ID] {
			folded++
			continue
		}
		t.rows = append(t.rows, row{cells: []piece{v.ref(m.ID), outcome(m), join(" ", v.titled(m), code(m.Measure)),
			text(strings.TrimSpace(wording.Figure(m) + " " + wording.Besides(m))), text(m.Target.Shown()), places(m)}})
	}
	parts := []piece{para("", text(aside+".")), para("", text(c.Note)), t.piece(), v.foldedLine(folded)}
	for _, m := range members {
		if !simplyMet(m) && !v.folded[m.ID] {
			parts = append(parts, v.detailMarkdown(m))
		}
	}
	return blocks(parts...)
}

// simplyMet says that a criterion is met, and each of its parts is: what holds by
// some of them alone is shown with all.
func simplyMet(c *scorecard.Criterion) bool {
	return c.Outcome == scorecard.Met && !slices.ContainsFunc(c.Members, func(m scorecard.Member) bool { return m.Outcome != scorecard.Met })
}

func (v *view) foldedLine(n int) piece {
	if n == 0 {
		return piece{}
	}
	return para("s", text(wording.Thousands(int64(n))+" more, met or not applicable, are listed in assessment.json."))
}

// detailMarkdown shows one criterion in full.
func (v *view) detailMarkdown(c *scorecard.Criterion) piece {
	var out strings.Builder
	out.WriteString("#### " + markdown.Escape(c.ID+" "+c.Title) + "\n\n")
	for _, f := range append(v.findings(c), v.asked(c)...) {
		out.WriteString("- " + f.name + ": " + f.says.Markdown + "\n")
	}
	parts := []piece{{Markdown: out.String()}, v.exhibit(c)}
	if fix := wording.Remedy(v.s, c); c.Outcome != scorecard.Met && fix != "" && !v.called["todo"] {
		parts = append(parts, piece{Markdown: "**What to do**\n"}, prose("fix-"+c.ID+":", fix))
	}
	if c.Why != "" {
		parts = append(parts, piece{Markdown: "**Why**\n"}, prose("why-"+c.ID+":", c.Why))
	}
	return blocks(parts...)
}

// known is one line of what is known about a criterion.
type known struct {
	name string
	says piece
}

// facts collects lines; empty ones are left out.
type facts []known

func (f *facts) add(name string, p piece) {
	if !p.Empty() {
		*f = append(*f, known{name, p})
	}
}

// findings are what was found about a criterion, where, and whose it is.
func (v *view) findings(c *scorecard.Criterion) facts {
	var f facts
	if c.Outcome == scorecard.Unknown && c.Reason != "" {
		said := piece{}
		if len(c.Detail) > 0 {
			said = text(": " + wording.Clip(c.Detail[0].Text))
		}
		f.add("Reason", join("", join(" ", strong(text(wording.Because(c))), join("", text("("), code(string(c.Reason)), text(")"))), said))
	}
	if c.Outcome != scorecard.Unknown && (c.Whole > 0 || wording.Qualified(c) != "") {
		f.add("Measured", text(wording.MeasuredLine(c)))
	}
	if v.html {
		f.add("Distance", text(distance(c)))
	} else {
		f.add("Headroom", text(wording.Headroom(c)))
	}
	if !c.Warn.IsZero() {
		f.add("Warning", text(wording.Warns(c.Warn)))
	}
	f.add("Worst", code(wording.Decisive(c)))
	f.add("Interval", text(wording.Interval(c.Interval)))
	f.add("Not applicable", text(wording.Exempt(c)))
	f.add("Told apart", text(c.Identity))
	f.add("Evidence", v.sources(c))
	if a := v.actionOf(c.ID); a != nil && v.called["todo"] {
		due := ""
		if a.By != "" && !c.Waived {
			due = ", due " + a.By
		}
		whose := text(cmp.Or(c.Owner, wording.Unowned) + due)
		whose.HTML = link("", actionID(a.No), text(fmt.Sprintf("action %d", a.No))).HTML + ", " + whose.HTML
		f.add("To do", whose)
	} else {
		f.add("Owner", written(c.Owner))
		f.add("Due", text(c.Due))
	}
	if c.Waived {
		for _, id := range c.WaivedBy() {
			if w := v.waivers[id]; w != nil {
				f.add("Waiver", join(" ", v.to("waivers", "w:"+w.ID, code(w.ID)), text("until "+w.Expires+", "+w.Owner)))
			}
		}
	}
	if c.Uncovered != nil {
		f.add("Not covered", text("with all that its waivers cover taken out: "+c.Uncovered.Text()))
	}
	return f
}

// asked is what a criterion asks, of how much, and what it counts.
func (v *view) asked(c *scorecard.Criterion) facts {
	var f facts
	f.add("Question", code(cmp.Or(c.Question, c.Measure)))
	if c.Seen == nil || *c.Seen > 1 || len(c.Beside) > 0 {
		f.add("Records", text(wording.Counted(c)))
	}
	f.add("Score", text(contribution(c)))
	for _, t := range v.s.Plan.Tailor {
		if t.Criterion == c.ID {
			f.add("Tailored", text(fmt.Sprintf("%s: %s → %s, because %s", t.Key, wording.Setting(t.Key, t.Old), wording.Setting(t.Key, t.New), wording.Clip(t.Because))))
		}
	}
	f.add("Declared", join(", ", code(wording.Place(c.Declared.File, c.Declared.Line)), text(from(c))))
	f.add("Requirement", text(strings.Join(c.Refs, ", ")))
	return f
}

// from names the pack that declares a criterion, unless the file says it.
func from(c *scorecard.Criterion) string {
	if c.Pack == "" || strings.Contains(c.Declared.File, c.Pack) {
		return ""
	}
	return "pack " + c.Pack
}

// contribution is what the criterion gives to the score.
func contribution(c *scorecard.Criterion) string {
	if c.Outcome == scorecard.NotApplicable {
		return ""
	}
	said := "weight " + c.Weight
	if c.Share != "" {
		said += ", worth " + wording.Percent(c.Share) + " of the score"
	}
	return said + ", earns " + c.Credit
}

// sources are the evidences of a criterion, each with date and digest.
func (v *view) sources(c *scorecard.Criterion) piece {
	var pieces []piece
	for _, p := range c.Evidence {
		at := code(wording.Place(p.Path, p.Line))
		if p.Path == "" {
			at = code(p.ID)
		}
		says := []piece{at}
		if e := v.evidence[p.ID]; e != nil {
			says = []piece{v.to("evidence", "e:"+p.ID, at), v.stamp(e)}
			if e.SHA256 != "" {
				says = append(says, code("sha256 "+wording.Brief(digestOf(e, p.Path))))
			}
		}
		pieces = append(pieces, wrap(`<span class="b">`, join(", ", says...), "</span>"))
	}
	return piece{Markdown: join("; ", pieces...).Markdown, HTML: join("", pieces...).HTML}
}

// digestOf is the digest of one file of an evidence, else of all of them.
func digestOf(e *scorecard.Evidence, path string) string {
	for _, f := range e.Files {
		if f.Path == path {
			return f.SHA256
		}
	}
	return e.SHA256
}
