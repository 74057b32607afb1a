package evaluate

import (
	"testing"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/scorecard"
	"signoff/internal/tally"
)

func TestQuotient(t *testing.T) {
	tests := []struct {
		name, over, under, target string
		want                      scorecard.Outcome
		shown, reason             string
	}{
		{"counts as a percentage", "19", "26", ">= 70%", scorecard.Met, "73.1\u202f%", ""},
		{"on its bound", "7", "10", ">= 70%", scorecard.Met, "70.0\u202f%", ""},
		{"counts as a number", "1", "4", "<= 0.25", scorecard.Met, "0.25", ""},
		{"one unit and another", "500 ms", "2 s", "<= 25%", scorecard.Met, "25.0\u202f%", ""},
		{"a size by a time", "10 MB", "2 s", ">= 5 MB/s", scorecard.Met, "5\u00a0MB/s", ""},
		{"a count by a time", "10", "2 s", ">= 5/s", scorecard.Met, "5/s", ""},
		{"a time by a count", "10 s", "4", "< 3s", scorecard.Met, "2.5\u00a0s", ""},
		{"nothing to divide by", "3", "0", "<= 1", scorecard.Unknown, "", "no-match"},
		{"zero of something", "0", "3", "<= 1", scorecard.Met, "0", ""},
		{"a time by a size is not a throughput", "3 s", "4 MB", ">= 1 MB/s", scorecard.Unknown, "", "no-match"},
		{"a count by a time is not a throughput", "3", "4 s", ">= 1 MB/s", scorecard.Unknown, "", "no-match"},
		{"a size by a time is not a rate", "3 MB", "4 s", ">= 1/s", scorecard.Unknown, "", "no-match"},
		{"a time by a time is not a rate", "3 s", "4 s", ">= 1/s", scorecard.Unknown, "", "no-match"},
		{"a time by a time is not a time", "3 s", "4 s", ">= 1s", scorecard.Unknown, "", "no-match"},
		{"a size by a count is not a time", "3 MB", "4", ">= 1s", scorecard.Unknown, "", "no-match"},
		{"a count by a size is not a percentage", "3", "4 MB", ">= 1%", scorecard.Unknown, "", "no-match"},
		{"no such dimension", "3 s", "4 MB", "<= 1", scorecard.Unknown, "", "no-match"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newProject(t)
			p.evidence("e", fact.Benchmark)
			over := p.ask("benchmark.mean", "e", p.figures("e", test.over))
			under := p.ask("benchmark.max", "e", p.figures("e", test.under))
			p.criterion("C-1", criteria.Quotient{Over: over, Under: under}, test.target)
			got := p.only()
			if got.Outcome != test.want || got.Shown() != test.shown || string(got.Reason) != test.reason {
				t.Errorf("got %s %q %q, want %s %q %q", got.Outcome, got.Shown(), got.Reason, test.want, test.shown, test.reason)
			}
		})
	}
}

func TestQuotientShowsItsCounts(t *testing.T) {
	p := newProject(t)
	p.evidence("e", fact.Tests)
	over := p.ask("tests.passed", "e", p.figures("e", "19"))
	under := p.ask("tests.total", "e", p.figures("e", "26"))
	p.criterion("C-1", criteria.Quotient{Over: over, Under: under}, ">= 70%")
	if got := p.only(); got.Part != 19 || got.Whole != 26 || got.Exact != "19/26" {
		t.Errorf("got %d of %d, exactly %s", got.Part, got.Whole, got.Exact)
	}
}

func TestAMissingOperandIsUnknown(t *testing.T) {
	p := newProject(t)
	p.evidence("e", fact.Tests)
	over := p.ask("tests.failed", "e", p.figures("e", "0"))
	under := p.ask("tests.total", "e", fact.Answer{Problem: problems(fact.Unreadable)})
	p.criterion("C-1", criteria.Quotient{Over: over, Under: under}, "<= 10%")
	if got := p.only(); got.Outcome != scorecard.Unknown || got.Reason != "unreadable" {
		t.Errorf("got %s %q, want unknown unreadable", got.Outcome, got.Reason)
	}
}

