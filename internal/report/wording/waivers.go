package wording

import (
	"slices"
	"sort"
	"strings"

	"signoff/internal/scorecard"
)

// Having lists the criteria with one of the outcomes: blockers first, those
// that are shown to fail before the others, waived last, then by share of the
// score, then as declared.
func Having(s *scorecard.Scorecard, outcomes ...scorecard.Outcome) []*scorecard.Criterion {
	var found []*scorecard.Criterion
	for i := range s.Criteria {
		for _, o := range outcomes {
			if s.Criteria[i].Outcome == o && !s.Criteria[i].Informs {
				found = append(found, &s.Criteria[i])
			}
		}
	}
	sort.SliceStable(found, func(i, j int) bool {
		a, b := found[i], found[j]
		if a.Blocker != b.Blocker {
			return a.Blocker
		}
		if a.Waived != b.Waived {
			return b.Waived
		}
		if a.Blocker && a.Outcome != b.Outcome {
			return a.Outcome == scorecard.Unmet
		}
		return a.Worth().Cmp(b.Worth()) > 0
	})
	return found
}

// WaiverOf finds a waiver by its id, nil when there is none.
func WaiverOf(s *scorecard.Scorecard, id string) *scorecard.Waiver {
	for i := range s.Waivers {
		if s.Waivers[i].ID == id {
			return &s.Waivers[i]
		}
	}
	return nil
}

// WaiverSaid says what a waiver does at present, and with the mark of which
// outcome that is shown, "" for none.
func WaiverSaid(w *scorecard.Waiver) (scorecard.Outcome, string) {
	switch w.State {
	case scorecard.InForce:
		return "", "in force"
	case scorecard.Expiring:
		return scorecard.Warning, "ends soon"
	case scorecard.Expired:
		return scorecard.Unmet, "expired, no effect"
	case scorecard.NotYetGranted:
		return scorecard.Unknown, "not in force yet"
	case scorecard.OutOfLimit:
		return scorecard.Unmet, "out of its limit, no effect"
	case scorecard.TooLong:
		return scorecard.Unmet, "longer than waivers may last, no effect"
	case scorecard.CoversNothing:
		return scorecard.NotApplicable, "waives nothing"
	}
	return "", string(w.State)
}

// WaiverStanding is waiverSaid where there are only characters.
func WaiverStanding(w *scorecard.Waiver) string {
	o, word := WaiverSaid(w)
	if o == "" {
		return word
	}
	return SignOf(o).Char + " " + word
}

// WaiverTerms say what a waiver is for and on which terms.
func WaiverTerms(w *scorecard.Waiver) []string {
	var terms []string
	for _, s := range ScopeOf(w) {
		terms = append(terms, "for "+s.Field+" "+Listed(s.Patterns))
	}
	if w.Version != "" {
		terms = append(terms, "for release "+w.Version)
	}
	if len(w.Covers) > 0 && strings.Join(w.Covers, "") != "unmet" {
		terms = append(terms, "covers "+Listed(w.Covers))
	}
	if !w.Limit.IsZero() {
		terms = append(terms, "only while "+w.Limit.Shown())
	}
	if w.Covered != nil {
		terms = append(terms, "covers "+Count(int(*w.Covered), "record", "records")+Covered(w))
	}
	if w.Due != "" {
		terms = append(terms, "to be mended by "+w.Due)
	}
	if w.Ticket != "" {
		terms = append(terms, w.Ticket)
	}
	return terms
}

// Scope is what a waiver asks of one field.
type Scope struct {
	Field    string
	Patterns []string
}

// ScopeOf lists which records alone a waiver is for.
func ScopeOf(w *scorecard.Waiver) []Scope {
	all := []Scope{{"rule", w.Rules}, {"cve", w.CVEs}, {"cwe", w.CWEs}, {"package", w.Packages}, {"version", w.Versions}, {"path", w.Paths}}
	return slices.DeleteFunc(all, func(s Scope) bool { return len(s.Patterns) == 0 })
}

// Covered names the records that a waiver covers, the worst first.
func Covered(w *scorecard.Waiver) string {
	var names []string
	for _, x := range w.Exhibits {
		if !slices.Contains(names, x.Name) {
			names = append(names, x.Name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return ": " + Listed(names)
}
