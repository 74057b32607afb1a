package report

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// subjects says which measures a domain is about, by the first word of their
// names, for projects that have no category of that name.
func subjects(domain string) []string {
	switch domain {
	case "infrastructure":
		return []string{"services", "health"}
	case "performance":
		return []string{"benchmark"}
	case "security":
		return []string{"findings", "vulnerabilities"}
	case "coverage":
		return []string{"coverage"}
	case "quality":
		return []string{"tests"}
	}
	return nil
}

// domain makes the component of one domain: its criteria as a table, and the
// breakdowns that belong to them.
func domain(name string) func(v *view, at call) piece {
	return func(v *view, at call) piece {
		members := v.domainMembers(name, at)
		if len(members) == 0 {
			return v.excerpted(name)
		}
		return blocks(v.domainTable(members), v.breakdowns(name, members), v.excerpted(name))
	}
}

// domainMembers finds the criteria of a domain: of the category that is asked
// for, else of the category of that name, else by their measures.
func (v *view) domainMembers(name string, at call) []*scorecard.Criterion {
	if category := at.first(); category != "" {
		if members := v.members[category]; len(members) > 0 {
			return members
		}
		at.fault("unknown category %q", category)
		return nil
	}
	for _, c := range v.s.Categories {
		if strings.EqualFold(c.ID, name) {
			return v.members[c.ID]
		}
	}
	for _, c := range v.s.Categories {
		if strings.Contains(strings.ToLower(c.Title), strings.TrimSuffix(name, "s")) {
			return v.members[c.ID]
		}
	}
	var found []*scorecard.Criterion
	for i := range v.s.Criteria {
		c := &v.s.Criteria[i]
		if slices.Contains(subjects(name), c.Subject()) {
			found = append(found, c)
		}
	}
	return found
}

func (v *view) domainTable(members []*scorecard.Criterion) piece {
	t := table{class: "stack dom", columns: []column{{head: "Criterion"}, {head: "What", plain: true}, {head: "Metric"}, {head: "Target"}, {head: "Achieved", right: true}, {head: "Headroom", right: true}, {head: "Status", plain: true}}}
	for _, c := range members {
		if len(t.rows) == mostInDomain {
			break
		}
		headroom := c.Headroom
		if headroom == "" || wording.Figure(c) == wording.None {
			headroom = wording.None
		}
		t.rows = append(t.rows, row{cells: []piece{v.ref(c.ID), v.titled(c), metric(c), wrap(`<span class="n">`, text(c.Target.Shown()), "</span>"),
			join(" ", text(wording.Figure(c)), besidesSmall(c)), text(wording.Minus(headroom)), outcome(c)}})
	}
	return blocks(t.piece(), v.more(len(members)-len(t.rows)))
}

func metric(c *scorecard.Criterion) piece {
	name := code(c.Measure)
	name.HTML = template.HTML(strings.Replace(string(name.HTML), ".", ".<wbr>", 1))
	return join(" ", wrap(`<span class="word">`, name, "</span>"), small(text(c.Series)))
}

// breakdowns are the rows and exhibits that a domain's readers look for.
func (v *view) breakdowns(name string, members []*scorecard.Criterion) piece {
	var parts []piece
	for _, c := range members {
		if len(parts) == mostBreakdowns {
			break
		}
		if c.Outcome == scorecard.NotApplicable {
			continue
		}
		shown := piece{}
		switch {
		case name == "coverage" && proportions(c.Rows):
			shown = v.coverageTree(c)
		case len(c.Rows) > 0:
			shown = v.rowTable(c)
		case name == "security" && c.Outcome != scorecard.Unknown:
			shown = exhibitTable(c, v.mostExhibits(c))
		}
		if !shown.Empty() {
			parts = append(parts, wrap("<div>", blocks(para("sub s", join(" ", v.ref(c.ID), strong(text(v.breakdownTitle(c))))), shown), "</div>\n"))
		}
	}
	return wrap(`<div class="behind">`+"\n", blocks(parts...), "</div>\n")
}

// mostExhibits is how many records of a criterion a domain shows: the first
// few, where the criterion itself shows them all.
func (v *view) mostExhibits(c *scorecard.Criterion) int {
	if v.called["criteria"] {
		return min(wording.MostTold, len(c.Exhibits))
	}
	return len(c.Exhibits)
}

func (v *view) breakdownTitle(c *scorecard.Criterion) string {
	if len(c.Rows) > 0 {
		return c.Title + ", " + rowsTitle(c)
	}
	return c.Title + ", " + exhibitTitle(c, v.mostExhibits(c))
}

func rowsTitle(c *scorecard.Criterion) string {
	return wording.Count(len(c.Rows), "figure", "figures")
}

const (
	mostRows       = 40  // of one breakdown
	mostBreakdowns = 12  // of one domain
	mostInDomain   = 120 // criteria in the table of one domain
)

// owed is what was set aside of one evidence, and the criteria that do not count
// it.
type owed struct {
	what, evidence, owner string
	of                    []string
}

// setAside lists findings and tests that were set aside, of each evidence once.
func (v *view) setAside() []*owed {
	var list []*owed
	for i := range v.s.Criteria {
		c := &v.s.Criteria[i]
		for _, n := range c.Beside {
			if n.Count == 0 || !slices.Contains([]string{"suppressed", "undecided", "cleared by VEX", "skipped", "flaky"}, n.Name) {
				continue
			}
			o := &owed{wording.Thousands(n.Count) + " " + n.Name, fmt.Sprint(c.Evidence), c.Owner, nil}
			if i := slices.IndexFunc(list, func(k *owed) bool { return k.what == o.what && k.evidence == o.evidence && k.owner == o.owner }); i >= 0 {
				o = list[i]
			} else {
				list = append(list, o)
			}
			o.of = append(o.of, c.ID)
		}
	}
	return list
}

// debt lists what is accepted and still owed.
func debt(v *view, _ call) piece {
	t := table{class: "stack", columns: []column{{head: "What is owed"}, {head: "Criterion"}, {head: "Why it stands"}, {head: "Owner"}, {head: "Until"}}}
	add := func(what piece, id string, why piece, who, until string) {
		if who == "" {
			who = wording.None
		}
		t.rows = append(t.rows, row{cells: []piece{what, v.ref(id), why, text(who), day(until)}})
	}
	for i := range v.s.Waivers {
		if w := &v.s.Waivers[i]; w.Effective() {
			add(text("waived "+strings.Join(w.Covers, " or ")), w.Criterion, remark("d-"+w.ID+":", w.Reason), w.Owner, w.Expires)
		}
	}
	for _, c := range v.having(scorecard.Warning) {
		add(text("warning"), c.ID, text(fmt.Sprintf("%s; the warn bound is %s", wording.Figure(c), c.Warn.Shown())), c.Owner, wording.None)
	}
	for _, o := range v.setAside() {
		add(text(o.what), o.of[0], text("not counted in the figure"), o.owner, wording.None)
		t.rows[len(t.rows)-1].cells[1] = v.refs(o.of)
	}
	if len(t.rows) == 0 {
		return blocks(para("", text("Nothing was waived, nothing is beyond a warn bound, no finding was suppressed and no test skipped.")), v.excerpted("debt"))
	}
	rest := 0
	if len(t.rows) > mostRows {
		rest = len(t.rows) - mostRows
		t.rows = t.rows[:mostRows]
	}
	return blocks(t.piece(), remaining(rest), v.excerpted("debt"))
}
