package report

import (
	"os"
	"strings"
	"testing"

	"signoff/internal/scorecard"
)

func TestWhatPassesABarIsSaid(t *testing.T) {
	for _, tc := range []struct{ target, value, exact, unit, want string }{
		{"< 10ms", "8.73", "873/100", "ms", ""},
		{"< 10ms", "20", "20", "ms", ""},
		{"< 10ms", "42", "42", "ms", "×4.2"},
		{"< 10ms", "40", "40", "ms", "×4"},
		{">= 1000 msg/s", "74,738", "74738", "msg/s", "×75"},
		{">= 20 ops/s", "2,183,000", "2183000", "ops/s", "×109k"},
		{"== 0", "9", "9", "", ""},
		{"== 0", "52", "52", "", "+43"},
		{">= 99.9%", "91.7%", "917/1000", "%", "×83"},
		{`== "ok"`, "ok", "", "", ""},
	} {
		c := &scorecard.Criterion{Outcome: scorecard.Unmet, Target: tc.target, Exact: tc.exact, Measured: &scorecard.Figure{Value: tc.value, Unit: tc.unit}}
		if got := beyond(c); got != tc.want {
			t.Errorf("%s against %s passes by %q, want %q", tc.value, tc.target, got, tc.want)
		}
		c.Outcome, c.Reason = scorecard.Unknown, "stale"
		if got := beyond(c); got != "" {
			t.Errorf("%s that does not count passes by %q", tc.value, got)
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

func TestScaleNamesItsBoundsInTheirUnit(t *testing.T) {
	c := &scorecard.Criterion{Outcome: scorecard.Warning, Target: "< 10ms", Warn: "< 4ms", Exact: "873/100", Measured: &scorecard.Figure{Value: "8.73", Unit: "ms"}}
	chart := string(scale(c).HTML)
	for _, want := range []string{">&lt;\u00a010\u00a0ms<", ">warn &lt;\u00a04\u00a0ms<", ">8.73\u00a0ms<", ">0<"} {
		if !strings.Contains(chart, want) {
			t.Errorf("the scale says %q, and not %q", chart, want)
		}
	}
	c.Outcome = scorecard.Met
	if !scale(c).Empty() {
		t.Error("a met criterion has a scale besides its bar")
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
