package criteria

import (
	"slices"
	"strings"

	"signoff/internal/quantity"
	"signoff/internal/source"
	"signoff/internal/tree"
)

// Sign is who must sign, and what their word must be made of.
type Sign struct {
	Roles []Role
	// Signers is the path of the allowed_signers file, "" when none is declared.
	Signers  string
	Declared source.Pos // of Signers
	// Required accepts only approvals that are signed by a key.
	Required bool
	// Override are the principals of the allowed_signers file who may release in an
	// emergency what is not approved; of none, any may. OverrideAt is where that
	// is said.
	Override   []string
	OverrideAt source.Pos
}

// Role is one role that must approve.
type Role struct {
	Name string
	// Signers are the principals of the allowed_signers file who sign for it; of
	// none, any does.
	Signers []string
	// Need is how many persons must approve for it, 1 or more.
	Need int
	// Not are kinds of persons who may not sign for it: NotAuthor, NotOwner.
	Not []string
	// Valid is how long an approval lasts; the zero Value is for ever.
	Valid    quantity.Value
	Declared source.Pos
}

// The kinds of persons whom a role may keep from signing for it.
const (
	NotAuthor = "commit-author"
	NotOwner  = "waiver-owner"
)

// DefaultSigners is where the allowed_signers file is, unless it is declared.
const DefaultSigners = "approvals/allowed_signers"

// Names lists the roles in order.
func (s Sign) Names() []string {
	var names []string
	for _, r := range s.Roles {
		names = append(names, r.Name)
	}
	return names
}

// Role finds a role by its name, as people read it.
func (s Sign) Role(name string) (Role, bool) {
	i := slices.IndexFunc(s.Roles, func(r Role) bool { return Person(r.Name) == Person(name) })
	if i < 0 {
		return Role{}, false
	}
	return s.Roles[i], true
}

// SignersPath is the allowed_signers file that signatures are compared with.
func (s Sign) SignersPath() string {
	if s.Signers != "" {
		return s.Signers
	}
	return DefaultSigners
}

// Asks says whether anything rests on the signers: the file is declared, or a
// role names some, or only signed approvals count.
func (s Sign) Asks() bool {
	return s.Signers != "" || s.Required || len(s.Override) > 0 || slices.ContainsFunc(s.Roles, func(r Role) bool { return len(r.Signers) > 0 })
}

// AsksAuthor says whether a role keeps the author of the commit from signing.
func (s Sign) AsksAuthor() bool {
	return slices.ContainsFunc(s.Roles, func(r Role) bool { return slices.Contains(r.Not, NotAuthor) })
}

type approvalsDraft struct {
	roles      []*roleDraft
	signers    tree.Node
	required   string
	override   []string
	overrideAt tree.Node
}

func (a *approvalsDraft) keys(tree.Node) []tree.Key {
	return []tree.Key{
		{Name: "roles", Doc: "who must sign, in order: a name, or a role in full", Example: "[Engineering, { role: Security, signers: [a@example.org] }]", Shape: roles(&a.roles), Required: true},
		{Name: "signers", Doc: "the allowed_signers file: whose keys sign, as for ssh-keygen", Default: DefaultSigners, Example: DefaultSigners, Shape: tree.Keep(&a.signers, textSchema)},
		{Name: "signed", Doc: "required: an approval counts only when a key signed it", Default: "a recorded name counts too", Example: "required", Shape: tree.Word(&a.required, "required")},
		{Name: "override", Doc: "who may release in an emergency what is not approved: principals of the allowed_signers file", Default: "anybody in that file", Example: "[oncall@example.org]", Shape: kept(&a.overrideAt, tree.Texts(&a.override))},
	}
}

// roleDraft is a role as it is written.
type roleDraft struct {
	at, name, valid, signersAt tree.Node
	role                       string
	signers, not               []string
	need                       int
}

func (r *roleDraft) keys(at tree.Node) []tree.Key {
	r.at = at
	return []tree.Key{
		{Name: "role", Doc: "its name", Example: "Security", Shape: kept(&r.name, tree.Text(&r.role)), Required: true},
		{Name: "signers", Doc: "who signs for it: principals of the allowed_signers file", Default: "anybody in that file", Example: "[a@example.org]", Shape: kept(&r.signersAt, tree.Texts(&r.signers))},
		{Name: "need", Doc: "how many persons must approve", Default: "1", Example: "2", Shape: tree.Whole(&r.need, 1)},
		{Name: "not", Doc: "who may not sign for it", Default: "anybody may", Example: "[commit-author, waiver-owner]", Shape: tree.Words(&r.not, NotAuthor, NotOwner)},
		{Name: "valid", Doc: "how long an approval lasts", Default: "as long as the assessment is the same", Example: "14d", Shape: tree.Keep(&r.valid, textSchema)},
	}
}

