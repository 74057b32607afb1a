package audit

import (
	"strings"

	"signoff/internal/audit/figure"
	"signoff/internal/audit/words"
)

var unmeasuredRule = Rule{
	Name: "unmeasured", Level: Warning,
	Do: "put the measured figure there, or say that it was not measured",
	Doc: "A word stands where a measurement belongs: a table gives a target with a number, and the achieved value " +
		"is Verified, Exceeded or Stable without one; " +
		"a percentile, a mean or an uptime is answered with \"within limits\"; a percentage is N/A%. " +
		"Not measured, unknown, pending and empty cells are honest and no finding.",
	Check: func(d *Document, report Report) {
		for _, t := range d.Tables {
			if t.Tree {
				checkMetricWords(d, t, report)
				continue
			}
			checkAnswers(d, t, report)
		}
		for i := range d.Lines {
			line := &d.Lines[i]
			if line.Table == nil && (line.Kind == Item || line.Kind == Code || line.Kind == Prose) &&
				wordForMetric(line.Key, line.Value) && !d.planned(line.Section) && !d.wanted(i) {
				report(Warning, line.No, line.Value, "%s is answered in words: %s", line.Key, line.Value)
			}
			if line.Kind != Code && strings.Contains(line.Text, "N/A%") {
				report(Warning, line.No, "", "a percentage that is N/A was not measured")
			}
		}
	},
}

var successWords = []string{"verified", "exceeded", "exceeds", "supported", "implemented", "achieved", "met",
	"framework ready", "stable", "validated", "confirmed",
	"optimized", "optimal", "excellent", "passed", "pass", "good", "acceptable", "ready", "operational", "working",
	"satisfied", "within", "efficient", "healthy",
	"perfect", "outstanding", "exceptional", "precise", "smooth", "responsive", "instant", "instantaneous", "fast"}

var honestWords = []string{"not", "unknown", "pending", "progress", "tbd", "tbc", "n/a", "na", "none", "no", "below",
	"partial", "partially", "failed", "missed", "planned", "measure",
	"unmeasured", "estimated", "skipped", "blocked", "started", "todo", "future", "deferred", "running", "monitoring",
	"baseline"}

// assertsSuccess says whether a text claims success without a digit.
func assertsSuccess(s string) bool {
	if set := words.Foreign(s); set.Has(words.Complied, words.Met) && !set.Has(words.Unknown, words.NotDone) {
		return true
	}
	lower := strings.ToLower(s)
	return lower != "" && !strings.Contains(lower, " / ") && hasWord(lower, successWords...) && !hasWord(lower, honestWords...) &&
		!strings.Contains(lower, "[") && !strings.Contains(lower, "__")
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

func checkAnswers(d *Document, t *Table, report Report) {
	target := t.targetColumn()
	achieved := t.ColumnLike(func(h string) bool { return achievedHeader(h) && h != "result" && h != "results" })
	if target < 0 || achieved < 0 || target == achieved || scheduled(t) {
		return
	}
	for _, r := range t.Rows {
		want, ok := figureIn(r.Cell(target).Text)
		got := r.Cell(achieved)
		if ok && got.Mark == Tick && got.Text == "" && !d.planned(t.Section) && r.Cell(target).Mark == NoMark {
			report(Warning, r.Line, got.Raw, "the target is %s, and the answer is a tick", r.Cell(target).Text)
			continue
		}
		if !ok || got.Mark == Warn || got.Mark == Cross || got.Mark == Pending || hasDigit(got.Text) &&
			!strings.Contains(strings.ToLower(got.Text), "stable") || !assertsSuccess(got.Text) {
			continue
		}
		if _, measured := figureIn(got.Text); measured && comparableUnits(want, got.Text) || sizeTarget(want,
			got.Text) {
			continue
		}
		report(Warning, r.Line, got.Raw, "the target is %s, and the answer is the word %s", r.Cell(target).Text,
			got.Text)
	}
}

// scheduled says that a table is about time to work, not about measurements.
func scheduled(t *Table) bool {
	return t.ColumnLike(func(h string) bool {
		return hasWord(h, "owner", "due", "deadline", "eta", "effort", "week", "sprint", "date", "timeline")
	}) >= 0
}

// sizeTarget says that "within limit" answers a limit in lines, which is dull
// but true.
func sizeTarget(want Value, got string) bool {
	return (want.Unit == "lines" || want.Unit == "loc") && hasWord(strings.ToLower(got), "within", "met")
}

// comparableUnits says whether an answer names the unit that the target asks
// for: "3+ days stable" is not an answer to "> 99 %".
func comparableUnits(want Value, got string) bool {
	v, ok := figureIn(got)
	if !ok {
		return false
	}
	_, _, same := figure.Comparable(want, v)
	return same
}

// figureIn reads the first figure of a text that may start with words.
func figureIn(s string) (Value, bool) {
	if v, ok := figure.Parse(s); ok {
		return v, true
	}
	for i := 0; i < len(s); i++ {
		if (isDigit(s[i]) || s[i] == '<' || s[i] == '>') && (i == 0 || s[i-1] == ' ' || s[i-1] == '(') {
			if v, ok := figure.Parse(s[i:]); ok {
				return v, true
			}
		}
	}
	return Value{}, false
}

var metricKeys = []string{"p50", "p90", "p95", "p99", "p99.9", "mean", "median", "average", "latency",
	"response time", "uptime", "availability", "cpu", "cpu usage",
	"memory", "memory usage", "disk i/o", "disk usage", "throughput", "error rate", "connection pools", "average " +
		"response time", "p50 latency", "p95 latency", "p99 latency", "service uptime", "system uptime", "p95 " +
		"response time", "p99 response time"}

var vagueWords = []string{"within", "acceptable", "optimal", "stable", "efficient", "excellent", "good", "normal",
	"minimal"}

// wordForMetric says whether a measure is answered by a vague word.
func wordForMetric(key, value string) bool {
	if key == "" || value == "" || hasDigit(value) {
		return false
	}
	key = strings.ToLower(strings.TrimSpace(key))
	if i := strings.Index(key, " ("); i > 0 {
		key = key[:i]
	}
	for _, k := range metricKeys {
		if key == k {
			lower := strings.ToLower(value)
			return len(strings.Fields(value)) <= 8 && hasWord(lower, vagueWords...) && !hasWord(lower, "not",
				"unknown", "pending", "tbd", "n/a", "below", "failed", "planned") &&
				!hasWord(lower, "should", "must", "keep", "maintain", "if", "when")
		}
	}
	return false
}

func checkMetricWords(d *Document, t *Table, report Report) {
	if d.planned(t.Section) {
		return
	}
	for _, r := range t.Rows {
		if key, value := r.Cell(0).Text, r.Cell(1).Text; wordForMetric(key, value) {
			report(Warning, r.Line, value, "%s is answered in words: %s", key, value)
		}
	}
}
