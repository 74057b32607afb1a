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
		names = names[:1] // the person next to the role
	}
	subject := strings.Join(names, " ")
	if b.otherSubject(subject) || b.otherID(subject) || c.legend || c.others && !b.about(subject) {
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

// otherID says whether a row opens with an id that is none of the assessment's,
// and names nothing else of it: "D-2 Performance targets" is an objective.
func (b *Book) otherID(subject string) bool {
	id, _, _ := strings.Cut(subject, " ")
	letters, digits, found := strings.Cut(id, "-")
	if !found || letters == "" || digits == "" || strings.Trim(letters, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" ||
		strings.Trim(digits, "0123456789") != "" {
		return false
	}
	return !b.mentions(subject, criterionID, wholeTitle)
}

// cell judges one cell as "subject: what it says", with the noun that its
// header gives.
func (b *Book) cell(subject, under string, c Columns, i int, cell Cell, r *Reading) {
	key := subject
	set := words.In(subject)
	switch {
	case c.roles[i] == verdictColumn && !b.isThing(subject):
		key = c.headers[i]
	case percentile(c.headers[i]) != "":
		key = subject + ", " + c.headers[i]
	case c.roles[i] == signColumn:
		key = subject + " signed"
		if words.In(cell.Text).Has(words.Signed, words.Refused, words.Not, words.NotDone, words.None) {
			key = subject
		}
	case c.sets[i].Has(words.Criteria, words.Tests, words.Findings) && !c.sets[i].Has(words.Target) ||
		c.sets[i].Has(words.Compliance, words.Score, words.Grade, words.Blockers, words.Waivers):
		key = subject + " " + c.headers[i]
	case counts(c.headers[i]) && words.Whole(subject).Has(words.Met, words.Unmet, words.Warned, words.Unknown,
		words.Waived) &&
		words.In(c.headers[0]).Has(words.Status, words.Criteria):
		key = subject + " criteria"
	case c.roles[i] == statusColumn && c.sets[i].Has(words.Met, words.Unmet, words.Warned, words.Unknown) &&
		(b.category(subject) || set.Has(words.Criteria) || subject == "" || words.Whole(subject).Has(words.All)):
		if f, isFigure := shown(cell.Text); isFigure && f.Unit == "" {
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

// isThing says whether a subject is a criterion or category of the assessment.
func (b *Book) isThing(subject string) bool {
	return b.mentions(subject, criterionID, wholeTitle, categoryTitle)
}

// mentions says whether a subject names something of one of the kinds.
func (b *Book) mentions(subject string, kinds ...kind) bool {
	t := words.Scan(subject)
	return slices.ContainsFunc(b.find(&t), func(m mention) bool { return slices.Contains(kinds, m.kind) })
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
