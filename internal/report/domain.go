package report

import (
	"fmt"
	"sort"
	"strings"

	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// kinds says which measures a domain is about, by the first word of their
// names, for projects that have no category of that name.
func kinds(domain string) []string {
	switch domain {
	case "infrastructure":
		return []string{"services", "health"}
	case "performance":
		return []string{"benchmark"}
	case "security":
		return []string{"findings", "vulnerabilities"}
	case "coverage":
		return []string{"coverage"}
	}
	return []string{"tests"}
}

// domain makes the component of one domain: its criteria as a table, and the
// breakdowns that belong to them.
func domain(name string) func(v *view, args []string) piece {
	return func(v *view, args []string) piece {
		members := v.domainMembers(name, first(args))
		if len(members) == 0 {
			return piece{}
		}
		return blocks(v.domainTable(members), v.breakdowns(name, members))
	}
}

// domainMembers finds the criteria of a domain: of the category that is asked
// for, else of the category of that name, else by their measures.
func (v *view) domainMembers(name, category string) []*scorecard.Criterion {
	if category != "" {
		if members := v.members[category]; len(members) > 0 {
			return members
		}
		v.fault("unknown category %q", category)
		return nil
	}
	for _, c := range v.s.Categories {
		if strings.EqualFold(c.ID, name) {
			return v.members[c.ID]
		}
	}
	for _, c := range v.s.Categories {
		if strings.Contains(strings.ToLower(c.Title), name) {
			return v.members[c.ID]
		}
	}
	var found []*scorecard.Criterion
	for i := range v.s.Criteria {
		c := &v.s.Criteria[i]
		word, _, _ := strings.Cut(c.Measure, ".")
		for _, k := range kinds(name) {
			if word == k {
				found = append(found, c)
			}
		}
	}
	return found
}

func (v *view) domainTable(members []*scorecard.Criterion) piece {
	t := table{class: "stack", columns: []column{{head: "Criterion"}, {head: "What"}, {head: "Metric"}, {head: "Target"}, {head: "Achieved", right: true}, {head: "Headroom", right: true}, {head: "Status"}}}
	for _, c := range members {
		if len(t.rows) == mostInDomain {
			break
		}
		headroom := c.Headroom
		if headroom == "" || figure(c) == none {
			headroom = none
		}
		t.rows = append(t.rows, row{cells: []piece{v.ref(c.ID), v.titled(c), metric(c), wrap(`<span class="n">`, text(signs(c.Target)), "</span>"),
			join(" ", text(figure(c)), besidesSmall(c)), text(minus(headroom)), outcome(c)}})
	}
	return blocks(t.piece(), v.more(len(members)-len(t.rows)))
}

func metric(c *scorecard.Criterion) piece {
	return join(" ", code(c.Measure), small(text(c.Series)))
}

// breakdowns are the rows and exhibits that a domain's readers look for.
func (v *view) breakdowns(name string, members []*scorecard.Criterion) piece {
	var parts []piece
	for _, c := range members {
		if len(parts) == 2*mostBreakdowns {
			break
		}
		if c.Outcome == scorecard.NotApplicable {
			continue
		}
		shown := piece{}
		switch {
		case name == "coverage" && len(c.Rows) > 0:
			shown = coverageTree(c.Rows)
		case len(c.Rows) > 0:
			shown = rowTable(c.Rows)
		case name == "security" && c.Outcome != scorecard.Unknown:
			shown = exhibitTable(c)
		}
		if !shown.Empty() {
			parts = append(parts, para("sub s", join(" ", v.ref(c.ID), strong(text(breakdownTitle(c))))), shown)
		}
	}
	return blocks(parts...)
}

func breakdownTitle(c *scorecard.Criterion) string {
	if len(c.Rows) > 0 {
		return count(len(c.Rows), "row", "rows") + " behind " + c.Title
	}
	return exhibitTitle(c)
}

const (
	mostRows       = 40  // of one breakdown
	mostBreakdowns = 12  // of one domain
	mostInDomain   = 120 // criteria in the table of one domain
)

// rowTable is a breakdown by a field.
func rowTable(rows []scorecard.Row) piece {
	t := table{class: "tight", columns: []column{{head: "Name"}, {head: "Figure", right: true}}}
	for i, r := range rows {
		if i == mostRows {
			break
		}
		t.rows = append(t.rows, row{cells: []piece{code(r.Name), text(r.Shown)}})
	}
	return blocks(t.piece(), remaining(len(rows)-len(t.rows)))
}

// branch is a folder or file of a coverage breakdown.
type branch struct {
	name        string
	part, whole int64
	leaf        bool
	children    []*branch
}

// coverageTree shows a breakdown by path as a tree; folders add up what is in
// them.
func coverageTree(rows []scorecard.Row) piece {
	root := &branch{name: "all"}
	for _, r := range rows {
		root.grow(strings.Split(r.Name, "/"), r.Part, r.Whole)
	}
	t := table{class: "tight", columns: []column{{head: "Path"}, {head: "Covered", right: true}, {head: "Share", right: true}, {head: "0 to 100 %"}}}
	for _, b := range root.children {
		b.list(&t, 0)
	}
	left := len(t.rows) - mostRows
	if left > 0 {
		t.rows = t.rows[:mostRows]
	}
	return blocks(t.piece(), remaining(left))
}

func (b *branch) grow(path []string, part, whole int64) {
	b.part, b.whole = b.part+part, b.whole+whole
	if len(path) == 0 {
		b.leaf = true
		return
	}
	for _, child := range b.children {
		if child.name == path[0] {
			child.grow(path[1:], part, whole)
			return
		}
	}
	child := &branch{name: path[0]}
	b.children = append(b.children, child)
	child.grow(path[1:], part, whole)
}

// list adds the branch and what is under it, lowest share first; a folder with
// a single thing in it is shown with it.
func (b *branch) list(t *table, depth int) {
	for !b.leaf && len(b.children) == 1 {
		only := *b.children[0]
		only.name = b.name + "/" + only.name
		b = &only
	}
	name := b.name
	if !b.leaf {
		name += "/"
	}
	path := wrap(fmt.Sprintf(`<span class="d%d">`, min(depth, 6)), code(name), "</span>")
	path.Markdown = strings.Repeat(noBreak, 4*depth) + path.Markdown
	share := quantity.Show(quantity.Ratio(b.part, b.whole), nil)
	t.rows = append(t.rows, row{cells: []piece{path, text(thousands(b.part) + " of " + thousands(b.whole)), text(share),
		{Markdown: textBar(share), HTML: proportionBar(b.part, b.whole)}}})
	sort.SliceStable(b.children, func(i, j int) bool {
		x, y := b.children[i], b.children[j]
		return float64(x.part)*float64(y.whole) < float64(y.part)*float64(x.whole)
	})
	for _, child := range b.children {
		child.list(t, depth+1)
	}
}

// debt lists what is accepted and still owed.
func debt(v *view, _ []string) piece {
	t := table{class: "stack", columns: []column{{head: "What is owed"}, {head: "Criterion"}, {head: "Why it stands"}, {head: "Owner"}, {head: "Until"}}}
	add := func(what piece, id string, why piece, who, until string) {
		if who == "" {
			who = none
		}
		t.rows = append(t.rows, row{cells: []piece{what, v.ref(id), why, text(who), day(until)}})
	}
	for i := range v.s.Waivers {
		if w := &v.s.Waivers[i]; w.State == "in-force" || w.State == "expiring" {
			add(text("waived "+strings.Join(w.Covers, " or ")), w.Criterion, remark("d-"+w.ID+":", w.Reason), w.Owner, w.Expires)
		}
	}
	for _, c := range v.having(scorecard.Warning) {
		add(text("warning"), c.ID, text(fmt.Sprintf("%s; the warn bound is %s", figure(c), signs(c.Warn))), c.Owner, none)
	}
	for i := range v.s.Criteria {
		c := &v.s.Criteria[i]
		for _, n := range c.Beside {
			if n.Count > 0 {
				add(text(thousands(n.Count)+" "+n.Name), c.ID, text("not counted in the figure of "+c.Title), c.Owner, none)
			}
		}
	}
	if len(t.rows) == 0 {
		return para("", text("Nothing was waived, nothing is beyond a warn bound, no finding was suppressed and no test skipped."))
	}
	rest := 0
	if len(t.rows) > mostRows {
		rest = len(t.rows) - mostRows
		t.rows = t.rows[:mostRows]
	}
	return blocks(t.piece(), remaining(rest))
}
