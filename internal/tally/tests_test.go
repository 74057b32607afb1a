package tally

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"signoff/internal/fact"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// attempt reports the test cases of one attempt of a run.
func attempt(date string, cases ...string) func(s *Sink) {
	return func(s *Sink) {
		s.Reading = Reading{ID: "evidence", Attempts: true}
		ran(date, cases...)(s)
	}
}

// ran reports test cases written as "name outcome", dated when date is given. A
// + before the outcome marks another attempt.
func ran(date string, cases ...string) func(s *Sink) {
	return func(s *Sink) {
		for i, text := range cases {
			name, word, _ := strings.Cut(text, " ")
			word, again := strings.CutPrefix(word, "+")
			c := fact.Case{Again: again, Line: i + 1, Suite: "suite", Name: name, Message: text, Duration: quantityOf(15, -1)}
			switch word {
			case "passed":
				c.Outcome = fact.Passed
			case "flaky":
				c.Outcome, c.Flaky = fact.Passed, true
			case "failed":
				c.Outcome = fact.Failed
			case "error":
				c.Outcome = fact.Errored
			case "skipped":
				c.Outcome = fact.Skipped
			case "extra":
				c.Extra = true
			}
			s.Case(&c)
		}
		if date != "" {
			s.Dated(date)
		}
	}
}

// sixCounts writes total = passed + failed + errors + skipped, and flaky.
func sixCounts(t testing.TB, conditions []string, files ...func(s *Sink)) string {
	t.Helper()
	var questions []fact.Question
	for _, name := range []string{"total", "passed", "failed", "errors", "skipped", "flaky"} {
		questions = append(questions, question(t, "tests."+name, conditions...))
	}
	var parts []string
	for _, a := range answers(t, questions, files...) {
		parts = append(parts, brief(a))
	}
	return strings.Join(parts, " ")
}

