package report

import (
	"fmt"
	"html/template"
	"strings"

	"signoff/internal/markdown"
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
	return fmt.Sprintf("%d of %d", len(given), len(v.s.Plan.Roles))
}

// approvals shows who signed this assessment, and leaves lines for those who
// sign on paper.
func approvals(v *view, _ []string) piece {
	if len(v.s.Approvals) == 0 {
		return para("", text("No role was asked to approve."))
	}
	t := table{columns: []column{{head: "Role"}, {head: "State"}, {head: "Name"}, {head: "Date"}, {head: "Notes"}, {head: "Signature"}}}
	var html strings.Builder
	html.WriteString(`<div class="sign">` + "\n")
	for _, a := range v.s.Approvals {
		name, date := a.Name, a.Date
		if name == "" {
			name = "nobody yet"
		}
		if date == "" {
			date = none
		}
		t.rows = append(t.rows, row{cells: []piece{text(a.Role), approvalState(a), text(name), text(moment(date)), text(strings.Join(approvalNotes(a), "; ")), {}}})
		html.WriteString(string(signature(a, name)))
	}
	html.WriteString("</div>\n")
	note := para("s wide", text("Signed: a key of the role signed exactly this record; its date is the signer's own, and it is no qualified signature. "+
		"Recorded: a name, and nothing shows who wrote it. An approval holds for one assessment: another digest makes it void."))
	return blocks(piece{Markdown: t.markdown(), HTML: template.HTML(html.String())}, note)
}

func approvalState(a scorecard.Approval) piece {
	switch {
	case a.Counts() && a.Condition != "":
		return state(scorecard.Warning, a.State+", on a condition")
	case a.Counts():
		return state(scorecard.Met, a.State)
	case a.State == scorecard.Refused || a.State == scorecard.Invalid:
		return state(scorecard.Unmet, a.State)
	case a.State == scorecard.Void:
		return state(scorecard.NotApplicable, a.State)
	}
	return state(scorecard.Unknown, scorecard.Missing)
}

func approvalNotes(a scorecard.Approval) []string {
	var notes []string
	if a.Condition != "" {
		notes = append(notes, "condition: "+clip(a.Condition)+until(a))
	}
	if a.Signer != "" {
		notes = append(notes, "by the key of "+clip(a.Signer)+", "+a.Key)
	}
	if a.Unattended {
		notes = append(notes, "unattended")
	}
	for _, n := range a.Notes {
		notes = append(notes, clip(n))
	}
	if a.Digest != "" {
		notes = append(notes, "sha256 "+brief(a.Digest))
	}
	return notes
}

func until(a scorecard.Approval) string {
	if a.Until == "" {
		return ""
	}
	return ", by " + moment(a.Until)
}

// signature is the block of one role on the page.
func signature(a scorecard.Approval, name string) template.HTML {
	var facts []fact
	if a.Condition != "" {
		facts = append(facts, fact{"Condition", text(clip(a.Condition) + until(a))})
	}
	facts = append(facts, fact{"By", text(name)})
	if a.Signer != "" {
		facts = append(facts, fact{"Key of", text(clip(a.Signer))}, fact{"Key", text(a.Key)})
	}
	if a.Unattended {
		facts = append(facts, fact{"Recorded", text("by a program, without a person before a terminal")})
	}
	if a.Date != "" {
		facts = append(facts, fact{"Date", text(moment(a.Date))})
	}
	for _, n := range a.Notes {
		facts = append(facts, fact{"Note", text(clip(n))})
	}
	if a.Digest != "" {
		facts = append(facts, fact{"Bound to", piece{HTML: "SHA-256 " + code(brief(a.Digest)).HTML + `<span class="dig">` + esc(markdown.OneLine(a.Digest)) + "</span>"}})
	}
	line := `<div class="line"><span>Signature</span><i></i><span>Date</span><i></i></div>`
	switch {
	case a.State == scorecard.Void || a.State == scorecard.Invalid || a.State == scorecard.Signed:
		line = ""
	case a.Name == "":
		line = strings.Replace(line, `"line">`, `"line"><span>Name</span><i></i>`, 1)
	}
	return template.HTML(`<div class="keep"><h3>` + string(esc(a.Role)) + "</h3><p>" + string(approvalState(a).HTML) + "</p>" +
		string(factList(facts)) + line + "</div>\n")
}

// factList is a list of facts for the page.
func factList(facts []fact) template.HTML {
	var out strings.Builder
	out.WriteString(`<dl class="dl">`)
	for _, f := range facts {
		out.WriteString("<dt>" + string(esc(f.name)) + "</dt><dd>" + string(f.says.HTML) + "</dd>\n")
	}
	out.WriteString("</dl>")
	return template.HTML(out.String())
}
