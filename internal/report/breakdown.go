package report

import (
	"fmt"
	"sort"
	"strings"

	"signoff/internal/quantity"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// rowTable is a breakdown by a field: a figure for each name, drawn from zero
// where all of them have one unit.
func (v *view) rowTable(c *scorecard.Criterion) piece {
	t := table{class: "tight", columns: []column{{head: "Name"}, {head: "Figure", right: true}}}
	axis, drawn := axisOf(c.Rows)
	if drawn {
		t.columns = append(t.columns, column{head: "0 to " + string(esc(axis.end))})
	}
	for i, r := range c.Rows {
		if i == mostRows {
			break
		}
		shown := text(r.Shown)
		if r.Name == c.Series {
			shown = strong(shown)
		}
		cells := []piece{code(r.Name), shown}
		if drawn {
			cells = append(cells, axis.bar(c, &r))
		}
		cells = append(cells, v.remarkOn(r.Name))
		t.rows = append(t.rows, row{cells: cells})
	}
	return blocks(t.remarked().piece(), remaining(len(c.Rows)-len(t.rows)))
}

// remarked names the last cells of rows, which are remarks, and leaves them out
// where there is none.
func (t table) remarked() table {
	last := len(t.columns)
	for _, r := range t.rows {
		if !r.cells[last].Empty() {
			t.columns = append(t.columns, column{head: remarkHead})
			return t
		}
	}
	for i := range t.rows {
		t.rows[i].cells = t.rows[i].cells[:last]
	}
	return t
}

// axis goes from zero to the largest figure of a breakdown, which end shows.
type axis struct {
	end, unit string
	most      float64
}

// axisOf finds the axis that the figures of a breakdown share.
func axisOf(rows []scorecard.Row) (axis, bool) {
	var a axis
	for i, r := range rows {
		value, unit, ok := r.Number()
		if !ok || value < 0 || i > 0 && unit != a.unit {
			return a, false
		}
		a.unit = unit
		if value > a.most {
			a.end, a.most = r.Shown, value
		}
	}
	return a, a.most > 0 && len(rows) > 1
}

// bar draws one figure, and the target where it lies within the axis.
func (a axis) bar(c *scorecard.Criterion, r *scorecard.Row) piece {
	at := func(f float64) float64 { return 200 * f / a.most }
	value, _, _ := r.Number()
	inside := wholeTrack + box("bars", 0, at(value), 4, 10)
	if target, ok := boundOf(c, a.unit); ok && target >= 0 && target <= a.most {
		inside += rule("target", at(target), 0, 18)
	}
	return piece{Markdown: textBar(at(value) / 2), HTML: svg("", inside)}
}

// branch is a folder or file of a coverage breakdown.
type branch struct {
	name        string
	part, whole int64
	leaf        bool
	children    []*branch
}

// proportions says whether a breakdown is of parts of wholes, and no figure of its
// own kind such as a count.
func proportions(rows []scorecard.Row) bool {
	whole := int64(0)
	for _, r := range rows {
		whole += r.Whole
	}
	return whole > 0
}

// coverageTree shows a breakdown by path as a tree; folders add up what is in
// them.
func (v *view) coverageTree(c *scorecard.Criterion) piece {
	root := &branch{name: "all"}
	for _, r := range c.Rows {
		root.grow(strings.Split(r.Name, "/"), r.Part, r.Whole)
	}
	t := table{class: "tight", columns: []column{{head: "Path"}, {head: "Covered", right: true}, {head: "Share", right: true}, {head: "0 to 100 %"}}}
	for _, b := range root.children {
		v.list(&t, b, "", 0, c.Target)
	}
	left := len(t.rows) - mostRows
	if left > 0 {
		t.rows = t.rows[:mostRows]
	}
	return blocks(t.remarked().piece(), remaining(left))
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
func (v *view) list(t *table, b *branch, under string, depth int, target scorecard.Bound) {
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
	path.Markdown = strings.Repeat(wording.NoBreak, 4*depth) + path.Markdown
	share := quantity.Show(quantity.Ratio(b.part, b.whole), nil)
	t.rows = append(t.rows, row{cells: []piece{path, text(wording.Thousands(b.part) + " of " + wording.Thousands(b.whole)), text(share),
		{Markdown: textBar(hundredths(b.part, b.whole)), HTML: proportionBar(b.part, b.whole, target)}, v.remarkOn(under + b.name)}})
	sort.SliceStable(b.children, func(i, j int) bool {
		x, y := b.children[i], b.children[j]
		return float64(x.part)*float64(y.whole) < float64(y.part)*float64(x.whole)
	})
	for _, child := range b.children {
		v.list(t, child, under+name, depth+1, target)
	}
}
