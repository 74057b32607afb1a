package report

import (
	"io"
	"strings"
	"testing"

	"signoff/internal/scorecard"
)

func rejected(t *testing.T) *scorecard.Scorecard {
	t.Helper()
	s := relay(t)
	s.Verdict.Outcome = scorecard.Rejected
	return s
}

func TestAnOwnTemplateCannotSpeakForTheTool(t *testing.T) {
	o := Options{Own: true, TemplateName: "t.md", Digest: strings.Repeat("a", 64), Template: "# Board paper\n\nVerdict: **approved**.\n\n```\nverdict\n"}
	for _, form := range []string{"md", "html"} {
		got := render(t, form, rejected(t), o)
		for _, want := range []string{"Rejected", "Limits of this report", "computed by signoff", "is made from a template of the project"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: the document lacks %q", form, want)
			}
		}
	}
	o.Template = "{{ title \"Board\" }}\n\n## Verdict\n\n{{ verdict }}\n\n## Limits\n\n{{ limits }}\n"
	if got := render(t, "md", rejected(t), o); strings.Count(got, "## Verdict") != 1 || strings.Contains(got, "Limits of this report") || !strings.Contains(got, "computed by signoff") {
		t.Errorf("what the template has is said twice, or nobody says who computed it:\n%s", got)
	}
	o.Own = false
	if got := render(t, "md", rejected(t), o); strings.Contains(got, "computed by signoff") {
		t.Error("a template of ours says whose it is")
	}
}

func TestAnOwnStyleCannotHideWhoComputed(t *testing.T) {
	o := Options{TemplateName: "t.md", Template: "{{ verdict }}\n", Brand: "p.computed { display: none !important } p.computed{display:none !\\important}"}
	got := render(t, "html", rejected(t), o)
	if !strings.Contains(got, "styled by the project") || !strings.Contains(got, visible) {
		t.Error("the page does not say that it is styled, or the style may hide it")
	}
	if before, _, _ := strings.Cut(got, visible); strings.Contains(before[strings.Index(before, "p.computed { display"):], "!important }") {
		t.Error("the style may overrule the tool's own")
	}
}

func TestABoundHoldsTheVerdict(t *testing.T) {
	long := strings.Repeat("Words of the project. ", 2000)
	for _, bound := range []string{"5000", "6000", "64000"} {
		o := Options{Own: true, TemplateName: "t.md", Template: "{{ atmost \"" + bound + "\" }}\n\n" + long + "\n\n## Verdict\n\n{{ verdict }}\n\n## More\n\n{{ criteria }}\n"}
		got := render(t, "md", rejected(t), o)
		if !strings.Contains(got, "**✗ Rejected**") || !strings.Contains(got, "computed by signoff") {
			t.Errorf("%s: the verdict was cut", bound)
		}
		if n := map[string]int{"5000": 5000, "6000": 6000, "64000": 64000}[bound]; len(got) > n {
			t.Errorf("%d bytes, the bound is %s", len(got), bound)
		}
	}
	err := writeMarkdown(io.Discard, rejected(t), Options{TemplateName: "t.md", Template: "{{ atmost \"300\" }}\n\n{{ verdict }}\n"})
	if err == nil || !strings.Contains(err.Error(), "expected a bound of at least 1") {
		t.Errorf("a bound that holds no verdict: %v", err)
	}
}
