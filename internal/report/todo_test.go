package report

import (
	"fmt"
	"strings"
	"testing"

	"signoff/internal/markdown"
	"signoff/internal/scorecard"
)

// someOpen is an assessment with so many unmet criteria, all of one owner.
func someOpen(n int) *scorecard.Scorecard {
	s := &scorecard.Scorecard{AsOf: "2026-11-20T09:00:00Z"}
	for i := range n {
		s.Criteria = append(s.Criteria, scorecard.Criterion{ID: fmt.Sprintf("A-%d", i+1), Outcome: scorecard.Unmet, Owner: "team", Share: "1.0%"})
	}
	return s
}

// TestTodoSaysWhatItLeavesOut holds that all actions of an owner are listed or
// counted, in the page and in the text.
func TestTodoSaysWhatItLeavesOut(t *testing.T) {
	for n, more := range map[int]string{1: "", mostActions: "", mostActions + 1: "and 1 more", mostActions + 2: "and 2 more"} {
		p := todo(newView(someOpen(n), Options{}, true), call{})
		last, over := fmt.Sprintf("A-%d", min(n, mostActions)), fmt.Sprintf("A-%d<", mostActions+1)
		for form, text := range map[string]string{"text": p.Markdown, "page": string(p.HTML)} {
			if !strings.Contains(text, last) || strings.Contains(text, over) || !strings.Contains(text, fmt.Sprintf("%d open", n)) {
				t.Errorf("%d actions: the %s is not about them", n, form)
			}
			if more == "" && strings.Contains(text, " more") || more != "" && !strings.Contains(text, more) {
				t.Errorf("%d actions: the %s does not say %q", n, form, more)
			}
		}
	}
}

// TestFirstActionsSayHowMany holds the caption of the few that are shown.
func TestFirstActionsSayHowMany(t *testing.T) {
	for n, want := range map[int][]string{0: {"Nothing is open."}, 2: {"2 of 2", ""}, 3: {"2 of 3", "The others: see the assessment."}} {
		text := firstActions(newView(someOpen(n), Options{}, false), call{Call: markdown.Call{Args: []string{"2"}}}).Markdown
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%d actions: %q is missing in\n%s", n, w, text)
			}
		}
		if n == 2 && strings.Contains(text, "The others") {
			t.Errorf("2 of 2 leave none out:\n%s", text)
		}
	}
}

// TestDueCell holds the words next to a day.
func TestDueCell(t *testing.T) {
	for _, tt := range []struct{ due, asOf, want, not string }{
		{"", "2026-11-20T09:00:00Z", "no date set", "overdue"},
		{"2026-11-20", "2026-11-20T09:00:00Z", "2026-11-20", "overdue"},
		{"2026-11-20", "2026-11-21T00:00:00Z", "overdue", "waiver"},
	} {
		s := someOpen(1)
		s.AsOf, s.Criteria[0].Due = tt.asOf, tt.due
		got := dueCell(newView(s, Options{}, false).actions()[0][0]).Markdown
		if !strings.Contains(got, tt.want) || strings.Contains(got, tt.not) {
			t.Errorf("due %q as of %s: %s, want %q and not %q", tt.due, tt.asOf, got, tt.want, tt.not)
		}
	}
}
