package tally

import (
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/query"
)

// distinct is evidence of each kind in which every measure has a figure of its
// own, and these figures. Statements stand in no file.
var distinct = map[fact.Kind]struct {
	report func(t *testing.T, s *Sink)
	want   map[string]string
}{
	fact.Scanner: {someFindings, map[string]string{
		"findings.total": "24", "findings.unrated": "9", "findings.critical": "1", "findings.high": "2", "findings.medium": "3", "findings.low": "4",
		"findings.info": "5", "findings.suppressed": "6", "findings.undecided": "7", "findings.rules": "8",
	}},
	fact.Coverage: {someCoverage, map[string]string{
		"coverage.lines": "60%", "coverage.lines.covered": "6", "coverage.lines.total": "10",
		"coverage.branches": "25%", "coverage.branches.covered": "2", "coverage.branches.total": "8",
		"coverage.functions": "75%", "coverage.functions.covered": "9", "coverage.functions.total": "12",
		"coverage.statements": "7%", "coverage.statements.covered": "7", "coverage.statements.total": "100",
		"coverage.lowest": "b.go 50%", "coverage.percent": "61%",
	}},
	fact.Benchmark: {someSamples, map[string]string{
		"benchmark.mean": "GET 1049 ms", "benchmark.median": "GET 1000.5 ms", "benchmark.min": "GET 1 ms", "benchmark.max": "GET 99000 ms",
		"benchmark.stddev": "GET 2266.05… ms", "benchmark.p50": "GET 1000 ms", "benchmark.p90": "GET 1800 ms", "benchmark.p95": "GET 1900 ms",
		"benchmark.p99": "GET 1980 ms", "benchmark.p999": "GET 1998 ms", "benchmark.samples": "GET 2000", "benchmark.rate": "GET 11",
		"benchmark.requests": "12", "benchmark.errors": "13", "benchmark.bytes": "GET 14 B", "benchmark.allocs": "GET 15",
	}},
	fact.Tests: {someCases, map[string]string{
		"tests.total": "20", "tests.passed": "9", "tests.failed": "3", "tests.errors": "4", "tests.skipped": "5", "tests.flaky": "2",
		"tests.pass_rate": "45%", "tests.duration": "7 s",
	}},
	fact.Health: {someServices, map[string]string{
		"services.total": "10", "services.healthy": "5", "services.unhealthy": "2", "services.unchecked": "3", "services.ratio": "50%",
		"services.uptime": "s 7 s", "services.restarts": "11", "health.availability": "web 60%", "health.outages": "web 2",
		"health.mttr": "web 120 s", "health.longest_outage": "web 180 s", "health.window": "web 600 s",
	}},
	fact.Inventory: {someComponents, map[string]string{
		"components.total": "6", "components.unlicensed": "1", "components.unversioned": "2", "vulnerabilities.affected": "3",
		"vulnerabilities.not_affected": "4", "vulnerabilities.fixed": "5", "vulnerabilities.under_investigation": "7", "vulnerabilities.catalogued": "8",
	}},
	fact.Change: {someChange, map[string]string{"change.files": "2", "change.added": "3", "change.removed": "7"}},
	fact.Mutation: {someMutants, map[string]string{
		"mutation.score": "60%", "mutation.killed": "3", "mutation.survived": "2", "mutation.total": "5",
	}},
	fact.Assessment: {someAssessment, map[string]string{
		"assessment.compliance": "62.5%", "assessment.score": "71 points", "assessment.open": "3", "assessment.blockers": "2",
		"assessment.waived": "1", "assessment.approved": "0",
	}},
	fact.Document: {someDocument, map[string]string{
		"document.exists": "1", "document.matches": "2", "document.value": "3 ms, 4 ms", "document.size": "6 B", "document.age": "3, 4",
	}},
}

// TestMeasuresAnswerForThemselves asks every measure for a figure that none of
// its neighbours gives.
func TestMeasuresAnswerForThemselves(t *testing.T) {
	for kind, evidence := range distinct {
		given := map[string]string{}
		for _, m := range Measures {
			if m.Kind != kind || m.Compare != fact.NotCompared || m.Narrowed { // those need a base or a change
				continue
			}
			q := question(t, m.Name)
			if m.Query {
				q.Query, q.Unit = elements(t), quantity.Millisecond
			}
			a := ask(t, q, func(s *Sink) { evidence.report(t, s) })
			a.Problem = nil // a suite broke: figures stand as far as they go
			got := brief(a)
			want, listed := evidence.want[m.Name]
			if before, ok := strings.CutSuffix(want, "… ms"); ok && strings.HasPrefix(got, before) {
				want = got
			}
			if !listed || got != want {
				t.Errorf("%s is %q, expected %q", m.Name, got, want)
			}
			if other, taken := given[got]; taken {
				t.Errorf("%s and %s both give %q", m.Name, other, got)
			}
			given[got] = m.Name
		}
	}
}

