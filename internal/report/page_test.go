package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"signoff/internal/report/wording"
)

const (
	visibleRows = `[...document.querySelectorAll(".c")].filter(row => row.offsetParent !== null)`
	choose      = `(name, value) => { let box = [...document.querySelectorAll("[name=" + name + "]")].find(b => b.type !== "checkbox" || b.value === value); ` +
		`if (box.type === "checkbox") box.checked = true; else box.value = value; ` +
		`box.dispatchEvent(new Event("input", {bubbles: true})); box.dispatchEvent(new Event("change", {bubbles: true})); }`
)

func TestPageInABrowser(t *testing.T) {
	b := newBrowser(t)
	b.window(1440, 900)
	page := render(t, "html", relay(t), options(t, "assessment"))
	b.open(page, "")

	if n := b.number(visibleRows + ".length"); n != 27 {
		t.Errorf("%v criteria are shown, want 27", n)
	}
	b.eval(`(`+choose+`)("o", "unmet")`, nil)
	if shown, n := b.text(`document.getElementById("shown").textContent`), b.number(visibleRows+".length"); n != 3 || shown != "3 of 27 criteria" {
		t.Errorf("unmet shows %v rows and says %q, want 3 of 27", n, shown)
	}
	if hash := b.text("location.hash"); hash != "#filter:outcome=unmet" {
		t.Errorf("the filter is kept as %q", hash)
	}
	b.eval(`(`+choose+`)("q", "coverage STATEMENT")`, nil)
	if ids := b.text(visibleRows + `.map(row => row.querySelector(".id").textContent).join()`); ids != "TEST-03" {
		t.Errorf("words find %s, want TEST-03", ids)
	}
	b.eval(`(`+choose+`)("q", "nothing has this")`, nil)
	if !b.holds(`!document.getElementById("none").hidden`) {
		t.Error("nothing says that no criterion matches")
	}
	b.eval(`new Promise(done => { document.getElementById("tools").reset(); setTimeout(done, 50) })`, nil)
	b.eval(`(`+choose+`)("sort", "worst")`, nil)
	if first := b.text(`document.querySelector("[data-cat=sec] .c").dataset.o`); first != "unmet" {
		t.Errorf("the worst is %s", first)
	}
	b.eval(`(`+choose+`)("sort", "")`, nil)
	if ids := b.text(`[...document.querySelectorAll("[data-cat=sec] .id")].map(e => e.textContent).filter(id => id.startsWith("SEC-")).join()`); !strings.HasPrefix(ids, "SEC-01,SEC-02,SEC-03") {
		t.Errorf("as declared the order is %s", ids)
	}
	b.eval(`document.getElementById("all").click()`, nil)
	if !b.holds(visibleRows + `.every(row => row.open)`) {
		t.Error("not all criteria open")
	}
	b.eval(`document.getElementById("all").click()`, nil)
	if !b.holds(visibleRows + `.every(row => !row.open)`) {
		t.Error("not all criteria close")
	}
	if said := b.complaints(); len(said) > 0 {
		t.Errorf("the browser complains: %s", strings.Join(said, "\n"))
	}
}

func TestDeepLinksOpenInABrowser(t *testing.T) {
	b := newBrowser(t)
	page := render(t, "html", relay(t), options(t, "assessment"))
	for _, id := range []string{"PERF-05", "TEST-04"} {
		b.open(page, "#"+id)
		if !b.holds(`document.getElementById("` + id + `").closest("details").open`) {
			t.Errorf("#%s does not open", id)
		}
		if top := b.number(`document.getElementById("` + id + `").closest("details").querySelector("summary").getBoundingClientRect().top`); top < 0 || top > 800 {
			t.Errorf("#%s stands at %v", id, top)
		}
	}
	b.open(page, "#filter:outcome=unmet,unknown;q=queue")
	if !b.holds(`document.querySelector("[value=unknown]").checked && document.querySelector("[name=q]").value === "queue"`) {
		t.Error("a filter in the address is not set")
	}
}

func TestPageHoldsItsPolicyInABrowser(t *testing.T) {
	b := newBrowser(t)
	b.open(render(t, "html", poisoned(t), options(t, "assessment")), "")
	if said := b.complaints(); len(said) > 0 {
		t.Errorf("hostile evidence is heard: %s", strings.Join(said, "\n"))
	}
	if !b.holds(`new Promise(done => {
		addEventListener("securitypolicyviolation", () => setTimeout(() => done(window.ran === undefined)));
		let script = document.createElement("script");
		script.textContent = "window.ran = true";
		document.body.append(script);
	})`) {
		t.Error("another script ran")
	}
	if !b.holds(`new Promise(done => {
		addEventListener("securitypolicyviolation", e => { if (e.effectiveDirective === "img-src") done(true) });
		new Image().src = "http://127.0.0.1:9/pixel";
	})`) {
		t.Error("the page may ask for a picture")
	}
}

