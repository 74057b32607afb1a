package scorecard

import "testing"

func TestAskedChanges(t *testing.T) {
	for _, c := range []struct {
		key, was, is string
		want         Effect
	}{
		{"max_age", "7d", "90d", Loosened},
		{"max_age", "7d", "", Loosened},
		{"max_age", "7d", "1d", Tightened},
		{"max_age", "", "7d", Tightened},
		{"min.files", ">= 4", ">= 3", Loosened},
		{"min.tests.passed", ">= 4", "", Loosened},
		{"min.tests.passed", ">= 4", ">= 40", Tightened},
		{"commit", "required", "", Loosened},
		{"commit", "", "required", Tightened},
		{"skipped", "", "allowed", Loosened},
		{"skipped", "allowed", "", Tightened},
		{"severity.unrated", "medium", "low", Loosened},
		{"skipped", "allowed", "allowed", ""},
	} {
		side := func(value string) []Evidence {
			e := Evidence{ID: "unit", Asked: []Demand{}}
			if value != "" {
				e.Asked = append(e.Asked, Demand{c.key, value})
			}
			return []Evidence{e}
		}
		got := Effect("")
		for _, change := range askedChanges(side(c.was), side(c.is)) {
			got = change.What
			if change.ID != "evidence.unit."+c.key {
				t.Errorf("%s: the change is of %s", c.key, change.ID)
			}
		}
		if got != c.want {
			t.Errorf("%s: %q → %q is %q, want %q", c.key, c.was, c.is, got, c.want)
		}
	}
	if got := askedChanges([]Evidence{{ID: "unit"}}, []Evidence{{ID: "unit", Asked: []Demand{{"skipped", "allowed"}}}}); got != nil {
		t.Errorf("an assessment that does not say it: %v, want no change", got)
	}
}
