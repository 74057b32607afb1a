package evaluate

import (
	"slices"
	"strings"
	"testing"
	"time"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/scorecard"
)

// TestSeriesAreComparedWithTheirOwn pairs series by name, whatever their order.
func TestSeriesAreComparedWithTheirOwn(t *testing.T) {
	series := func(list ...string) fact.Answer {
		answer := fact.Answer{Seen: 9, Matched: 9}
		for i := 0; i < len(list); i += 2 {
			answer.Figures = append(answer.Figures, fact.Figure{Label: list[i], Value: value(t, list[i+1])})
		}
		return answer
	}
	tests := []struct {
		name        string
		now, before fact.Answer
		want        string // the worst change, or why there is none
	}{
		{"by name", series("a", "10", "b", "200"), series("b", "100", "a", "10"), "100.0 %"},
		{"one a side, whatever the names", series("a", "10"), series("b", "8"), "25.0 %"},
		{"the slow one was left out", series("a", "10"), series("a", "10", "b", "100"), `series "b" of the baseline is not there`},
		{"one is new", series("a", "10", "b", "5"), series("a", "10"), `the baseline has no series "b"`},
		{"no baseline", series("a", "10"), series(), "the evidence holds no such figure"},
		{"nothing new", series(), series("a", "10"), "the evidence holds no such figure"},
	}
	for _, test := range tests {
		p := newProject(t)
		p.evidence("now", fact.Inventory)
		p.evidence("before", fact.Inventory)
		p.criterion("C-1", criteria.Change{
			New: p.ask("components.total", "now", test.now), Old: p.ask("components.total", "before", test.before),
		}, "<= 5%")
		got := p.only()
		said := ""
		if got.Measured != nil {
			said = strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(got.Measured.Text())
		} else if len(got.Detail) > 0 {
			said = got.Detail[0].Text
		}
		if said != test.want {
			t.Errorf("%s: got %q, want %q", test.name, said, test.want)
		}
	}
}

func TestARatioOfAStatedFigureIsStated(t *testing.T) {
	for declared, want := range map[[2]bool]bool{{true, false}: true, {false, true}: true, {false, false}: false} {
		p := newProject(t)
		var asks [2]int
		for i, id := range []string{"over", "under"} {
			p.evidence(id, fact.Tests)
			answer := p.figures(id, "3")
			answer.Figures[0].Declared = declared[i]
			asks[i] = p.ask("tests.total", id, answer)
		}
		p.criterion("C-1", criteria.Quotient{Over: asks[0], Under: asks[1]}, ">= 50%")
		if got := p.only(); got.Single != want || got.Part != 3 || got.Whole != 3 {
			t.Errorf("%v: stated is %t, with %d of %d", declared, got.Single, got.Part, got.Whole)
		}
	}
}

// TestPlacesOfAFigure names the file that says the figure where there is one,
// and else the first file of the evidence.
func TestPlacesOfAFigure(t *testing.T) {
	p := newProject(t)
	_, f := p.evidence("under", fact.Tests)
	f.Files = []fact.File{file("c.json"), file("a.json"), file("b.json")}
	p.evidence("over", fact.Tests)
	p.criterion("C-1", criteria.Quotient{
		Over: p.ask("tests.total", "over", p.figures("over", "3")), Under: p.ask("tests.total", "under", p.figures("b", "3")),
	}, ">= 50%")
	want := []scorecard.Place{{ID: "over", Path: "over.json", Line: 1}, {ID: "under", Path: "a.json"}}
	if got := p.only().Evidence; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	p.in.Answers[0].Figures = nil
	want[0].Line = 0
	if got := p.only().Evidence; !slices.Equal(got, want) {
		t.Errorf("without a figure: got %v, want %v", got, want)
	}
}