func TestPageWithoutScriptsInABrowser(t *testing.T) {
	b := newBrowser(t)
	b.call("Emulation.setScriptExecutionDisabled", map[string]any{"value": true}, nil)
	b.open(render(t, "html", relay(t), options(t, "assessment")), "")
	var document struct{ Root struct{ NodeID int } }
	b.call("DOM.getDocument", nil, &document)
	find := func(selector string) []int {
		var found struct{ NodeIDs []int }
		b.call("DOM.querySelectorAll", map[string]any{"nodeId": document.Root.NodeID, "selector": selector}, &found)
		return found.NodeIDs
	}
	summaries := find(".c > summary")
	if len(summaries) != 27 || len(find("form[hidden]")) != 1 {
		t.Fatalf("%d criteria, want 27 and no filter", len(summaries))
	}
	for _, id := range summaries {
		var box struct{ Model struct{ Width, Height int } }
		b.call("DOM.getBoxModel", map[string]any{"nodeId": id}, &box)
		if box.Model.Height == 0 {
			t.Error("a criterion is not shown")
		}
	}
}

func TestPageFitsEveryScreenInABrowser(t *testing.T) {
	withFonts(t, func(t *testing.T, b *browser) {
		for _, template := range []string{"assessment", "executive", "matrix", "diff", "summary"} {
			b.open(render(t, "html", relay(t), compareOptions(t, template)), "")
			for _, width := range []int{320, 390, 600, 768, 928, 1024, 1200, 1440} {
				b.window(width, 900)
				if n := b.number("document.documentElement.scrollWidth"); n > float64(width) {
					t.Errorf("%s is %v wide on a screen of %d", template, n, width)
				}
			}
		}
	})
}

// contrasts lists texts whose contrast with what is behind them is under 4.5.
const contrasts = `(() => {
	const light = c => { c /= 255; return c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4; };
	const parts = color => color.match(/[\d.]+/g).map(Number);
	const luminance = c => .2126 * light(c[0]) + .7152 * light(c[1]) + .0722 * light(c[2]);
	const behind = e => { for (; e; e = e.parentElement) { let c = parts(getComputedStyle(e).backgroundColor); if (c[3] !== 0) return c; } return [255, 255, 255]; };
	const poor = new Set();
	for (const e of document.querySelectorAll("main *, nav *")) {
		if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || e.offsetParent === null && !e.ownerSVGElement) continue;
		const style = getComputedStyle(e), ink = luminance(parts(e.ownerSVGElement ? style.fill : style.color)), paper = luminance(behind(e));
		const ratio = (Math.max(ink, paper) + .05) / (Math.min(ink, paper) + .05);
		if (ratio < 4.5) poor.add(e.tagName + "." + (e.className.baseVal ?? e.className) + " " + ratio.toFixed(2));
	}
	return [...poor];
})()`

func TestPageCanBeReadInABrowser(t *testing.T) {
	b := newBrowser(t)
	b.window(1440, 900)
	for _, scheme := range []string{"light", "dark"} {
		b.scheme(scheme)
		for _, template := range []string{"assessment", "diff"} {
			b.open(render(t, "html", relay(t), compareOptions(t, template)), "")
			b.eval(`document.querySelectorAll("details").forEach(d => d.open = true)`, nil)
			var poor []string
			if b.eval(contrasts, &poor); len(poor) > 0 {
				t.Errorf("%s, %s: hard to read: %s", template, scheme, strings.Join(poor, ", "))
			}
		}
	}
	levels := b.text(`[...document.querySelectorAll("h1,h2,h3,h4")].map(h => h.tagName[1]).join("")`)
	for i := 1; i < len(levels); i++ {
		if levels[i] > levels[i-1]+1 {
			t.Errorf("headings jump: %s", levels)
		}
	}
}

func TestTenThousandCriteriaInABrowser(t *testing.T) {
	b := newBrowser(t)
	s := many(t, 371)
	page := render(t, "html", s, options(t, "assessment"))
	b.open(page, "")
	if n := b.number(`document.querySelectorAll("*").length`); n > 150_000 {
		t.Errorf("%v elements", n)
	}
	if n := b.number(`document.querySelectorAll(".bin").length`); n < 40 {
		t.Errorf("the rows lie in %v bins", n)
	}
	b.eval(`(`+choose+`)("o", "unmet")`, nil)
	if n := b.number(`document.querySelectorAll(".c:not([hidden])").length`); n != float64(s.Compliance.Unmet) {
		t.Errorf("the filter shows %v criteria, want %d", n, s.Compliance.Unmet)
	}
	if said := b.complaints(); len(said) > 0 {
		t.Errorf("the browser complains: %s", strings.Join(said, "\n"))
	}
}

func TestTrendStandsInTheOrderOfTime(t *testing.T) {
	md := render(t, "md", relay(t), compareOptions(t, "diff"))
	var days []string
	for _, s := range append(history(t), relay(t)) {
		days = append(days, wording.DayOf(s.AsOf))
	}
	at := make([]int, len(days))
	for i, d := range days {
		at[i] = strings.LastIndex(md, fmt.Sprintf("| %s", d))
	}
	if at[0] < 0 || !slices.IsSorted(at) {
		t.Errorf("%v stand at %v", days, at)
	}
}
