package tests

import (
	"fmt"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var pytestJSONFormat = reader.Format{
	Name:   "pytest-json",
	Doc:    "pytest-json-report (pytest --json-report), also with its tests omitted, when the summary counts. xfailed is skipped, xpassed a pass, a module that cannot be collected an error. A run that was interrupted or broke (exit code 2, 3 or 4) is incomplete.",
	Kind:   fact.Tests,
	Totals: "all, failed and broken tests",
	Claims: func(h *reader.Head) bool {
		return h.Has("exitcode", "created") && (h.Has("summary.total") || h.Has("summary.collected") || h.Has("tests[].nodeid"))
	},
	Read: readPytestJSON,
}

// pytestOutcomes: rerun is a failure that the plugin rerunfailures tried again.
var pytestOutcomes = outcomes{
	"passed": fact.Passed, "xpassed": fact.Passed, "failed": fact.Failed, "rerun": fact.Failed,
	"error": fact.Errored, "skipped": fact.Skipped, "xfailed": fact.Skipped,
}

// mostOmitted bounds how many tests a summary may count that are not listed.
const mostOmitted = 1_000_000

func readPytestJSON(in *reader.Input, s *tally.Sink) error {
	word, counts, listed, concluded := "", map[string]int64{}, false, false
	reason := func(v reader.Value, r *report) {
		if r.Message == "" { // the first phase that went wrong says why
			why(v, r)
		}
	}
	tests := layout{{"[]", test(layout{
		{"nodeid", node},
		{"outcome", outcome(pytestOutcomes)},
		{"call.duration", took},
		{"setup.crash.message", reason},
		{"call.crash.message", reason},
		{"teardown.crash.message", reason},
	})}}.Reader()
	return read(in, s, layout{
		{"created", func(v reader.Value, r *report) {
			seconds, _, _ := strings.Cut(v.Text(), ".")
			r.s.Dated(seconds)
		}},
		{"exitcode", func(v reader.Value, r *report) {
			if line, code := v.Line(), v.Int(); 2 <= code && code <= 4 {
				r.s.Incomplete(line, "pytest was interrupted or broke: exit code %d", code)
			}
		}},
		{"environment.Packages.pytest", func(v reader.Value, r *report) { r.s.Named("pytest", v.Text()) }},
		{"summary.*.@", into(&word)},
		{"summary.*", func(v reader.Value, r *report) {
			if _, ok := pytestOutcomes[word]; ok {
				counts[word] = v.Int()
				if word == "failed" || word == "error" {
					r.stated = append(r.stated, total{v.Line(), word + " tests", counts[word], []fact.Outcome{pytestOutcomes[word]}})
				}
			} else if word == "total" {
				r.declared = v.Int()
			}
		}},
		{"collectors[]", within(layout{
			{"nodeid", suite},
			{"outcome", noting(&concluded, func(v reader.Value, r *report) { r.failed = pytestOutcomes.of(v) > fact.Passed })},
			{"longrepr", why},
		}, required("the outcome of a collector", &concluded), failureReported)},
		{"tests", func(v reader.Value, r *report) {
			listed = v.Kind() == '['
			tests(v, r)
		}},
	}, func(v reader.Value, r *report) {
		if !listed {
			pytestCounted(v, r, counts)
		}
	}, allDeclared)
}

// node reads the id of a test, its path and what it is called there.
func node(v reader.Value, r *report) { r.Path, r.Name, _ = strings.Cut(v.Text(), "::") }

// pytestCounted gives the tests on that only the summary counts.
func pytestCounted(v reader.Value, r *report, counts map[string]int64) {
	for word, n := range counts {
		if n > mostOmitted {
			v.Fail("expected at most %d tests that are not listed, found %d", mostOmitted, n)
			return
		}
		for i := range n {
			r.add(&fact.Case{Line: v.Line(), Name: fmt.Sprintf("%s %d", word, i+1), Outcome: pytestOutcomes[word]})
		}
	}
}
