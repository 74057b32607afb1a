package report

import (
	"bytes"
	"strings"
	"testing"

	"signoff/internal/report/terminal"
	"signoff/internal/scorecard"
)

// TestWaiversSayWhatTheyAreFor holds the register and explain against the scope
// of a waiver, in a cell of a table and in HTML.
func TestWaiversSayWhatTheyAreFor(t *testing.T) {
	s := relay(t)
	w := &s.Waivers[0]
	w.Rules, w.Paths, w.Version, w.Ticket = []string{"B602", "<b>"}, []string{"legacy/*|*"}, "2.4", "REL-9"
	got := waiverTable(newView(s, Options{}, false), call{})
	for _, want := range []string{`for rule B602 and \<b>`, `for path legacy/\*\|\*`, "for release 2.4", "REL-9"} {
		if !strings.Contains(got.Markdown, want) {
			t.Errorf("the table lacks %q:\n%s", want, got.Markdown)
		}
	}
	if html := string(waiverTable(newView(s, Options{}, true), call{}).HTML); !strings.Contains(html, "for rule B602 and &lt;b&gt;; for path legacy/*|*; for release 2.4; REL-9") {
		t.Errorf("the page lacks the scope:\n%s", html)
	}
	var out bytes.Buffer
	if known, err := terminal.Explain(&out, s, opened(s), w.ID, terminal.Screen{Width: 100}); err != nil || !known {
		t.Fatalf("known %v, error %v", known, err)
	}
	for _, want := range []string{"B602, <b>", "legacy/*|*", "2.4", "REL-9"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("explain lacks %q:\n%s", want, out.String())
		}
	}
}

func TestWaiverStatesHaveWords(t *testing.T) {
	for state, want := range map[string]string{
		"in-force": "in force", "expiring": "ends soon", "expired": "expired, no effect", "not-yet-granted": "not in force yet",
		"out-of-limit": "out of its limit, no effect", "too-long": "longer than waivers may last, no effect", "covers-nothing": "waives nothing",
	} {
		if got := waiverState(&scorecard.Waiver{State: scorecard.WaiverState(state)}).Markdown; !strings.HasSuffix(got, want) {
			t.Errorf("%s reads %q, want %q", state, got, want)
		}
	}
}
