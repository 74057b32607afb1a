package tally

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"signoff/internal/fact"
)

// foldOf reads findings into a fold of one file.
func foldOf(t interface{ Fatal(...any) }, set *Set, path string, findings []fact.Finding) *Fold {
	sink := set.Sink(path)
	sink.Tool = "scan"
	for i := range findings {
		sink.Finding(&findings[i])
	}
	if err := sink.Err(); err != nil {
		t.Fatal(err)
	}
	fold := set.Fold()
	fold.Add(sink)
	return fold
}

// comparingSet asks for what is new, fixed and kept, and for the total.
func comparingSet() *Set {
	var questions []fact.Question
	for _, name := range []string{"findings.new", "findings.fixed", "findings.kept", "findings.total"} {
		m, _ := MeasureNamed(name)
		questions = append(questions, fact.Question{Measure: m, Compare: m.Compare})
	}
	return Compile(fact.Scanner, questions)
}

// counts gives new, fixed, kept, the total now and that of the base.
func comparedCounts(t interface{ Fatal(...any) }, now, base []fact.Finding) [5]int64 {
	return comparedSince(t, now, base, Renames{})
}

func comparedSince(t interface{ Fatal(...any) }, now, base []fact.Finding, r Renames) [5]int64 {
	set := comparingSet()
	here, there := foldOf(t, set, "now.sarif", now), foldOf(t, set, "main.sarif", base)
	of := func(a fact.Answer) int64 { return a.Figures[0].Value.Base().Num().Int64() }
	return [5]int64{of(here.Compare(0, there, r)), of(here.Compare(1, there, r)), of(here.Compare(2, there, r)), of(here.Answer(3)), of(there.Answer(3))}
}

func TestCompare(t *testing.T) {
	a := fact.Finding{Severity: fact.High, Rule: "R-1", Path: "src/a.c", At: 10, Message: "overflow at 10"}
	moved, renamed, quiet := a, a, a
	moved.At, moved.Message = 23, "overflow at 23"
	renamed.Path = "lib/a.c"
	quiet.Suppressed = true
	printed := func(f fact.Finding, value string) fact.Finding {
		f.Prints = map[string]string{fact.PartialPrint + "line/v1": value}
		return f
	}
	vulnerable := fact.Finding{Severity: fact.High, Rule: "CVE-2026-1", CVE: []string{"CVE-2026-1"}, Package: "zlib", Version: "1.2", Path: "go.mod"}
	patched := vulnerable
	patched.Version = "1.3"
	tests := []struct {
		name      string
		now, base []fact.Finding
		want      [5]int64 // new, fixed, kept, now, base
	}{
		{"nothing at all", nil, nil, [5]int64{}},
		{"a moved line", []fact.Finding{moved}, []fact.Finding{a}, [5]int64{0, 0, 1, 1, 1}},
		{"a renamed file without a fingerprint", []fact.Finding{renamed}, []fact.Finding{a}, [5]int64{1, 1, 0, 1, 1}},
		{"a renamed file, as a change says", []fact.Finding{renamed}, []fact.Finding{a}, [5]int64{0, 0, 1, 1, 1}},
		{"a renamed file with one", []fact.Finding{printed(renamed, "x")}, []fact.Finding{printed(a, "x")}, [5]int64{0, 0, 1, 1, 1}},
		{"a fingerprint that one side lacks", []fact.Finding{printed(renamed, "x")}, []fact.Finding{a}, [5]int64{1, 1, 0, 1, 1}},
		{"the same twice", []fact.Finding{a, a}, []fact.Finding{a}, [5]int64{1, 0, 1, 2, 1}},
		{"suppressed now", []fact.Finding{quiet}, []fact.Finding{a}, [5]int64{0, 0, 0, 0, 1}},
		{"suppressed no more", []fact.Finding{a}, []fact.Finding{quiet}, [5]int64{1, 0, 0, 1, 0}},
		{"another version of the component", []fact.Finding{patched}, []fact.Finding{vulnerable}, [5]int64{0, 0, 1, 1, 1}},
		{"an empty base", []fact.Finding{a}, nil, [5]int64{1, 0, 0, 1, 0}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var r Renames
			if strings.Contains(test.name, "as a change says") {
				r.Files = map[string]string{"src/a.c": "lib/a.c"}
			}
			if got := comparedSince(t, test.now, test.base, r); got != test.want {
				t.Errorf("got new, fixed, kept, now, base %v, want %v", got, test.want)
			}
		})
	}
}

