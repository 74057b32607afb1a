package report

import (
	"fmt"
	"strings"
	"testing"

	"signoff/internal/scorecard"
)

// flaws lists what no page may have: tables without caption, heads without
// scope, rows without a head, texts of one chart on each other or outside of it,
// ids twice, links to nowhere, headings that jump, attributes that a policy
// forbids.
const flaws = `(() => {
	const found = [], seen = {};
	const say = (what, e) => found.push(what + ": " + e.outerHTML.slice(0, 120));
	for (const e of document.querySelectorAll("table")) if (!e.caption) say("no caption", e);
	for (const e of document.querySelectorAll("th")) if (!e.scope) say("no scope", e);
	for (const e of document.querySelectorAll("main tbody tr, main tfoot tr")) if (!e.querySelector("th")) say("no row head", e);
	for (const e of document.querySelectorAll("[id]")) { if (seen[e.id]) say("id twice", e); seen[e.id] = true; }
	for (const e of document.querySelectorAll("a[href^='#']")) if (!seen[decodeURIComponent(e.hash.slice(1))]) say("dead link", e);
	for (const e of document.querySelectorAll("body :not(.many .bin)[style], body [onclick]")) say("attribute", e);
	let level = 0;
	for (const e of document.querySelectorAll("h1,h2,h3,h4,h5")) { const n = +e.tagName[1]; if (n > level + 1) say("heading jumps", e); level = n; }
	for (const svg of document.querySelectorAll("svg")) {
		const frame = svg.getBoundingClientRect(), boxes = [...svg.querySelectorAll("text")].map(e => e.getBoundingClientRect());
		if (!frame.width) continue;
		boxes.forEach((a, i) => {
			if (a.left < frame.left - 1 || a.right > frame.right + 1) say("text leaves its chart", svg);
			boxes.slice(i + 1).forEach(b => { if (a.left < b.right && b.left < a.right && a.top < b.bottom - 1 && b.top < a.bottom - 1) say("texts meet", svg); });
		});
	}
	return found;
})()`

// odd are assessments that pages have broken on: none, one and three hundred
// criteria, ids of 45 letters, titles that run from right to left.
func odd(t *testing.T) map[string]*scorecard.Scorecard {
	none, one, long, arabic := relay(t), relay(t), relay(t), relay(t)
	none.Criteria, none.Categories, none.Compliance, none.Waivers = nil, nil, scorecard.Compliance{}, nil
	none.Verdict = scorecard.Verdict{Outcome: scorecard.Indeterminate}
	one.Criteria, one.Categories = one.Criteria[:1], one.Categories[:1]
	none.Narrative, one.Narrative, long.Narrative = nil, nil, nil
	for i := range long.Criteria {
		long.Criteria[i].ID = fmt.Sprintf("A-%s-%02d", strings.Repeat("abcdefghij", 4), i)
	}
	for i := range arabic.Criteria {
		arabic.Criteria[i].Title = "زمن الاستجابة عند الشريحة 95"
	}
	arabic.Lang = "ar"
	return map[string]*scorecard.Scorecard{"sample": relay(t), "none": none, "one": one, "long ids": long, "arabic": arabic, "three hundred": many(t, 11)}
}

func TestPagesHaveNoFlawsInABrowser(t *testing.T) {
	withFonts(t, func(t *testing.T, b *browser) {
		for name, s := range odd(t) {
			list := []string{"assessment", "executive", "readiness", "matrix"}
			if name == "three hundred" { // what is long costs most, and these are the longest
				list = list[:2]
			}
			if name == "sample" || name == "long ids" {
				list = append(list, "comment", "summary", "signing")
			}
			for _, template := range list {
				b.window(1440, 900)
				b.open(render(t, "html", s, compareOptions(t, template)), "")
				var found []string
				if b.eval(flaws, &found); len(found) > 0 {
					t.Errorf("%s, %s: %s", name, template, strings.Join(found[:min(5, len(found))], "\n"))
				}
				for _, width := range []int{320, 390, 600, 768, 928, 1024, 1200, 1440} {
					b.window(width, 900)
					if n := b.number("document.documentElement.scrollWidth"); n > float64(width) {
						t.Errorf("%s, %s is %v wide on a screen of %d", name, template, n, width)
					}
				}
			}
		}
	})
}

