package report

import (
	"os"
	"strings"
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
	s, err := scorecard.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	gauge(s)
	return s
}

// gauge places the figures of the sample, as evaluate does.
func gauge(s *scorecard.Scorecard) {
	for i := range s.Criteria {
		c := &s.Criteria[i]
		target, ok := leading(c.Target)
		if !ok || target == 0 {
			continue
		}
		c.Gauge = &scorecard.Gauge{LowerIsBetter: strings.HasPrefix(c.Target, "<")}
		if v, ok := leading(figure(c)); ok {
			c.Gauge.Value = v / target
		}
		if w, ok := leading(c.Warn); ok {
			c.Gauge.HasWarn, c.Gauge.Warn = true, w/target
		}
	}
}

// leading is the number that a target or a figure starts with.
func leading(s string) (float64, bool) {
	s = strings.TrimLeft(s, "<>= ")
	end := strings.IndexFunc(s, func(r rune) bool { return (r < '0' || r > '9') && r != '.' && r != ',' })
	if end < 0 {
		end = len(s)
	}
	return number(s[:end])
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
