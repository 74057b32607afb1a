package report

import (
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
		aside := share(c.Met+c.Warning, c.Applicable) + " satisfied, score " + points(c.Score) + ", weight " + c.Weight
		if v.html {
			v.out.add(piece{HTML: template.HTML(`<div class="cat` + v.density() + `" data-cat="` + string(anchor(c.ID)) + `">`)})
		}
		v.sub("c:"+c.ID, c.Title, text(aside))
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
		return piece{HTML: v.categoryHTML(members)}
	}
	t := table{columns: []column{{head: "Id"}, {head: "Outcome"}, {head: "Criterion"}, {head: "Measured", right: true}, {head: "Target"}, {head: "Evidence"}}}
	folded := 0
	for _, m := range members {
		if v.folded[m.ID] {
			folded++
			continue
		}
		t.rows = append(t.rows, row{cells: []piece{v.ref(m.ID), outcome(m), v.titled(m),
			text(strings.TrimSpace(figure(m) + " " + besides(m))), text(signs(m.Target)), places(m)}})
	}
	parts := []piece{para("", text(aside+".")), t.piece(), v.foldedLine(folded)}
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
	for _, f := range v.facts(c) {
		out.WriteString("- " + f.name + ": " + f.says.Markdown + "\n")
	}
	parts := []piece{{Markdown: out.String()}, v.exhibit(c)}
	if fix := remedy(v.s, c); c.Outcome != scorecard.Met && fix != "" {
		parts = append(parts, piece{Markdown: "**What to do**\n"}, prose("fix-"+c.ID+":", fix))
	}
	if c.Why != "" {
		parts = append(parts, piece{Markdown: "**Why**\n"}, prose("why-"+c.ID+":", c.Why))
	}
	return blocks(parts...)
}

// fact is one line of what is known about a criterion.
type fact struct {
	name string
	says piece
}

// facts are what a criterion asks, what it got and where that comes from.
func (v *view) facts(c *scorecard.Criterion) []fact {
	var facts []fact
	add := func(name string, p piece) {
		if !p.Empty() {
			facts = append(facts, fact{name, p})
		}
	}
	question := c.Question
	if question == "" {
		question = c.Measure
	}
	target := signs(c.Target)
	if c.Warn != "" {
		target += "; warn unless " + signs(c.Warn)
	}
	add("Question", code(question))
	add("Target", text(target))
	add("Measured", text(measuredLine(c)))
	add("Decided by", code(decisive(c)))
	add("Headroom", text(headroom(c)))
	add("Interval", text(interval(c.Interval)))
	if c.Seen == nil || *c.Seen > 1 || len(c.Beside) > 0 {
		add("Counted", text(counted(c)))
	}
	add("Score", text(contribution(c)))
	if c.Waived {
		for _, id := range c.WaivedBy() {
			if w := v.waivers[id]; w != nil {
				add("Waiver", join(" ", v.to("waivers", "w:"+w.ID, code(w.ID)), text("until "+w.Expires+", "+w.Owner)))
			}
		}
	}
	if c.Uncovered != nil {
		add("Not covered", text("with all that its waivers cover taken out: "+c.Uncovered.Text()))
	}
	for _, t := range v.s.Plan.Tailor {
		if t.Criterion == c.ID {
			add("Tailored", text(fmt.Sprintf("%s: %s → %s, because %s", t.Key, setting(t.Key, t.Old), setting(t.Key, t.New), clip(t.Because))))
		}
	}
	add("Not applicable", text(exempt(c)))
	add("Evidence", v.sources(c))
	add("Owner", text(c.Owner))
	add("Declared", join(", ", code(place(c.Declared.File, c.Declared.Line)), text(from(c))))
	add("Requirement", text(strings.Join(c.Refs, ", ")))
	return facts
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

// headroom is how far a figure that counts lies from its target.
func headroom(c *scorecard.Criterion) string {
	if figure(c) == none {
		return ""
	}
	return minus(c.Headroom)
}

// measuredLine is the figure with everything that qualifies it.
func measuredLine(c *scorecard.Criterion) string {
	shown := figure(c)
	if c.Outcome == scorecard.NotApplicable {
		return ""
	}
	if shown == none {
		return "nothing usable: " + c.Reason
	}
	said := []string{shown}
	if c.Whole > 0 {
		said[0] += " (" + thousands(c.Part) + " of " + thousands(c.Whole) + ")"
	}
	if c.Single {
		said = append(said, "single figure")
	}
	if i := c.Interval; i != nil && i.Reduced {
		said = append(said, "median of "+count(i.Samples, strings.TrimSuffix(i.Of, "s"), i.Of))
	}
	if c.Basis != scorecard.Measured && c.Basis != "" {
		said = append(said, string(c.Basis))
	}
	return strings.Join(said, "; ")
}

// counted says how many records there were, how many the question selects and
// what else must be known of them.
func counted(c *scorecard.Criterion) string {
	var said []string
	if c.Seen != nil && c.Matched != nil {
		said = append(said, thousands(*c.Matched)+" of "+count(int(*c.Seen), "record", "records")+" matched")
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
		said += ", " + percent(c.Share) + " of the score"
	}
	return said + "; credit " + c.Credit
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
