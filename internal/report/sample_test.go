package report

import (
	"os"
	"testing"

	"signoff/internal/scorecard"
	"signoff/templates"
)

// relay is a hand-made assessment with every outcome, every reason for a
// mark, waivers, approvals and narrative.
func relay(t testing.TB) *scorecard.Scorecard {
	t.Helper()
	data, err := os.ReadFile("testdata/relay.json")
	if err != nil {
		t.Fatal(err)
	}
	s, err := scorecard.Parse("testdata/relay.json", data)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// options are what the command line passes for a shipped template.
func options(t testing.TB, template string) Options {
	t.Helper()
	text, err := templates.FS.ReadFile(template + ".md.tmpl")
	if err != nil {
		t.Fatal(err)
	}
	theme, err := templates.FS.ReadFile("page.css")
	if err != nil {
		t.Fatal(err)
	}
	return Options{Template: string(text), TemplateName: template + ".md.tmpl", Theme: string(theme),
		Digest: "b6ad39fdfda2abeb2c13e6c572920bcbc14ed6802834ce1afb815b88398d1555"}
}
