package evaluate

import (
	"slices"
	"testing"

	"signoff/internal/criteria"
	"signoff/internal/scorecard"
)

func TestInterestsAreDeclared(t *testing.T) {
	plan := &criteria.Plan{
		Waivers: []criteria.Waiver{{ID: "W-1", Owner: "S. Person"}, {ID: "W-2", Owner: "operations"}},
		Evidence: []criteria.Evidence{
			{ID: "drill", Statement: &criteria.Statement{By: " s.  person "}},
			{ID: "scan"},
		},
		Criteria: []criteria.Criterion{{ID: "A-1", Owner: "operations"}, {ID: "A-2", Owner: "Operations"}, {ID: "A-3"}},
	}
	list := []scorecard.Approval{
		{Role: "Security", Name: "S. Person", State: scorecard.Recorded},
		{Role: "Operations", Name: "O. Person", State: scorecard.Refused, Notes: []string{"first"}},
		{Role: "Engineering", State: scorecard.Missing},
		{Role: "Legal", Name: "L. Person", State: scorecard.Recorded},
	}
	declareInterests(plan, list)
	for i, want := range [][]string{
		{"owns the waiver W-1", "made the statement drill"},
		{"first", "owns the waiver W-2", "owns the criteria A-1, A-2"},
		nil,
		nil,
	} {
		if !slices.Equal(list[i].Notes, want) {
			t.Errorf("%s: got %q, want %q", list[i].Role, list[i].Notes, want)
		}
	}
}
