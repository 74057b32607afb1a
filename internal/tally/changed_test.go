package tally

import (
	"fmt"
	"testing"

	"signoff/internal/fact"

	"pgregory.net/rapid"
)

// narrowed asks one question of one file, narrowed to changed files.
func narrowed(t *testing.T, q fact.Question, report func(s *Sink), files ...fact.ChangedFile) fact.Answer {
	t.Helper()
	changes := &Changes{}
	for i := range files {
		if err := changes.add(&files[i], "change.diff"); err != nil {
			t.Fatal(err)
		}
	}
	set := Compile(q.Measure.Kind, []fact.Question{q})
	set.Narrow(changes)
	sink, fold := set.Sink("report"), set.Fold()
	report(sink)
	if sink.Finish(); sink.Err() != nil {
		t.Fatal(sink.Err())
	}
	fold.Add(sink)
	return fold.Answer(0)
}

// ranged is an answer in brief, with its range.
func ranged(a fact.Answer) string {
	text := brief(a)
	if len(a.Figures) == 1 && a.Figures[0].Range != nil {
		text += fmt.Sprintf(" from %s to %s", a.Figures[0].Range.Low, a.Figures[0].Range.High)
	}
	if a.Untouched {
		text += ", untouched"
	}
	return text
}

// covering reports files of eight lines, of which the first four are covered.
func covering(files ...string) func(s *Sink) {
	return func(s *Sink) {
		for i, file := range files {
			s.File(file, "", i+1)
			for line := 1; line <= 8; line++ {
				s.Cover(fact.Lines, uint64(line), 1, line <= 4)
			}
		}
	}
}