// No finding disappears between total, new, kept and fixed, and to rename every
// path on both sides changes no count.
func TestCompareKeepsEveryFinding(t *testing.T) {
	findings := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) fact.Finding {
		return fact.Finding{
			Severity: rapid.SampledFrom(fact.Severities).Draw(t, "severity"), Rule: rapid.SampledFrom([]string{"R-1", "R-2"}).Draw(t, "rule"),
			Path: rapid.SampledFrom([]string{"a.c", `b\c.c`, "./d.c"}).Draw(t, "path"), At: rapid.IntRange(1, 3).Draw(t, "line"),
			Message: "x", Count: rapid.OneOf(rapid.Int64Range(0, 3), rapid.Int64Range(1<<20, 1e9)).Draw(t, "count"), Suppressed: rapid.Bool().Draw(t, "suppressed"),
		}
	}), 0, 12)
	rapid.Check(t, func(t *rapid.T) {
		now, base := findings.Draw(t, "now"), findings.Draw(t, "base")
		c := comparedCounts(t, now, base)
		if c[0]+c[2] != c[3] {
			t.Fatalf("%d new and %d kept are not the %d that are there", c[0], c[2], c[3])
		}
		if c[1]+c[2] > c[4] {
			t.Fatalf("%d fixed and %d kept are more than the %d of the base", c[1], c[2], c[4])
		}
		names := map[string]string{}
		ahead := slices.Clone(now)
		for i := range ahead {
			ahead[i].Path = "moved/" + fact.NormalPath(ahead[i].Path)
		}
		for _, path := range []string{"a.c", "b/c.c", "d.c"} {
			names[path] = "moved/" + path
		}
		if known := comparedSince(t, ahead, base, Renames{Files: names}); known != c {
			t.Fatalf("renamed since the base, as is known: %v, were %v", known, c)
		}
		for _, side := range [][]fact.Finding{now, base} {
			for i := range side {
				side[i].Path = fmt.Sprintf("moved/%s", fact.NormalPath(side[i].Path))
			}
		}
		if renamed := comparedCounts(t, now, base); renamed != c {
			t.Fatalf("renamed: %v, were %v", renamed, c)
		}
	})
}

func TestRenames(t *testing.T) {
	r := Renames{Files: map[string]string{"app/src/a.go": "app/src/b.go", "lib/x/c.go": "lib/y/c.go", "app/d.go": "other/d.go", "one/t/e.go": "one/t/f.go", "two/t/e.go": "two/t/g.go"}}
	for path, want := range map[string]string{
		"app/src/a.go": "app/src/b.go", "src/a.go": "src/b.go", "/build/app/src/a.go": "/build/app/src/b.go",
		"a.go": "a.go", "x/c.go": "y/c.go", "lib/x/c.go": "lib/y/c.go", "app/d.go": "other/d.go", "t/e.go": "t/e.go", "src/b.go": "src/b.go",
	} {
		if got := r.now(path); got != want {
			t.Errorf("%s is called %s, expected %s", path, got, want)
		}
	}
}

// A filter that a kept finding passes is no filter that nothing passes.
func TestCompareMatches(t *testing.T) {
	m, _ := MeasureNamed("findings.new")
	for rule, want := range map[string]int64{"R-1": 1, "R-9": 0} {
		set := Compile(fact.Scanner, []fact.Question{{Measure: m, Compare: m.Compare, Where: where(t, fact.Scanner, "rule:"+rule)}})
		list := []fact.Finding{{Severity: fact.High, Rule: "R-1", Path: "a.c", Message: "x"}}
		a := foldOf(t, set, "now", list).Compare(0, foldOf(t, set, "base", list), Renames{})
		if a.Matched != want || a.Figures[0].Value.Sign() != 0 {
			t.Errorf("%s: %d matched, expected %d", rule, a.Matched, want)
		}
	}
}
