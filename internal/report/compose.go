package report

import (
	"html/template"
	"strings"

	"signoff/internal/markdown"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
	"signoff/internal/source"
)

// view is a scorecard on its way into a document, with what components need
// to find things in it.
type view struct {
	s    *scorecard.Scorecard
	o    Options
	html bool // which of the two forms is expected
	out  *outline

	criteria    map[string]*scorecard.Criterion
	evidence    map[string]*scorecard.Evidence
	waivers     map[string]*scorecard.Waiver
	members     map[string][]*scorecard.Criterion // by category
	placed      map[string]bool                   // narrative slots that have a place
	called      map[string]bool                   // components of this template
	hasContents bool
	folded      map[string]bool // criteria that only a count stands for
	ranked      map[string]bool // open criteria; true for those with a panel in any case
	opened      map[string]bool // criteria that stand open on the page

	difference *scorecard.Difference // to the earlier assessment, once asked for
	plan       [][]*wording.Action   // what to do, once asked for
	steps      map[string]*wording.Action
	pasts      map[*scorecard.Scorecard]map[string]*scorecard.Criterion

	weighed, made int // parts of which is known how long they are, and their bytes

	most   int  // bytes of the Markdown form, 0 for no bound
	bound  call // that set it
	faults source.List
}

// document is a composed report: its parts in order, and its contents.
type document struct {
	v       *view
	kind    string // what the title calls it
	outline *outline
}

func newView(s *scorecard.Scorecard, o Options, html bool) *view {
	v := &view{s: s, o: o, html: html,
		criteria: map[string]*scorecard.Criterion{}, evidence: map[string]*scorecard.Evidence{},
		waivers: map[string]*scorecard.Waiver{}, members: map[string][]*scorecard.Criterion{},
		placed: map[string]bool{}, called: map[string]bool{}, folded: map[string]bool{}}
	for i := range s.Criteria {
		c := &s.Criteria[i]
		v.criteria[c.ID] = c
		v.members[c.Category] = append(v.members[c.Category], c)
	}
	v.fold()
	for i := range s.Evidence {
		v.evidence[s.Evidence[i].ID] = &s.Evidence[i]
	}
	for i := range s.Waivers {
		v.waivers[s.Waivers[i].ID] = &s.Waivers[i]
	}
	return v
}

// compose renders a template into parts.
func compose(s *scorecard.Scorecard, o Options, html bool) (*document, error) {
	if faults := Check(o.TemplateName, o.Template); len(faults) > 0 {
		return nil, faults
	}
	v := newView(s, o, html)
	text := manuscript{o.TemplateName, o.Template}
	doc := markdown.Parse("t-", o.Template)
	known := Components()
	numbered, kind := false, ""
	for _, c := range doc.Calls() {
		v.called[c.Name] = true
		switch c.Name {
		case "toc":
			numbered = true
		case "title":
			kind = v.in(text, c).first()
		case "narrative":
			v.placed[v.in(text, c).first()] = true
		}
	}
	v.out = newOutline(numbered)
	alone := standing(doc)
	doc.Fill(func(c markdown.Call, _ string) piece {
		if component := meant(known, c, alone(c)); component.Inline {
			return component.render(v, v.in(text, c))
		}
		return piece{}
	})
	for _, b := range doc.Blocks() {
		v.block(text, b, known)
		if b.Call != nil && !v.within(v.in(text, *b.Call)) {
			break
		}
	}
	v.complete(doc, known)
	if len(v.faults) > 0 {
		v.faults.Sort()
		return nil, v.faults
	}
	return &document{v: v, kind: kind, outline: v.out}, nil
}

// block renders one block of the template.
func (v *view) block(text manuscript, b markdown.Block, known []Component) {
	switch {
	case b.Level > 0:
		v.out.expect(heading{level: b.Level, words: b.Title(), plain: b.Words()})
	case b.Call != nil && !meant(known, *b.Call, true).Inline:
		component := meant(known, *b.Call, true)
		v.out.class = component.Name
		parts, under := len(v.out.parts), v.out.under()
		v.out.add(component.render(v, v.in(text, *b.Call)))
		if component.count != nil && len(v.out.parts) > parts {
			v.out.note(under, component.count(v))
			v.out.counted(component.count(v))
		}
	default:
		v.out.class = ""
		v.out.add(b.Body())
	}
}

// sub opens a subsection of the section that is being rendered.
func (v *view) sub(id, title string) {
	v.out.expect(heading{level: 3, words: written(title), plain: markdown.OneLine(title), id: id})
	v.out.flush()
}

// contentsMark stands where the table of contents will be. It cannot come from
// a template or from text, which lose control characters.
const contentsMark = "\x00contents\x00"

func contents(v *view, at call) piece {
	if v.hasContents {
		at.fault("expected toc once, found it again")
	}
	v.hasContents = true
	return piece{Markdown: contentsMark}
}

// atMost bounds the Markdown form, for places that take only so much.
func atMost(v *view, at call) piece {
	v.most, v.bound = at.rows(), at
	return piece{}
}

func pageBreak(v *view, _ call) piece {
	v.out.newPage = true
	return piece{}
}

// markdown is the document in its Markdown form, within its bound if it has one.
func (d *document) markdown() (string, error) {
	var parts []string
	sections := []section{{}}
	for _, p := range d.outline.parts {
		md := strings.Trim(p.Markdown, "\n")
		if md == contentsMark {
			md = strings.Trim(d.outline.contentsMarkdown(), "\n")
		}
		if md == "" {
			continue
		}
		parts = append(parts, md+"\n")
		last := &sections[len(sections)-1]
		heading, found := strings.CutPrefix(md, "## ")
		title, folds := strings.CutPrefix(md, "<details><summary>")
		switch {
		case found:
			sections = append(sections, section{heading, md + "\n"})
		case folds:
			sections = append(sections, section{strings.TrimSuffix(title, "</summary>"), md + "\n"})
		case strings.HasSuffix(last.text, "</details>\n"):
			sections = append(sections, section{"the end", md + "\n"})
		default:
			last.text = strings.TrimPrefix(last.text+"\n"+md+"\n", "\n")
		}
	}
	if d.v.most == 0 {
		return strings.Join(parts, "\n"), nil
	}
	fitted, least, ok := fit(sections, d.v.most, d.must())
	if !ok {
		d.v.bound.fault("expected a bound of at least %d bytes, which hold the verdict, found %d", least, d.v.most)
		return "", d.v.faults
	}
	return fitted, nil
}

// must is what a document says however little room there is.
func (d *document) must() []string {
	verdict := d.v.verdictWords()
	if d.v.called["headline"] && !d.v.called["verdict"] {
		verdict = headline(d.v, call{})
	}
	must := []string{strings.Trim(verdict.Markdown, "\n")}
	if d.v.called["colophon"] {
		must = append(must, strings.Trim(colophon(d.v, call{}).Markdown, "\n"))
	}
	if d.v.o.Own || d.v.o.Brand != "" {
		must = append(must, strings.Trim(d.v.computed().Markdown, "\n"))
	}
	return must
}

// body is the document in its HTML form, without the page around it.
func (d *document) body() template.HTML {
	var out strings.Builder
	for _, p := range d.outline.parts {
		out.WriteString(string(p.HTML))
	}
	out.WriteString(d.outline.closing())
	return template.HTML(out.String())
}
