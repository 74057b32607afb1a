package export

import (
	"testing"

	"signoff/internal/fact"
	"signoff/internal/scorecard"
)

func TestReasonStandsWithOrWithoutWords(t *testing.T) {
	for _, tc := range []struct {
		c    scorecard.Criterion
		want string
	}{
		{scorecard.Criterion{Outcome: scorecard.Met}, ""},
		{scorecard.Criterion{Outcome: scorecard.Unknown, Reason: fact.Missing}, "missing"},
		{scorecard.Criterion{Outcome: scorecard.Unknown, Reason: fact.Missing, Detail: []scorecard.Detail{{Text: "no file"}}}, "missing: no file"},
		{scorecard.Criterion{Outcome: scorecard.NotApplicable, NotBecause: "no cart"}, "no cart"},
	} {
		if got := reasonOf(&tc.c); got != tc.want {
			t.Errorf("got %q, want %q", got, tc.want)
		}
	}
}
