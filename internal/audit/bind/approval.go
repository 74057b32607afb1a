package bind

import (
	"slices"
	"strings"

	"signoff/internal/audit/sentence"
	"signoff/internal/audit/words"
	"signoff/internal/lazy"
	"signoff/internal/scorecard"
)

// approvals judges what a group says of the sign-off of a role.
func (b *Book) approvals(v *view, s sentence.Sentence, g *group, at Line, r *Reading) {
	if strings.TrimSpace(at.Key) != "" && g.foreign && g.own.Has(words.SignedBy) {
		// names of persons stand next to the roles
	} else if g.foreign && b.approvedFor(v, g) {
		return
	}
	roles := g.roles
	by := g.own.Has(words.SignedBy)
	if by {
		roles = b.rolesAfter(v, s, g)
		if len(roles) == 0 && at.Key != "" {
			roles = b.rolesIn(at.Key)
		}
	}
	if len(roles) == 0 || len(g.ids) > 0 || len(g.figures) > 0 && !by || g.own.Has(words.Target) {
		return
	}
	signed := by || g.own.Has(words.Signed)
	refused := g.own.Has(words.Refused)
	denies := g.own.Has(words.NotApproved) && !signed && at.Key == ""
	waits := !signed && (at.Key != "" && b.Names(at.Key) || g.own.Has(words.Approvals)) && g.own.Has(words.NotDone,
		words.Not, words.None)
	for _, i := range roles {
		a := b.card.Approvals[i]
		wrong := ""
		switch {
		case waits || denies:
			wrong = contradicted(a.Counts(), "the report says that the approval of %s is open")
		case refused && !g.negated():
			wrong = contradicted(a.State != scorecard.Refused, "the report says that %s refused")
		case !signed:
		case g.negated():
			wrong = contradicted(a.Counts(), "the report says that %s has not approved")
			if wrong == "" && g.says("only") && len(roles) == 1 {
				b.everyRoleBut(i, r)
			}
		default:
			wrong = contradicted(!a.Counts(), "the report says that %s approved")
		}
		if wrong != "" {
			r.fault(a.Role, wrong+", and the assessment says that its approval is %s", a.Role, a.State)
		}
	}
}

// everyRoleBut holds the claim that all roles but one have signed.
func (b *Book) everyRoleBut(open int, r *Reading) {
	for i, a := range b.card.Approvals {
		if i != open && a.State == scorecard.Missing {
			r.fault(a.Role, "the report says that only %s has not approved, and the approval of %s is %s",
				b.card.Approvals[open].Role, a.Role, a.State)
			return
		}
	}
}

// contradicted gives what was said where it is wrong.
func contradicted(wrong bool, said string) string {
	if wrong {
		return said
	}
	return ""
}

// approvedFor says whether "approved for" is of a thing that the name of a role
// means too: "data approved for training".
func (b *Book) approvedFor(v *view, g *group) bool {
	for i := g.first; i+1 < g.end; i++ {
		if v.Tokens[i].Word == "approved" && v.Tokens[i+1].Word == "for" {
			return true
		}
	}
	return false
}

// rolesAfter gives the roles that stand behind "approved by" in a sentence.
func (b *Book) rolesAfter(v *view, s sentence.Sentence, g *group) []int {
	from := -1
	for _, h := range g.hits {
		if h.Set.Has(words.SignedBy) {
			from = h.First
			break
		}
	}
	var roles []int
	for _, m := range v.named {
		if m.kind == roleName && m.first > from && m.first < s.End {
			roles = append(roles, m.at)
		}
	}
	return roles
}

var (
	isoDate = lazy.Regexp(`\b\d{4}-\d\d-\d\d\b`)
	number  = lazy.Regexp(`^v?\d[\w.+-]*$`)
)

// dates judges the day of the assessment, the end of a waiver, and the name of
// the release.
func (b *Book) dates(v *view, s sentence.Sentence, g *group, at Line, r *Reading) {
	if g.negated() {
		return
	}
	if len(g.waivers) == 0 && g.own.Has(words.Waivers, words.Waived) {
		for i, w := range b.card.Waivers {
			if slices.ContainsFunc(g.ids, func(c int) bool { return b.card.Criteria[c].ID == w.Criterion }) {
				g.waivers = append(g.waivers, i)
			}
		}
	}
	text := v.Folded[v.Tokens[g.first].Start:v.Tokens[g.end-1].End]
	date := isoDate().FindString(text)
	switch {
	case date == "" && len(g.waivers) > 0 && (g.says("expired") || g.says("ran") || g.says("lapsed")) &&
		len(g.figures) == 0:
		for _, i := range g.waivers {
			if w := b.card.Waivers[i]; w.Effective() {
				r.fault("expired",
					"the report says that %s has expired, and the assessment says that it is in force until %s",
					w.ID, w.Expires)
			}
		}
	case date != "" && len(g.waivers) > 0 && g.set.Has(words.Expires):
		for _, i := range g.waivers {
			if w := b.card.Waivers[i]; w.Expires != "" && w.Expires != date {
				r.fault(date, "the report says that %s ends on %s, and the assessment says %s", w.ID, date, w.Expires)
			}
		}
	case date != "" && (g.own.Has(words.AsOf) || at.Key != "" && words.Whole(at.Key).Has(words.AsOf)) &&
		!g.set.Has(words.Expires) && b.assessed(v, g, at):
		if day, _, _ := strings.Cut(b.card.AsOf, "T"); day != date {
			r.fault(date, "the report says that it is of %s, and the assessment was made as of %s", date, day)
		}
	case at.Key != "" && words.Whole(at.Key).Has(words.ReleaseKey) && g.first == 0:
		said := strings.TrimSpace(at.Value)
		if b.card.Release != "" && number().MatchString(said) &&
			strings.TrimPrefix(
				strings.ToLower(said),
				"v",
			) != strings.TrimPrefix(
				strings.ToLower(b.card.Release),
				"v",
			) {
			r.fault(said, "the report is about release %s, and the assessment about %s", said, b.card.Release)
		}
	}
}

// assessed says whether a date is that of the assessment: next to "as of" there
// is no other thing that it may be the date of.
func (b *Book) assessed(v *view, g *group, at Line) bool {
	return !g.foreign && len(g.ids) == 0
}