func TestCompositesShowTheirParts(t *testing.T) {
	p := newProject(t)
	p.evidence("scan", fact.Scanner)
	p.evidence("gone", fact.Scanner)
	_, f := p.source("gone")
	f.Files = nil
	member := func(id, goal string) criteria.Member {
		return criteria.Member{
			Expr:   criteria.One{Ask: p.ask("findings.high", id, p.figures(id, "3"))},
			Target: target(t, goal), Measure: "findings.high",
		}
	}
	inner := criteria.Some{Form: "any", N: 1, Members: []criteria.Member{member("scan", "== 0"), member("scan", "<= 3")}}
	p.criterion("C-1", criteria.Some{Form: "any", N: 1, Members: []criteria.Member{{Expr: inner}, member("gone", "== 0")}}, "")
	p.criterion("C-2", criteria.Some{Form: "all", N: 2, Members: []criteria.Member{member("scan", "<= 3"), member("gone", "== 0")}}, "")
	card := p.run()
	met, open := card.Criteria[0], card.Criteria[1]
	if met.Outcome != scorecard.Met || met.Measured == nil || met.Measured.Text() != "1 of 2" || met.Part != 1 || met.Whole != 2 {
		t.Errorf("one of two holds: got %s with %+v, %d of %d", met.Outcome, met.Measured, met.Part, met.Whole)
	}
	if m := met.Members[0]; m.Shown != "1 of 2" || m.Target.String() != "" {
		t.Errorf("a composite in a composite is shown as %+v", m)
	}
	if m := met.Members[1]; m.Shown != "" || m.Target.String() != "== 0" || m.Outcome != scorecard.Unknown {
		t.Errorf("an unknown member is shown as %+v", m)
	}
	if open.Outcome != scorecard.Unknown || open.Measured != nil || open.Whole != 0 {
		t.Errorf("an open composite is %s and shows %+v of %d", open.Outcome, open.Measured, open.Whole)
	}
}

// TestNothingFoundShowsNoFigure: where a filter that nothing passes is met, no
// figure decided.
func TestNothingFoundShowsNoFigure(t *testing.T) {
	p := newProject(t)
	p.evidence("scan", fact.Scanner)
	c := p.criterion("C-1", criteria.One{Ask: p.ask("findings.total", "scan", fact.Answer{Seen: 4})}, "== 0")
	c.EmptyMet = true
	p.in.Plan.Asks[0].Question.Where = where(t, fact.Scanner, "severity", "high")
	if got := p.only(); got.Outcome != scorecard.Met || got.Measured != nil || *got.Seen != 4 || *got.Matched != 0 {
		t.Errorf("got %s with %+v", got.Outcome, got.Measured)
	}
}

func TestSeenIsLeftOutWhereNothingWasRead(t *testing.T) {
	for name, test := range map[string]struct {
		answer fact.Answer
		seen   int64 // -1 for none
	}{
		"a clean run":               {fact.Answer{Figures: []fact.Figure{{Value: value(t, "0")}}}, 0},
		"damaged":                   {fact.Answer{Problem: problems(fact.Unreadable)}, -1},
		"one of several is damaged": {fact.Answer{Seen: 5, Problem: problems(fact.Unreadable)}, 5},
		"nothing speaks against it": {fact.Answer{Seen: 5, Figures: []fact.Figure{{Value: value(t, "0")}}}, 5},
	} {
		p := newProject(t)
		p.evidence("scan", fact.Scanner)
		p.criterion("C-1", criteria.One{Ask: p.ask("findings.high", "scan", test.answer)}, "== 0")
		got := p.only()
		if (got.Seen == nil) != (test.seen < 0) || got.Seen != nil && *got.Seen != test.seen {
			t.Errorf("%s: seen is %v, want %d", name, got.Seen, test.seen)
		}
	}
}

func TestTheWeakestFileBinds(t *testing.T) {
	p := newProject(t)
	p.met("C-1")
	p.in.Commit.SameTree = map[string]bool{"feedfacefeed": true}
	_, f := p.source("e-C-1")
	f.Files = []fact.File{file("a"), file("b"), file("c")}
	for _, test := range []struct {
		commits [3]string
		want    string
	}{
		{[3]string{hash, hash, hash}, "commit"}, {[3]string{hash, "feedfacefeed", hash}, "tree"},
		{[3]string{"", "feedfacefeed", hash}, "none"}, {[3]string{"feedfacefeed", hash, ""}, "none"},
	} {
		for i, c := range test.commits {
			if f.Files[i].Commits = nil; c != "" {
				f.Files[i].Commits = []string{c}
			}
		}
		if got := p.run().Evidence[0].Bound; string(got) != test.want {
			t.Errorf("%v: bound by %s, want %s", test.commits, got, test.want)
		}
	}
}