// Mutants of which none tells anything give no figure, and no score of 0 %.
func TestMutantsLeftOut(t *testing.T) {
	for _, name := range []string{"mutation.score", "mutation.survived"} {
		a := ask(t, question(t, name), func(s *Sink) { s.Mutant(&fact.Mutant{Line: 1, Path: "a.go", Outcome: fact.LeftOut}) })
		if len(a.Figures) > 0 || len(a.Problem) != 1 {
			t.Errorf("%s: got %v, %v", name, a.Figures, a.Problem)
		}
	}
}

// TestMeasuresNameTheirNeighbours holds what a row says of other rows: it names a
// measure of its own kind.
func TestMeasuresNameTheirNeighbours(t *testing.T) {
	for _, m := range Measures {
		for _, name := range []string{m.Of, m.Leaves, m.Window} {
			if other, ok := MeasureNamed(name); name != "" && (!ok || other.Kind != m.Kind || other.Name == m.Name) {
				t.Errorf("%s names %q, which is not a measure of %s beside it", m.Name, name, m.Kind)
			}
		}
		if (m.First.Title == "") != (m.First == fact.First{}) {
			t.Errorf("%s is asked first without a title", m.Name)
		}
	}
}

// TestMeasuresAreOfTheirKind holds the names of a kind apart from those of the
// others, so that a measure in the list of another kind is noticed.
func TestMeasuresAreOfTheirKind(t *testing.T) {
	words := map[fact.Kind]string{
		fact.Scanner: "findings", fact.Coverage: "coverage", fact.Benchmark: "benchmark", fact.Tests: "tests",
		fact.Health: "services health", fact.Inventory: "components vulnerabilities", fact.Document: "document", fact.Statement: "statement", fact.Change: "change",
		fact.Assessment: "assessment", fact.Mutation: "mutation",
	}
	seen := map[string]bool{}
	for _, m := range Measures {
		word, _, _ := strings.Cut(m.Name, ".")
		if !strings.Contains(" "+words[m.Kind]+" ", " "+word+" ") {
			t.Errorf("%s is in the list of kind %s, whose measures begin with %s", m.Name, m.Kind, words[m.Kind])
		}
		if seen[m.Name] || m.Doc == "" {
			t.Errorf("%s is listed twice or has no doc", m.Name)
		}
		seen[m.Name] = true
	}
}

