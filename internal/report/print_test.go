package report

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"signoff/internal/scorecard"
)

var pdfSheet = regexp.MustCompile(`(?m)^(\d+) 0 obj\n<<\s*/Type /Page\b`)

// sheets are the objects of the pages of a PDF, in order.
func sheets(pdf string) []int {
	var found []int
	for _, m := range pdfSheet.FindAllStringSubmatch(pdf, -1) {
		n, _ := strconv.Atoi(m[1])
		found = append(found, n)
	}
	slices.Sort(found)
	return found
}

// full is an assessment that fills the executive summary to its caps.
func full(t *testing.T) *scorecard.Scorecard {
	s := many(t, 20)
	for len(s.Verdict.Reasons) < 4 {
		s.Verdict.Reasons = append(s.Verdict.Reasons, scorecard.Reason{Code: scorecard.BelowApproved, Text: "compliance is 73.1 %; approved needs at least 95 %"})
	}
	s.Approvals = nil
	for _, role := range []string{"Operations", "Data", "Platform", "Product", "Security"} {
		s.Approvals = append(s.Approvals, scorecard.Approval{Role: role, State: scorecard.Missing})
	}
	for len(s.Categories) < 9 {
		c := s.Categories[0]
		c.ID = "more" + strconv.Itoa(len(s.Categories))
		s.Categories = append(s.Categories, c)
	}
	return s
}

// The executive summary is one sheet, signatures included, whatever the paper
// and the font.
func TestExecutiveIsOneSheetInABrowser(t *testing.T) {
	withFonts(t, func(t *testing.T, b *browser) {
		for name, s := range map[string]*scorecard.Scorecard{"sample": relay(t), "many": many(t, 20), "full": full(t)} {
			b.open(render(t, "html", s, compareOptions(t, "executive")), "")
			for paper, size := range map[string][2]float64{"A4": {8.27, 11.69}, "Letter": {8.5, 11}} {
				if n := len(sheets(b.pdfOn(size[0], size[1]))); n != 1 {
					t.Errorf("%s on %s: the executive summary prints on %d pages", name, paper, n)
				}
			}
		}
	})
}

// A long assessment stays a document that one can print.
func TestAssessmentIsShortOnPaperInABrowser(t *testing.T) {
	b := newBrowser(t)
	for _, tc := range []struct {
		name  string
		s     *scorecard.Scorecard
		pages int
	}{{"sample", relay(t), 9}, {"three hundred", many(t, 11), 50}} {
		b.open(render(t, "html", tc.s, compareOptions(t, "assessment")), "")
		if n := len(sheets(b.pdf())); n > tc.pages {
			t.Errorf("%s: the assessment prints on %d pages, want at most %d", tc.name, n, tc.pages)
		}
	}
}

func TestEverySheetIsNumbered(t *testing.T) {
	for _, template := range []string{"assessment", "executive", "matrix", "diff"} {
		page := render(t, "html", relay(t), compareOptions(t, template))
		if !strings.Contains(page, `@bottom-right{content:counter(page) " of " counter(pages)`) || strings.Contains(page, "size:A4") {
			t.Errorf("%s: the sheets have no numbers", template)
		}
	}
}

// What is open on the screen is on paper, in black on white, without what only
// a screen can use.
func TestPaperShowsWhatMattersInABrowser(t *testing.T) {
	b := newBrowser(t)
	b.open(render(t, "html", relay(t), options(t, "assessment")), "")
	b.call("Emulation.setEmulatedMedia", map[string]any{"media": "print", "features": []map[string]string{{"name": "prefers-color-scheme", "value": "dark"}}}, nil)
	if color := b.text(`getComputedStyle(document.body).backgroundColor`); color != "rgb(255, 255, 255)" {
		t.Errorf("paper is %s", color)
	}
	b.eval(`document.querySelectorAll(".c").forEach(c => c.open = false)`, nil)
	if !b.holds(`[...document.querySelectorAll(".c[data-o=unmet] .facts, .c[data-o=unknown] .facts")].every(e => e.getBoundingClientRect().height > 0)`) {
		t.Error("bad news is folded on paper")
	}
	for _, selector := range []string{".tools", ".toc", ".skip"} {
		if b.text(`getComputedStyle(document.querySelector("`+selector+`")).display`) != "none" {
			t.Errorf("%s is on paper", selector)
		}
	}
	if b.text(`getComputedStyle(document.querySelector(".sig .pens")).display`) == "none" {
		t.Error("there is no line to sign on")
	}
}
