package report

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"signoff/internal/scorecard"
)

var (
	pdfSheet = regexp.MustCompile(`(?m)^(\d+) 0 obj\n<<\s*/Type /Page\b`)
	pdfPlace = regexp.MustCompile(`(?m)/(s:[a-z-]+) \[(\d+) 0 R /XYZ`)
)

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

// startPages says on which page every section of a PDF starts.
func startPages(pdf string) map[string]int {
	at, pages := map[string]int{}, sheets(pdf)
	for _, m := range pdfPlace.FindAllStringSubmatch(pdf, -1) {
		n, _ := strconv.Atoi(m[2])
		at[m[1]] = slices.Index(pages, n) + 1
	}
	return at
}

func TestExecutivePrintsOnTwoPagesInABrowser(t *testing.T) {
	withFonts(t, func(t *testing.T, b *browser) {
		for name, s := range map[string]*scorecard.Scorecard{"sample": relay(t), "many": many(t, 20)} {
			b.open(render(t, "html", s, options(t, "executive")), "")
			if n := len(sheets(b.pdf())); n != 2 {
				t.Errorf("%s: the executive summary prints on %d pages", name, n)
			}
		}
	})
}

// The sheet that is signed carries the signature block alone, whole.
func TestSignaturesHaveTheirOwnSheetInABrowser(t *testing.T) {
	b := newBrowser(t)
	s := relay(t)
	for _, role := range []string{"Operations", "Data", "Platform", "Product"} {
		s.Approvals = append(s.Approvals, scorecard.Approval{Role: role, State: "missing"})
	}
	b.open(render(t, "html", s, options(t, "assessment")), "")
	at := startPages(b.pdf())
	if at["s:verdict"] != 1 || at["s:next-phase"] >= at["s:approvals"] || at["s:evidence"] != at["s:approvals"]+1 {
		t.Errorf("the sections start on the pages %v", at)
	}
	if at["s:criteria"] == at["s:technical-debt"] || at["s:criteria"] == at["s:recommendations"] {
		t.Errorf("the criteria start on page %d of %v", at["s:criteria"], at)
	}
}

func TestEverySheetIsNumbered(t *testing.T) {
	for _, template := range []string{"assessment", "executive", "matrix", "diff"} {
		page := render(t, "html", relay(t), compareOptions(t, template))
		if !strings.Contains(page, `@bottom-right{content:counter(page) " of " counter(pages)`) || !strings.Contains(page, "@page{size:A4") {
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
	if !b.holds(`[...document.querySelectorAll(".c[data-o=unmet] .dl, .c[data-o=unknown] .dl")].every(e => e.getBoundingClientRect().height > 0)`) {
		t.Error("bad news is folded on paper")
	}
	for _, selector := range []string{".tools", ".side", ".skip"} {
		if b.text(`getComputedStyle(document.querySelector("`+selector+`")).display`) != "none" {
			t.Errorf("%s is on paper", selector)
		}
	}
	if b.text(`getComputedStyle(document.querySelector(".sign .line")).display`) == "none" {
		t.Error("there is no line to sign on")
	}
}
