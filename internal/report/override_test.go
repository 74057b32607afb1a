package report

import (
	"strings"
	"testing"

	"signoff/internal/scorecard"
	"signoff/templates"
)

// TestOverrideIsSaid holds that every output says that a person released what is
// not approved, and says nothing of an override that is over. What lists criteria
// alone speaks of no verdict either.
func TestOverrideIsSaid(t *testing.T) {
	speaksOfNoVerdict := map[string]bool{"csv": true, "csv:waivers": true, "csv:findings": true}
	for _, output := range Outputs {
		for _, state := range []scorecard.OverrideState{scorecard.Releases, scorecard.OverrideExpired} {
			s := relay(t)
			s.Overrides = []scorecard.Override{{Name: "Noor Castell", Because: "checkout is down", Ticket: "INC-7", Date: s.AsOf, Until: "2026-11-22T06:00:00Z", State: state, Digest: s.Digest()}}
			o := options(t, "assessment")
			if output.Made != "" {
				text, err := templates.FS.ReadFile(output.Made + ".md.tmpl")
				if err != nil {
					t.Fatal(err)
				}
				o.Template, o.TemplateName = string(text), output.Made
			}
			var text strings.Builder
			if err := output.Write(&text, s, o); err != nil {
				t.Fatal(err)
			}
			said := text.String()
			switch output.Name {
			case "docx":
				said = wordsOf(unpacked(t, []byte(said))["word/document.xml"])
			case "xlsx":
				said = wordsOf(unpacked(t, []byte(said))["xl/worksheets/sheet1.xml"])
			}
			says := strings.Contains(said, "Noor Castell until") || strings.Contains(said, "Noor Castell"+"\u00a0"+"until")
			switch output.Name {
			case "badge":
				says = strings.Contains(said, "%, override")
			case "openmetrics":
				says = strings.Contains(said, "signoff_override{project=\"Relay\"} 1")
			case "json": // the record with its state
				says = strings.Contains(said, `"state": "in-force",`+"\n"+`      "digest"`)
			case "csv:approvals":
				says = strings.Contains(said, "override,Noor Castell,in-force,")
			}
			if want := state == scorecard.Releases && !speaksOfNoVerdict[output.Name]; says != want {
				t.Errorf("%s of an override that is %s says so: %v\n%.600s", output.Name, state, says, said)
			}
		}
	}
}
