package scorecard

import "slices"

// Explanation opens an assessment: every term of its arithmetic, and what would
// change it.
type Explanation struct {
	// Terms add up to the overall score.
	Terms []Term `json:"terms"`
	// Moves lists the criteria that are not at full credit by what they would
	// add to the score, the most first.
	Moves []Move `json:"moves"`
	// Better and Worse are the fewest criteria whose change would change the
	// verdict before approvals; nil when none would.
	Better *Way `json:"better,omitempty"`
	Worse  *Way `json:"worse,omitempty"`
	// WithoutWaiver tells for each waiver in force what it does.
	WithoutWaiver []Without `json:"without_waiver"`
}

// Move is how many points a criterion would add if it were met.
type Move struct {
	Criterion string `json:"criterion"`
	Points    string `json:"points"`
}

// Way is a set of criteria and the verdict that there would be if all of them
// were met (or unmet). It is the smallest that was found; unless there are
// thousands of criteria, no member can be left out.
type Way struct {
	Verdict  Ruling   `json:"verdict"`
	Criteria []string `json:"criteria"`
}

// Without is the assessment as it would be without one waiver.
type Without struct {
	Waiver     string `json:"waiver"`
	Criterion  string `json:"criterion"`
	Verdict    Ruling `json:"verdict"`
	Compliance string `json:"compliance,omitempty"` // with the other waivers
	Score      string `json:"score,omitempty"`
}

// Moves lists the terms without full credit, the one that would add most first.
func Moves(terms []Term) []Move {
	open := slices.DeleteFunc(slices.Clone(terms), func(t Term) bool { return t.missing.Sign() == 0 })
	slices.SortStableFunc(open, func(a, b Term) int { return b.missing.Cmp(a.missing) })
	moves := make([]Move, 0, len(open))
	for _, t := range open {
		moves = append(moves, Move{Criterion: t.Criterion, Points: t.Missing})
	}
	return moves
}
