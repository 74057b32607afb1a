package bind

import (
	"strings"

	"signoff/internal/audit/words"
)

// Cell is a cell of a table without markup, and what a glyph in it says.
type Cell struct {
	Text string
	Sign Sign
}

// column is what the header of a column says about its cells.
type column uint8

const (
	nameColumn column = iota
	actualColumn
	statusColumn
	ignoredColumn
	verdictColumn
	signColumn
)

// Columns reads the headers of a table once for all its rows.
type Columns struct {
	roles   []column
	headers []string
	sets    []words.Set
}

// Columns tells the role of each column from its header; of a table of two
// columns the second is what is said of the first.
func (b *Book) Columns(header []string) Columns {
	c := Columns{roles: make([]column, len(header)), headers: header, sets: make([]words.Set, len(header))}
	for i, h := range header {
		set := words.In(h)
		c.sets[i] = set
		whole := words.Whole(h)
		switch {
		case i == 0 && !set.Has(words.Status):
			c.roles[i] = nameColumn
		case set.Has(words.Past, words.Plan, words.Other) || b.otherVersion(h):
			c.roles[i] = ignoredColumn
		case set.Has(words.Approvals) || whole.Has(words.Signed):
			c.roles[i] = signColumn
		case whole.Has(words.VerdictKey):
			c.roles[i] = verdictColumn
		case set.Has(words.Actual) && !set.Has(words.Target) || whole.Has(words.Compliance, words.Score):
			c.roles[i] = actualColumn
		case set.Has(words.Target, words.AtLeast, words.AtMost) && !whole.Has(words.Met):
			c.roles[i] = ignoredColumn
		case set.Has(words.Status, words.Met) || whole.Has(words.Waived):
			c.roles[i] = statusColumn
		case len(header) == 2:
			c.roles[i] = actualColumn
		case strings.EqualFold(h, b.card.Project) || h != "" && h == strings.ToLower(b.card.Release):
			c.roles[i] = actualColumn
		case i <= 1 && set.Has(words.Criteria):
			c.roles[i] = nameColumn
		case i == 1 && (h == "title" || h == "name" || h == "criterion" || h == "description" || h == "titel"):
			c.roles[i] = nameColumn
		default:
			c.roles[i] = ignoredColumn
		}
	}
	return c
}

// otherVersion says whether a header is a release that is not the assessed.
func (b *Book) otherVersion(h string) bool {
	m := versionLike().FindStringSubmatch(h)
	return m != nil && b.card.Release != "" && !strings.Contains(strings.ToLower(b.card.Release), m[1])
}

// Row judges a row: what its first cells name, and what the cells under
// headers for a result, an outcome, a verdict or a sign-off say of it.
func (b *Book) Row(c Columns, under string, cells []Cell) Reading {
	var r Reading
	var names []string
	for i, cell := range cells {
		if i < len(c.roles) && c.roles[i] == nameColumn && cell.Text != "" {
			names = append(names, cell.Text)
		}
	}
	subject := strings.Join(names, " ")
	if b.otherSubject(subject) {
		b.settleCells(cells, &r)
		return r
	}
	for i, cell := range cells {
		if i >= len(c.roles) {
			break
		}
		switch c.roles[i] {
		case actualColumn, statusColumn, verdictColumn, signColumn:
			b.cell(subject, under, c, i, cell, &r)
		case ignoredColumn:
			b.settleCells([]Cell{cell}, &r)
		case nameColumn:
			if i > 0 || len(cells) > 1 {
				b.settleCells([]Cell{cell}, &r)
			}
		}
	}
	return r
}

// settleCells says that the figures of cells claim nothing.
func (b *Book) settleCells(cells []Cell, r *Reading) {
	for _, cell := range cells {
		b.settleAll(b.look(cell.Text), r)
	}
}

// otherSubject says whether a row is about another release.
func (b *Book) otherSubject(subject string) bool {
	return b.otherVersion(subject) && !strings.Contains(subject, "-") && len(strings.Fields(subject)) <= 3
}

// cell judges one cell as "subject: what it says", with the noun that its
// header gives.
func (b *Book) cell(subject, under string, c Columns, i int, cell Cell, r *Reading) {
	key := subject
	set := words.In(subject)
	switch {
	case c.roles[i] == verdictColumn && !b.isThing(subject):
		key = c.headers[i]
	case c.roles[i] == signColumn:
		key = subject + " signed"
		if words.In(cell.Text).Has(words.Signed, words.Refused, words.Not, words.NotDone, words.None) {
			key = subject
		}
	case c.sets[i].Has(words.Criteria, words.Tests, words.Findings) && !c.sets[i].Has(words.Target) ||
		c.sets[i].Has(words.Compliance, words.Score):
		key = subject + " " + c.headers[i]
	case c.roles[i] == statusColumn && set.Has(words.VerdictKey):
		key = subject
	}
	if cell.Text == "" && cell.Sign == NoSign {
		return
	}
	at := Line{Text: key + ": " + cell.Text, Key: key, Value: cell.Text, Sign: cell.Sign, Row: true, Under: under}
	if c.roles[i] == signColumn && len(b.rolesIn(subject)) > 0 {
		b.signCell(subject, cell, r)
		return
	}
	got := b.Text(at)
	r.Faults = append(r.Faults, got.Faults...)
	r.Traces = append(r.Traces, got.Traces...)
	for text := range got.Settled {
		r.settle(text)
	}
}

// isThing says whether a subject is a criterion or category of the assessment.
func (b *Book) isThing(subject string) bool {
	t := words.Scan(subject)
	for _, m := range b.find(&t) {
		if m.kind == criterionID || m.kind == wholeTitle || m.kind == categoryTitle {
			return true
		}
	}
	return false
}

func (b *Book) rolesIn(text string) []int {
	t := words.Scan(text)
	var roles []int
	for _, m := range b.find(&t) {
		if m.kind == roleName {
			roles = append(roles, m.at)
		}
	}
	return roles
}

// signCell judges a cell under a header such as Sign-off in the row of a role.
func (b *Book) signCell(subject string, cell Cell, r *Reading) {
	set := words.In(cell.Text)
	for _, i := range b.rolesIn(subject) {
		a := b.card.Approvals[i]
		given := a.State == "given" || a.State == "conditional" || a.State == "signed" || a.State == "recorded"
		says := set.Has(words.Signed, words.Approved, words.Yes) || cell.Sign == Good
		denies := set.Has(words.Not, words.None, words.NotDone, words.Refused, words.No, words.NotApproved) ||
			cell.Sign == Bad
		switch {
		case says && !denies && !given:
			r.fault(
				cell.Text,
				"the report says that %s approved, and the assessment says that its approval is %s",
				a.Role,
				a.State,
			)
		case denies && !says && given:
			r.fault(
				cell.Text,
				"the report says that %s has not approved, and the assessment says that its approval is %s",
				a.Role,
				a.State,
			)
		}
	}
}
