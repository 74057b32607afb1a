package wording

import (
	"fmt"
	"strings"
	"testing"

	"signoff/internal/scorecard"
)

// open is an open criterion with its owner, day and share of the score, which is its
// weight in the only category.
func open(id, owner, due, share string) scorecard.Criterion {
	return scorecard.Criterion{ID: id, Outcome: scorecard.Unmet, Owner: owner, Due: due, Share: share, Category: "only", Weight: strings.TrimSuffix(share, "%")}
}

// TestLate holds that a day is over when the next one has begun, and which day
// counts of what is waived.
func TestLate(t *testing.T) {
	for _, tt := range []struct {
		asOf, due string
		waiver    *scorecard.Waiver
		by        string
		ends      bool
		late      bool
	}{
		{"2026-11-20T09:00:00Z", "", nil, "", false, false},
		{"2026-11-20T09:00:00Z", "2026-11-19", nil, "2026-11-19", false, true},
		{"2026-11-20T23:59:59Z", "2026-11-20", nil, "2026-11-20", false, false},
		{"2026-11-21T00:00:00Z", "2026-11-20", nil, "2026-11-20", false, true},
		{"2026-11-20T09:00:00Z", "2026-11-21", nil, "2026-11-21", false, false},
		{"2026-11-20", "2026-11-19", nil, "2026-11-19", false, true},
		{"", "2026-11-19", nil, "2026-11-19", false, false},
		{"2026-11-20T09:00:00Z", "2026-11-01", &scorecard.Waiver{ID: "W-1", Expires: "2026-12-31"}, "2026-12-31", true, false},
		{"2026-11-20T09:00:00Z", "2026-11-01", &scorecard.Waiver{ID: "W-1", Expires: "2026-12-31", Due: "2026-11-02"}, "2026-11-02", false, true},
	} {
		c := open("A", "", tt.due, "10.0%")
		s := &scorecard.Scorecard{AsOf: tt.asOf}
		if tt.waiver != nil {
			c.Waived, c.Waiver, s.Waivers = true, tt.waiver.ID, []scorecard.Waiver{*tt.waiver}
		}
		s.Criteria = []scorecard.Criterion{c}
		a := Actions(s)[0][0]
		if a.By != tt.by || a.Ends != tt.ends || a.Late != tt.late {
			t.Errorf("due %q as of %q: by %q, ends %v, late %v, want %q, %v, %v", tt.due, tt.asOf, a.By, a.Ends, a.Late, tt.by, tt.ends, tt.late)
		}
	}
}

// TestActionsAreInOrder holds who comes first and what of one owner does.
func TestActionsAreInOrder(t *testing.T) {
	blocker := open("G", "c", "", "1.0%")
	blocker.Blocker = true
	waived := open("H", "b", "2026-01-01", "50.0%")
	waived.Blocker, waived.Waived = true, true
	informs := open("I", "b", "2026-01-02", "0.0%")
	informs.Informs = true
	met := open("J", "a", "", "90.0%")
	met.Outcome = scorecard.Warning
	s := &scorecard.Scorecard{AsOf: "2026-11-20T09:00:00Z", Categories: []scorecard.Category{{ID: "only", Weight: "1"}}, Criteria: []scorecard.Criterion{
		open("A", "a", "2026-12-02", "5.0%"), open("B", "a", "", "20.0%"), open("C", "a", "2026-12-01", "4.0%"),
		open("D", "a", "2026-12-01", "4.5%"), waived, open("E", "c", "", "2.0%"), blocker, informs, met,
	}}
	plan := Actions(s)
	var got []string
	for _, list := range plan {
		for _, a := range list {
			got = append(got, fmt.Sprint(a.No, a.ID))
		}
	}
	if want := "1G 2E 3H 4I 5D 6C 7A 8B"; strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
	got = nil
	for _, a := range First(plan) {
		got = append(got, a.ID)
	}
	if want := "G B A D C E H"; strings.Join(got, " ") != want {
		t.Errorf("first are %v, want %s", got, want)
	}
}
