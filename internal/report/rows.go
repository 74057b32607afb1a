package report

import (
	"fmt"
	"html/template"
	"sort"
	"strings"

	"signoff/internal/markdown"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

const (
	// manyFrom is from how many criteria on the page draws only what is seen,
	// and only so many open criteria have a panel.
	manyFrom = 1000
	// mostOpen is how many open criteria of a category stand open on the page;
	// with more, only open blockers do, and of these not more than mostBlockers.
	mostOpen, mostBlockers = 20, 100
	// fewCriteria need no filter.
	fewCriteria = 12
	// inBin is how many rows the browser draws, or leaves undrawn, together.
	inBin = 100
)

func (v *view) categoryHTML(members []*scorecard.Criterion) template.HTML {
	var out strings.Builder
	out.WriteString(string(columns(v.lastHead())))
	shown := 0
	for _, c := range members {
		if v.folded[c.ID] {
			continue
		}
		if shown%inBin == 0 && (shown == 0 || v.many()) {
			out.WriteString(bins(shown > 0) + `<div class="bin">`)
		}
		shown++
		if v.many() && !v.ranked[c.ID] {
			out.WriteString(string(v.row(c).slim()))
		} else {
			out.WriteString(string(v.panel(c).details()))
		}
	}
	out.WriteString(bins(shown > 0) + string(v.foldedLine(len(members)-shown).HTML) + "</div>\n")
	return template.HTML(out.String())
}

// bins ends a bin of rows, if one is open.
func bins(open bool) string {
	if open {
		return "</div>\n"
	}
	return ""
}

// rank finds which criteria stand open on the page, and of very many those
// that have a panel: what matters most comes first.
func (v *view) rank() {
	v.ranked, v.opened = map[string]bool{}, map[string]bool{}
	open := v.having(scorecard.Unmet, scorecard.Unknown, scorecard.Warning)
	in, blockers := map[string]int{}, 0
	for _, c := range open {
		in[c.Category]++
	}
	for i, c := range open {
		v.ranked[c.ID] = i < manyFrom
		v.opened[c.ID] = in[c.Category] <= mostOpen
		if !v.opened[c.ID] && c.Blocker && c.Outcome != scorecard.Warning && blockers < mostBlockers {
			blockers++
			v.opened[c.ID] = true
		}
	}
}

func (v *view) many() bool { return len(v.s.Criteria) >= manyFrom }

// density makes the browser draw only what is seen of a long list.
func (v *view) density() string {
	if v.many() {
		return " many"
	}
	return ""
}

// row is what a criterion shows when it is closed.
func (v *view) row(c *scorecard.Criterion) criterionRow {
	return criterionRow{ID: markdown.OneLine(c.ID), Class: wording.SignOf(c.Outcome).Class, Owner: markdown.OneLine(c.Owner), Share: markdown.OneLine(c.Share),
		Title: markdown.OneLine(c.Title), Long: len(c.ID) > longID, Measured: isolated(wording.Figure(c)), Target: isolated(c.Target.Shown()), Mark: outcome(c).HTML, Tags: v.tags(c).HTML}
}

// longID is how many letters of an id stay on one line.
const longID = 24

// panel is a criterion with all that is known about it.
func (v *view) panel(c *scorecard.Criterion) criterionRow {
	r := v.row(c)
	if r.Bar = v.spark(c); v.earlier() == nil {
		r.Bar = rowBar(c)
	}
	r.Open = v.opened[c.ID]
	if before := v.before(c.ID); before != nil && before.Outcome != c.Outcome {
		r.Changed = true
	}
	r.Found, r.Asked = factList(v.findings(c)), factList(v.asked(c))
	r.Extra = v.exhibit(c).HTML
	r.Why = prose("why-"+c.ID+":", c.Why).HTML
	if c.Outcome != scorecard.Met && !v.called["todo"] {
		r.Fix = prose("fix-"+c.ID+":", wording.Remedy(v.s, c)).HTML
	}
	return r
}

// before is a criterion in the earlier assessment, nil when it was not there.
func (v *view) before(id string) *scorecard.Criterion {
	if e := v.earlier(); e != nil {
		return v.past(e)[id]
	}
	return nil
}

// lastHead heads the last column: how many runs there are, or the bar.
func (v *view) lastHead() string {
	if n := min(len(v.o.History)+1, mostRuns); n > 1 {
		return "Last " + wording.Few(n)
	}
	return "To the target"
}

func (v *view) criteriaLead() piece {
	if !v.html {
		return para("", text("Each category as a table, then what is known about each criterion that is not simply met."))
	}
	said := []string{"What is met is closed; open a row for its facts."}
	open := int64(len(v.ranked))
	switch {
	case v.many() && open > manyFrom:
		said = []string{fmt.Sprintf("Of the %s criteria that are unmet, unknown or warning, the %s that matter most open to their details; assessment.json has those of the others.", wording.Thousands(open), wording.Thousands(manyFrom))}
	case v.many():
		said = []string{"Criteria that are unmet, unknown or warning open to their details; assessment.json has those of the others."}
	case open > mostOpen:
		said = []string{"In categories with more than 20 open criteria only the blockers stand open. What is met is closed."}
	}
	if v.earlier() == nil {
		said = append(said, "Bar: the figure from zero, as a share of its target, which is the line; the hatched side fails.")
	} else {
		said = append(said, v.lastHead()+" from "+wording.DayOf(v.o.History[max(0, len(v.o.History)-mostRuns+1)].AsOf)+"; dashed line: target. A criterion without a changing number shows one mark a run.")
	}
	return para("s q max", text(strings.Join(said, " ")))
}

// criteriaTools are the legend of the bars and the filter.
func (v *view) criteriaTools() template.HTML {
	var data filter
	counts, owners := map[scorecard.Outcome]int{}, map[string]bool{}
	for i := range v.s.Criteria {
		c := &v.s.Criteria[i]
		if v.folded[c.ID] {
			continue
		}
		counts[c.Outcome]++
		if c.Owner != "" && !owners[c.Owner] {
			owners[c.Owner] = true
			data.Owners = append(data.Owners, markdown.OneLine(c.Owner))
		}
	}
	sort.Strings(data.Owners)
	for _, o := range []scorecard.Outcome{scorecard.Unmet, scorecard.Unknown, scorecard.Warning, scorecard.Met, scorecard.NotApplicable} {
		s := wording.SignOf(o)
		word := s.Word
		if o == scorecard.NotApplicable {
			word = "n/a"
		}
		data.Outcomes = append(data.Outcomes, choice{s.Class, word, counts[o], symbol(s.Class)})
	}
	for _, c := range v.s.Categories {
		data.Categories = append(data.Categories, scorecard.Category{ID: markdown.OneLine(c.ID), Title: markdown.OneLine(c.Title)})
	}
	if v.earlier() != nil {
		worse, better := moved(v.diff())
		data.Changed = len(worse) + len(better)
	}
	if len(v.s.Criteria) <= fewCriteria {
		return ""
	}
	return data.form()
}