// roles reads a list of roles: each a name, or a mapping.
func roles(into *[]*roleDraft) tree.Shape {
	schema := func() map[string]any {
		item := map[string]any{"anyOf": []any{textSchema(), tree.ObjectSchema(new(roleDraft).keys(tree.Node{}))}}
		return map[string]any{"anyOf": []any{textSchema(), listSchema(item)}}
	}
	return tree.Shape{Schema: schema, Read: func(n tree.Node) {
		n.OneOrMore(func(item tree.Node) {
			draft := &roleDraft{at: item, name: item}
			if item.IsMapping() {
				item.Object("a role", draft.keys(item), nil)
			} else {
				draft.role, _ = item.Text()
			}
			if draft.role != "" {
				*into = append(*into, draft)
			}
		})
	}}
}

// readApprovals checks who must sign, as one file says.
func (l *loader) readApprovals(a *approvalsDraft) Sign {
	var s Sign
	s.Required = a.required != ""
	if a.signers.Exists() {
		checkPath(a.signers)
		s.Signers, s.Declared = text(a.signers), a.signers.Pos()
	}
	if a.overrideAt.Exists() {
		s.Override, s.OverrideAt = a.override, a.overrideAt.Pos()
		checkPrincipals(a.overrideAt, a.override)
	}
	for _, d := range a.roles {
		if _, twice := s.Role(d.role); twice {
			d.name.Fail("role %q is named twice", d.role)
			continue
		}
		role := Role{Name: d.role, Signers: d.signers, Need: max(d.need, 1), Not: d.not, Declared: d.at.Pos()}
		if d.valid.Exists() {
			role.Valid = l.age(d.valid)
		}
		checkPrincipals(d.signersAt, d.signers)
		if len(d.signers) > 0 && role.Need > len(d.signers) {
			d.at.Fail("%s needs %d persons and names %d who sign", role.Name, role.Need, len(d.signers))
		}
		s.Roles = append(s.Roles, role)
	}
	return s
}

// checkPrincipals holds names to how the allowed_signers file writes them.
func checkPrincipals(at tree.Node, names []string) {
	for _, name := range names {
		if strings.ContainsAny(name, ",*?!\" \t") {
			at.Fail("expected a principal as allowed_signers writes it, found %q", name)
		}
	}
}

// readRoles joins who must sign. A project that lists roles must list those of
// its packs, and asks of them no less.
func (l *loader) readRoles() {
	const part = "approvals.roles"
	holds := &l.plan.Sign
	packs, own := l.ruling(part)
	for _, p := range packs {
		l.join(holds, l.readApprovals(p.approvals))
	}
	if n, ok := l.retailored(part, "["+strings.Join(holds.Names(), ", ")+"]"); ok {
		var drafts []*roleDraft
		roles(&drafts).Read(n)
		holds.Roles = l.readApprovals(&approvalsDraft{roles: drafts}).Roles
	}
	if !own {
		return
	}
	theirs := l.readApprovals(l.project.approvals)
	for _, role := range holds.Roles {
		if _, named := theirs.Role(role.Name); !named && len(theirs.Roles) > 0 {
			l.faults.Add(theirs.Roles[0].Declared, "expected the role %q too, as a pack asks for it", role.Name).Hint = hintTailor(part)
		}
	}
	l.join(holds, theirs)
}

// join adds what another file asks of those who sign: of one role whatever is
// the stricter.
func (l *loader) join(s *Sign, more Sign) {
	s.Required = s.Required || more.Required
	switch {
	case s.Signers == "":
		s.Signers, s.Declared = more.Signers, more.Declared
	case more.Signers != "" && more.Signers != s.Signers:
		l.faults.Add(more.Declared, "expected the signers of %s, as %s says, found %s", s.Signers, s.Declared, more.Signers)
	}
	for _, name := range more.Override {
		if len(s.Override) > 0 && !slices.Contains(s.Override, name) {
			l.faults.Add(more.OverrideAt, "%s may not override, as %s says", name, s.OverrideAt)
		}
	}
	if len(more.Override) > 0 {
		s.Override, s.OverrideAt = more.Override, more.OverrideAt
	}
	for _, role := range more.Roles {
		i := slices.IndexFunc(s.Roles, func(r Role) bool { return Person(r.Name) == Person(role.Name) })
		if i < 0 {
			s.Roles = append(s.Roles, role)
			continue
		}
		first := &s.Roles[i]
		first.Need = max(first.Need, role.Need)
		for _, not := range role.Not {
			if !slices.Contains(first.Not, not) {
				first.Not = append(first.Not, not)
			}
		}
		if role.Valid.Known() && (!first.Valid.Known() || role.Valid.Cmp(first.Valid) < 0) {
			first.Valid = role.Valid
		}
		for _, signer := range role.Signers {
			if len(first.Signers) > 0 && !slices.Contains(first.Signers, signer) {
				l.faults.Add(role.Declared, "%s does not sign for %s, as %s says", signer, role.Name, first.Declared)
			}
		}
		if len(role.Signers) > 0 {
			first.Signers = role.Signers
		}
	}
}
