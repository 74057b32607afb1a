package report

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"signoff/internal/scorecard"
)

// beforeFold counts the lines that stand before anything is folded, blank ones
// and the rules of tables apart.
func beforeFold(text string) int {
	seen, _, _ := strings.Cut(text, "<details>")
	n := 0
	for line := range strings.Lines(seen) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "|--") && !strings.HasPrefix(line, "<!--") {
			n++
		}
	}
	return n
}

func TestCommentIsShort(t *testing.T) {
	o := options(t, "comment")
	for _, s := range samples(t) {
		text := render(t, "comment", s, o)
		if n := beforeFold(text); n > 12 {
			t.Errorf("%s: %d lines stand before the fold\n%s", s.Project, n, text)
		}
		if !strings.HasPrefix(text, markWords) || strings.Count(text, "<details>") != strings.Count(text, "</details>") {
			t.Errorf("%s: no mark, or a fold without its end:\n%s", s.Project, text)
		}
	}
	changed := relay(t)
	changed.Since = &scorecard.Since{Before: scorecard.Side{AsOf: "2026-11-13T00:00:00Z", Compliance: "61.3", Verdict: scorecard.Rejected}, Turns: []scorecard.Turn{}, Gate: []scorecard.GateChange{}}
	if n := beforeFold(render(t, "comment", changed, o)); n > 3 {
		t.Errorf("unchanged, and %d lines", n)
	}
	for i := range 20 {
		changed.Since.Turns = append(changed.Since.Turns, scorecard.Turn{ID: changed.Criteria[i].ID, What: "worse", Before: scorecard.Met, After: scorecard.Unmet, Was: "1", Is: "9", Target: scorecard.ParseBound("< 5")})
	}
	changed.Since.Turns = append(changed.Since.Turns, scorecard.Turn{ID: changed.Criteria[20].ID, What: "better", Before: scorecard.Unmet, After: scorecard.Met})
	changed.Since.Gate = []scorecard.GateChange{{What: scorecard.Loosened, ID: "X", Text: "< 5 → < 50"}, {What: scorecard.Tightened, ID: "Y", Text: "< 5 → < 4"}}
	text := render(t, "comment", changed, o)
	if n := beforeFold(text); n > 12 || !strings.Contains(text, "**its own gate loosened once.**") || !strings.Contains(text, "<summary>Also changed: 1 better, the gate tightened once</summary>") {
		t.Errorf("%d lines before the fold:\n%s", n, text)
	}
}

func TestFolds(t *testing.T) {
	s := relay(t)
	for template, want := range map[string]string{
		"{{ fold \"A\" }}\n\n{{ waivers }}\n": "expected end after fold",
		"{{ end }}\n":                         "expected fold before end",
		"{{ fold \"A\" }}\n\n{{ fold \"B\" }}\n\nx\n\n{{ end }}\n": "expected end before the next fold",
		"{{ fold \"A\" }}\n\n## B\n\nx\n\n{{ end }}\n":             "expected no heading of level 2 within fold",
		"see {{ fold \"A\" }} here\n":                              "expected fold on a line of its own",
	} {
		if list := Check("t", template); list.Err() == nil || !strings.Contains(list.Err().Error(), want) {
			t.Errorf("%q: expected %s, found %v", template, want, list.Err())
		}
	}
	o := Options{TemplateName: "t", Template: "## Head\n\n{{ fold \"Empty\" }}\n\n{{ narrative \"nothing\" }}\n\n{{ end }}\n\n{{ fold \"A <b>\" }}\n\n{{ waivers }}\n\n{{ end }}\n\nafter\n"}
	md, page := render(t, "md", s, o), render(t, "html", s, o)
	if strings.Contains(md+page, "Empty") || !strings.Contains(md, "<details><summary>A &lt;b&gt;: 3</summary>\n\n") || !strings.Contains(md, "\n</details>\n\nafter") {
		t.Errorf("found\n%s", md)
	}
	if body := page[strings.Index(page, "<main"):]; strings.Count(body, `<details class="fold">`) != 1 || strings.Index(body, "<h2") > strings.Index(body, "fold") {
		t.Errorf("found\n%s", body)
	}
}

