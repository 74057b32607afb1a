package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"signoff/internal/markdown"
	"signoff/internal/scorecard"
)

func TestTemplateFaultsHavePlaces(t *testing.T) {
	for _, tc := range []struct{ name, template, want string }{
		{"unknown", "# x\n\n{{ scorecards }}\n", `t.md:3:1: unknown name "scorecards"`},
		{"open", "a {{ verdict\n", `t.md:1:3: expected "}}" on the line of its "{{"`},
		{"shouted", "{{ VERDICT }}\n", `t.md:1:1: expected a name in lower case after "{{", found "VERDICT"`},
		{"bare argument", "{{ unmet 7 }}\n", `t.md:1:1: expected arguments of unmet in double quotes, found "7"`},
		{"too many", "{{ since \"x\" }}\n", "t.md:1:1: expected no argument after since, found 1"},
		{"too few", "{{ title }}\n", `t.md:1:1: expected "KIND OF DOCUMENT" after title`},
		{"within text", "see {{ unmet }}\n", "t.md:1:5: expected unmet on a line of its own, with blank lines around it"},
		{"no number", "{{ unmet \"many\" }}\n", `t.md:1:1: expected a number, found "many"`},
		{"no criterion", "text\n\nas {{ measure \"P-9\" }} says\n", `t.md:3:4: unknown criterion "P-9"`},
		{"contents twice", "{{ toc }}\n\n{{ toc }}\n", "t.md:3:1: expected toc once, found it again"},
		{"many parts", strings.Repeat("{{ criteria }}\n\n", 600), "t.md:1001:1: expected at most 500 components that stand alone"},
		{"many marks", "# x\n\n" + strings.Repeat("*a_", 20_000), "t.md:3:1: expected at most 10000 marks such as * and [ in a paragraph"},
		{"no category", "text\n\n{{ criteria \"nope\" }}\n", `t.md:3:1: unknown category "nope"`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			err := writeMarkdown(&bytes.Buffer{}, relay(t), Options{Template: tc.template, TemplateName: "t.md"})
			if err == nil || !strings.HasPrefix(err.Error(), tc.want) {
				t.Errorf("got %v, want %s", err, tc.want)
			}
		})
	}
}

func TestAnOwnTemplateMakesSoMuch(t *testing.T) {
	v := newView(relay(t), Options{Own: true}, false)
	v.out = newOutline(false)
	at := v.in(manuscript{"t.md", "x\n\n{{ criteria }}\n"}, markdown.Call{Name: "criteria", Line: 3, Col: 1})
	v.out.add(piece{Markdown: strings.Repeat("a", mostMade)})
	if !v.within(at) || len(v.faults) > 0 {
		t.Errorf("what is not more than the bound is a fault: %v", v.faults)
	}
	v.out.add(text("more"))
	if v.within(at) || v.faults.Error() != "t.md:3:1: expected a document of at most 64 MiB, found more up to here" {
		t.Errorf("what is more than the bound: %v", v.faults)
	}
}

func TestFaultsShowTheirLine(t *testing.T) {
	faults := Check("t.md", "# x\r\n\r\nsee {{ verdic }} there\r\n")
	want := "    3 | see {{ verdic }} there\n      |     ^~~~~~~~~~~~\n"
	if len(faults) != 1 || faults[0].Excerpt() != want {
		t.Errorf("got %v\n%s", faults, faults[0].Excerpt())
	}
}

func TestTemplateOfANewcomer(t *testing.T) {
	o := Options{TemplateName: "board.md.tmpl", Template: "# {{ project }} for the board\n\nWe are {{ verdict }} at {{ score }} points ({{ compliance }}), the target of p95 is {{ target \"PERF-01\" }}.\n\n{{ verdict }}\n\n## Rest\n\n{{ unmet }}\n"}
	for _, output := range []string{"md", "html"} {
		text := plain(render(t, output, relay(t), o))
		for _, want := range []string{"Relay for the board", "We are conditional at 69.3 points (73.1", "10 ms", "SEC-02", "Conditional"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %q", output, want)
			}
		}
	}
}

func TestNarrativeFaultsHavePlaces(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{"fast: {{ measure \"PERF-99\" }}", `n.md:1:7: unknown criterion "PERF-99"`},
		{"\n{{ score \"x\" }}", `n.md:2:1: unknown category "x", expected one of a and b`},
		{"{{ secrets }}", `n.md:1:1: unknown name "secrets"`},
		{"{{ measure }}", `n.md:1:1: expected "CRITERION" after measure`},
	} {
		if got := CheckNarrative("n.md", tc.text, []string{"PERF-01"}, []string{"b", "a"}); got.Error() != tc.want {
			t.Errorf("%q: got %v, want %s", tc.text, got, tc.want)
		}
	}
	if got := CheckNarrative("n.md", "{{ measure \"PERF-01\" }} `{{ not a call }}`", []string{"PERF-01"}, nil); len(got) > 0 {
		t.Errorf("got %v", got)
	}
}

