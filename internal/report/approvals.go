package report

import (
	"cmp"
	"fmt"
	"html/template"
	"strings"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

func countApprovals(v *view) string {
	given := map[string]bool{}
	for _, a := range v.s.Approvals {
		if a.Counts() {
			given[a.Role] = true
		}
	}
	for _, a := range v.s.Approvals {
		if !a.Counts() && a.State != scorecard.Void {
			delete(given, a.Role)
		}
	}
	if len(v.s.Plan.Roles) == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d", len(given), len(v.s.Plan.Roles))
}

// approvals shows who signed this assessment, and leaves lines for those who
// sign on paper. An argument bounds how many roles a short document shows.
func approvals(v *view, at call) piece {
	if len(v.s.Approvals) == 0 {
		return para("", text("No approval is asked for."))
	}
	short, shown := at.given(), v.s.Approvals
	if short {
		shown = shown[:min(len(shown), at.rows())]
	}
	t := table{columns: []column{{head: "Role"}, {head: "State"}, {head: "Name"}, {head: "Date"}, {head: "Notes"}, {head: "Signature"}}}
	var html strings.Builder
	html.WriteString(`<ul class="sigs">` + "\n")
	for _, a := range shown {
		t.rows = append(t.rows, row{cells: []piece{text(a.Role), approvalState(a), text(cmp.Or(a.Name, "nobody yet")),
			text(wording.Moment(a.Date)), text(strings.Join(approvalNotes(a), "; ")), {}}})
		html.WriteString(string(v.signature(a, short)))
	}
	html.WriteString("</ul>\n")
	asked, rest := piece{}, piece{}
	if len(v.s.Plan.Roles) > 0 && !short {
		asked = para("lead", text("Asked for: "+strings.Join(v.s.Plan.Roles, ", ")+"."))
	}
	if left := len(v.s.Approvals) - len(shown); left > 0 {
		rest = para("s", text(fmt.Sprintf("And %d more: see the assessment.", left)))
	}
	return blocks(asked, piece{Markdown: t.markdown(), HTML: template.HTML(html.String())}, rest, para("s q max", v.signing(short)))
}

// signing says what a state of an approval means.
func (v *view) signing(short bool) piece {
	only := text("An approval holds for one assessment: another digest makes it void.")
	if v.o.Digest != "" {
		only = join(" ", text("An approval holds for assessment"), code(wording.Brief(v.o.Digest)), text("only."))
	}
	if short {
		return join(" ", only, text("Signed: by a key of the role. Recorded: a name that is not authenticated."))
	}
	return join(" ", text("Signed: a key of the role signed exactly this record; its date is the signer's own, and it is not a qualified signature. "+
		"Recorded: a name, and nothing shows who wrote it."), only)
}

func approvalState(a scorecard.Approval) piece {
	how := string(a.State)
	if a.State == scorecard.Recorded {
		how = "recorded, not authenticated"
	}
	switch {
	case a.Counts() && a.Condition != "":
		p := state(scorecard.Warning, "approved on a condition, "+how)
		p.Markdown = state(scorecard.Warning, "approved on a condition, "+string(a.State)).Markdown
		return p
	case a.Counts():
		p := state(scorecard.Met, "approved, "+how)
		p.Markdown = state(scorecard.Met, "approved, "+string(a.State)).Markdown
		return p
	case a.State == scorecard.Refused && a.Signer != "":
		return state(scorecard.Unmet, "refused, signed")
	case a.State == scorecard.Refused || a.State == scorecard.Invalid:
		return state(scorecard.Unmet, how)
	case a.State == scorecard.Void:
		return state(scorecard.NotApplicable, how)
	}
	return state(scorecard.Unknown, "not signed yet")
}

func approvalNotes(a scorecard.Approval) []string {
	var notes []string
	if a.Condition != "" {
		notes = append(notes, "condition: "+wording.Clip(a.Condition)+until(a))
	}
	if a.Signer != "" {
		notes = append(notes, "key of "+wording.Clip(a.Signer)+", "+a.Key)
	}
	if a.Unattended {
		notes = append(notes, "recorded by a program")
	}
	for _, n := range a.Notes {
		notes = append(notes, wording.Clip(n))
	}
	if a.Digest != "" {
		notes = append(notes, "sha256 "+wording.Brief(a.Digest))
	}
	return notes
}

func until(a scorecard.Approval) string {
	if a.Until == "" {
		return ""
	}
	return ", by " + wording.Moment(a.Until)
}

// signature is the block of one role on the page.
func (v *view) signature(a scorecard.Approval, short bool) template.HTML {
	said := template.HTML("")
	if short {
		said = para("s q", join(", ", written(a.Name), text(a.Date), text(wording.Clip(a.Condition)+until(a)))).HTML
	} else if list := v.signed(a); len(list) > 0 {
		said = factList(list)
	}
	if a.State == scorecard.Missing {
		class := "pens pen"
		if short {
			class = "pens"
		}
		said += template.HTML(`<div class="` + class + `"><span>Name</span><i></i><span>Signature</span><i></i><span>Date</span><i></i></div>`)
	}
	return `<li class="sig"><h3>` + written(a.Role).HTML + "</h3>" + approvalState(a).HTML + said + "</li>\n"
}

// signed is what is known about a sign-off.
func (v *view) signed(a scorecard.Approval) facts {
	var f facts
	f.add("Name", written(a.Name))
	if a.Date != "" {
		f.add("Date", dated(wording.Moment(a.Date)))
	}
	if a.Condition != "" {
		f.add("Condition", written(wording.Clip(a.Condition)+until(a)))
	}
	f.add("Key of", text(wording.Clip(a.Signer)))
	f.add("Key", code(a.Key))
	if a.Unattended {
		f.add("Recorded", text("by a program, without a person before a terminal"))
	}
	for _, n := range a.Notes {
		f.add("Note", text(wording.Clip(n)))
	}
	if a.Digest != "" {
		what := ", another assessment"
		if a.Digest == v.o.Digest {
			what = ", this assessment"
		}
		f.add("For", join("", code(wording.Brief(a.Digest)), text(what)))
	}
	return f
}

// factList is a list of facts for the page.
func factList(list facts) template.HTML {
	var out strings.Builder
	out.WriteString(`<dl class="facts">`)
	for _, f := range list {
		out.WriteString("<dt>" + string(esc(f.name)) + "</dt><dd>" + string(f.says.HTML) + "</dd>\n")
	}
	out.WriteString("</dl>")
	return template.HTML(out.String())
}