// Whatever the bound: it is kept with the verdict in the text, whole tables and
// closed folds, or it is refused.
func TestBoundsAreKept(t *testing.T) {
	rule := regexp.MustCompile(`(?m)^\|.*[^|\n]$`)
	s := relay(t)
	for _, name := range []string{"comment", "summary", "assessment"} {
		o := options(t, name)
		if name == "assessment" {
			o.Template = "{{ atmost \"0\" }}\n\n" + o.Template
		}
		bound := regexp.MustCompile(`\{\{ atmost "\d+" \}\}`)
		rapid.Check(t, func(rt *rapid.T) {
			most := rapid.IntRange(50, 40_000).Draw(rt, "most")
			o := o
			o.Template = bound.ReplaceAllString(o.Template, fmt.Sprintf(`{{ atmost "%d" }}`, most))
			var out strings.Builder
			err := writeMarkdown(&out, s, o)
			if err != nil {
				if !strings.Contains(err.Error(), "which hold the verdict") || most > 5000 {
					rt.Fatalf("%d: %v", most, err)
				}
				return
			}
			text := out.String()
			if len(text) > most || !strings.Contains(text, "◐ Conditional") || strings.Count(text, "<details>") != strings.Count(text, "</details>") || rule.MatchString(text) {
				rt.Fatalf("%d of %d bytes:\n%s", len(text), most, text)
			}
		})
	}
}

// TestWhatIsGrave: what got worse, what is new and open, and whatever loosens the
// gate stands before the fold; the rest behind it.
func TestWhatIsGrave(t *testing.T) {
	s := relay(t)
	turn := func(i int, what scorecard.Turned, after scorecard.Outcome) scorecard.Turn {
		return scorecard.Turn{ID: s.Criteria[i].ID, What: what, Before: scorecard.Met, After: after}
	}
	s.Since = &scorecard.Since{
		Turns: []scorecard.Turn{turn(0, "worse", scorecard.Unmet), turn(1, scorecard.New, scorecard.Unknown),
			turn(2, scorecard.New, scorecard.Met), turn(3, "better", scorecard.Met), turn(4, scorecard.Gone, "")},
		Gate: []scorecard.GateChange{{What: scorecard.Loosened, ID: "G-1"}, {What: scorecard.Gone, ID: "G-2"}, {What: scorecard.Waived, ID: "G-3"},
			{What: scorecard.Tightened, ID: "G-4"}, {What: scorecard.New, ID: "G-5"}},
	}
	text := render(t, "comment", s, options(t, "comment"))
	for _, want := range []string{"**its own gate loosened three times.**", "1 criterion better, 1 worse, 2 new, 1 gone,"} {
		if !strings.Contains(text, want) {
			t.Errorf("expected %q in\n%s", want, text)
		}
	}
	v := &view{s: s, criteria: map[string]*scorecard.Criterion{}}
	for i := range s.Criteria {
		v.criteria[s.Criteria[i].ID] = &s.Criteria[i]
	}
	grave, rest := v.moves(s.Since)
	said := func(rows []row) string {
		var ids []string
		for _, r := range rows {
			for _, id := range append([]string{"G-1", "G-2", "G-3", "G-4", "G-5"}, s.Criteria[0].ID, s.Criteria[1].ID, s.Criteria[2].ID, s.Criteria[3].ID, s.Criteria[4].ID) {
				if strings.Contains(r.cells[1].Markdown, id) {
					ids = append(ids, id)
				}
			}
		}
		return strings.Join(ids, " ")
	}
	if got, want := said(grave), s.Criteria[0].ID+" "+s.Criteria[1].ID+" G-1 G-2 G-3"; got != want {
		t.Errorf("grave are %s, expected %s", got, want)
	}
	if got, want := said(rest), s.Criteria[2].ID+" "+s.Criteria[3].ID+" "+s.Criteria[4].ID+" G-4 G-5"; got != want {
		t.Errorf("the rest are %s, expected %s", got, want)
	}
}

// TestOneWaiverIsSaid: with a single waiver too the short figures say both.
func TestOneWaiverIsSaid(t *testing.T) {
	s := relay(t)
	v := &view{s: s}
	for waived, want := range map[int]bool{0: false, 1: true, 3: true} {
		s.Compliance.Waived = waived
		if said := v.inShort(nil).Markdown; strings.Contains(said, "; with ") != want {
			t.Errorf("%d waived: %s", waived, said)
		}
	}
}