func TestNarrativeIsSafe(t *testing.T) {
	s := relay(t)
	s.Narrative = []scorecard.Narrative{{Slot: "opening", Text: "<script>alert(1)</script> [x](javascript:alert) ![pixel](http://evil.example/p.png)\n\n<iframe src=x>\n\n{{ measure \"PERF-01\" }}"}}
	o := Options{Template: "{{ narrative \"opening\" }}", TemplateName: "t"}
	p := parsePage(t, render(t, "html", s, o))
	if p.elements["script"] != 1 || p.elements["iframe"]+p.elements["img"] > 0 {
		t.Errorf("elements %v", p.elements)
	}
	md := render(t, "md", s, o)
	for _, want := range []string{"&lt;script>", `\[x](javascript:alert)`, "&lt;iframe", "6.42"} {
		if !strings.Contains(md, want) {
			t.Errorf("the Markdown lacks %q:\n%s", want, md)
		}
	}
}

func TestEveryComponentRendersInBothForms(t *testing.T) {
	for _, c := range Components() {
		if c.Name == "fold" || c.Name == "end" {
			continue // TestFolds
		}
		call := "{{ " + c.Name + " }}"
		switch {
		case strings.HasPrefix(c.Args, `"CRITERION"`):
			call = "{{ " + c.Name + ` "PERF-01" }}`
		case c.Required:
			call = "{{ " + c.Name + ` "9000" }}`
		}
		o := Options{Template: "## Here\n\n" + call + "\n", TemplateName: c.Name}
		if c.Name == "" || c.Doc == "" || !strings.HasSuffix(c.Doc, ".") {
			t.Errorf("%s is not documented", c.Name)
		}
		for _, output := range []string{"md", "html"} {
			render(t, output, relay(t), o)
			if !strings.HasPrefix(c.Args, `"CRITERION"`) {
				render(t, output, &scorecard.Scorecard{}, o)
			}
		}
	}
}

func TestHeadingWithNothingUnderItIsLeftOut(t *testing.T) {
	s := relay(t)
	s.Plan.Tailor = nil
	md := render(t, "md", s, Options{Template: "{{ toc }}\n\n## Changed\n\n{{ tailored }}\n\n## Limits\n\n{{ limits }}\n"})
	if strings.Contains(md, "Changed") || !strings.Contains(md, "## 1 Limits") {
		t.Errorf("got\n%s", md)
	}
}

// many repeats the criteria of the sample.
func many(t testing.TB, times int) *scorecard.Scorecard {
	s := relay(t)
	criteria := s.Criteria
	s.Criteria = nil
	for i := range times {
		for _, c := range criteria {
			c.ID = fmt.Sprintf("%s-%d", c.ID, i)
			s.Criteria = append(s.Criteria, c)
		}
	}
	c := &s.Compliance
	for _, n := range []*int{&c.Met, &c.Warning, &c.Unmet, &c.Unknown, &c.Applicable, &c.NotApplicable, &c.Declared} {
		*n *= times
	}
	s.Narrative = nil
	return s
}

func TestManyCriteriaAreFolded(t *testing.T) {
	s := many(t, 150)
	text := render(t, "html", s, options(t, "assessment"))
	if !strings.Contains(text, "more, met or not applicable, are listed in assessment.json") || !strings.Contains(text, `class="cat many"`) {
		t.Error("the page lists everything")
	}
	if open := strings.Count(text, `" open>`); open > 400 {
		t.Errorf("%d criteria stand open", open)
	}
	if len(text) > 14<<20 {
		t.Errorf("the page has %d bytes", len(text))
	}
}

func TestSummaryStaysUnderItsBound(t *testing.T) {
	const bound = 65_000
	for name, s := range map[string]*scorecard.Scorecard{"sample": relay(t), "many": many(t, 150), "hostile": poisoned(t), "huge": huge(t)} {
		md := render(t, "md", s, options(t, "summary"))
		if len(md) >= bound {
			t.Errorf("%s: %d bytes", name, len(md))
		}
		if !strings.Contains(md, "**◐ Conditional**") {
			t.Errorf("%s: the verdict is cut", name)
		}
	}
}

// huge has texts that no bound upstream has shortened.
func huge(t testing.TB) *scorecard.Scorecard {
	s := relay(t)
	for i := range s.Criteria {
		s.Criteria[i].Title = strings.Repeat("long ", 20_000)
	}
	return s
}

func BenchmarkPage(b *testing.B) {
	s := many(b, 370)
	o := options(b, "assessment")
	for b.Loop() {
		if err := writePage(&bytes.Buffer{}, s, o); err != nil {
			b.Fatal(err)
		}
	}
}