func TestOutcomes(t *testing.T) {
	type files = []func(s *Sink)
	tests := []struct {
		name  string
		files files
		want  string // total passed failed errors skipped flaky
	}{
		{"each", files{ran("", "a passed", "b failed", "c error", "d skipped", "e flaky")}, "5 2 1 1 1 1"},
		{"equal repeats count", files{ran("", "a passed", "a passed", "b failed", "b failed")}, "4 2 2 0 0 0"},
		{"other repeats count", files{ran("", "a failed", "a passed")}, "2 1 1 0 0 0"},
		{"fails, then passes", files{ran("", "a failed", "a +passed")}, "1 1 0 0 0 1"},
		{"breaks, fails, then passes", files{ran("", "a error", "a +failed", "a +passed")}, "1 1 0 0 0 1"},
		{"passes, then fails", files{ran("", "a passed", "a +failed")}, "1 0 1 0 0 0"},
		{"fails, passes, fails", files{ran("", "a failed", "a +passed", "a +failed")}, "1 0 1 0 0 0"},
		{"fails, then breaks", files{ran("", "a failed", "a +error")}, "1 0 0 1 0 0"},
		{"skipped, then passes", files{ran("", "a skipped", "a +passed")}, "1 1 0 0 0 0"},
		{"fails, then skipped", files{ran("", "a failed", "a +skipped")}, "1 0 1 0 0 0"},
		{"flaky and passed", files{ran("", "a flaky", "a passed")}, "2 2 0 0 0 1"},
		{"two of a name, the second again", files{ran("", "a failed", "a failed", "a +passed")}, "2 1 1 0 0 1"},
		{"errors next to tests", files{ran("", "a passed", "pkg extra")}, "1, empty 1, empty 0, empty 1 0, empty 0, empty"},
		{"another file is another run", files{ran("2026-01-02", "a passed"), ran("2026-01-01", "a failed")}, "2 1 1 0 0 0"},
		{"later attempt passes", files{attempt("2026-01-02", "a passed"), attempt("2026-01-01", "a failed")}, "1 1 0 0 0 1"},
		{"later attempt fails", files{attempt("2026-01-01", "a passed"), attempt("2026-01-02", "a failed")}, "1 0 1 0 0 0"},
		{"same date", files{attempt("2026-01-01", "a passed"), attempt("2026-01-01", "a failed")}, "1 0 1 0 0 0"},
		{"the second of a name fails later", files{attempt("2026-01-01", "a passed", "a passed"), attempt("2026-01-02", "a passed", "a failed")}, "2 1 1 0 0 0"},
		{"attempts next to another run", files{attempt("2026-01-01", "a failed"), attempt("2026-01-02", "a passed"), ran("", "a failed")}, "2 1 1 0 0 1"},
		{"shards", files{ran("", "a passed"), ran("", "a passed", "b failed")}, "3 2 1 0 0 0"},
		{"same date, both end well", files{attempt("2026-01-01", "a failed", "a +passed"), attempt("2026-01-01", "a passed")}, "1 1 0 0 0 1"},
	}
	for _, tt := range tests {
		if got := sixCounts(t, nil, tt.files...); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
		slices.Reverse(tt.files)
		if got := sixCounts(t, nil, tt.files...); got != tt.want {
			t.Errorf("%s, backwards: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestOutcomeFilter(t *testing.T) {
	file := ran("", "a failed", "a +passed", "b failed", "c passed", "d skipped", "e error")
	tests := []struct{ where, want string }{
		{"outcome: failed", "1 0 1 0 0 0"},
		{"outcome: passed", "2 2 0 0 0 1"},
		{"outcome: flaky", "1 1 0 0 0 1"},
		{"outcome: !flaky", "4 1 1 1 1 0"},
		{"outcome: error", "1 0 0 1 0 0"},
		{"outcome: passed|name: c", "1 1 0 0 0 0"},
		{"name: ?", "5 2 1 1 1 1"},
		{"suite: other", strings.TrimSpace(strings.Repeat("0, no-match ", 6))},
		{"outcome: failed|name: c", strings.TrimSpace(strings.Repeat("0, no-match ", 6))},
	}
	for _, tt := range tests {
		if got := sixCounts(t, conditions(tt.where), file); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.where, got, tt.want)
		}
	}
}

// TestNegativeDuration: a clock that was set back leaves the time out, and the
// case counts.
func TestNegativeDuration(t *testing.T) {
	file := func(s *Sink) {
		s.Case(&fact.Case{Name: "a", Outcome: fact.Passed, Duration: quantityOf(-1, 0)})
		s.Case(&fact.Case{Name: "b", Outcome: fact.Passed, Duration: quantityOf(3, 0)})
	}
	if got := brief(ask(t, question(t, "tests.duration"), file)) + brief(ask(t, question(t, "tests.total"), file)); got != "3 s2" {
		t.Errorf("got %s", got)
	}
}

// A package that does not compile ran no test: whatever counts tests has seen
// none, and says so beside its figure.
func TestErrorsBesideTests(t *testing.T) {
	broken := ran("", "pkg extra")
	for _, tt := range []struct {
		measure string
		file    func(*Sink)
		seen    int64
		beside  []fact.Note
	}{
		{"tests.failed", broken, 0, []fact.Note{{Name: "skipped", Count: 0}, {Name: "flaky", Count: 0}, {Name: "errors", Count: 1}}},
		{"tests.errors", broken, 1, []fact.Note{{Name: "skipped", Count: 0}, {Name: "flaky", Count: 0}}},
		{"tests.total", ran("", "a passed", "b error", "pkg extra"), 2, []fact.Note{{Name: "skipped", Count: 0}, {Name: "flaky", Count: 0}, {Name: "errors", Count: 2}}},
	} {
		a := ask(t, question(t, tt.measure), tt.file)
		if diff := cmp.Diff(tt.beside, a.Beside); diff != "" || a.Seen != tt.seen || a.Matched != tt.seen {
			t.Errorf("%s: saw %d, matched %d, want %d; next to it %s", tt.measure, a.Seen, a.Matched, tt.seen, diff)
		}
	}
}

func TestPassRateAndDuration(t *testing.T) {
	file := ran("", "a failed", "a +passed", "b failed", "c passed", "d skipped")
	a := ask(t, question(t, "tests.pass_rate"), file)
	if f := a.Figures[0]; f.Part != 2 || f.Whole != 4 || f.Value.String() != "50%" {
		t.Errorf("got %+v", f)
	}
	if diff := cmp.Diff([]fact.Note{{Name: "skipped", Count: 1}, {Name: "flaky", Count: 1}}, a.Beside); diff != "" {
		t.Error(diff)
	}
	if got := brief(ask(t, question(t, "tests.duration"), file, file)); got != "15 s" {
		t.Errorf("two files of five runs of 1.5 s: %s", got)
	}
	if got := brief(ask(t, question(t, "tests.duration", "outcome: passed"), file)); got != "3 s" {
		t.Errorf("two passing runs: %s", got)
	}
	untimed := func(s *Sink) { s.Case(&fact.Case{Name: "a", Outcome: fact.Passed}) }
	if got := brief(ask(t, question(t, "tests.duration"), untimed)); got != "no-match" {
		t.Errorf("a test that states no time: %s", got)
	}
}

func TestCaseExhibits(t *testing.T) {
	file := ran("", "a failed", "b failed", "b +passed", "c error", "d failed", "d failed", "e failed", "e +error", "f skipped", "pkg extra")
	tests := []struct {
		measure, want string
		more          int64
	}{
		{"tests.failed", "a:1 d:5 d:6", 0},
		{"tests.errors", "c:4 e:8 pkg:10", 0},
		{"tests.total", "c:4 e:8 pkg:10 a:1 d:5 d:6", 0},
		{"tests.flaky", "b:2", 0},
		{"tests.skipped", "f:9", 0},
	}
	for _, tt := range tests {
		a := ask(t, question(t, tt.measure), file)
		var names []string
		for _, e := range a.Exhibits {
			names = append(names, fmt.Sprintf("%s:%d", strings.TrimPrefix(e.Name, "suite "), e.At.Line))
		}
		if got := strings.Join(names, " "); got != tt.want || a.More != tt.more {
			t.Errorf("%s: got %s and %d more", tt.measure, got, a.More)
		}
	}
}

func TestCaseRows(t *testing.T) {
	file := func(s *Sink) {
		s.Case(&fact.Case{Suite: "x", Name: "1", Outcome: fact.Passed})
		s.Case(&fact.Case{Suite: "x", Name: "2", Outcome: fact.Failed})
		s.Case(&fact.Case{Suite: "y", Name: "1", Outcome: fact.Passed})
		s.Case(&fact.Case{Suite: "y", Name: "2", Outcome: fact.Failed})
		s.Case(&fact.Case{Suite: "y", Name: "2", Outcome: fact.Passed, Again: true})
	}
	tests := []struct{ measure, by, want string }{
		{"tests.total", "suite", "x=2 y=2"},
		{"tests.failed", "suite", "x=1"},
		{"tests.pass_rate", "suite", "x=50% y=100%"},
		{"tests.total", "name", "1=2 2=2"},
		{"tests.total", "outcome", "failed=1 flaky=1 passed=3"},
	}
	for _, tt := range tests {
		q := question(t, tt.measure)
		q.By = tt.by
		var rows []string
		for _, r := range ask(t, q, file).Rows {
			rows = append(rows, fmt.Sprintf("%s=%s", r.Name, r.Figure.Value))
		}
		if got := strings.Join(rows, " "); got != tt.want {
			t.Errorf("%s by %s: %s", tt.measure, tt.by, got)
		}
	}
}

func TestCaseFaults(t *testing.T) {
	for want, c := range map[string]fact.Case{
		`x:2: expected an outcome of the test "a", found none`: {Line: 2, Name: "a"},
	} {
		sink := Compile(fact.Tests, nil).Sink("x")
		sink.Case(&c)
		if err := sink.Err(); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// TestCaseOrder: the order of files never shows.
func TestCaseOrder(t *testing.T) {
	words := []string{"passed", "failed", "error", "skipped", "flaky", "extra", "+passed", "+failed"}
	aCase := rapid.Custom(func(t *rapid.T) string {
		return rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "name") + " " + rapid.SampledFrom(words).Draw(t, "outcome")
	})
	rapid.Check(t, func(rt *rapid.T) {
		var questions []fact.Question
		for _, measure := range []string{"total", "passed", "failed", "errors", "flaky", "duration"} {
			q := question(t, "tests."+measure)
			q.Where = aWhere(rt, t, fact.Tests, []string{"name: a", "name: !b", "outcome: passed", "outcome: !flaky", "suite: suite"})
			q.By = rapid.SampledFrom([]string{"", "name", "outcome"}).Draw(rt, "by")
			questions = append(questions, q)
		}
		set := Compile(fact.Tests, questions)
		var sinks []*Sink
		for i := range rapid.IntRange(1, 5).Draw(rt, "files") {
			sink := set.Sink(fmt.Sprint(i))
			date := rapid.SampledFrom([]string{"2026-01-01", "2026-01-02", "2026-01-03"}).Draw(rt, "date")
			report := ran
			if rapid.Bool().Draw(rt, "attempt") {
				report = attempt
			}
			report(date, rapid.SliceOfN(aCase, 0, 6).Draw(rt, "cases")...)(sink)
			sinks = append(sinks, sink)
		}
		straight, shuffled := set.Fold(), set.Fold()
		for _, s := range sinks {
			straight.Add(s)
		}
		for _, s := range rapid.Permutation(sinks).Draw(rt, "order") {
			shuffled.Add(s)
		}
		for i := range questions {
			if diff := cmp.Diff(straight.Answer(i), shuffled.Answer(i), equalFigures); diff != "" {
				rt.Fatal(diff)
			}
		}
	})
}

// TestRoll: every identity is found again, and no other.
func TestRoll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var r roll
		counts := map[uint64]uint32{}
		for _, hash := range rapid.SliceOf(rapid.Uint64Range(0, 900)).Draw(t, "hashes") {
			hash *= 1 << 35 // many collisions in the index
			r.find(hash).repeats++
			counts[hash]++
		}
		if r.count != len(counts) {
			t.Fatalf("%d identities, want %d", r.count, len(counts))
		}
		for hash, n := range counts {
			if got := r.find(hash).repeats; got != n {
				t.Fatalf("%d counted %d times, want %d", hash, got, n)
			}
		}
	})
}

func TestSumIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s, half sum
		want := quantityOf(0, 0).Rat()
		for i, mant := range rapid.SliceOf(rapid.Int64()).Draw(t, "mants") {
			d := quantityOf(mant, rapid.Int32Range(-40, 5).Draw(t, "exponent"))
			want.Add(want, d.Rat())
			if i%2 == 0 {
				s.add(d)
			} else {
				half.add(d)
			}
		}
		s.merge(&half)
		if s.rat().Cmp(want) != 0 {
			t.Fatalf("got %s, want %s", s.rat(), want)
		}
	})
}
