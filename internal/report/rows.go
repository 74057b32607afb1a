package report

import (
	"fmt"
	"html/template"
	"sort"
	"strings"

	"signoff/internal/markdown"
	"signoff/internal/scorecard"
)

// manyFrom is from how many criteria on the page draws only what is seen, and
// satisfied criteria have no panel.
const manyFrom = 1000

// criterionRow is one criterion of the page's list.
type criterionRow struct {
	ID, Class, Owner, Share, Title, Measured, Target string
	Open                                             bool
	Mark, Tags, Bar, Facts, Exhibit, Fix, Why        template.HTML
}

// part renders one of the page's own templates; they only fail on mistakes in
// this package, which its tests find.
func part(name string, data any) template.HTML {
	var out strings.Builder
	if err := pageTemplate().ExecuteTemplate(&out, name, data); err != nil {
		return esc(fmt.Sprintf("[%s: %v]", name, err))
	}
	return template.HTML(out.String())
}

func (v *view) categoryHTML(members []*scorecard.Criterion) template.HTML {
	var out strings.Builder
	out.WriteString(string(part("columns", nil)))
	folded := 0
	for _, c := range members {
		switch {
		case v.folded[c.ID]:
			folded++
		case v.many() && (c.Outcome == scorecard.Met || c.Outcome == scorecard.NotApplicable):
			out.WriteString(string(part("slim", v.row(c))))
		default:
			out.WriteString(string(part("criterion", v.panel(c))))
		}
	}
	out.WriteString(string(v.foldedLine(folded).HTML) + "</div>\n")
	return template.HTML(out.String())
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
	return criterionRow{ID: c.ID, Class: signOf(c.Outcome).class, Owner: markdown.OneLine(c.Owner), Share: markdown.OneLine(c.Share),
		Title: markdown.OneLine(c.Title), Measured: markdown.OneLine(figure(c)), Target: markdown.OneLine(signs(c.Target)), Mark: outcome(c).HTML, Tags: v.tags(c).HTML, Bar: rowBar(c)}
}

// panel is a criterion with all that is known about it.
func (v *view) panel(c *scorecard.Criterion) criterionRow {
	r := v.row(c)
	r.Open = v.opens(c)
	r.Facts = factList(v.facts(c))
	r.Exhibit = v.exhibit(c).HTML
	r.Why = prose("why-"+c.ID+":", c.Why).HTML
	if c.Outcome != scorecard.Met {
		r.Fix = prose("fix-"+c.ID+":", c.Fix).HTML
	}
	return r
}

// opens says whether a criterion stands open: bad news does, unless there is
// so much of it that only blockers can.
func (v *view) opens(c *scorecard.Criterion) bool {
	if c.Outcome == scorecard.Met || c.Outcome == scorecard.NotApplicable {
		return false
	}
	return !v.crowded() || c.Blocker && c.Outcome != scorecard.Warning
}

func (v *view) crowded() bool {
	c := v.s.Compliance
	return c.Unmet+c.Unknown+c.Warning > mostOpen
}

func (v *view) criteriaLead() piece {
	if !v.html {
		return para("", text("Each category as a table, then what is known about each criterion that is not simply met."))
	}
	if v.crowded() {
		return para("lead", text(fmt.Sprintf("Open blockers stand open; the other unmet, unknown and warning criteria, %d in all, are one click away, like those that are met.",
			v.s.Compliance.Unmet+v.s.Compliance.Unknown+v.s.Compliance.Warning)))
	}
	return para("lead", text("Unmet, unknown and warning are open; what is met is one click away."))
}

// criteriaTools are the legend of the bars and the filter.
func (v *view) criteriaTools() template.HTML {
	type choice struct {
		Class, Word string
		Count       int
		Mark        template.HTML
	}
	var data struct {
		Outcomes   []choice
		Categories []scorecard.Category
		Owners     []string
	}
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
		s := signOf(o)
		word := s.word
		if o == scorecard.NotApplicable {
			word = "n/a"
		}
		data.Outcomes = append(data.Outcomes, choice{s.class, word, counts[o], symbol(s.class)})
	}
	for _, c := range v.s.Categories {
		data.Categories = append(data.Categories, scorecard.Category{ID: c.ID, Title: markdown.OneLine(c.Title)})
	}
	return part("legend", nil) + part("tools", data)
}
