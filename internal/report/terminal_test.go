package report

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
	"signoff/internal/term"
)

// mostBelow is how many lines the verdict and all below it have at most.
const mostBelow = 15

// samples are the assessments of the worked examples, and a hand-made one.
func samples(t testing.TB) []*scorecard.Scorecard {
	t.Helper()
	files, err := filepath.Glob("../../reports/*/reports/assessment.json")
	if err != nil || len(files) < 3 {
		t.Fatalf("%d examples (%v)", len(files), err)
	}
	list := []*scorecard.Scorecard{relay(t)}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s, err := scorecard.Parse(file, data)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, s)
	}
	return list
}

var (
	painting = regexp.MustCompile("\x1b\\[[0-9;]*m")
	ruled    = regexp.MustCompile(`(?m)^[✓◐✗?] (APPROVED|CONDITIONAL|REJECTED|INDETERMINATE)  `)
)

// holdTerminal holds a screen against what a terminal is promised.
func holdTerminal(t fataler, s *scorecard.Scorecard, width int) {
	t.Helper()
	show := func(o Options) string {
		var out strings.Builder
		if err := writeTerminal(&out, s, o); err != nil {
			t.Fatalf("%v", err)
		}
		return out.String()
	}
	screen := show(Options{Width: width})
	lines := strings.Split(strings.TrimSuffix(screen, "\n"), "\n")
	for i, line := range lines {
		if term.Clip(line, width) != line {
			t.Fatalf("line %d is wider than %d: %s", i+1, width, line)
		}
	}
	at := ruled.FindAllStringIndex(screen, -1)
	if len(at) != 1 || width >= 80 && strings.Count(screen[at[0][0]:], "\n") > mostBelow {
		t.Fatalf("the verdict is there %d times, or not in the last %d lines:\n%s", len(at), mostBelow, screen)
	}
	squeezed := strings.Join(strings.Fields(screen), "")
	for _, w := range s.Waivers {
		if !strings.Contains(squeezed, w.ID) {
			t.Fatalf("waiver %s is not named", w.ID)
		}
	}
	all := strings.Join(strings.Fields(show(Options{Width: width, All: true})), "")
	for _, c := range s.Criteria {
		if !strings.Contains(all, strings.Join(strings.Fields(term.Clean(c.ID)), "")) && width > 200 {
			t.Fatalf("%s is not listed with --all", c.ID)
		}
	}
	if painted := show(Options{Width: width, Color: true}); painting.ReplaceAllString(painted, "") != screen {
		t.Fatalf("colour changes what is said")
	}
}

func TestTerminal(t *testing.T) {
	for _, s := range samples(t) {
		for _, width := range []int{60, 80, 99, 100, 120, 240} {
			holdTerminal(t, s, width)
		}
	}
	if testing.Short() {
		return
	}
	rapid.Check(t, func(rt *rapid.T) {
		s := shuffled(rt, relay(t))
		for i := range s.Criteria {
			c := &s.Criteria[i]
			c.ID = rapid.SampledFrom([]string{c.ID, strings.Repeat("L", 45) + fmt.Sprint(i), "شبكة-" + fmt.Sprint(i)}).Draw(rt, "id")
			c.Title = rapid.SampledFrom([]string{c.Title, "قياس زمن الاستجابة تحت الحمل", strings.Repeat("w", 90), "延迟 " + c.Title}).Draw(rt, "title")
		}
		s.Verdict.Reasons = s.Verdict.Reasons[:0]
		for i := range rapid.IntRange(0, 9).Draw(rt, "reasons") {
			s.Verdict.Reasons = append(s.Verdict.Reasons, scorecard.Reason{Code: "refused", Text: strings.Repeat("a reason that is long ", rapid.IntRange(1, 12).Draw(rt, "long")) + fmt.Sprint(i)})
		}
		holdTerminal(rt, s, rapid.IntRange(60, 260).Draw(rt, "width"))
	})
}

// Met criteria are listed only when all is asked for, and then all of them.
func TestTerminalAll(t *testing.T) {
	s := relay(t)
	show := func(all bool) string {
		var out strings.Builder
		if err := writeTerminal(&out, s, Options{Width: 200, All: all}); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	few, all := show(false), show(true)
	for _, c := range s.Criteria {
		row := regexp.MustCompile(`(?m)^\S+ \S+ +` + regexp.QuoteMeta(c.ID) + ` `)
		wanted := !slices.Contains([]scorecard.Outcome{scorecard.Met, scorecard.NotApplicable}, c.Outcome)
		if row.MatchString(few) != wanted {
			t.Errorf("%s (%s): listed %t", c.ID, c.Outcome, !wanted)
		}
		if !row.MatchString(all) {
			t.Errorf("%s is not listed with --all", c.ID)
		}
	}
}

func TestWarns(t *testing.T) {
	for warn, want := range map[string]string{"<= 1%": "warns over 1 %", "< 8ms": "warns from 8 ms", ">= 198tx/s": "warns under 198 tx/s", "> 3": "warns up to 3", "== 0": "warns unless = 0"} {
		if got := strings.NewReplacer(wording.NoBreak, " ", wording.NarrowNoBreak, " ").Replace(wording.Warns(scorecard.ParseBound(warn))); got != want {
			t.Errorf("%s: %s, want %s", warn, got, want)
		}
	}
}