func elements(t *testing.T) *query.Query {
	t.Helper()
	q, err := query.Parse("jq", ".[]", nil)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func someFindings(_ *testing.T, s *Sink) {
	s.Named("tool", "")
	counts := map[fact.Severity]int{fact.Critical: 1, fact.High: 2, fact.Medium: 3, fact.Low: 4, fact.Info: 5}
	n := 0
	for _, severity := range fact.Severities {
		for range counts[severity] {
			s.Finding(&fact.Finding{Line: n, Severity: severity, Rule: fmt.Sprint("R", n%8)})
			n++
		}
	}
	for i := range 9 {
		s.Finding(&fact.Finding{Line: 200 + i, Unrated: true, Rule: fmt.Sprint("R", i%8)})
	}
	for i := range 6 + 7 {
		s.Finding(&fact.Finding{Line: 100 + i, Severity: fact.Low, Rule: "X", Suppressed: i < 6, Undecided: i >= 6})
	}
}

func someCoverage(_ *testing.T, s *Sink) {
	s.File("a.go", "", 1)
	for i := range 6 {
		s.Cover(fact.Lines, uint64(i), 1, i < 4)
	}
	s.Totals(fact.Branches, 2, 8)
	s.Totals(fact.Functions, 9, 12)
	s.Totals(fact.Statements, 7, 100)
	s.File("b.go", "", 2)
	for i := range 4 {
		s.Cover(fact.Lines, uint64(i), 1, i < 2)
	}
	s.Percent(quantity.DecimalFromInt(61), 3)
}

func someSamples(_ *testing.T, s *Sink) {
	for i := range 2000 {
		value := quantity.DecimalFromInt(int64(i + 1))
		if i == 1999 {
			value = quantity.DecimalFromInt(99_000)
		}
		s.Sample(&fact.Sample{Line: i, Name: "GET", Value: value, Unit: quantity.Millisecond})
	}
	for i, stat := range []fact.Stat{fact.Rate, fact.Requests, fact.Errors, fact.Bytes, fact.Allocs} {
		unit := quantity.Count
		if stat == fact.Bytes {
			unit = quantity.Byte
		}
		s.Sample(&fact.Sample{Line: 3000 + i, Name: "GET", Metric: fmt.Sprint(stat), Stat: stat, Value: quantity.DecimalFromInt(int64(11 + i)), Unit: unit})
	}
}

func someCases(_ *testing.T, s *Sink) {
	add := func(n int, outcome fact.Outcome, flaky bool) {
		for i := range n {
			s.Case(&fact.Case{Line: i, Suite: fmt.Sprint(outcome, flaky), Name: fmt.Sprint(i), Outcome: outcome, Flaky: flaky})
		}
	}
	add(6, fact.Passed, false)
	add(2, fact.Passed, true)
	add(3, fact.Failed, false)
	add(3, fact.Errored, false)
	add(5, fact.Skipped, false)
	s.Case(&fact.Case{Suite: "slow", Name: "one", Outcome: fact.Passed, Duration: quantity.DecimalFromInt(7)})
	s.Case(&fact.Case{Suite: "broken", Outcome: fact.Errored, Extra: true})
}

func someServices(_ *testing.T, s *Sink) {
	for i := range 10 {
		v := &fact.Service{Line: i, Name: fmt.Sprint(i), Condition: fact.Unchecked, Restarts: -1}
		switch {
		case i == 0:
			uptime := quantity.DecimalFromInt(7)
			v.Name, v.Uptime, v.Restarts, v.Condition = "s", &uptime, 11, fact.Healthy
		case i < 5:
			v.Condition = fact.Healthy
		case i < 7:
			v.Condition = fact.Unhealthy
		}
		s.Service(v)
	}
	for minute := range 11 {
		down := minute == 2 || minute >= 5 && minute < 8
		s.Up(&fact.Up{Line: 100 + minute, Series: "web", At: time.Unix(int64(60*minute), 0), Up: !down, Step: time.Minute})
	}
}

func someComponents(_ *testing.T, s *Sink) {
	for i := range 8 {
		s.Catalogued(&fact.Catalogued{Line: i, ID: fmt.Sprint("CVE-2026-", i), Exploited: true})
	}
	s.Bill()
	for i := range 6 {
		c := &fact.Component{Line: i, Name: fmt.Sprint(i), Version: "1", License: "MIT"}
		if i == 0 {
			c.License = ""
		}
		if i < 2 {
			c.Version = ""
		}
		s.Component(c)
	}
	for status, n := range map[string]int{"affected": 3, "not_affected": 4, "fixed": 5, "under_investigation": 7} {
		for i := range n {
			s.VEX(&fact.VEX{Line: i, ID: fmt.Sprint(status, i), Status: status})
		}
	}
}

func someChange(_ *testing.T, s *Sink) {
	s.Changed(&fact.ChangedFile{Line: 1, Path: "a.go", Added: []int{1, 2, 9}, Removed: 5})
	s.Changed(&fact.ChangedFile{Line: 2, Path: "b.go", Removed: 2})
}

func someMutants(_ *testing.T, s *Sink) {
	for _, became := range []fact.MutantOutcome{fact.Killed, fact.Killed, fact.TimedOut, fact.Survived, fact.Uncovered, fact.LeftOut} {
		s.Mutant(&fact.Mutant{Line: 1, Path: "a.go", Mutator: "x", Outcome: became})
	}
}

func someAssessment(_ *testing.T, s *Sink) {
	s.Assessed(&fact.Assessed{Line: 1, Project: "api", Verdict: "rejected", Score: big.NewRat(71, 1), Criteria: []fact.Ruled{
		{ID: "A", Outcome: "met"}, {ID: "B", Outcome: "warning"}, {ID: "C", Outcome: "met"}, {ID: "D", Outcome: "met"}, {ID: "E", Outcome: "met"},
		{ID: "F", Outcome: "unmet", Blocker: true}, {ID: "G", Outcome: "unknown", Blocker: true}, {ID: "H", Outcome: "unmet", Waived: true},
		{ID: "I", Outcome: "unmet", Aside: true}, {ID: "J", Outcome: "not-applicable", Aside: true, Blocker: true},
	}})
}

func someDocument(_ *testing.T, s *Sink) {
	s.Document(&query.Document{Container: query.JSON, Bytes: []byte("[3, 4]")})
}
