package report

import (
	"html/template"
	"strings"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// controlID is where document control stands on a page.
const controlID = "s:document-control"

// control is what identifies the document and what it rests on: what the project
// declares of it, and what was used to make it.
func control(v *view, _ call) piece {
	s := v.s
	var made, declared facts
	made.add("Title", written(wording.Name(s)))
	made.add("Status", text(wording.Ruled(s)))
	if v.o.Digest != "" {
		made.add("Assessment", code("sha256 "+v.o.Digest))
	}
	made.add("Criteria", code("sha256 "+s.Plan.SHA256))
	for _, p := range s.Plan.Packs {
		made.add("Pack", join(" ", text(p.Name), code("sha256 "+wording.Brief(p.SHA256))))
	}
	made.add("As of", text(wording.Judged(s)+wording.Settled(s)))
	if s.Commit == "" {
		made.add("Commit", text("not known"))
	} else {
		made.add("Commit", code(s.Commit))
	}
	for _, x := range s.Plan.Params {
		made.add("Parameter", text(x.Name+" = "+wording.Clip(x.Value)+", "+x.From))
	}
	made.add("Made by", text(strings.TrimSpace(s.Tool.Name+" "+s.Tool.Version)))
	made.add("Check it", code("signoff verify BUNDLE"))

	c := s.Control
	if c == nil {
		c = &scorecard.Control{}
	}
	var unset []string
	say := func(label, value string) {
		if value == "" {
			unset = append(unset, strings.ToLower(label))
			return
		}
		declared.add(label, written(value))
	}
	say("Document", c.ID)
	say("Document version", c.Version)
	if e := v.earlier(); e != nil {
		declared.add("Replaces", join(", ", text(e.Release), code(wording.Brief(e.Digest()))))
	}
	say("Distribution", c.Distribution)
	say("Class", c.Classification)
	say("Contact", c.Contact)
	for _, x := range s.Contacts {
		declared.add("Contact", join(", ", written(x.Name), text(x.For), text(x.Address)))
	}
	if s.Period != "" {
		declared.add("Period", text(s.Period))
	}
	if s.Branch != "" {
		declared.add("Branch", code(s.Branch))
	}
	if len(unset) > 0 {
		declared.add("Not set", text(strings.Join(unset, ", ")))
	}
	p := piece{Markdown: factLines(made) + factLines(declared),
		HTML: template.HTML(`<div class="two">`) + factList(made) + factList(declared) + "</div>\n"}
	return blocks(p, para("s q max", text(v.rules())))
}

// factLines are facts as a list in Markdown.
func factLines(list facts) string {
	var out strings.Builder
	for _, f := range list {
		out.WriteString("- " + f.name + ": " + strings.TrimPrefix(f.says.Markdown, "; ") + "\n")
	}
	return out.String()
}

// rules say what the verdict asks, and the exact figures that decided.
func (v *view) rules() string {
	s := v.s
	said := "The verdict: " + wording.Thresholds(s.Plan.Thresholds) + "; each only when no blocker is open."
	if grades := wording.Grades(s.Plan.Thresholds); grades != "" {
		said += " Grades: " + grades + "."
	}
	if s.Compliance.Exact != "" {
		said += " Exact: compliance " + s.Compliance.Exact + ", score " + s.Score.Exact + "."
	}
	return said
}