func TestQuotientOfSeveral(t *testing.T) {
	p := newProject(t)
	p.evidence("e", fact.Benchmark)
	over := p.ask("benchmark.mean", "e", p.figures("e", "2", "9", "4"))
	under := p.ask("benchmark.max", "e", p.figures("e", "3", "10"))
	p.criterion("C-1", criteria.Quotient{Over: over, Under: under}, "<= 2")
	if got := p.only(); got.Outcome != scorecard.Unmet || got.Shown() != "3" {
		t.Errorf("got %s %q, want the worst pair, 9 ÷ 3", got.Outcome, got.Shown())
	}
}

func TestQuotientOfSeriesOfOneName(t *testing.T) {
	p := newProject(t)
	p.evidence("e", fact.Benchmark)
	over := p.ask("benchmark.mean", "e", p.figures("e", "2", "9"))
	under := p.ask("benchmark.max", "e", p.figures("e", "1", "10"))
	p.criterion("C-1", criteria.Quotient{Over: over, Under: under}, "<= 2")
	if got := p.only(); got.Outcome != scorecard.Met || got.Shown() != "2" || got.Series != "s1" {
		t.Errorf("got %s %q of %q, want 2 ÷ 1 of s1 and not 9 ÷ 1", got.Outcome, got.Shown(), got.Series)
	}
	for _, ask := range []int{over, under} {
		for i := range p.in.Answers[ask].Figures {
			p.in.Answers[ask].Figures[i].Label = "same"
		}
	}
	if got := p.only(); got.Outcome != scorecard.Unmet || got.Shown() != "9" {
		t.Errorf("got %s %q: labels that are not distinct couple nothing", got.Outcome, got.Shown())
	}
}

func TestChangeOfWhatHasNoRuns(t *testing.T) {
	tests := []struct {
		now, before, target string
		want                scorecard.Outcome
		shown               string
	}{
		{"84%", "80%", ">= -1pp", scorecard.Met, "4.0\u00a0pp"},
		{"78.9%", "80%", ">= -1pp", scorecard.Unmet, "-1.1\u00a0pp"},
		{"84%", "80%", "<= 5%", scorecard.Met, "5.0\u202f%"},
		{"84.1%", "80%", "<= 5%", scorecard.Unmet, "5.1\u202f%"},
	}
	for _, test := range tests {
		p := newProject(t)
		p.evidence("now", fact.Coverage)
		p.evidence("before", fact.Coverage)
		now := p.ask("coverage.lines", "now", p.figures("now", test.now))
		before := p.ask("coverage.lines", "before", p.figures("before", test.before))
		p.criterion("C-1", criteria.Change{New: now, Old: before}, test.target)
		got := p.only()
		if got.Outcome != test.want || got.Shown() != test.shown {
			t.Errorf("%s against %s: got %s %q, want %s %q", test.now, test.before, got.Outcome, got.Shown(), test.want, test.shown)
		}
		if len(got.Evidence) != 2 {
			t.Errorf("names %v, want both evidences", got.Evidence)
		}
	}
}

