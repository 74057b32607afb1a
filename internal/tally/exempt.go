package tally

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"signoff/internal/fact"
)

// maxExempting bounds the VEX statements of one file that are kept for clearing
// findings.
const maxExempting = 1 << 20

// Exemptions are the VEX statements that findings are compared with: which of
// their vulnerabilities a product does not have. The zero value has none. They
// are filled while VEX documents are read and only read afterwards.
type Exemptions struct {
	byID map[string][]*vexStatement
	size int
}

// vexStatement is one statement with what it is about in a comparable form.
type vexStatement struct {
	status, justification string
	about                 []component // nothing when it names no package
	at                    fact.Location
}

// add keeps a statement under the id of its vulnerability and its aliases.
func (e *Exemptions) add(v *fact.VEX, path string) error {
	if e.size >= maxExempting {
		return fmt.Errorf("expected at most %d statements for clearing findings", maxExempting)
	}
	e.size++
	if e.byID == nil {
		e.byID = map[string][]*vexStatement{}
	}
	s := &vexStatement{
		status: strings.Clone(v.Status), justification: bounded(strings.TrimSpace(v.Justification)),
		about: componentsOf(v), at: fact.Location{Path: path, Line: v.Line},
	}
	for _, id := range distinctIDs(append([]string{v.ID}, v.Aliases...)) {
		e.byID[id] = append(e.byID[id], s)
	}
	return nil
}

// Merge adds the statements of another file.
func (e *Exemptions) Merge(o *Exemptions) {
	if e.byID == nil {
		e.byID = map[string][]*vexStatement{}
	}
	for id, list := range o.byID {
		e.byID[id] = append(e.byID[id], list...)
	}
	e.size += o.size
}

// clears says whether the statement can clear a finding: a fix can, and that a
// product is not affected only with a reason.
func (s *vexStatement) clears() bool {
	return s.status == "fixed" || s.status == "not_affected" && s.justification != ""
}

// admits says whether the statement keeps a finding standing.
func (s *vexStatement) admits() bool {
	return s.status == "affected" || s.status == "under_investigation"
}

// of returns the statement that clears the finding, nil when none does. Of
// statements that contradict each other the one that admits the vulnerability
// holds, in whatever order they come.
func (e *Exemptions) of(f *fact.Finding) *vexStatement {
	if e == nil || len(e.byID) == 0 {
		return nil
	}
	var found *vexStatement
	for _, id := range distinctIDs(append([]string{f.Rule}, f.CVE...)) {
		for _, s := range e.byID[id] {
			switch {
			case !s.isAbout(f):
			case s.admits():
				return nil
			case s.clears() && (found == nil || s.before(found)):
				found = s
			}
		}
	}
	return found
}

// isAbout says whether a statement speaks of the finding's package. Where
// either names none, the vulnerability alone decides.
func (s *vexStatement) isAbout(f *fact.Finding) bool {
	return len(s.about) == 0 || f.Package == "" || slices.ContainsFunc(s.about, func(c component) bool {
		return c.is(f.Package, f.Version)
	})
}

func (s *vexStatement) before(o *vexStatement) bool {
	if s.at != o.at {
		return s.at.Before(o.at)
	}
	return cmp.Or(strings.Compare(s.status, o.status), strings.Compare(s.justification, o.justification)) < 0
}

// words says what the statement says and where it stands.
func (s *vexStatement) words() string {
	text := strings.ReplaceAll(s.status, "_", " ")
	if s.justification != "" {
		text += ": " + s.justification
	}
	return fmt.Sprintf("%s (%s)", text, place(s.at.Path, s.at.Line))
}

// distinctIDs brings vulnerability ids in one spelling: an id may be written as
// the address of its page.
func distinctIDs(ids []string) []string {
	var list []string
	for _, id := range ids {
		id = strings.ToUpper(strings.TrimSpace(id[strings.LastIndexByte(id, '/')+1:]))
		if id != "" && !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	return list
}
