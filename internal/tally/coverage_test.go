package tally

import (
	"fmt"
	"strings"
	"testing"

	"signoff/internal/fact"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// lines reports a source file's lines: those with "-" are not covered.
func lines(path string, list ...int) func(s *Sink) {
	return func(s *Sink) {
		s.File(path, path[:strings.LastIndex(path, "/")+1], 7)
		for _, line := range list {
			s.Cover(fact.Lines, uint64(max(line, -line)), 1, line > 0)
		}
	}
}

func both(reports ...func(s *Sink)) func(s *Sink) {
	return func(s *Sink) {
		for _, report := range reports {
			report(s)
		}
	}
}

func TestCoverage(t *testing.T) {
	goBlocks := func(s *Sink) {
		s.File("x/a.go", "x", 2)
		s.Cover(fact.Statements, 1, 3, true)
		s.Cover(fact.Statements, 2, 5, false)
		s.Cover(fact.Statements, 1, 3, false)
		s.Cover(fact.Statements, 9, 0, true)
	}
	totals := func(covered, total int64) func(s *Sink) {
		return func(s *Sink) {
			s.File("x/a.go", "x", 4)
			s.Totals(fact.Lines, covered, total)
		}
	}
	type files = []func(s *Sink)
	tests := []struct {
		measure, where string
		files          files
		want           string
	}{
		{"coverage.lines", "", files{lines("x/a.go", 1, 2, -3, -4)}, "50%"},
		{"coverage.lines.covered", "", files{lines("x/a.go", 1, 2, -3, -4)}, "2"},
		{"coverage.lines.total", "", files{lines("x/a.go", 1, 2, -3, -4)}, "4"},
		{"coverage.lines", "", files{lines("x/a.go", 1, -2), lines("x/a.go", -1, 2)}, "100%"},
		{"coverage.lines", "", files{lines("x/a.go", 1, -2), lines("y/a.go", -1, -2)}, "25%"},
		{"coverage.lines", "path: x/*", files{lines("x/a.go", 1, -2), lines("y/a.go", -1, -2)}, "50%"},
		{"coverage.lines", "package: y/", files{lines("x/a.go", 1, -2), lines("y/a.go", -1, -2)}, "0%"},
		{"coverage.lines", "path: z/*", files{lines("x/a.go", 1)}, "no-match"},
		{"coverage.branches", "", files{lines("x/a.go", 1)}, "no-match"},
		{"coverage.branches.total", "", files{lines("x/a.go", 1)}, "no-match"},
		{"coverage.lines", "", files{lines("x/a.go")}, "no-match"},
		{"coverage.statements", "", files{goBlocks}, "37.5%"},
		{"coverage.statements.total", "", files{goBlocks, goBlocks}, "8"},
		{"coverage.lines", "", files{totals(1, 4)}, "25%"},
		{"coverage.lines", "", files{totals(0, 0)}, "no-match"},
		{"coverage.lines", "", files{totals(1, 4), totals(1, 5)}, "20%"},
		{"coverage.lines", "", files{totals(1, 4), totals(2, 8)}, "25%"},
		{"coverage.lines.total", "", files{totals(1, 4), totals(2, 8)}, "8"},
		{"coverage.lines", "", files{totals(1, 4), lines("x/a.go", 1, 2, -3)}, "66.666666666666667%"},
		{"coverage.lowest", "", files{lines("x/a.go", 1, -2), lines("y/a.go", -1, -2, 3)}, "y/a.go 33.333333333333333%"},
		{"coverage.lowest", "", files{lines("x/a.go", 1, -2), lines("a/a.go", -1, 2)}, "a/a.go 50%"},
		{"coverage.lowest", "", files{lines("x/a.go", 1, -2), lines("y/a.go", -1, 2, 3, -4)}, "y/a.go 50%"},
		{"coverage.lowest", "", files{lines("x/a.go", 1)}, "100%"},
		{"coverage.lowest", "", files{goBlocks}, "x/a.go 37.5%"},
	}
	for _, tt := range tests {
		a := ask(t, question(t, tt.measure, conditions(tt.where)...), tt.files...)
		if got := brief(a); got != tt.want {
			t.Errorf("%s of %s: got %s, want %s", tt.measure, tt.where, got, tt.want)
		}
	}
	if a := ask(t, question(t, "coverage.lines"), totals(1, 4), totals(1, 4)); !a.Figures[0].Declared {
		t.Error("totals that cannot be united must be marked")
	}
}

func TestHeadlines(t *testing.T) {
	headline := func(text string) func(s *Sink) {
		return func(s *Sink) { s.Percent(decimal(t, text), 9) }
	}
	a := ask(t, question(t, "coverage.percent"), headline("81.5"))
	if brief(a) != "81.5%" || !a.Figures[0].Declared || a.Figures[0].At != (fact.Location{Path: "a.json", Line: 9}) {
		t.Errorf("got %+v", a.Figures)
	}
	if got := brief(ask(t, question(t, "coverage.percent"), headline("81.5"), headline("7"))); got != "a.json:9 81.5%, b.json:9 7%" {
		t.Error(got)
	}
	if got := brief(ask(t, question(t, "coverage.percent", "path: x"), headline("81.5"))); got != "no-match" {
		t.Error(got)
	}
}

func TestCoverageExhibits(t *testing.T) {
	var reports []func(s *Sink)
	for i := range 15 {
		reports = append(reports, lines(fmt.Sprintf("x/%02d.go", i), 1, 2, -3-i%3, -9*(i%5)))
	}
	reports = append(reports, lines("x/full.go", 1, 2))
	q := question(t, "coverage.lines")
	q.By = "path"
	a := ask(t, q, both(reports...))
	if len(a.Exhibits) != 10 || a.More != 5 || len(a.Rows) != 16 {
		t.Fatalf("%d exhibits, %d more, %d rows", len(a.Exhibits), a.More, len(a.Rows))
	}
	want := fact.Exhibit{Rank: "50.0\u202f%", Name: "x/00.go", Text: "2 of 4 lines covered", At: fact.Location{Path: "a.json", Line: 7}}
	if diff := cmp.Diff(want, a.Exhibits[0]); diff != "" {
		t.Error(diff)
	}
	if a.Figures[0].At != want.At {
		t.Errorf("the figure is at %v", a.Figures[0].At)
	}
}

func TestCoverageFaults(t *testing.T) {
	for want, report := range map[string]func(s *Sink){
		"x: expected the name of a source file before its coverage":             func(s *Sink) { s.Cover(fact.Lines, 1, 1, true) },
		"x:4: expected covered lines of a total, found 3 of 2":                  func(s *Sink) { s.File("a", "", 4); s.Totals(fact.Lines, 3, 2) },
		"x:4: expected covered branches of a total, found -1 of 2":              func(s *Sink) { s.File("a", "", 4); s.Totals(fact.Branches, -1, 2) },
		"x:4: expected a number of statements, found -1":                        func(s *Sink) { s.File("a", "", 4); s.Cover(fact.Statements, 1, -1, true) },
		"x:4: expected a line number up to 4194304, found 18446744073709551615": func(s *Sink) { s.File("a", "", 4); s.Cover(fact.Lines, 1<<64-1, 1, true) },
		"x:5: expected a percentage from 0 to 100, found 100.1%":                func(s *Sink) { s.Percent(decimal(t, "100.1"), 5) },
		"x:5: expected a percentage from 0 to 100, found -1%":                   func(s *Sink) { s.Percent(decimal(t, "-1"), 5) },
		"x:9: expected at most 536870912 lines in all": func(s *Sink) {
			for i := range 200 {
				s.File(fmt.Sprint(i), "", 9)
				s.Cover(fact.Lines, maxLine, 1, true)
			}
		},
	} {
		sink := Compile(fact.Coverage, nil).Sink("x")
		report(sink)
		if err := sink.Err(); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// coverRecord is one record of coverage.
type coverRecord struct {
	path   string
	metric fact.Metric
	key    uint64
	hit    bool
}

var aCoverRecord = rapid.Custom(func(t *rapid.T) coverRecord {
	return coverRecord{
		rapid.SampledFrom([]string{"a", "b", "c/d"}).Draw(t, "path"),
		rapid.SampledFrom([]fact.Metric{fact.Lines, fact.Branches, fact.Statements}).Draw(t, "metric"),
		rapid.Uint64Range(0, 200).Draw(t, "key"),
		rapid.Bool().Draw(t, "hit"),
	}
})

func coverRecords(list []coverRecord) func(s *Sink) {
	return func(s *Sink) {
		for _, r := range list {
			s.File(r.path, "p", 1)
			s.Cover(r.metric, r.key, int(r.key%4), r.hit)
		}
	}
}

// byHand counts what the records cover in one metric.
func byHand(records []coverRecord, m fact.Metric) (part, whole int64) {
	hits := map[coverRecord]bool{}
	for _, r := range records {
		key := coverRecord{r.path, r.metric, r.key, false}
		hits[key] = hits[key] || r.hit
	}
	for r, hit := range hits {
		weight := int64(r.key % 4)
		if m == fact.Lines {
			weight = 1
		}
		if r.metric == m {
			whole += weight
		}
		if r.metric == m && hit {
			part += weight
		}
	}
	return part, whole
}

// TestCoverageUnion: however records are spread over files, and in whatever
// order they come, the union is the same.
func TestCoverageUnion(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		records := rapid.SliceOf(aCoverRecord).Draw(rt, "records")
		cut := rapid.IntRange(0, len(records)).Draw(rt, "cut")
		questions := Everything(fact.Coverage)
		questions[0].By = "path"
		questions[1].Where = aWhere(rt, t, fact.Coverage, []string{"path: a", "path: !b", "package: p"})
		one := answers(t, questions, coverRecords(records))
		two := answers(t, questions, coverRecords(records[:cut]), coverRecords(records[cut:]))
		other := answers(t, questions, coverRecords(records[cut:]), coverRecords(records[:cut]))
		for i := range questions {
			for _, a := range [][]fact.Answer{two, other} {
				if brief(one[i]) != brief(a[i]) || len(one[i].Rows) != len(a[i].Rows) {
					rt.Fatalf("%s: %s in one file, %s in two", questions[i].Measure.Name, brief(one[i]), brief(a[i]))
				}
			}
		}
		for _, m := range []fact.Metric{fact.Lines, fact.Branches, fact.Statements} {
			part, whole := byHand(records, m)
			a := ask(t, question(t, "coverage."+m.String()), coverRecords(records))
			if whole > 0 && (a.Figures[0].Part != part || a.Figures[0].Whole != whole) {
				rt.Fatalf("%s: got %+v, want %d of %d", m, a.Figures[0], part, whole)
			}
		}
	})
}

// TestRepeatedBlocks: a block that is reported again and again takes no more
// room.
func TestRepeatedBlocks(t *testing.T) {
	sink := Compile(fact.Coverage, nil).Sink("x")
	sink.File("a", "", 1)
	for i := range 100 * compactAfter {
		sink.Cover(fact.Statements, uint64(i%100), 1, i == 5)
	}
	if blocks := &sink.body.(*coverTable).current.blocks[fact.Statements]; len(blocks.list) > 2*compactAfter {
		t.Errorf("%d blocks are kept", len(blocks.list))
	}
}
