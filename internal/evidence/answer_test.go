package evidence

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"signoff/internal/fact"
	"signoff/internal/open"
	"signoff/internal/tally"
)

func TestSecretsAreMaskedAndReported(t *testing.T) {
	const clean = `<testsuite name="s" tests="1"><testcase classname="c" name="NAME"/></testsuite>`
	const failed = `<testsuite name="s" tests="1" failures="1"><testcase classname="c" name="b"><failure message="NAME"/></testcase></testsuite>`
	const rule = `{"errors": [], "generated_at": "2026-11-20T10:00:00Z", "metrics": {}, "results": [{"test_id": "NAME", "issue_severity": "LOW", "filename": "a.py", "line_number": 7, "issue_text": "b"}]}`
	token := "gh" + "p_" + "abcdefg1234567Zt3mKp9Wb2Lx8Rv5Yd4Hs6"
	dir := t.TempDir()
	for name, text := range map[string]string{
		"plain.xml":   strings.Replace(clean, "NAME", "a", 1),
		"message.xml": strings.Replace(failed, "NAME", token, 1),
		"damaged.xml": "<" + token,
		"rule.json":   strings.Replace(rule, "NAME", token, 1),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	measure, _ := tally.MeasureNamed("tests.failed")
	request := Request{Root: open.NewRoot(dir, open.Limits{}), Formats: Formats()}
	for _, id := range []string{"plain", "message"} {
		request.Sources = append(request.Sources, Source{ID: id, Paths: []string{id + ".xml"}})
	}
	request.Asks = []Ask{{Sources: []string{"plain", "message"}, Question: fact.Question{Measure: measure}}}
	findings, _ := tally.MeasureNamed("findings.total")
	request.Sources = append(request.Sources, Source{ID: "rule", Paths: []string{"rule.json"}})
	request.Asks = append(request.Asks, Ask{Sources: []string{"rule"}, Question: fact.Question{Measure: findings}})
	register, answers := Gather(request)
	if rules := register[2].Rules; len(rules) != 1 || rules[0].ID != "[redacted: github-token]" || !register[2].Redacted {
		t.Errorf("rules are %+v", rules)
	}
	if register[0].Redacted || !register[1].Redacted {
		t.Errorf("redacted are %t and %t, want the second alone", register[0].Redacted, register[1].Redacted)
	}
	if e := answers[0].Exhibits; len(e) != 1 || e[0].Text != "[redacted: github-token]" {
		t.Errorf("exhibits are %+v", e)
	}
	if seen := Inspect(request.Root, request.Formats, "damaged.xml", Source{}, false); seen.Problem == nil || strings.Contains(seen.Problem.Text, token) {
		t.Errorf("a damaged file shows %+v", seen.Problem)
	}
}
