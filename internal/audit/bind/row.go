package bind

import (
	"slices"
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

// Columns reads the headers of a table once for all its rows. Legend says that
// the rows explain words, others that they are about several projects.
type Columns struct {
	legend  bool
	others  bool
	roles   []column
	headers []string
	sets    []words.Set
}

// Columns tells the role of each column from its header; of a table of two
// columns the second is what is said of the first, and of one row each header
// may be the key.
func (b *Book) Columns(header []string, rows int) Columns {
	c := Columns{roles: make([]column, len(header)), headers: header, sets: make([]words.Set, len(header))}
	if len(header) > 0 {
		c.others = projects(header[0])
		c.legend = words.In(header[0]).Has(words.Status, words.Grade, words.Score, words.VerdictKey) &&
			slices.ContainsFunc(header[1:], explains)
	}
	for i, h := range header {
		set := words.In(h)
		c.sets[i] = set
		whole := words.Whole(h)
		switch {
		case i == 0 && rows == 1 && whole.Has(words.Compliance, words.Score, words.Grade, words.Blockers, words.Waivers):
			c.roles[i] = actualColumn
		case i == 0 && (!set.Has(words.Status) || len(header) == 2 && rows > 1) || whole.Has(words.Approvals) && isRole(h):
			c.roles[i] = nameColumn
		case set.Has(words.Past, words.Plan, words.Other) || b.otherVersion(h):
			c.roles[i] = ignoredColumn
		case set.Has(words.Approvals) || whole.Has(words.Signed, words.SignedBy):
			c.roles[i] = signColumn
		case whole.Has(words.VerdictKey):
			c.roles[i] = verdictColumn
		case set.Has(words.Actual) && !set.Has(words.Target) || whole.Has(words.Compliance, words.Score, words.Grade, words.Blockers, words.Waivers):
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

// isRole says whether a header is over the names of roles.
func isRole(h string) bool {
	switch h {
	case "role", "roles", "rolle", "rôle", "rol":
		return true
	}
	return false
}

// Headed says whether a table's header may be a pair like the rows below it, as
// where Markdown wants a header and the writer had none.
func (b *Book) Headed(header []Cell) bool {
	if len(header) != 2 {
		return false
	}
	value := words.In(header[1].Text)
	_, isFigure := shown(header[1].Text)
	return words.Whole(header[0].Text).Has(words.VerdictKey, words.StatusKey, words.Compliance, words.Score) &&
		(isFigure || value.Has(words.Approved, words.StrongApproved, words.Rejected, words.StrongRejected,
			words.NotApproved, words.Conditional, words.Met, words.Unmet)) ||
		isFigure && b.isThing(header[0].Text)
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
	if len(names) > 1 && len(b.rolesIn(names[0])) > 0 {
		names = names[:1] // the person beside the role
	}
	subject := strings.Join(names, " ")
	if b.otherSubject(subject) || c.legend || c.others && !b.about(subject) {
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

// explains says whether a header is over the explanation of a word.
func explains(h string) bool {
	switch h {
	case "meaning", "when", "from", "means", "explanation", "description", "requires", "bedeutung", "wann", "ab",
		"signification", "à partir de", "significado", "desde", "含义", "意味":
		return true
	}
	return false
}

// projects says whether a header is over the names of projects.
func projects(h string) bool {
	switch h {
	case "project", "product", "team", "repository", "application", "projekt", "produkt", "projet", "produit",
		"proyecto", "producto", "项目", "プロジェクト":
		return true
	}
	return false
}

// about says whether a subject is the project of the assessment.
func (b *Book) about(subject string) bool {
	t := words.Scan(subject)
	return slices.ContainsFunc(b.find(&t), func(m mention) bool { return m.kind == projectName })
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
		c.sets[i].Has(words.Compliance, words.Score, words.Grade, words.Blockers, words.Waivers):
		key = subject + " " + c.headers[i]
	case counts(c.headers[i]) && words.Whole(subject).Has(words.Met, words.Unmet, words.Warned, words.Unknown, words.Waived) &&
		words.In(c.headers[0]).Has(words.Status, words.Criteria):
		key = subject + " criteria"
	case c.roles[i] == statusColumn && c.sets[i].Has(words.Met, words.Unmet, words.Warned, words.Unknown) && b.category(subject):
		if _, isFigure := shown(cell.Text); isFigure {
			key = subject + " criteria " + c.headers[i]
		}
	case c.roles[i] == statusColumn && c.sets[i].Has(words.Met) && words.Whole(cell.Text).Has(words.Yes, words.No):
		cell.Text = map[bool]string{true: "met", false: "unmet"}[words.Whole(cell.Text).Has(words.Yes)]
	case c.roles[i] == statusColumn && set.Has(words.VerdictKey):
		key = subject
	}
	if cell.Text == "" && cell.Sign == NoSign ||
		c.sets[i].Has(words.Grade) && !c.sets[i].Has(words.Score) && !b.isThing(subject) && subject != "" {
		return
	}
	at := Line{Text: key + ": " + cell.Text, Key: key, Value: cell.Text, Sign: cell.Sign, Row: true, Under: under}
	if c.roles[i] == signColumn && len(b.rolesIn(subject)) > 0 {
		b.signCell(subject, cell, c.sets[i].Has(words.SignedBy), r)
		return
	}
	got := b.Text(at)
	r.Faults = append(r.Faults, got.Faults...)
	r.Traces = append(r.Traces, got.Traces...)
	for text := range got.Settled {
		r.settle(text)
	}
}

// counts says whether a header is over numbers of what the row names.
func counts(h string) bool {
	switch h {
	case "count", "number", "n", "#", "how many", "anzahl", "nombre", "número", "cantidad", "数量", "个数", "件数":
		return true
	}
	return false
}

// category says whether a subject names a category.
func (b *Book) category(subject string) bool {
	t := words.Scan(subject)
	for _, m := range b.find(&t) {
		if m.kind == categoryTitle {
			return true
		}
	}
	return false
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

// signCell judges a cell under a header such as Sign-off in the row of a role;
// named says that the header asks who signed.
func (b *Book) signCell(subject string, cell Cell, named bool, r *Reading) {
	set := words.In(cell.Text)
	for _, i := range b.rolesIn(subject) {
		a := b.card.Approvals[i]
		given := a.Counts()
		says := set.Has(words.Signed, words.Approved, words.Yes) || cell.Sign == Good ||
			named && strings.Trim(cell.Text, " -–—?_.") != "" // the name of who signed
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