func TestChangedLines(t *testing.T) {
	added := func(path string, lines ...int) fact.ChangedFile { return fact.ChangedFile{Path: path, Added: lines} }
	tests := []struct {
		name, measure, where string
		report               []string
		change               []fact.ChangedFile
		want                 string
	}{
		{"half", "coverage.lines", "", []string{"src/a.ts", "src/b.ts"}, []fact.ChangedFile{added("src/a.ts", 4, 5)}, "50%"},
		{"parts", "coverage.lines.covered", "", []string{"src/a.ts"}, []fact.ChangedFile{added("src/a.ts", 4, 5, 6)}, "1"},
		{"a new file is unseen", "coverage.lines", "", []string{"src/a.ts"}, []fact.ChangedFile{added("src/a.ts", 4), added("src/n.ts", 1, 2, 3)}, "100% from 25% to 100%"},
		{"unseen widens totals", "coverage.lines.total", "", []string{"src/a.ts"}, []fact.ChangedFile{added("src/a.ts", 4), added("src/n.ts", 1, 2, 3)}, "1 from 1 to 4"},
		{"unseen is counted", "coverage.unseen", "", []string{"src/a.ts"}, []fact.ChangedFile{added("src/a.ts", 4), added("src/n.ts", 1)}, "1"},
		{"nothing known", "coverage.lines", "", []string{"src/a.ts"}, []fact.ChangedFile{added("src/n.ts", 1)}, "no-match"},
		{"an empty report", "coverage.lines", "", nil, []fact.ChangedFile{added("src/n.ts", 1)}, "empty"},
		{"an empty report knows no extension", "coverage.unseen", "", nil, []fact.ChangedFile{added("README.md", 1)}, "empty"},
		{"another tree", "coverage.lines", "", []string{"other/x.ts"}, []fact.ChangedFile{added("src/a.ts", 1)}, "no-match"},
		{"another language", "coverage.lines", "", []string{"src/a.ts"}, []fact.ChangedFile{added("README.md", 1)}, "no-match, untouched"},
		{"lines taken away", "coverage.lines", "", []string{"src/a.ts"}, []fact.ChangedFile{{Path: "src/a.ts", Removed: 2}}, "no-match, untouched"},
		{"lines beyond the report", "coverage.lines", "", []string{"src/a.ts"}, []fact.ChangedFile{added("src/a.ts", 90)}, "no-match"},
		{"by suffix", "coverage.lines", "", []string{"example.org/m/src/a.ts"}, []fact.ChangedFile{added("src/a.ts", 4, 5)}, "50%"},
		{"by suffix the other way", "coverage.lines", "", []string{"src/a.ts"}, []fact.ChangedFile{added("web/src/a.ts", 4, 5)}, "50%"},
		{"one part is not a suffix", "coverage.lines", "", []string{"a.ts"}, []fact.ChangedFile{added("src/a.ts", 4)}, "no-match"},
		{"half a component is not a suffix", "coverage.lines", "", []string{"src/a.ts"}, []fact.ChangedFile{added("xsrc/a.ts", 4)}, "no-match"},
		{"ambiguous", "coverage.unseen", "", []string{"src/a.ts"}, []fact.ChangedFile{added("x/src/a.ts", 1), added("y/src/a.ts", 1)}, "2"},
		{"two reported for one", "coverage.unseen", "", []string{"x/src/a.ts", "y/src/a.ts"}, []fact.ChangedFile{added("src/a.ts", 1)}, "1"},
		{"the exact one of two", "coverage.lines", "", []string{"src/a.ts", "x/src/a.ts"}, []fact.ChangedFile{added("src/a.ts", 5)}, "0%"},
		{"a filter that fits nothing", "coverage.lines", "path: lib/*", []string{"src/a.ts"}, []fact.ChangedFile{added("README.md", 1)}, "no-match"},
		{"a filter leaves unseen ones out", "coverage.lines", "path: src/*", []string{"src/a.ts"}, []fact.ChangedFile{added("src/a.ts", 4), added("test/n.ts", 1)}, "100%"},
		{"a filter in words of the report does not", "coverage.lines", "path: m/src/*", []string{"m/src/a.ts"}, []fact.ChangedFile{added("src/a.ts", 4), added("src/n.ts", 1)}, "100% from 50% to 100%"},
	}
	for _, tt := range tests {
		q := question(t, tt.measure, conditions(tt.where)...)
		if got := ranged(narrowed(t, q, covering(tt.report...), tt.change...)); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestChangedFindings(t *testing.T) {
	change := []fact.ChangedFile{{Path: "src/a.ts", Added: []int{3, 4}}, {Path: "x/b.ts", Added: []int{1}}, {Path: "y/b.ts", Added: []int{1}}, {Path: "gone.ts", Removed: 4}}
	tests := []struct {
		name string
		at   fact.Finding
		want string
	}{
		{"on a changed line", fact.Finding{Path: "src/a.ts", At: 4}, "1"},
		{"by suffix", fact.Finding{Path: "/ci/src/a.ts", At: 4}, "1"},
		{"next to one", fact.Finding{Path: "src/a.ts", At: 5}, "0"},
		{"in another file", fact.Finding{Path: "src/c.ts", At: 4}, "0"},
		{"in a file of which lines went away", fact.Finding{Path: "gone.ts"}, "0"},
		{"of no line", fact.Finding{Path: "src/a.ts"}, "0 from 0 to 1"},
		{"of no file", fact.Finding{}, "0 from 0 to 1"},
		{"of several files", fact.Finding{Path: "b.ts", At: 1}, "0 from 0 to 1"},
		{"of several files and none of their lines", fact.Finding{Path: "b.ts", At: 2}, "0"},
		{"that stands for several", fact.Finding{Path: "src/a.ts", At: 4, Count: 3}, "0 from 0 to 3"},
	}
	for _, tt := range tests {
		tt.at.Line, tt.at.Severity = 1, fact.High
		if got := ranged(narrowed(t, question(t, "findings.high"), findings(tt.at), change...)); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

// TestNarrowingAddsNothing: narrowing never counts a line that the change did not
// add, by counting them again one at a time.
func TestNarrowingAddsNothing(t *testing.T) {
	paths := rapid.SampledFrom([]string{"src/a.ts", "src/b.ts", "web/src/a.ts", "a.ts", "src/c.js"})
	rapid.Check(t, func(rt *rapid.T) {
		report := rapid.MapOfN(paths, rapid.MapOfN(rapid.IntRange(1, 130), rapid.Bool(), 1, 9), 0, 4).Draw(rt, "report")
		change := rapid.MapOfN(paths, rapid.SliceOfNDistinct(rapid.IntRange(1, 130), 0, 9, rapid.ID[int]), 0, 4).Draw(rt, "change")
		var files []fact.ChangedFile
		added := 0
		for path, lines := range change {
			files, added = append(files, fact.ChangedFile{Path: path, Added: lines}), added+len(lines)
		}
		a := narrowed(t, question(t, "coverage.lines"), func(s *Sink) {
			for path, lines := range report {
				s.File(path, "", 1)
				for line, hit := range lines {
					s.Cover(fact.Lines, uint64(line), 1, hit)
				}
			}
		}, files...)
		if len(a.Figures) == 0 {
			if len(a.Problem) == 0 {
				rt.Fatal("neither a figure nor a problem")
			}
			return
		}
		// Each added line counts at most once, and as covered only where some file of
		// that name says so.
		most, covered := 0, 0
		for path, lines := range change {
			for _, line := range lines {
				coverable, hit := false, false
				for reported, known := range report {
					if lastPart(reported) == lastPart(path) {
						h, ok := known[line]
						coverable, hit = coverable || ok, hit || h
					}
				}
				if coverable {
					most++
				}
				if hit {
					covered++
				}
			}
		}
		f := a.Figures[0]
		if f.Part > int64(covered) || f.Whole > int64(most) || f.Whole > int64(added) {
			rt.Fatalf("%d of %d, where at most %d of %d of %d added lines can be", f.Part, f.Whole, covered, most, added)
		}
		if f.Range != nil && f.Range.Low.Cmp(f.Value) > 0 {
			rt.Fatalf("%s lies below %s", f.Value, f.Range.Low)
		}
	})
}

func TestLeftOut(t *testing.T) {
	never := []string{"*_test.go", "src/test/", "*.d.ts"}
	for file, want := range map[string]bool{
		"a/b_test.go": true, "b_test.go": true, "a/test.go": false, "app/src/test/java/A.java": true, "src/test/A.java": true,
		"src/tests/A.java": false, "x/index.d.ts": true, "x/index.ts": false,
	} {
		if got := leftOut(file, never); got != want {
			t.Errorf("%s: left out %t, expected %t", file, got, want)
		}
	}
}
