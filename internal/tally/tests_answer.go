package tally

import (
	"fmt"
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// casesOf is how a measure of tests is answered.
type casesOf struct {
	// figure is false where there is nothing to take it of.
	figure func(c *caseCounts) (fact.Figure, bool)
	shows  []class // as exhibits, worst first
	timed  bool    // it adds durations
	extra  bool    // errors next to tests are among what it counts
	// ofThoseThatRan says that it is a count of bad ones among the tests that ran,
	// which says nothing where none did.
	ofThoseThatRan bool
}

// caseMeasures are the measures of tests.
var caseMeasures = measures[casesOf]{
	{fact.Measure{Name: "tests.total", Total: true, Doc: "tests and subtests: passed + failed + errors + skipped"}, counted(bad, everyClass...)},
	{fact.Measure{Name: "tests.passed", Outcome: fact.Passed, Doc: "tests that passed, flaky ones among them"},
		counted(bad, passedCase, flakyCase)},
	{fact.Measure{Name: "tests.failed", Outcome: fact.Failed, Leaves: "tests.errors", Doc: "tests whose assertion failed",
		First: fact.First{Title: "No test fails", Target: "== 0"}},
		amongRun(counted([]class{failedCase}, failedCase))},
	{fact.Measure{Name: "tests.errors", Outcome: fact.Errored, Doc: "tests that broke, and packages or suites that failed next to their tests",
		First: fact.First{Title: "No test or suite breaks", Target: "== 0"}},
		amongRun(casesOf{figure: (*caseCounts).errors, shows: []class{erroredCase}, extra: true})},
	{fact.Measure{Name: "tests.skipped", Outcome: fact.Skipped, Note: "skipped", Doc: "tests that did not run"},
		amongRun(counted([]class{skippedCase}, skippedCase))},
	{fact.Measure{Name: "tests.flaky", Note: "flaky", Doc: "tests that failed and then passed"},
		amongRun(counted([]class{flakyCase}, flakyCase))},
	{fact.Measure{Name: "tests.pass_rate", Unit: quantity.Percent, Doc: "passed ÷ total"}, casesOf{figure: (*caseCounts).passRate, shows: bad}},
	{fact.Measure{Name: "tests.duration", Unit: quantity.Second, Doc: "sum of the tests' own durations; absent when none took time"},
		casesOf{figure: (*caseCounts).duration, timed: true}},
}

// bad are the classes that explain a figure of all tests.
var bad = []class{erroredCase, failedCase}

// counted answers with how many tests there are of some classes.
func counted(shows []class, of ...class) casesOf {
	return casesOf{
		figure: func(c *caseCounts) (fact.Figure, bool) { return count(c.total(of...), fact.Location{}), true },
		shows:  shows,
	}
}

// amongRun marks a count of bad ones.
func amongRun(of casesOf) casesOf {
	of.ofThoseThatRan = true
	return of
}

func (c *caseCounts) errors() (fact.Figure, bool) {
	return count(plus(c.tests[erroredCase], c.extra), fact.Location{}), true
}

// passRate is not a figure where there are no tests.
func (c *caseCounts) passRate() (fact.Figure, bool) {
	passed, total := c.total(passedCase, flakyCase), c.total(everyClass...)
	return fact.Figure{Value: quantity.Ratio(passed, total), Part: passed, Whole: total}, total > 0
}

// duration adds the time of runs, each under the outcome of the run.
func (c *caseCounts) duration() (fact.Figure, bool) {
	return fact.Figure{Value: quantity.Of(c.durations.rat(), quantity.Second)}, true
}

// caseCounts are the tests that a question counts.
type caseCounts struct {
	tests     [classes]int64
	extra     int64
	lost      int64
	durations *sum // nil when nobody asks
}

func newCaseCounts(q *fact.Question) *caseCounts {
	c := &caseCounts{}
	if caseMeasures.of(q).timed {
		c.durations = &sum{}
	}
	return c
}

func (c *caseCounts) total(wanted ...class) int64 {
	var n int64
	for _, w := range wanted {
		n = plus(n, c.tests[w])
	}
	return n
}

func (t *caseTable) answer(q *fact.Question, filter int) fact.Answer {
	t.decided.Do(t.decide)
	of, wanted := caseMeasures.of(q), t.selected(q.Where)
	var selected caseCounts
	matched := newCaseCounts(q)
	rows := map[string]*caseCounts{}
	by := slices.IndexFunc(t.set.by, func(b breakdown) bool { return b.field.Name == q.By })
	for place := range t.chosen.holding(filter) {
		g := t.groups[place]
		g.addTo(&selected, everyClass)
		g.addTo(matched, wanted)
		for _, c := range wanted {
			for _, row := range t.rowsOf(g, by, c) {
				if rows[row] == nil {
					rows[row] = newCaseCounts(q)
				}
				g.addTo(rows[row], []class{c})
			}
		}
	}
	a := fact.Answer{
		Seen:    t.seen,
		Matched: matched.total(everyClass...),
		Beside:  []fact.Note{{Name: "skipped", Count: selected.tests[skippedCase]}, {Name: "flaky", Count: selected.tests[flakyCase]}},
	}
	if errors := plus(selected.tests[erroredCase], selected.extra); of.extra {
		a.Seen, a.Matched = plus(a.Seen, t.extra), plus(a.Matched, matched.extra)
	} else if errors > 0 {
		a.Beside = append(a.Beside, fact.Note{Name: "errors", Count: errors})
	}
	a.Problem = near(t.set, q, unmatched(q, a.Seen, a.Matched, "tests"), t.matcher.names)
	figure, ok := of.figure(matched)
	if !ok {
		return absent(a, "no test to take %s of", q.Measure.Name)
	}
	if matched.durations != nil && !t.timed {
		return absent(a, "no test states how long it took")
	}
	if lost := plus(selected.extra, selected.lost); lost > 0 && !of.extra {
		a.Problem = append(a.Problem, unfinished(lost))
	}
	if ran := selected.total(passedCase, flakyCase, failedCase, erroredCase); of.ofThoseThatRan && ran == 0 && selected.extra == 0 && selected.tests[skippedCase] > 0 {
		a.Problem = append(a.Problem, noneRan(selected.tests[skippedCase]))
	}
	exhibits, all := t.exhibits(q, filter, wanted)
	if len(exhibits) > 0 {
		figure.At = exhibits[0].At
	}
	a.Figures, a.Exhibits, a.More = []fact.Figure{figure}, exhibits, all-int64(len(exhibits))
	a.Rows = caseRows(rows, of)
	return a
}

// unfinished is the problem that tests did not run, since what holds them broke.
func unfinished(broken int64) fact.Problem {
	text := "1 package or suite broke: its tests did not all run"
	if broken > 1 {
		text = fmt.Sprintf("%d packages or suites broke: their tests did not all run", broken)
	}
	return fact.Problem{Reason: fact.Empty, Text: text, Partial: true}
}

// noneRan is the problem that all tests were skipped: that none failed then says
// nothing.
func noneRan(skipped int64) fact.Problem {
	text := "no test ran: 1 was skipped"
	if skipped > 1 {
		text = fmt.Sprintf("no test ran: %d were skipped", skipped)
	}
	return fact.Problem{Reason: fact.Empty, Text: text, Partial: true}
}

// selected lists the classes that the filter on outcome lets pass.
func (t *caseTable) selected(w fact.Where) []class {
	field, _ := fact.FieldNamed(fact.Tests, "outcome")
	c, filtered := w.Clause(field)
	var wanted []class
	for k := range classes {
		if !filtered || c.Matches(k.values()) {
			wanted = append(wanted, k)
		}
	}
	return wanted
}

// rowsOf names the rows of a breakdown to which the group's tests of one class
// belong.
func (t *caseTable) rowsOf(g *caseGroup, by int, c class) []string {
	switch {
	case by < 0:
		return nil
	case t.set.by[by].field.Name == "outcome":
		return c.values()
	}
	return []string{g.rows[by]}
}

// addTo adds the group's tests of the expected classes. Errors next to tests go
// with those that errored.
func (g *caseGroup) addTo(to *caseCounts, wanted []class) {
	for _, c := range wanted {
		to.tests[c] = plus(to.tests[c], g.tests[c])
		if c == erroredCase {
			to.extra, to.lost = plus(to.extra, g.extra), plus(to.lost, g.lost)
		}
		if to.durations != nil && g.durations[c] != nil {
			to.durations.merge(g.durations[c])
		}
	}
}

// caseRows lists the rows that have a figure, and none that counts nothing.
func caseRows(rows map[string]*caseCounts, of casesOf) []fact.Row {
	var list []fact.Row
	for name, counts := range rows {
		figure, ok := of.figure(counts)
		if ok && (figure.Whole > 0 || figure.Value.Sign() > 0) {
			list = append(list, fact.Row{Name: name, Figure: figure})
		}
	}
	slices.SortFunc(list, func(a, b fact.Row) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// decidedExhibits sorts the kept cases by how their tests count. A test that
// turned out flaky is shown by its failure, and each test once.
func (t *caseTable) decidedExhibits(g *caseGroup) (worst [classes]top[keptCase]) {
	shown := map[uint64]bool{}
	for ran := range classes {
		for n := range g.worst[ran].kept {
			k := &g.worst[ran].kept[n]
			c := ran
			if i, undecided := t.roll.known(k.hash); undecided {
				c = i.class()
				if shown[k.hash] || c != ran && c != flakyCase {
					continue
				}
				shown[k.hash] = i.differ
			}
			worst[c].offer(k, candidates, (*keptCase).before, itself)
		}
	}
	return worst
}

// exhibits lists the worst tests that the question counts, and how many such
// there are.
func (t *caseTable) exhibits(q *fact.Question, filter int, wanted []class) (list []fact.Exhibit, all int64) {
	for _, c := range caseMeasures.of(q).shows {
		if !slices.Contains(wanted, c) {
			continue
		}
		var first top[keptCase]
		for place := range t.chosen.holding(filter) {
			g := t.groups[place]
			all = plus(all, g.tests[c])
			if c == erroredCase {
				all = plus(all, g.extra)
			}
			for n := range g.worst[c].kept {
				first.offer(&g.worst[c].kept[n], exhibitsKept, (*keptCase).before, itself)
			}
		}
		for i := range first.kept {
			k := &first.kept[i]
			if len(list) == exhibitsKept {
				break
			}
			list = append(list, fact.Exhibit{
				Rank: c.values()[len(c.values())-1], Name: strings.TrimSpace(k.Suite + " " + k.Name), Text: k.Message,
				Subject: k.Path, At: fact.Location{Path: k.path, Line: k.Line},
			})
		}
	}
	return list, all
}
