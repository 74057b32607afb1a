package report

import (
	"os"
	"strings"
	"testing"
)

// press sends a key to the page.
func (b *browser) press(key, code string, virtual int, text string) {
	b.t.Helper()
	down := map[string]any{"type": "keyDown", "key": key, "code": code, "windowsVirtualKeyCode": virtual}
	if text != "" {
		down["text"] = text
	}
	b.call("Input.dispatchKeyEvent", down, nil)
	b.call("Input.dispatchKeyEvent", map[string]any{"type": "keyUp", "key": key, "code": code, "windowsVirtualKeyCode": virtual}, nil)
}

// tabTo goes on with the keyboard until what has the focus is wanted.
func (b *browser) tabTo(wanted string) {
	b.t.Helper()
	for range 400 {
		b.press("Tab", "Tab", 9, "")
		if b.holds(`document.activeElement.matches(` + "`" + wanted + "`" + `)`) {
			return
		}
	}
	b.t.Fatalf("the keyboard does not reach %s", wanted)
}

func TestKeyboardDoesEverythingInABrowser(t *testing.T) {
	b := newBrowser(t)
	b.window(1440, 900)
	b.open(render(t, "html", relay(t), options(t, "assessment")), "")
	b.press("Tab", "Tab", 9, "")
	if first := b.text("document.activeElement.className"); first != "skip" {
		t.Errorf("the first stop of the keyboard is %q", first)
	}
	if shown := b.text(`getComputedStyle(document.activeElement).outlineStyle`); shown != "solid" {
		t.Errorf("what has the focus is marked by %s", shown)
	}
	b.tabTo("[name=q]")
	for _, r := range "queue" {
		b.press(string(r), "", 0, string(r))
	}
	if n := b.number(visibleRows + ".length"); n == 0 || n > 5 {
		t.Errorf("typing a word leaves %v criteria", n)
	}
	b.tabTo("[name=o]")
	b.press(" ", "Space", 32, " ")
	if !b.holds(`document.activeElement.checked`) {
		t.Error("the space bar does not choose an outcome")
	}
	b.tabTo("[type=reset]")
	b.press("Enter", "Enter", 13, "\r")
	b.eval(`new Promise(done => setTimeout(done, 50))`, nil)
	if n := b.number(visibleRows + ".length"); n != 27 {
		t.Errorf("after clearing %v criteria are shown", n)
	}
	b.tabTo(".c:not([open]) > summary")
	b.press("Enter", "Enter", 13, "\r")
	if !b.holds(`document.activeElement.parentElement.open`) {
		t.Error("the enter key does not open a criterion")
	}
}

func TestNothingMovesInABrowser(t *testing.T) {
	b := newBrowser(t)
	for _, width := range []int{1440, 390} {
		b.window(width, 900)
		for _, template := range []string{"assessment", "executive", "matrix", "diff"} {
			b.open(render(t, "html", relay(t), compareOptions(t, template)), "")
			if moved := b.number(`new Promise(done => {
				let sum = 0;
				new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value }).observe({type: "layout-shift", buffered: true});
				requestAnimationFrame(() => setTimeout(() => done(sum), 100));
			})`); moved > 0 {
				t.Errorf("%s on %d: the layout shifts by %v", template, width, moved)
			}
			if said := b.complaints(); len(said) > 0 {
				t.Errorf("%s: the browser complains: %s", template, strings.Join(said, "\n"))
			}
		}
	}
}

// serious lists what axe-core calls serious or critical.
const serious = `axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations
	.filter(v => v.impact === "serious" || v.impact === "critical")
	.map(v => v.id + ": " + v.help + ": " + v.nodes.map(n => n.html.slice(0, 200)).slice(0, 3).join(" | ")))`

// axe-core is no part of the repository: AXE_CORE names its file where it is
// installed.
func TestAxeFindsNothingSeriousInABrowser(t *testing.T) {
	path := os.Getenv("AXE_CORE")
	if path == "" {
		t.Skip("AXE_CORE does not name axe.min.js of axe-core")
	}
	script, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b := newBrowser(t)
	b.call("Page.setBypassCSP", map[string]any{"enabled": true}, nil)
	for _, template := range []string{"assessment", "executive", "matrix", "diff", "summary"} {
		page := render(t, "html", relay(t), compareOptions(t, template))
		for _, screen := range []struct {
			scheme string
			width  int
		}{{"light", 1440}, {"dark", 1440}, {"light", 390}, {"dark", 390}} {
			b.scheme(screen.scheme)
			b.window(screen.width, 900)
			b.open(page, "")
			b.eval(`document.querySelectorAll("details").forEach(d => d.open = true)`, nil)
			b.eval(string(script)+"; 0", nil)
			var found []string
			if b.eval(serious, &found); len(found) > 0 {
				t.Errorf("%s, %s, %d wide:\n%s", template, screen.scheme, screen.width, strings.Join(found, "\n"))
			}
		}
	}
}
