package report

import (
	"slices"
	"sort"

	"signoff/internal/markdown"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
	"signoff/internal/source"
)

// wordCalls are what text may call in place of what would be typed: that of a
// template, and narrative.
func wordCalls() []Component {
	return []Component{
		{Name: "project", Inline: true, Doc: "The project's name.", render: func(v *view, _ call) piece { return text(v.s.Project) }},
		{Name: "release", Inline: true, Doc: "The release.", render: func(v *view, _ call) piece { return text(v.s.Release) }},
		{Name: "date", Inline: true, Doc: "The instant as of which was judged.", render: func(v *view, _ call) piece { return text(wording.Judged(v.s)) }},
		{Name: "measure", Args: `"CRITERION" ["NAME"]`, Required: true, Inline: true, Doc: "The figure measured for a criterion, or of its breakdown the one of that name; unknown when there is none.", render: measured},
		{Name: "target", Args: `"CRITERION"`, Required: true, Inline: true, Doc: "The target of a criterion.", render: targeted},
		{Name: "outcome", Args: `"CRITERION"`, Required: true, Inline: true, Doc: "What became of a criterion.", render: outcomeWord},
		{Name: "score", Args: `"CATEGORY"`, Inline: true, Doc: "The score of a category, of everything without one.", render: scoreOf},
		{Name: "compliance", Inline: true, Doc: "Strict compliance with its counts.", render: complianceOf},
		{Name: "verdict", Inline: true, Doc: "The verdict in a word.", render: func(v *view, _ call) piece { return text(string(v.s.Verdict.Outcome)) }},
	}
}

// CheckNarrative finds the faults of narrative without a scorecard; criteria
// and categories are the ids that it may name.
func CheckNarrative(file, text string, criteria, categories []string) source.List {
	s := &scorecard.Scorecard{Criteria: make([]scorecard.Criterion, len(criteria))}
	for i, id := range criteria {
		s.Criteria[i].ID = id
	}
	for _, id := range categories {
		s.Categories = append(s.Categories, scorecard.Category{ID: id})
	}
	v := newView(s, Options{}, false)
	from := manuscript{file, text}
	doc := markdown.Parse("", v.fences(from))
	from.weigh(&v.faults, doc)
	v.fill(doc, from)
	return v.faults
}

// narrative shows the text of a slot, or of every slot that has no call of its
// own.
func narrative(v *view, at call) piece {
	for i := range v.s.Narrative {
		n := &v.s.Narrative[i]
		if !at.given() && !v.placed[n.Slot] {
			v.out.expect(heading{level: 3, words: text(wording.Title(n.Slot)), plain: markdown.OneLine(wording.Title(n.Slot))})
			v.tell(n, 4)
		}
		if at.given() && n.Slot == at.first() {
			v.tell(n, 3)
		}
	}
	return piece{}
}

// tell adds a narrative to the document, its highest headings at level.
func (v *view) tell(n *scorecard.Narrative, level int) {
	from := manuscript{"narrative " + n.Slot, n.Text}
	doc := markdown.Parse("n-"+n.Slot+":", v.fences(from))
	v.fill(doc, from)
	blocks := doc.Blocks()
	highest := 6
	for _, b := range blocks {
		if b.Level > 0 {
			highest = min(highest, b.Level)
		}
	}
	for _, b := range blocks {
		if b.Level == 0 {
			body := b.Body()
			body.HTML = tabled(body.HTML)
			v.out.add(body)
			continue
		}
		v.out.expect(heading{level: min(6, b.Level-highest+level), words: b.Title(), plain: b.Words()})
	}
}

// fences puts figures in the place of those calls in code that name one.
func (v *view) fences(from manuscript) string {
	known := wordCalls()
	return markdown.InFences(from.text, func(call markdown.Call) (string, bool) {
		component := meant(known, call, false)
		if call.Err != nil || component == nil || from.check(&v.faults, call, component, known) == nil {
			return "", false
		}
		return markdown.Plain(component.render(v, v.in(from, call)).Markdown), true
	})
}

// fill puts figures in the place of calls.
func (v *view) fill(doc *markdown.Doc, within manuscript) {
	known := wordCalls()
	doc.Fill(func(call markdown.Call, written string) piece {
		before := len(v.faults)
		component := within.check(&v.faults, call, meant(known, call, false), known)
		if len(v.faults) > before {
			return text(written)
		}
		return component.render(v, v.in(within, call))
	})
}

// criterion finds the criterion that a narrative names.
func (v *view) criterion(at call) *scorecard.Criterion {
	c := v.criteria[at.first()]
	if c == nil {
		at.fault("unknown criterion %q", at.first())
		return &scorecard.Criterion{ID: at.first()}
	}
	return c
}

func measured(v *view, at call) piece {
	c := v.criterion(at)
	shown := wording.Figure(c)
	if len(at.Args) > 1 {
		shown = wording.None
		if i := slices.IndexFunc(c.Rows, func(r scorecard.Row) bool { return r.Name == at.Args[1] }); i >= 0 {
			return v.traced(c.ID, text(c.Rows[i].Shown))
		}
	}
	if shown == wording.None {
		shown = wording.SignOf(c.Outcome).Word
	}
	return v.traced(c.ID, text(shown))
}

func targeted(v *view, at call) piece {
	c := v.criterion(at)
	return v.traced(c.ID, text(c.Target.Shown()))
}

func outcomeWord(v *view, at call) piece {
	c := v.criterion(at)
	word := wording.SignOf(c.Outcome).Word
	if c.Waived {
		word += ", waived"
	}
	return v.traced(c.ID, text(word))
}

func scoreOf(v *view, at call) piece {
	if !at.given() {
		return text(wording.Points(v.s.Score.Strict))
	}
	for _, c := range v.s.Categories {
		if c.ID == at.first() {
			return text(wording.Points(c.Score))
		}
	}
	ids := make([]string, len(v.s.Categories))
	for i, c := range v.s.Categories {
		ids[i] = c.ID
	}
	sort.Strings(ids)
	at.fault("unknown category %q, expected one of %s", at.first(), wording.Listed(ids))
	return piece{}
}

func complianceOf(v *view, _ call) piece {
	return text(wording.Strictly(v.s.Compliance))
}
