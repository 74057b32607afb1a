package bind

import (
	"signoff/internal/audit/words"
	"slices"
	"strings"
)

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
		case i == 0 && rows == 1 && whole.Has(words.Compliance, words.Score, words.Grade, words.Blockers,
			words.Waivers):
			c.roles[i] = actualColumn
		case i == 0 && (!set.Has(words.Status) || len(header) == 2 && rows > 1) || whole.Has(words.Approvals) &&
			isRole(h):
			c.roles[i] = nameColumn
		case set.Has(words.Past, words.Plan, words.Other) || b.otherVersion(h):
			c.roles[i] = ignoredColumn
		case set.Has(words.Approvals) || whole.Has(words.Signed, words.SignedBy):
			c.roles[i] = signColumn
		case whole.Has(words.VerdictKey):
			c.roles[i] = verdictColumn
		case set.Has(words.Actual) && !set.Has(words.Target) || whole.Has(words.Compliance, words.Score, words.Grade,
			words.Blockers, words.Waivers):
			c.roles[i] = actualColumn
		case set.Has(words.Target, words.AtLeast, words.AtMost) && !whole.Has(words.Met):
			c.roles[i] = ignoredColumn
		case set.Has(words.Status, words.Met) || whole.Has(words.Waived):
			c.roles[i] = statusColumn
		case len(header) == 2 || percentile(h) != "":
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
		isFigure && b.isThing(header[0].Text) ||
		words.In(header[0].Text).Has(words.StrongApproved) && value.Has(words.Yes, words.No) ||
		words.Whole(header[0].Text).Has(words.Grade) && b.mentions(header[1].Text, gradeName)
}

// otherVersion says whether a header is a release that is not the assessed.
func (b *Book) otherVersion(h string) bool {
	m := versionLike().FindStringSubmatch(h)
	return m != nil && b.card.Release != "" && !strings.Contains(strings.ToLower(b.card.Release), m[1])
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
