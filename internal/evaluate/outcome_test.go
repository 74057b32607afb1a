package evaluate

import (
	"testing"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

func TestOutcomeOfAFigure(t *testing.T) {
	tests := []struct {
		name, measure, target, warn string
		values                      []string
		want                        scorecard.Outcome
		shown                       string
	}{
		{"below", "benchmark.p95", "< 10ms", "", []string{"9.99 ms"}, scorecard.Met, "9.99\u00a0ms"},
		{"on the bound of <", "benchmark.p95", "< 10ms", "", []string{"10 ms"}, scorecard.Unmet, "10\u00a0ms"},
		{"on the bound of <=", "benchmark.p95", "<= 10ms", "", []string{"10 ms"}, scorecard.Met, "10\u00a0ms"},
		{"above", "benchmark.p95", "< 10ms", "", []string{"10.01 ms"}, scorecard.Unmet, "10.01\u00a0ms"},
		{"another unit", "benchmark.p95", "< 10ms", "", []string{"9990 µs"}, scorecard.Met, "9.99\u00a0ms"},
		{"warn not satisfied", "benchmark.p95", "< 10ms", "< 8ms", []string{"9 ms"}, scorecard.Warning, "9\u00a0ms"},
		{"on the bound of warn", "benchmark.p95", "< 10ms", "< 8ms", []string{"8 ms"}, scorecard.Warning, "8\u00a0ms"},
		{"warn satisfied", "benchmark.p95", "< 10ms", "< 8ms", []string{"7 ms"}, scorecard.Met, "7\u00a0ms"},
		{"at least, on the bound", "coverage.lines", ">= 80%", "", []string{"80%"}, scorecard.Met, "80.0\u202f%"},
		{"at least, a hair below", "coverage.lines", ">= 80%", "", []string{"79.99%"}, scorecard.Unmet, "79.99\u202f%"},
		{"more than, on the bound", "coverage.lines", "> 80%", "", []string{"80%"}, scorecard.Unmet, "80.0\u202f%"},
		{"exactly", "findings.high", "== 0", "", []string{"0"}, scorecard.Met, "0"},
		{"exactly, one more", "findings.high", "== 0", "", []string{"1"}, scorecard.Unmet, "1"},
		{"between, the lower end", "findings.high", "between 1 and 5", "", []string{"1"}, scorecard.Met, "1"},
		{"between, the upper end", "findings.high", "between 1 and 5", "", []string{"5"}, scorecard.Met, "5"},
		{"between, above", "findings.high", "between 1 and 5", "", []string{"6"}, scorecard.Unmet, "6"},
		{"the worst of several", "benchmark.p95", "< 10ms", "", []string{"2 ms", "12 ms", "11 ms"}, scorecard.Unmet, "12\u00a0ms"},
		{"the worst of several, higher is better", "benchmark.rate", ">= 5 msg/s", "", []string{"9 msg/s", "6 msg/s"}, scorecard.Met, "6\u00a0msg/s"},
		{"the worst of an inner band", "findings.high", "between 0 and 10", "between 3 and 9", []string{"9", "2"}, scorecard.Warning, "2"},
		{"another dimension does not match", "benchmark.p95", "< 10ms", "", []string{"400 msg/s", "3 ms"}, scorecard.Met, "3\u00a0ms"},
		{"only another dimension", "benchmark.p95", "< 10ms", "", []string{"400 msg/s"}, scorecard.Unknown, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newProject(t)
			c := p.simple("C-1", test.measure, test.target, test.values...)
			if test.warn != "" {
				c.Warn = bar(t, test.warn)
			}
			got := p.only()
			if got.Outcome != test.want || got.Shown() != test.shown {
				t.Errorf("got %s with %q, want %s with %q", got.Outcome, got.Shown(), test.want, test.shown)
			}
			if (got.Outcome == scorecard.Unknown) != (got.Reason != "") {
				t.Errorf("outcome %s has reason %q", got.Outcome, got.Reason)
			}
		})
	}
}

func TestWorstFigureIsNamedWithItsPlace(t *testing.T) {
	p := newProject(t)
	p.simple("C-1", "benchmark.p95", "< 10ms", "2 ms", "12 ms", "12 ms")
	got := p.only()
	if got.Series != "s2" || got.Evidence[0].Line != 2 || got.Evidence[0].Path != "e-C-1.json" {
		t.Errorf("the worst figure is %s at %+v, want s2 at line 2", got.Series, got.Evidence)
	}
	if got.Headroom != "-20.0\u202f%" || got.Exact != "12" {
		t.Errorf("headroom %q of exactly %q, want -20.0 %% of 12", got.Headroom, got.Exact)
	}
}