func TestLimitsConcernOnlyWhatTheySay(t *testing.T) {
	p := newProject(t)
	p.met("C-1")
	p.in.Answers[0].Beside = []fact.Note{{Name: "suppressed"}, {Name: "undecided", Count: 3}}
	p.unknown("C-2")
	p.attest("C-3")
	s, _ := p.source("e-C-3")
	s.Statement.On, s.MaxAge = p.in.Commit.Date.AddDate(0, 0, -7), value(t, "30d")
	for _, id := range []string{"zoned", "zoneless", "declared", "undated"} {
		d, f := p.evidence(id, fact.Scanner)
		made := p.in.Commit.Date.Add(-time.Hour)
		f.Files[0].Oldest, f.Files[0].Newest, f.Files[0].Zoned = made, made, id == "zoned"
		if id == "declared" || id == "undated" {
			f.Files[0].Oldest, f.Files[0].Newest = time.Time{}, time.Time{}
		}
		if id == "declared" {
			d.Dated, d.DatedBy = made, "Ann"
		}
		f.Files[0].Commits = nil
	}
	card := p.run()
	for code, want := range map[string][]string{
		"suppressed": nil, "undecided": {"C-1"}, "before-commit": {"zoned"}, "undated": {"undated"},
		"unbound": {"zoned", "zoneless", "declared", "undated"},
	} {
		if got, _ := limitIDs(card, code); !slices.Equal(got, want) {
			t.Errorf("%s concerns %v, want %v", code, got, want)
		}
	}
}

func TestOfEqualsTheFirstCounts(t *testing.T) {
	p := newProject(t)
	p.unmet("C-1")
	p.waive("C-1")
	p.waive("C-1").ID = "W-second"
	p.in.Plan.Sign = roles("QA")
	digest := p.run().Digest()
	for _, name := range []string{"Cleo", "Dan"} {
		p.in.Approvals = append(p.in.Approvals, Approval{Approval: criteria.Approval{Role: "QA", Name: name, Date: asOf, Digest: digest}})
	}
	card := p.run()
	if got := card.Criteria[0].Waiver; got != "W-C-1" {
		t.Errorf("of two waivers in force %s counts", got)
	}
	if got := card.Approvals[0]; got.Name != "Cleo" || got.State != "recorded" {
		t.Errorf("of two approvals that of %s counts, %s", got.Name, got.State)
	}
}

// TestABaselineOfSeveralFiles: what several files state of a coverage are no
// runs, and the change from the best of them decides.
func TestABaselineOfSeveralFiles(t *testing.T) {
	p := newProject(t)
	list := func(id string, values ...string) int {
		p.evidence(id, fact.Coverage)
		answer := fact.Answer{Seen: 2, Matched: 2}
		for i, v := range values {
			answer.Figures = append(answer.Figures, fact.Figure{Value: value(t, v), At: fact.Location{Path: id, Line: i + 1}})
		}
		return p.ask("coverage.lines", id, answer)
	}
	p.criterion("C-1", criteria.Change{New: list("now", "90%"), Old: list("before", "80%", "95%")}, ">= 0pp")
	if got := p.only(); got.Outcome != scorecard.Unmet || got.Measured.Value != "-5.0" {
		t.Errorf("got %s with %+v", got.Outcome, got.Measured)
	}
}

func TestNothingSeenIsEmptyUnlessItCouldNotBeRead(t *testing.T) {
	for reason, want := range map[fact.Reason][]string{
		fact.Unreadable: {"unreadable"}, fact.Missing: {"missing"}, fact.Stale: {"stale", "empty"},
	} {
		p := newProject(t)
		p.evidence("unit", fact.Tests)
		p.criterion("C-1", criteria.One{Ask: p.ask("tests.failed", "unit", fact.Answer{Problem: problems(reason)})}, "== 0")
		var got []string
		for _, d := range p.only().Detail {
			got = append(got, string(d.Reason))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", reason, got, want)
		}
	}
}

func TestStatementsAreBrokenDownByPerson(t *testing.T) {
	for by, want := range map[string]int{"": 0, "by": 1} {
		p := newProject(t)
		p.attest("C-1")
		p.in.Plan.Asks[0].Question.By = by
		if rows := p.only().Rows; len(rows) != want || want > 0 && rows[0].Name != "Ann" {
			t.Errorf("by %q: rows are %+v", by, rows)
		}
	}
}
