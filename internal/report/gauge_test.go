package report

import (
	"os"
	"strings"
	"testing"

	"signoff/internal/scorecard"
)

func TestDistanceIsSaidInWords(t *testing.T) {
	for _, tc := range []struct{ target, value, exact, unit, headroom, want string }{
		{"< 10ms", "42", "42", "ms", "-320.0 %", "4.2 times the limit"},
		{"< 10ms", "40", "40", "ms", "-300.0 %", "4 times the limit"},
		{">= 99.9%", "91.7", "917/1000", "%", "-8.2\u00a0pp", "8.2 percentage points short"},
		{">= 20 ops/s", "5", "5", "ops/s", "-75.0 %", "75.0 % short of the target"},
		{"== 0", "52", "52", "", "", ""},
		{`== "ok"`, "bad", "", "", "", ""},
	} {
		c := &scorecard.Criterion{Outcome: scorecard.Unmet, Target: scorecard.ParseBound(tc.target), Exact: tc.exact, Headroom: tc.headroom, Measured: &scorecard.Figure{Value: tc.value, Unit: tc.unit}}
		if got := distance(c); got != tc.want {
			t.Errorf("%s against %s is %q, want %q", tc.value, tc.target, got, tc.want)
		}
		if c.Outcome = scorecard.Met; distance(c) != "" {
			t.Errorf("a met %s is short of %s", tc.value, tc.target)
		}
	}
}

func TestBreakdownsAreDrawnFromZeroInOneUnit(t *testing.T) {
	for _, tc := range []struct {
		name  string
		shown []string
		end   string
		drawn bool
	}{
		{"one unit", []string{"0.215\u00a0ms", "0.231\u00a0ms"}, "0.231\u00a0ms", true},
		{"grouped", []string{"78,864\u00a0msg/s", "79,745\u00a0msg/s"}, "79,745\u00a0msg/s", true},
		{"two units", []string{"1\u00a0ms", "1\u00a0s"}, "", false},
		{"words", []string{"up", "down"}, "", false},
		{"below zero", []string{"-1", "2"}, "", false},
		{"nothing", []string{"0", "0"}, "", false},
		{"one figure", []string{"3"}, "", false},
	} {
		var rows []scorecard.Row
		for _, s := range tc.shown {
			rows = append(rows, scorecard.Row{Name: "x", Shown: s})
		}
		if axis, drawn := axisOf(rows); drawn != tc.drawn || drawn && axis.end != tc.end {
			t.Errorf("%s: drawn %v to %q", tc.name, drawn, axis.end)
		}
	}
}

func TestPageOfTheWorkedExampleIsSmall(t *testing.T) {
	page, err := os.Stat("../../reports/datastores/reports/assessment.html")
	if err != nil {
		t.Fatal(err)
	}
	if page.Size() >= 150<<10 {
		t.Errorf("it has %d bytes", page.Size())
	}
}

func TestOnlySamplesFarAwayAreSaidToBe(t *testing.T) {
	c := scorecard.Criterion{Spread: &scorecard.Spread{Low: "1", High: "3", Unit: "ms", Counts: []int{2, 1}, Most: "9"}}
	if got := distribution(&c).Markdown; strings.Contains(got, "not drawn") {
		t.Errorf("all samples are drawn, and it says %s", got)
	}
	c.Spread.Beyond = 2
	if got := plain(distribution(&c).Markdown); !strings.Contains(got, "3 samples from 1 ms to 3 ms; 2 more, up to 9 ms, not drawn") {
		t.Errorf("got %s", got)
	}
}