func TestOfEqualFiguresTheFirstPlaceIsNamed(t *testing.T) {
	p := newProject(t)
	c := p.simple("C-1", "benchmark.p95", "< 10ms", "2 ms", "12 ms", "12 ms")
	answer := &p.in.Answers[c.Expr.(criteria.One).Ask]
	for i := range answer.Figures {
		answer.Figures[i].Label = ""
	}
	answer.Figures[1].At.Line = 9
	if got := p.only(); got.Evidence[0].Line != 3 {
		t.Errorf("the worst figure stands at line %d, want the first of two", got.Evidence[0].Line)
	}
}

func TestTextTargets(t *testing.T) {
	tests := []struct {
		target, text string
		want         scorecard.Outcome
	}{
		{"== true", "true", scorecard.Met},
		{"== true", "false", scorecard.Unmet},
		{"== true", "yes", scorecard.Unmet},
		{`== "strict"`, "strict", scorecard.Met},
		{`== "strict"`, "Strict", scorecard.Unmet},
		{`matches /^1\./`, "1.4", scorecard.Met},
		{`matches /^1\./`, "2.1", scorecard.Unmet},
		{"== true", "", scorecard.Unknown},
		{"== 1", "1", scorecard.Unknown},
	}
	for _, test := range tests {
		p := newProject(t)
		c := p.simple("C-1", "document.value", test.target)
		p.in.Answers[c.Expr.(criteria.One).Ask].Figures = []fact.Figure{{Text: test.text}}
		if got := p.only(); got.Outcome != test.want {
			t.Errorf("%q compared with %s: got %s, want %s", test.text, test.target, got.Outcome, test.want)
		}
	}
}

func TestImpossibleFiguresAreUnreadable(t *testing.T) {
	tests := []struct {
		measure, target, value string
		want                   string
	}{
		{"coverage.lines", ">= 80%", "100.1%", "unreadable"},
		{"coverage.lines", ">= 80%", "100%", ""},
		{"coverage.lines", ">= 80%", "-0.1%", "unreadable"},
		{"findings.high", "== 0", "-1", "unreadable"},
		{"tests.duration", "< 1h", "-1 s", "unreadable"},
		{"benchmark.p95", "< 10ms", "-1 ms", "unreadable"},
		{"benchmark.mean", ">= -5", "-1", ""},
		{"benchmark.mean", "<= 50%", "-1%", "unreadable"},
		{"document.value", ">= 95%", "150%", ""},
		{"document.value", ">= 95%", "100%", ""},
		{"document.value", ">= 5pp", "150pp", ""},
		{"document.value", ">= -5", "-1", ""},
	}
	for _, test := range tests {
		p := newProject(t)
		p.simple("C-1", test.measure, test.target, test.value)
		if got := p.only(); string(got.Reason) != test.want {
			t.Errorf("%s of %s: got reason %q, want %q", test.measure, test.value, got.Reason, test.want)
		}
	}
}

func TestNothingMatches(t *testing.T) {
	severity := where(t, fact.Scanner, "severity", ">= high")
	path := where(t, fact.Scanner, "path", "srk/*")
	tests := []struct {
		name     string
		where    fact.Where
		emptyMet bool
		answer   fact.Answer
		target   string
		want     scorecard.Outcome
		reason   string
	}{
		{"no filter, no finding", fact.Where{}, false, zero(0, 0), "== 0", scorecard.Met, ""},
		{"by severity", severity, true, zero(9, 0), "== 0", scorecard.Met, ""},
		{"by severity, some expected", severity, true, zero(9, 0), ">= 1", scorecard.Unmet, ""},
		{"by a path that does not exist", path, false, zero(9, 0), "== 0", scorecard.Unknown, "no-match"},
		{"by a path, declared empty: met", path, true, zero(9, 0), "== 0", scorecard.Met, ""},
		{"empty: met without a figure", path, true, fact.Answer{Seen: 9, Problem: problems(fact.NoMatch)}, "== 0", scorecard.Met, ""},
		{"empty: met does not cover a missing figure", path, true, fact.Answer{Seen: 9, Matched: 3, Problem: problems(fact.NoMatch)}, "== 0", scorecard.Unknown, "no-match"},
		{"empty: met does not cover damage", path, true, fact.Answer{Problem: problems(fact.Unreadable)}, "== 0", scorecard.Unknown, "unreadable"},
		{"something matches", path, false, zero(9, 2), "== 0", scorecard.Met, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newProject(t)
			c := p.simple("C-1", "findings.total", test.target)
			c.EmptyMet = test.emptyMet
			ask := c.Expr.(criteria.One).Ask
			p.in.Plan.Asks[ask].Question.Where = test.where
			p.in.Answers[ask] = test.answer
			got := p.only()
			if got.Outcome != test.want || string(got.Reason) != test.reason {
				t.Errorf("got %s %q, want %s %q", got.Outcome, got.Reason, test.want, test.reason)
			}
			if got.Seen != nil && (*got.Seen != test.answer.Seen || *got.Matched != test.answer.Matched) {
				t.Errorf("shows %d of %d, want %d of %d", *got.Matched, *got.Seen, test.answer.Matched, test.answer.Seen)
			}
		})
	}
}

