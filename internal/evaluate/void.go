package evaluate

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"signoff/internal/criteria"
	"signoff/internal/quantity"
)

// invalid says why a record proves nothing: it was changed, or its signature or
// its signer is not one of the role.
func (n *session) invalid(r Approval, role criteria.Role) string {
	switch {
	case r.Changed != "":
		return r.Changed
	case r.Signature.Fault != "":
		return r.Signature.Fault
	case r.Signature.holds() && len(role.Signers) > 0 && !overlap(r.Signature.By, role.Signers):
		return fmt.Sprintf("is signed by %s, who does not sign for %s", enumerate(r.Signature.By), role.Name)
	case n.in.Plan.Listed(r.Name) != nil && n.in.Plan.Listed(r.Name).Agent:
		return "is given by a program, and programs approve nothing"
	case r.Signature.holds() && n.in.Plan.Listed(r.Name) != nil && !slices.Contains([]string{"", r.Signature.Key}, n.in.Plan.Listed(r.Name).Key):
		return "is signed by another key than people lists for " + r.Name
	case criteria.Person(r.Name) == "":
		return "names nobody"
	case r.Digest == n.digest && r.Meaning != "" && r.Meaning != r.Means(n.card.Project, n.card.Release):
		return "means something else than a sign-off of this release"
	case role.Valid.Known() && r.Date.After(n.asOf.Add(ahead)):
		return "is dated after the day of this assessment"
	case !r.Refused && slices.Contains(role.Not, criteria.NotAuthor) && r.isOneOf(n.in.Commit.Authors):
		return "is given by the author of the commit, who may not sign for " + role.Name
	case !r.Refused && slices.Contains(role.Not, criteria.NotOwner) && r.isOneOf(n.waiverOwners()):
		return "is given by the owner of a waiver, who may not sign for " + role.Name
	}
	return ""
}

// ahead is how far a clock may be ahead of another.
const ahead = 5 * time.Minute

// void says why a sound record does not count now.
func (n *session) void(r Approval, role criteria.Role, those []Approval) string {
	if r.Digest != n.digest {
		return n.since(r)
	}
	if by, ok := takenBack(r, those); ok {
		return fmt.Sprintf("taken back by %s on %s", by.Name, day(by.Date))
	}
	if r.Refused {
		return ""
	}
	if role.Valid.Known() {
		if age := quantity.FromDuration(n.asOf.Sub(r.Date), quantity.Day); age.Cmp(role.Valid) > 0 {
			return fmt.Sprintf("was given on %s, and lasts %s", day(r.Date), role.Valid)
		}
	}
	if !r.Until.IsZero() && n.asOf.After(r.Until) {
		return "its condition had to be fulfilled by " + lastDay(r.Until)
	}
	if i := slices.IndexFunc(n.counted, func(c Approval) bool { return sameSigner(c, r) }); i >= 0 {
		signs := n.counted[i]
		if samePerson(signs.Name, r.Name) || overlap(signs.Signature.By, r.Signature.By) {
			return "one person signs one role, and this name signs " + signs.Role
		}
		return fmt.Sprintf("one person signs one role, and this name looks like %s, who signs %s", signs.Name, signs.Role)
	}
	return ""
}

// since names what changed since a record of another digest.
func (n *session) since(r Approval) string { return n.changed(r.Digest, r.Parts, r.Since) }

// changed names what changed since somebody signed another digest, by the parts of
// what was signed and the files of the source that changed.
func (n *session) changed(digest string, parts, files []string) string {
	text := fmt.Sprintf("signed %.12s", digest)
	if len(parts) == 0 {
		return text + ", which is another assessment"
	}
	now := map[string]bool{}
	var changed []string
	for _, p := range n.card.Parts() {
		if now[p.Short()] = true; !slices.Contains(parts, p.Short()) {
			changed = append(changed, partName(p.Name, files))
		}
	}
	for _, p := range parts {
		if name := p[:max(strings.LastIndexByte(p, ' '), 0)]; !now[p] && !slices.Contains(changed, partName(name, files)) {
			changed = append(changed, partName(name, files))
		}
	}
	if len(changed) == 0 {
		return text + ", which is another assessment"
	}
	return text + "; since then changed: " + enumerate(changed)
}

// mostSince is how many files are named that changed since a sign-off.
const mostSince = 3

// partName names a part, and of the source the files where they are known.
func partName(name string, files []string) string {
	if name != "source" || len(files) == 0 {
		return name
	}
	if more := len(files) - mostSince; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(files[:mostSince], ", "), more)
	}
	return strings.Join(files, ", ")
}

// takenBack finds the record by which its maker takes r back.
func takenBack(r Approval, those []Approval) (Approval, bool) {
	for _, o := range those {
		if o.TakesBack != r.Record() || o.Changed != "" || o.Signature.Fault != "" || o.Digest != r.Digest {
			continue
		}
		if r.Signature.holds() && (o.Signature.Key == r.Signature.Key || overlap(o.Signature.By, r.Signature.By)) ||
			!r.Signature.holds() && samePerson(o.Name, r.Name) {
			return o, true
		}
	}
	return Approval{}, false
}

// sameSigner says whether two records are by one person, or by names that look
// like one.
func sameSigner(a, b Approval) bool {
	return overlap(a.Signature.By, b.Signature.By) || a.Signature.holds() && a.Signature.Key == b.Signature.Key ||
		criteria.LooksLike(a.Name, b.Name)
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}
