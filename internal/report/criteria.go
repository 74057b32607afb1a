package report

import (
	"cmp"
	"fmt"
	"html/template"
	"strings"

	"signoff/internal/markdown"
	"signoff/internal/scorecard"
)

func countCriteria(v *view) string { return thousands(int64(len(v.s.Criteria))) }

// criteriaList shows every criterion by category.
func criteriaList(v *view, args []string) piece {
	want := first(args)
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
		aside := share(c.Met+c.Warning, c.Applicable) + " pass, score " + points(c.Score) + ", weight " + c.Weight
		if v.html {
			v.out.add(piece{HTML: template.HTML(`<div class="cat` + v.density() + `" data-cat="` + string(anchor(c.ID)) + `">`)})
		}
		v.sub("c:"+c.ID, c.Title)
		v.out.add(v.category(c, aside))
	}
	if want != "" && !found {
		v.fault("unknown category %q", want)
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
			text(strings.TrimSpace(figure(m) + " " + besides(m))), text(signs(m.Target)), places(m)}})
	}
	parts := []piece{para("", text(aside+".")), para("", text(c.Note)), t.piece(), v.foldedLine(folded)}
	for _, m := range members {
		if m.Outcome != scorecard.Met && !v.folded[m.ID] {
			parts = append(parts, v.detailMarkdown(m))
		}
	}
	return blocks(parts...)
}

func (v *view) foldedLine(n int) piece {
	if n == 0 {
		return piece{}
	}
	return para("s", text(thousands(int64(n))+" more, met or not applicable, are listed in assessment.json."))
}

// detailMarkdown shows one criterion in full.
func (v *view) detailMarkdown(c *scorecard.Criterion) piece {
	var out strings.Builder
	out.WriteString("#### " + markdown.Escape(c.ID+" "+c.Title) + "\n\n")
	for _, f := range append(v.findings(c), v.asked(c)...) {
		out.WriteString("- " + f.name + ": " + f.says.Markdown + "\n")
	}
	parts := []piece{{Markdown: out.String()}, v.exhibit(c)}
	if fix := remedy(v.s, c); c.Outcome != scorecard.Met && fix != "" && !v.called["todo"] {
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
			said = text(": " + clip(c.Detail[0].Text))
		}
		f.add("Reason", join("", join(" ", strong(text(because(c))), join("", text("("), code(string(c.Reason)), text(")"))), said))
	}
	if c.Outcome != scorecard.Unknown && (c.Whole > 0 || qualified(c) != "") {
		f.add("Measured", text(measuredLine(c)))
	}
	if v.html {
		f.add("Distance", text(distance(c)))
	} else {
		f.add("Headroom", text(headroom(c)))
	}
	if c.Warn != "" {
		f.add("Warns unless", measure(signs(c.Warn)))
	}
	f.add("Worst", code(decisive(c)))
	f.add("Interval", text(interval(c.Interval)))
	f.add("Not applicable", text(exempt(c)))
	f.add("Evidence", v.sources(c))
	if a := v.actionOf(c.ID); a != nil && v.called["todo"] {
		due := ""
		if a.due != "" && !c.Waived {
			due = ", due " + a.due
		}
		whose := text(cmp.Or(c.Owner, unowned) + due)
		whose.HTML = link("", actionID(a.no), text(fmt.Sprintf("action %d", a.no))).HTML + ", " + whose.HTML
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
		f.add("Records", text(counted(c)))
	}
	f.add("Score", text(contribution(c)))
	for _, t := range v.s.Plan.Tailor {
		if t.Criterion == c.ID {
			f.add("Tailored", text(fmt.Sprintf("%s: %s → %s, because %s", t.Key, setting(t.Key, t.Old), setting(t.Key, t.New), clip(t.Because))))
		}
	}
	f.add("Declared", join(", ", code(place(c.Declared.File, c.Declared.Line)), text(from(c))))
	f.add("Requirement", text(strings.Join(c.Refs, ", ")))
	return f
}

// exempt says why a criterion does not apply, and who agreed.
func exempt(c *scorecard.Criterion) string {
	switch {
	case c.Outcome != scorecard.NotApplicable:
		return ""
	case c.NotBy == "":
		return "because " + c.NotBecause
	}
	return "because " + c.NotBecause + "; approved by " + c.NotBy
}

// from names the pack that declares a criterion, unless the file says it.
func from(c *scorecard.Criterion) string {
	if c.Pack == "" || strings.Contains(c.Declared.File, c.Pack) {
		return ""
	}
	return "pack " + c.Pack
}

// decisive is which of several figures decided.
func decisive(c *scorecard.Criterion) string {
	for _, p := range c.Evidence {
		if c.Series == p.ID || c.Series == p.Path {
			return ""
		}
	}
	return c.Series
}

// measuredLine is the figure with everything that qualifies it.
func measuredLine(c *scorecard.Criterion) string {
	switch {
	case c.Outcome == scorecard.NotApplicable:
		return ""
	case figure(c) == none:
		return because(c) + " (" + string(c.Reason) + ")"
	}
	said := figure(c)
	if c.Whole > 0 {
		said += " (" + thousands(c.Part) + " of " + thousands(c.Whole) + ")"
	}
	if more := qualified(c); more != "" {
		said += "; " + more
	}
	return said
}

// qualified is what must be known of a figure next to its value.
func qualified(c *scorecard.Criterion) string {
	var said []string
	if c.Single {
		said = append(said, "single figure")
	}
	if i := c.Interval; i != nil && i.Reduced {
		said = append(said, "median of "+count(i.Samples, strings.TrimSuffix(i.Of, "s"), i.Of))
	}
	if c.Basis == scorecard.Attested {
		said = append(said, string(c.Basis))
	}
	return strings.Join(said, "; ")
}

// headroom is how far a figure that counts lies from its target.
func headroom(c *scorecard.Criterion) string {
	if figure(c) == none {
		return ""
	}
	return minus(c.Headroom)
}

// counted says how many records there were, how many the question selects and
// what else must be known of them.
func counted(c *scorecard.Criterion) string {
	var said []string
	if c.Seen != nil && c.Matched != nil {
		said = append(said, share(int(*c.Matched), int(*c.Seen))+" matched")
	}
	for _, n := range c.Beside {
		said = append(said, thousands(n.Count)+" "+n.Name)
	}
	return strings.Join(said, "; ")
}

// contribution is what the criterion gives to the score.
func contribution(c *scorecard.Criterion) string {
	if c.Outcome == scorecard.NotApplicable {
		return ""
	}
	said := "weight " + c.Weight
	if c.Share != "" {
		said += ", worth " + percent(c.Share) + " of the score"
	}
	return said + ", earns " + c.Credit
}

// sources are the evidences of a criterion, each with date and digest.
func (v *view) sources(c *scorecard.Criterion) piece {
	var pieces []piece
	for _, p := range c.Evidence {
		at := code(place(p.Path, p.Line))
		if p.Path == "" {
			at = code(p.ID)
		}
		says := []piece{v.to("evidence", "e:"+p.ID, at)}
		if e := v.evidence[p.ID]; e != nil {
			says = append(says, v.stamp(e))
			if e.SHA256 != "" {
				says = append(says, code("sha256 "+brief(digestOf(e, p.Path))))
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
