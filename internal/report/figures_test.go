package report

import (
	"flag"
	"html"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
	"signoff/templates"
)

// figuresOf are what every document says of the whole, as it is shown.
func figuresOf(s *scorecard.Scorecard) []string {
	c := s.Compliance
	if c.Applicable == 0 {
		return nil
	}
	list := []string{wording.Percent(c.Strict), wording.Share(c.Satisfied(), c.Applicable)}
	if c.Waived > 0 {
		satisfied, of := wording.Lenient(s)
		list = append(list, wording.Percent(c.WithWaivers), wording.Share(satisfied, of))
	}
	return list
}

// holdFigures holds that page, Markdown, terminal, comment, summary, Word, Excel
// and JSON show the same strings.
func holdFigures(t fataler, s *scorecard.Scorecard) {
	t.Helper()
	theme, err := templates.FS.ReadFile("page.css")
	if err != nil {
		t.Fatalf("%v", err)
	}
	for _, name := range []string{"html", "md", "table", "comment", "summary", "docx", "xlsx", "json"} {
		for _, output := range Outputs {
			if output.Name != name {
				continue
			}
			made := output.Made
			if made == "" {
				made = "assessment"
			}
			template, err := templates.FS.ReadFile(made + ".md.tmpl")
			if err != nil {
				t.Fatalf("%v", err)
			}
			var out strings.Builder
			if err := output.Write(&out, s, Options{Template: string(template), TemplateName: made, Theme: string(theme), Digest: strings.Repeat("ab", 32)}); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			text, want := out.String(), figuresOf(s)
			switch name {
			case "html":
				text = html.UnescapeString(plainText(text))
			case "docx":
				text = wordsOf(unpacked(t, []byte(text))["word/document.xml"])
			case "xlsx":
				text = wordsOf(unpacked(t, []byte(text))["xl/worksheets/sheet1.xml"])
				want = nil
				for _, f := range figuresOf(s) {
					if strings.HasSuffix(f, "%") { // the counts are cells of their own
						want = append(want, f)
					}
				}
			case "json":
				back, err := scorecard.Parse("json", []byte(text))
				if err != nil {
					t.Fatalf("%v", err)
				}
				text = strings.Join(figuresOf(back), "\n") + "\n" + wording.Points(back.Score.Strict)
			}
			if name != "comment" && s.Compliance.Applicable > 0 {
				want = append(want, wording.Points(s.Score.Strict))
			}
			for _, f := range want {
				if !strings.Contains(text, f) {
					t.Fatalf("%s does not show %q of %s:\n%.3000s", name, f, s.Project, text)
				}
			}
		}
	}
}

// draws is how many random scorecards the outputs are compared on.
var draws = flag.Int("draws", 4, "compare the outputs on so many random scorecards")

func TestFiguresAreEqualEverywhere(t *testing.T) {
	for _, s := range samples(t) {
		holdFigures(t, s)
	}
	random := rapid.Custom(func(rt *rapid.T) *scorecard.Scorecard { return shuffled(rt, relay(t)) })
	for seed := range *draws {
		holdFigures(t, random.Example(seed))
	}
}

// TestFirstScreenInABrowser holds what each reader looks for on the first screen:
// whether it may go out, why and how far off; whose the blocker is and by when;
// what changed; which document this is.
func TestFirstScreenInABrowser(t *testing.T) {
	b := newBrowser(t)
	b.window(1440, 900)
	s := relay(t)
	blocker := ""
	for i := range s.Criteria {
		if c := &s.Criteria[i]; c.Blocker && !c.Outcome.Satisfied() && c.Counts() {
			c.Owner, c.Due, blocker = "the owner of the blocker", "2026-12-01", c.ID
			break
		}
	}
	o := compareOptions(t, "assessment")
	b.open(render(t, "html", s, o), "")
	const seen = `(words => {
		const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		for (let n; (n = walk.nextNode());) {
			if (!n.data.includes(words)) continue;
			const r = document.createRange(); r.selectNodeContents(n);
			const box = r.getBoundingClientRect();
			if (box.width && box.bottom <= innerHeight && box.top >= 0) return true;
		}
		return false;
	})`
	for reader, words := range map[string][]string{
		"manager":  {wording.VerdictSign(s.Verdict.Outcome).Word, "To become", wording.Percent(s.Compliance.Strict)},
		"lead":     {blocker, "the owner of the blocker", "2026-12-01"},
		"engineer": {"Since last time"},
		"auditor":  {wording.Brief(o.Digest), "document control"},
	} {
		for _, w := range words {
			if !b.holds(seen + `("` + w + `")`) {
				t.Errorf("the %s does not find %q on the first screen", reader, w)
			}
		}
	}
}