func TestEachCriterionStandsInFullOnceInABrowser(t *testing.T) {
	b := newBrowser(t)
	s := relay(t)
	b.open(render(t, "html", s, options(t, "assessment")), "")
	for i := range s.Criteria {
		id := s.Criteria[i].ID
		if n := b.number(`[...document.querySelectorAll("h1,h2,h3,h4")].filter(h => h.textContent.includes("` + id + ` ")).length`); n != 1 {
			t.Errorf("%s stands in %v headings", id, n)
		}
		if !b.holds(`document.getElementById("` + id + `").classList.contains("panel")`) {
			t.Errorf("#%s is not its panel", id)
		}
	}
}

// A target reads the same where the page runs from right to left.
func TestTargetsKeepTheirOrderFromRightToLeftInABrowser(t *testing.T) {
	b := newBrowser(t)
	s := relay(t)
	s.Lang = "ar"
	b.open(render(t, "html", s, options(t, "assessment")), "")
	var turned []string
	b.eval(`[...document.querySelectorAll(".c .w bdi, .c .v bdi")].filter(e => {
		const text = e.firstChild, n = text.data.length;
		if (n < 2) return false;
		const at = i => { const r = document.createRange(); r.setStart(text, i); r.setEnd(text, i + 1); return r.getBoundingClientRect(); };
		return at(0).left > at(n - 1).left && at(0).top === at(n - 1).top;
	}).map(e => e.textContent)`, &turned)
	if len(turned) > 0 || b.text("document.dir") != "rtl" {
		t.Errorf("dir %s: these are turned: %v", b.text("document.dir"), turned)
	}
}

// With forced colours every outcome keeps its shape and its word, and what a bar
// ends at has a line.
func TestForcedColoursKeepShapeAndWordInABrowser(t *testing.T) {
	b := newBrowser(t)
	b.window(1440, 900)
	for _, template := range []string{"assessment", "executive", "readiness"} {
		b.open(render(t, "html", quoting(t), options(t, template)), "")
		b.call("Emulation.setEmulatedMedia", map[string]any{"features": []map[string]string{{"name": "forced-colors", "value": "active"}}}, nil)
		if n := b.number(`[...document.querySelectorAll("main .o.met, main .o.unmet, main .o.unknown, main .o.warning")].filter(e => !e.querySelector("svg") || !e.textContent.trim()).length`); n > 0 {
			t.Errorf("%s: %v outcomes lack shape or word", template, n)
		}
		if n := b.number(`[...document.querySelectorAll(".gauge .track")].filter(e => getComputedStyle(e).stroke === "none").length`); n > 0 {
			t.Errorf("%s: %v tracks have no edge", template, n)
		}
	}
}

// What is quoted and spoken fits on every screen, evidence that nobody declares is
// no dead link, and all of it is read without a script.
func TestQuotedPartsHaveNoFlawsInABrowser(t *testing.T) {
	withFonts(t, func(t *testing.T, b *browser) {
		s := quoting(t)
		s.Criteria[0].Evidence = append(s.Criteria[0].Evidence, scorecard.Place{ID: "undeclared"})
		for _, script := range []bool{true, false} {
			b.window(1440, 900)
			b.open(render(t, "html", s, options(t, "readiness")), "")
			var found []string
			if b.eval(flaws, &found); len(found) > 0 {
				t.Errorf("script %v: %s", script, strings.Join(found[:min(5, len(found))], "\n"))
			}
			for _, width := range []int{320, 390, 600, 768, 928, 1024, 1200, 1440} {
				b.window(width, 900)
				if n := b.number("document.documentElement.scrollWidth"); n > float64(width) {
					t.Errorf("script %v: %v wide on a screen of %d", script, n, width)
				}
			}
			b.call("Emulation.setScriptExecutionDisabled", map[string]any{"value": script}, nil)
		}
	})
}