func TestCompositesAreThreeValued(t *testing.T) {
	const met, unmet, open = "met", "unmet", "open"
	tests := []struct {
		form    string
		n       int
		members []string
		want    scorecard.Outcome
	}{
		{"all", 2, []string{met, met}, scorecard.Met},
		{"all", 2, []string{met, unmet}, scorecard.Unmet},
		{"all", 2, []string{met, open}, scorecard.Unknown},
		{"all", 2, []string{unmet, open}, scorecard.Unmet},
		{"any", 1, []string{unmet, unmet}, scorecard.Unmet},
		{"any", 1, []string{met, open}, scorecard.Met},
		{"any", 1, []string{unmet, open}, scorecard.Unknown},
		{"any", 1, []string{open, open}, scorecard.Unknown},
		{"at_least", 2, []string{met, met, unmet}, scorecard.Met},
		{"at_least", 2, []string{met, open, unmet}, scorecard.Unknown},
		{"at_least", 2, []string{met, unmet, unmet}, scorecard.Unmet},
		{"at_least", 2, []string{open, open, met, unmet}, scorecard.Unknown},
		{"at_least", 2, []string{open, unmet, unmet, unmet}, scorecard.Unmet},
	}
	for _, test := range tests {
		p := newProject(t)
		some := criteria.Some{N: test.n, Form: test.form}
		for i, m := range test.members {
			id := string(rune('a' + i))
			p.evidence(id, fact.Scanner)
			answer := p.figures(id, map[string]string{met: "0", unmet: "1", open: "0"}[m])
			if m == open {
				answer = fact.Answer{Problem: problems(fact.Stale)}
			}
			some.Members = append(some.Members, criteria.Member{
				Expr: criteria.One{Ask: p.ask("findings.high", id, answer)}, Target: target(t, "== 0"), Measure: "findings.high",
			})
		}
		p.criterion("C-1", some, "")
		got := p.only()
		if got.Outcome != test.want {
			t.Errorf("%s %d of %v: got %s, want %s", test.form, test.n, test.members, got.Outcome, test.want)
		}
		if (got.Outcome == scorecard.Unknown) != (got.Reason == "stale") {
			t.Errorf("%s %d of %v: %s has reason %q", test.form, test.n, test.members, got.Outcome, got.Reason)
		}
		if len(got.Members) != len(test.members) {
			t.Errorf("shows %d members, want %d", len(got.Members), len(test.members))
		}
	}
}

func TestACompositeStandsOnItsWeakestMember(t *testing.T) {
	p := newProject(t)
	some := criteria.Some{N: 1, Form: "any"}
	for _, measure := range []string{"findings.high", "document.matches"} {
		m, _ := tally.MeasureNamed(measure)
		p.evidence(measure, m.Kind)
		some.Members = append(some.Members, criteria.Member{
			Expr: criteria.One{Ask: p.ask(measure, measure, p.figures(measure, "0"))}, Target: target(t, "== 0"),
		})
	}
	p.criterion("C-1", some, "")
	got := p.only()
	if got.Question != "findings.high of findings.high; document.matches of document.matches" {
		t.Errorf("asks %q", got.Question)
	}
	if got.Basis != scorecard.Documented || got.Part != 2 || got.Whole != 2 || got.Shown() != "2 of 2" || got.Target.String() != "any of 2" {
		t.Errorf("got %s, %d of %d, target %q", got.Basis, got.Part, got.Whole, got.Target)
	}
}

// TestCompositesAgreeWithEveryCompletion holds composites of up to four members
// against what they would be if each unknown member turned out either way.
func TestCompositesAgreeWithEveryCompletion(t *testing.T) {
	p := newProject(t)
	asks := map[scorecard.Outcome]int{}
	for outcome, answer := range map[scorecard.Outcome]fact.Answer{
		scorecard.Met: p.figures("e", "0"), scorecard.Unmet: p.figures("e", "1"), scorecard.Unknown: {Problem: problems(fact.Empty)},
	} {
		asks[outcome] = p.ask("findings.high", "e", answer)
	}
	p.evidence("e", fact.Scanner)
	a := assess(p.in)
	words := []scorecard.Outcome{scorecard.Met, scorecard.Unmet, scorecard.Unknown}
	var members []scorecard.Outcome
	var try func(left int)
	try = func(left int) {
		for n := 1; n <= len(members); n++ {
			some := criteria.Some{N: n}
			met, open := 0, 0
			for _, m := range members {
				some.Members = append(some.Members, criteria.Member{Expr: criteria.One{Ask: asks[m]}, Target: target(t, "== 0")})
				switch m {
				case scorecard.Met:
					met++
				case scorecard.Unknown:
					open++
				}
			}
			held := map[bool]bool{}
			for more := range open + 1 {
				held[met+more >= n] = true
			}
			want := scorecard.Unknown
			if len(held) == 1 {
				want = map[bool]scorecard.Outcome{true: scorecard.Met, false: scorecard.Unmet}[held[true]]
			}
			if got := a.judgeSome(some).outcome; got != want {
				t.Errorf("at least %d of %v is %s, want %s", n, members, got, want)
			}
		}
		if left == 0 {
			return
		}
		for _, w := range words {
			members = append(members, w)
			try(left - 1)
			members = members[:len(members)-1]
		}
	}
	try(4)
}
