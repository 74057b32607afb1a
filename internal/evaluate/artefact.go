package evaluate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/scorecard"
)

// artefacts is the rule of what is released: a file that names artefacts by
// their digests has to name one of those that the assessment is about. A file
// that names none speaks of the source, and an assessment without a known digest
// asks nothing.
func (a *assessment) artefacts(s *origin) []fact.Problem {
	var released []string
	for _, r := range a.in.Subject {
		if r.SHA256 != "" {
			released = append(released, r.SHA256)
		}
	}
	var problems []fact.Problem
	for _, f := range s.files() {
		if len(released) == 0 || len(f.Artefacts) == 0 || overlap(f.Artefacts, released) {
			continue
		}
		problems = append(problems, fact.Problem{
			Reason: fact.WrongArtefact,
			Text:   fmt.Sprintf("is about the artefact sha256:%.12s, and sha256:%.12s is released", f.Artefacts[0], released[0]),
			At:     fact.Location{Path: f.Path},
		})
	}
	return problems
}

// withoutDigest names what is released and is not there.
func (a *assessment) withoutDigest() []string {
	var names []string
	for _, r := range a.in.Subject {
		if r.SHA256 == "" {
			names = append(names, r.Name)
		}
	}
	return names
}

// subject is what is released, sorted by name.
func (a *assessment) subject() []scorecard.Subject {
	return slices.SortedFunc(slices.Values(a.in.Subject), func(x, y scorecard.Subject) int {
		return cmp.Or(strings.Compare(x.Name, y.Name), strings.Compare(x.SHA256, y.SHA256))
	})
}
