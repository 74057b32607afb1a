package audit

import (
	"strings"

	"signoff/internal/audit/figure"
)

var boundRule = Rule{
	Name: "bound", Level: Note,
	Do: "state the measured figure, not only that it is below a limit",
	Doc: "A measured value is given only as a bound, such as < 150ms or 1000+: what was measured is not said. " +
		"Worse where the bound repeats the target. Targets, alerts, thresholds and plans are bounds by nature and " +
		"left alone.",
	Check: func(d *Document, report Report) {
		for _, t := range d.Tables {
			switch {
			case d.planned(t.Section) || bounding(t.Title):
			case t.Tree:
				checkMetricBounds(t, report)
			default:
				checkAchievedBounds(t, report)
			}
		}
		for i := range d.Lines {
			line := &d.Lines[i]
			if line.Table == nil && line.Kind == Item && line.Box != Open && !d.planned(line.Section) &&
				!d.wanted(i) && resultKey(line) {
				boundLine(line, report)
			}
		}
	},
}

// bounding says that a title announces limits rather than results.
func bounding(title string) bool {
	return hasWord(strings.ToLower(title), "target", "targets", "alert", "alerts", "threshold", "thresholds", "slo",
		"limits", "requirements", "criteria", "goals", "budget", "budgets")
}

func checkAchievedBounds(t *Table, report Report) {
	target := t.targetColumn()
	achieved := t.ColumnLike(achievedHeader)
	if target < 0 || achieved < 0 || target == achieved {
		return
	}
	for _, r := range t.Rows {
		got, ok := r.Cell(achieved).Value()
		if !ok || !got.Bound() || got.Number == 0 {
			continue
		}
		if want, ok := r.Cell(target).Value(); ok && want.Text == got.Text {
			report(Note, r.Line, r.Cell(achieved).Raw, "the value %s only repeats the target", got.Text)
			continue
		}
		report(Note, r.Line, r.Cell(achieved).Raw, "the value %s is only a bound", got.Text)
	}
}

func checkMetricBounds(t *Table, report Report) {
	for _, r := range t.Rows {
		text := r.Cell(1).Text
		if i := strings.IndexAny(text, "<>≤≥"); i > 0 && strings.Contains(text[:i], ",") {
			text = text[i:]
		}
		v, ok := figure.Parse(text)
		if ok && v.Bound() && v.Unit != "" && !hasWord(strings.ToLower(r.Cell(0).Text+" "+text), "target", "goal",
			"alert", "threshold") {
			report(Note, r.Line, v.Text, "%s is only a bound: what was measured is not said", v.Text)
		}
	}
}

// resultKey says whether an item reports a result under a key that names a
// measure.
func resultKey(line *Line) bool {
	return line.Key != "" && !bounding(line.Key) && hasWord(line.key, "latency", "throughput", "messaging",
		"operations", "recovery", "efficiency", "time", "performance",
		"response", "memory", "cpu", "availability", "uptime", "p50", "p95", "p99", "memory growth", "load")
}

func boundLine(line *Line, report Report) {
	v, ok := figure.Parse(line.Value)
	if !ok || !v.Bound() || v.Unit == "" || v.Unit == "$" {
		return
	}
	lower := strings.ToLower(line.Value)
	before, _, _ := strings.Cut(lower, "(")
	if hasWord(before, "target", "alert", "threshold", "goal", "monitor", "should", "must", "required") {
		return
	}
	report(Note, line.No, v.Text, "%s is only a bound: what was measured is not said", v.Text)
}
