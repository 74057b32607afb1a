package audit

import (
	"strings"

	"signoff/internal/audit/words"
)

// The words by which a column's header tells its role; headers are in lower
// case.

func targetHeader(h string) bool {
	if set := words.Foreign(h); set.Has(words.Target) && !set.Has(words.Actual) {
		return true
	}
	return hasWord(h, "target", "targets", "requirement", "required", "goal", "threshold", "limit", "sla", "slo",
		"budget", "expected", "objective") &&
		!hasWord(h, "id", "actual", "met", "date", "vs")
}

// targetColumn finds the column of what is asked for; a column of requirements
// only where no other says it, for it mostly names them.
func (t *Table) targetColumn() int {
	named := func(h string) bool { return targetHeader(h) && !hasWord(h, "requirement") }
	if column := t.ColumnLike(named); column >= 0 {
		return column
	}
	return t.ColumnLike(targetHeader)
}

func achievedHeader(h string) bool {
	if words.Foreign(h).Has(words.Actual) {
		return true
	}
	return hasWord(h, "achieved", "achievement", "actual", "result", "results", "current", "value", "measured",
		"observed", "obtained") &&
		!hasWord(h, "target", "expected", "method", "how", "frequency", "tool", "source", "period", "approach")
}

func statusHeader(h string) bool {
	if words.Foreign(h).Has(words.Status) {
		return true
	}
	return hasWord(h, "status", "state", "result", "verdict", "pass/fail", "passed", "met", "met?", "outcome", "ok",
		"done", "assessment")
}

func totalHeader(h string) bool {
	switch h {
	case "total", "tests", "test cases", "total tests", "executed", "tests run", "test count", "cases", "total " +
		"test cases", "total cases", "# tests", "checks":
		return true
	}
	return false
}

func passedHeader(h string) bool {
	switch h {
	case "passed", "pass", "passing", "successful", "tests passed", "success", "ok", "# passed":
		return true
	}
	return false
}

func failedHeader(h string) bool {
	switch h {
	case "failed", "fail", "failing", "failures", "tests failed", "# failed":
		return true
	}
	return false
}

func skippedHeader(h string) bool {
	switch h {
	case "skipped", "skip", "ignored", "not run", "not executed", "pending", "skips":
		return true
	}
	return false
}

func otherOutcomeHeader(h string) bool {
	switch h {
	case "blocked", "errors", "error", "errored", "flaky", "xfail", "timeout", "aborted", "inconclusive", "warnings",
		"untested":
		return true
	}
	return false
}

// outcomeHeader says that a column counts tests or their outcomes, where parts
// neither overlap nor are estimates.
func outcomeHeader(h string) bool {
	return totalHeader(h) || passedHeader(h) || failedHeader(h) || skippedHeader(h) || otherOutcomeHeader(h)
}

func scoreColumn(h string) bool { return hasWord(h, "score", "rating", "grade") }

func rateHeader(h string) bool {
	switch h {
	case "pass rate", "success rate", "pass %", "% pass", "% passed", "passed %", "pass percentage", "passing " +
		"rate", "pass rate (%)", "pass rate %", "rate", "success %", "% success":
		return true
	}
	return false
}

// totalLabels are what the first cell of a row that sums up the others says.
var totalLabels = []string{
	"total", "totals", "overall", "sum", "average", "mean", "subtotal", "sub-total", "grand total", "all " +
		"tests", "overall total", "avg", "total / average",
	"overall score", "overall assessment", "overall rating", "overall average", "weighted score", "weighted " +
		"total", "total score", "average score", "final score",
	"gesamt", "summe", "total " +
		"général", "totale", "razem", "suma", "łącznie", "celkem", "итого", "всего", "合计", "总计", "合計", "toplam",
}

// totalLabel gives the label of a row that sums up others, in lower case.
func totalLabel(r Row) (string, bool) {
	label := strings.ToLower(strings.Trim(r.Cell(0).Text, ": "))
	for _, known := range totalLabels {
		if label == known {
			return label, true
		}
	}
	return label, false
}

// meanLabel says whether a row's label asks for the mean of the others.
func meanLabel(label string) bool {
	return strings.Contains(label, "average") || strings.Contains(label, "mean") || label == "avg"
}

// direction tells the direction of a measure from its name: -1 when low
// is good, 1 when high is good, 0 when the name does not say.
func direction(name string) int {
	name = strings.ToLower(name)
	switch {
	case hasWord(name, "latency", "time", "duration", "failures", "failed", "errors", "error", "vulnerabilities",
		"vulnerability", "bugs",
		"defects", "blocked", "memory", "cpu", "size", "regressions", "incidents", "leaks", "warnings", "downtime",
		"duplication", "violations"):
		return -1
	case hasWord(name, "coverage", "pass", "passed", "uptime", "availability", "throughput", "success", "compliance",
		"completion", "completed", "tests"):
		return 1
	}
	return 0
}
