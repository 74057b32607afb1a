package report

import (
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"

	"signoff/internal/markdown"
	"signoff/internal/office"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// writeDocx makes a document for Word of the Markdown that the other documents
// are made of. Cover and signatures are its own: they are what a board fills in.
func writeDocx(w io.Writer, s *scorecard.Scorecard, o Options) error {
	d, err := compose(s, o, false)
	if err != nil {
		return err
	}
	text, err := d.markdown()
	if err != nil {
		return err
	}
	p := &printing{v: d.v, told: map[string]bool{}, doc: office.NewDocument(aboutFile(s, o), header(s), footer(s, o), o.Reference)}
	parts := markdown.Tree(text)
	for _, part := range parts {
		if id := p.headed(part); part.Kind == markdown.HeadingPart && id != "" {
			p.told[id] = true
		}
	}
	p.cover()
	if len(text) > longText {
		p.doc.Paragraph("Subtitle", "", plainRuns("Contents"))
		p.doc.Contents(entries(parts))
	}
	for i, part := range parts {
		var next *markdown.Part
		if i+1 < len(parts) {
			next = &parts[i+1]
		}
		p.part(part, next)
	}
	return p.doc.Write(w)
}

// longText is from how many bytes of Markdown on a document has contents: they
// make about twelve pages.
const longText = 36_000

// entries are the headings of sections and their parts, but those of the cover.
func entries(parts []markdown.Part) []office.Entry {
	var list []office.Entry
	sections, within := 0, ""
	for _, part := range parts {
		words := markdown.Words(part.Spans)
		switch {
		case part.Kind != markdown.HeadingPart:
		case part.Level == 2:
			if within = words; within != coverSection {
				sections++
				list = append(list, office.Entry{Level: 1, Text: strconv.Itoa(sections) + "  " + words, Anchor: sectionAnchor(within, words)})
			}
		case part.Level == 3 && within != "" && within != coverSection:
			list = append(list, office.Entry{Level: 2, Text: words, Anchor: sectionAnchor(within, words)})
		}
	}
	return list
}

// coverSection is the section that the cover stands for.
const coverSection = "Verdict"

func sectionAnchor(section, words string) string { return "section:" + section + ":" + words }

// aboutFile is what a file of an office says of itself.
func aboutFile(s *scorecard.Scorecard, o Options) office.About {
	return office.About{
		Title: wording.Name(s) + ", readiness assessment", Subject: s.Release, Language: cmp.Or(s.Lang, "en"), Created: s.AsOf,
		Custom: []office.Property{{Name: "assessment_sha256", Value: o.Digest}, {Name: "plan_sha256", Value: s.Plan.SHA256},
			{Name: "verdict", Value: string(s.Verdict.Outcome)}, {Name: "as_of", Value: s.AsOf}, {Name: "signoff_version", Value: s.Tool.Version}},
	}
}

func header(s *scorecard.Scorecard) [3]string {
	return [3]string{wording.Name(s) + ", readiness assessment", "", wording.VerdictSign(s.Verdict.Outcome).Word + ", as of " + wording.DayOf(s.AsOf)}
}

func footer(s *scorecard.Scorecard, o Options) [3]string {
	class := ""
	if s.Control != nil {
		class = s.Control.Classification
	}
	return [3]string{digestWords + " " + wording.Brief(o.Digest), class, ""}
}

// printing is a document on its way to paper.
type printing struct {
	v       *view
	doc     *office.Document
	told    map[string]bool // criteria with a heading of their own
	section string          // the heading of level 2 that is being written
	within  int             // the level of the last heading
	current string          // the criterion whose facts come next
	lead    string          // what the next paragraph begins with
}

// headed is the criterion that a heading is about, "" for none.
func (p *printing) headed(part markdown.Part) string {
	id, _, _ := strings.Cut(markdown.Words(part.Spans), " ")
	if part.Level != 4 || p.v.criteria[id] == nil {
		return ""
	}
	return id
}

// part writes one part; what stands on the cover or is signed is left out.
func (p *printing) part(part markdown.Part, next *markdown.Part) {
	if part.Kind == markdown.HeadingPart {
		p.within = part.Level
		if part.Level == 2 {
			p.section = markdown.Words(part.Spans)
		}
	}
	switch {
	case p.section == "" || p.section == coverSection:
		return
	case part.Kind == markdown.HeadingPart:
		p.heading(part)
	case p.section == "Approvals":
		return
	case part.Kind == markdown.ParagraphPart && next != nil && next.Kind == markdown.TablePart && len(markdown.Words(part.Spans)) < 200:
		p.doc.Paragraph("Caption", "", p.runs(part.Spans))
	case part.Kind == markdown.ParagraphPart && len(part.Spans) == 1 && part.Spans[0].Bold && next != nil && next.Kind == markdown.ParagraphPart:
		p.lead = part.Spans[0].Text
	case part.Kind == markdown.ParagraphPart:
		said := p.runs(part.Spans)
		if p.lead != "" {
			said = append([]office.Run{{Text: p.lead + ": ", Bold: true}}, said...)
		}
		p.lead = ""
		p.doc.Paragraph("", "", said)
	case part.Kind == markdown.ListPart:
		p.list(part)
	case part.Kind == markdown.TablePart:
		p.table(part)
	case part.Kind == markdown.CodePart:
		for _, line := range part.Spans {
			p.doc.Paragraph("CodeBlock", "", []office.Run{{Text: line.Text}})
		}
	case part.Kind == markdown.QuotePart:
		for _, inner := range part.Parts {
			p.doc.Paragraph("Quote", "", p.runs(inner.Spans))
		}
	}
}

func (p *printing) heading(part markdown.Part) {
	p.current = p.headed(part)
	style := map[int]string{2: "Heading1", 3: "Heading2"}[part.Level]
	bookmark := p.headed(part)
	if style != "" {
		bookmark = sectionAnchor(p.section, markdown.Words(part.Spans))
	}
	p.doc.Paragraph(cmp.Or(style, "Heading3"), bookmark, plainRuns(markdown.Words(part.Spans)))
	if p.section == "Approvals" && part.Level == 2 {
		p.signatures()
	}
}

// list writes a list; that of the facts of a criterion is a table of two columns.
func (p *printing) list(part markdown.Part) {
	var items [][]office.Run
	var facts [][]office.Cell
	for _, item := range part.Items {
		var all []office.Run
		for i, inner := range item {
			if i > 0 {
				all = append(all, office.Run{Text: " "})
			}
			all = append(all, p.runs(inner.Spans)...)
		}
		items = append(items, all)
		if p.within != 4 || part.Ordered || len(item) != 1 || len(all) == 0 {
			continue
		}
		name, rest, found := strings.Cut(all[0].Text, ": ")
		if !found || all[0].Code {
			continue
		}
		says := slices.Clone(all)
		says[0].Text = rest
		facts = append(facts, []office.Cell{{Text: []office.Run{{Text: name, Bold: true}}}, {Text: says}})
	}
	if len(facts) > 0 && len(facts) == len(items) {
		facts = append(p.judged(), facts...)
		p.doc.Table(office.Table{Rows: facts, Plain: true, Widths: p.doc.Widths(1, 5)})
		return
	}
	p.doc.List(part.Ordered, items)
}

// judged is what became of the criterion whose facts follow.
func (p *printing) judged() [][]office.Cell {
	c := p.v.criteria[p.current]
	if c == nil {
		return nil
	}
	fact := func(name string, said []office.Run) []office.Cell {
		return []office.Cell{{Text: []office.Run{{Text: name, Bold: true}}}, {Text: said}}
	}
	list := [][]office.Cell{fact("Outcome", p.said(outcome(c)))}
	if shown := wording.Figure(c); shown != wording.None {
		list = append(list, fact("Measured", plainRuns(strings.TrimSpace(shown+" "+wording.Besides(c)))))
	}
	if !c.Target.IsZero() {
		list = append(list, fact("Target", plainRuns(c.Target.Shown())))
	}
	return list
}

func (p *printing) table(part markdown.Part) {
	t := office.Table{Head: true, Right: part.Right}
	for i, row := range part.Rows {
		if i > 0 && p.section == "Criteria" && p.told[strings.TrimSpace(markdown.Words(row[0]))] {
			continue // it has a heading and its facts below
		}
		var cells []office.Cell
		for j, spans := range row {
			c := office.Cell{Text: p.runs(spans)}
			if id := strings.TrimSpace(markdown.Words(spans)); i > 0 && j == 0 && p.section == "Criteria" && p.v.criteria[id] != nil && !p.told[id] {
				c.Bookmark = id
				c.Text = []office.Run{{Text: id, Bold: true}}
			}
			cells = append(cells, c)
		}
		t.Rows = append(t.Rows, cells)
	}
	if len(t.Rows) > 1 {
		p.doc.Table(t)
	}
}

// runs are words as they look on paper: an outcome by its word and colour, since
// its sign is in few typefaces, and ids of criteria as links.
func (p *printing) runs(spans []markdown.Span) []office.Run {
	var list []office.Run
	for i, s := range spans {
		r := office.Run{Text: s.Text, Bold: s.Bold, Italic: s.Italic, Code: s.Code, Break: s.Break, RightToLeft: runsFromRight(s.Text)}
		if s.Code && p.v.criteria[s.Text] != nil && p.v.called["criteria"] && !p.v.folded[s.Text] {
			r.Anchor = s.Text
		}
		if s.Link != "" && !strings.HasPrefix(s.Link, "#") && s.Link != s.Text {
			r.Text += " (" + s.Link + ")"
		}
		if i == 0 && !s.Code {
			if head, rest, ok := signedWord(r); ok {
				list, r = append(list, head), rest
			}
		}
		if !s.Code {
			r.Text = signless.Replace(r.Text)
		}
		if r.Text != "" || r.Break {
			list = append(list, r)
		}
	}
	return list
}