func zero(seen, matched int64) fact.Answer {
	return fact.Answer{Seen: seen, Matched: matched, Figures: []fact.Figure{{Value: quantity.Int(0, quantity.Count)}}}
}

func problems(reasons ...fact.Reason) []fact.Problem {
	var list []fact.Problem
	for _, r := range reasons {
		list = append(list, fact.Problem{Reason: r, Text: "because of " + string(r)})
	}
	return list
}

func TestNothingSeenIsEmpty(t *testing.T) {
	for _, test := range []struct {
		measure string
		want    string
	}{
		{"tests.failed", "empty"},
		{"services.unhealthy", "empty"},
		{"components.unlicensed", "empty"},
		{"findings.high", ""},
	} {
		p := newProject(t)
		c := p.simple("C-1", test.measure, "== 0", "0")
		p.in.Answers[c.Expr.(criteria.One).Ask].Seen = 0
		if got := p.only(); string(got.Reason) != test.want {
			t.Errorf("%s of nothing: got reason %q, want %q", test.measure, got.Reason, test.want)
		}
	}
}

func TestReasonsComeInOrder(t *testing.T) {
	p := newProject(t)
	c := p.simple("C-1", "findings.high", "== 0")
	p.in.Answers[c.Expr.(criteria.One).Ask] = fact.Answer{
		Problem: problems(fact.Inconclusive, fact.NoMatch, fact.Empty, fact.Stale, fact.WrongArtefact, fact.WrongCommit, fact.Unreadable, fact.Missing, fact.Missing),
	}
	got := p.only()
	if got.Outcome != scorecard.Unknown || got.Reason != "missing" || len(got.Detail) != len(fact.Reasons) {
		t.Fatalf("got %s %q with %d details", got.Outcome, got.Reason, len(got.Detail))
	}
	for i, r := range fact.Reasons {
		if string(got.Detail[i].Reason) != string(r) {
			t.Errorf("detail %d is %s, want %s", i, got.Detail[i].Reason, r)
		}
	}
	if got.Measured != nil {
		t.Errorf("an unknown criterion shows %+v", got.Measured)
	}
}

func TestAnAskOfUndeclaredEvidenceIsMissing(t *testing.T) {
	said := fact.Answer{Problem: []fact.Problem{{Reason: fact.Missing, Text: "no evidence is declared as nowhere"}}}
	for measure, answer := range map[string]fact.Answer{"findings.high": zero(3, 3), "tests.failed": said, "statement.valid": said} {
		p := newProject(t)
		p.criterion("C-1", criteria.One{Ask: p.ask(measure, "nowhere", answer)}, "== 0")
		if got := p.only(); got.Reason != "missing" || len(got.Detail) != 1 {
			t.Errorf("%s: got %s %v, want missing, said once", measure, got.Outcome, got.Detail)
		}
	}
}

func TestAnExpressionThatAsksNothingIsUnknown(t *testing.T) {
	for _, e := range []criteria.Expr{nil, criteria.One{Ask: 7}, criteria.One{Ask: -1}, criteria.Some{Form: "all"}, criteria.Quotient{Over: 1, Under: 2}} {
		p := newProject(t)
		p.criterion("C-1", e, "== 0")
		if got := p.only(); got.Outcome != scorecard.Unknown || got.Reason == "" {
			t.Errorf("%#v: got %s %q, want unknown with a reason", e, got.Outcome, got.Reason)
		}
	}
}

func TestBasis(t *testing.T) {
	for measure, want := range map[string]scorecard.Basis{
		"findings.high": scorecard.Measured, "document.matches": scorecard.Documented, "statement.valid": scorecard.Attested,
	} {
		p := newProject(t)
		p.simple("C-1", measure, "== 0", "0")
		if got := p.only(); got.Basis != want {
			t.Errorf("%s is %s, want %s", measure, got.Basis, want)
		}
	}
}

func TestSingleFiguresAreMarked(t *testing.T) {
	p := newProject(t)
	c := p.simple("C-1", "benchmark.p95", "< 10ms", "3 ms")
	p.in.Answers[c.Expr.(criteria.One).Ask].Figures[0].Declared = true
	card := p.run()
	if !card.Criteria[0].Single {
		t.Error("a declared figure is not marked")
	}
	if ids, _ := limitIDs(card, "single-figure"); len(ids) != 1 {
		t.Errorf("limits name %v, want C-1", ids)
	}
}

func TestABuildThatFailsRanNoTest(t *testing.T) {
	p := newProject(t)
	p.simple("C-1", "tests.failed", "== 0", "0")
	p.in.Answers[0].Seen, p.in.Answers[0].Matched = 0, 0
	p.in.Answers[0].Beside = []fact.Note{{Name: "errors", Count: 1}}
	if got := p.only(); got.Reason != "empty" || len(got.Beside) != 1 {
		t.Errorf("without a test the criterion is %s %q with %v next to it", got.Outcome, got.Reason, got.Beside)
	}
}
