package report

import (
	"slices"
	"strings"

	"signoff/internal/markdown"
	"signoff/internal/report/wording"
)

// ownParts are what a document made from a project's own template has to say
// whatever the template says: where it lacks one, it is added at the end.
var ownParts = []struct{ name, heading string }{
	{"verdict", "Verdict"},
	{"limits", "Limits of this report"},
}

// What a template may make: its components are few, but each can be as long as
// everything that was judged, as often as it is called.
const (
	mostParts = 500
	mostMade  = 64 << 20 // bytes of a project's own template, both forms together
)

// within says whether what a project's own template made so far is not too much,
// and notes at the call where it is.
func (v *view) within(at call) bool {
	if !v.o.Own {
		return true
	}
	for ; v.weighed < len(v.out.parts); v.weighed++ {
		p := v.out.parts[v.weighed]
		v.made += len(p.Markdown) + len(p.HTML)
	}
	if v.made <= mostMade {
		return true
	}
	at.fault("expected a document of at most %d MiB, found more up to here", mostMade>>20)
	return false
}

// complete adds what an own template, or an own style sheet, leaves to the tool
// to say.
func (v *view) complete(doc *markdown.Doc, known []Component) {
	if !v.o.Own && v.o.Brand == "" {
		return
	}
	alone := standing(doc)
	for _, part := range ownParts {
		at := slices.IndexFunc(known, func(c Component) bool { return c.Name == part.name && !c.Inline })
		if !v.o.Own || at < 0 || slices.ContainsFunc(doc.Calls(), func(c markdown.Call) bool { return c.Name == part.name && alone(c) }) {
			continue
		}
		v.out.expect(heading{level: 2, words: text(part.heading), plain: part.heading})
		v.out.class = part.name
		v.out.add(known[at].render(v, call{}))
	}
	v.out.add(v.computed())
}

// computed says who computed what, and whose words and looks the rest has.
func (v *view) computed() piece {
	whose := "The words around them are of the project's own template"
	switch {
	case v.o.Own && v.o.Brand != "":
		whose += ", and the page is styled by the project"
	case v.o.Brand != "":
		whose = "The page is styled by the project"
	}
	return para("computed", join(" ", text("Verdict, figures and limits are computed by signoff: the verdict is"),
		wrap("<b>", text(wording.Ruled(v.s)), "</b>"), text("by"), text(digestWords), join("", code(wording.Brief(v.o.Digest)), text(".")), text(whose+".")))
}

// verdictWords are the verdict as verdict shows it.
func (v *view) verdictWords() piece {
	s := wording.VerdictSign(v.s.Verdict.Outcome)
	word := wrap("<b>", piece{Markdown: "**" + s.Char + " " + s.Word + "**", HTML: esc(s.Char + " " + s.Word)}, "</b>")
	return join(", ", word, text(wording.Released(v.s)))
}

// styled is the limit of a page that is not in the tool's own looks.
func (v *view) styled() string {
	switch {
	case v.o.Own && v.o.Brand != "":
		return "The document is made from a template of the project's own and styled by the project"
	case v.o.Own:
		return "The document is made from a template of the project's own"
	case v.o.Brand != "":
		return "The page is styled by the project"
	}
	return ""
}

// tamed is a project's style sheet without the sign by which it could overrule
// what keeps the tool's own words visible.
func tamed(css string) string {
	if css == "" {
		return ""
	}
	return strings.ReplaceAll(css, "!", "")
}

// visible keeps what the tool says on the page, whatever a project's style sheet
// makes of it.
const visible = `html,body,.page,main{display:block!important;visibility:visible!important;opacity:1!important;height:auto!important;clip-path:none!important;transform:none!important}` +
	`p.computed,p.computed *{display:revert!important;position:static!important;visibility:visible!important;opacity:1!important;font-size:11pt!important;color:#000!important;background:#fff!important;clip-path:none!important;transform:none!important;text-indent:0!important}` +
	`p.computed::before,p.computed::after,p.computed *::before,p.computed *::after{content:none!important}`
