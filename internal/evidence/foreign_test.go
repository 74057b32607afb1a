package evidence

import (
	"strings"
	"testing"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

// Files of tools that no format reads, in the shape of those that one does, as
// their own documentation describes them. None is a clean run of anything.
func TestForeignFiles(t *testing.T) {
	formats := Formats()
	for name, text := range map[string]string{
		"secretlint.json": `[{"filePath":"/a.txt","messages":[],"sourceContent":"x","sourceContentType":"text"}]`,
		"textlint.json":   `[{"messages":[{"type":"lint","ruleId":"no-todo","message":"TODO","line":1,"column":1,"severity":2}],"filePath":"/a.md"}]`,
		"allure.xml":      `<ns2:test-suite xmlns:ns2="urn:model.allure.qatools.yandex.ru" start="1"><name>S</name><test-cases><test-case start="1" status="failed"><name>a</name></test-case></test-cases></ns2:test-suite>`,
		"status.json":     `{"status":"ok","failed_checks":12,"vulnerabilities":[{"id":"CVE-2026-1","severity":"critical"}]}`,
		"result.json":     `{"status":"pass","checks":12,"errors":[]}`,
		"healthy.json":    `{"healthy":true,"findings":[{"severity":"critical"}]}`,
		"runs.json":       `{"version":"1.4","runs":[{"id":7,"results":{"failed":3}}]}`,
		"report.xml":      `<report><package name="a"><problem severity="high"/></package></report>`,
		"results.xml":     `<results version="2"><test name="a" failed="true"/></results>`,
		"lint.json":       `[{"file":"a.yml","line":1,"column":2,"level":"error","code":"E100","message":"m"}]`,
		"paging.json":     `{"paging":{"next":"/2"},"issues":[{"id":1,"severity":"critical"}]}`,
		"profiles.json":   `{"profiles":[{"name":"a","controls":[]}]}`,
		"wfuzz.json":      `[{"chars":28,"code":200,"payload":"/server-status | GET /","lines":0,"method":"GET","url":"https://example.org/"}]`,
		"chkrootkit.txt":  "WARNING: chkdirs: Possible LKM Trojan installed (or chkdirs failed):\n/tmp\n",
		"warnings.json":   `{"scan_info":{"tool":"x"},"warnings":[]}`,
		"trivy.json":      `{"SchemaVersion":2,"ArtifactName":"img","Metadata":{},"Findings":[{"Target":"img","Vulnerabilities":[{"VulnerabilityID":"CVE-2026-1","Severity":"CRITICAL"}]}]}`,
	} {
		if seen := inspectBytes(formats, "foreign", name, []byte(text)); seen.Problem == nil || seen.Problem.Reason != fact.Unreadable {
			t.Errorf("%s: read as %s: %v", name, seen.File.Format, figures(seen))
		}
	}
}

// What an evidence says about a file decides, and only for the reader.
func TestDeclaredFormatDecides(t *testing.T) {
	formats := Formats()
	for _, test := range []struct{ format, text, want string }{
		{"eslint", `[{"messages":[],"filePath":"a.js"}]`, ""},
		{"eslint", `[{"path":"a.js","problems":[]}]`, "messages of a file"},
		{"trivy", `{"Results":[]}`, ""},
		{"trivy", `{"results":[]}`, "nothing in the file is what trivy is read for"},
		{"checkstyle", `<checkstyle/>`, ""},
		{"checkstyle", `<checkstyle><datei><fehler/></datei></checkstyle>`, "nothing in the file is what checkstyle is read for"},
		{"junit", `[]`, "text outside of the root element"},
		{"trivy", " \n", "the file is empty, which trivy never leaves"},
		{"ruff", "", "no bytes prove nothing"},
		{"gosec", `{"results":[],"errors":[],"generated_at":"2026-11-30T10:00:00Z","metrics":{}}`, "; the file looks like bandit"},
	} {
		seen := inspect(of("x", test.text), formats, Source{Format: test.format}, true)
		switch {
		case test.want == "" && seen.Problem != nil:
			t.Errorf("%s: %s: refused: %s", test.format, test.text, seen.Problem.Text)
		case test.want != "" && (seen.Problem == nil || !strings.Contains(seen.Problem.Text, test.want)):
			t.Errorf("%s: %s: got %v, want a refusal with %q", test.format, test.text, seen.Problem, test.want)
		}
	}
}

func TestPathNamesToolsByWholeWords(t *testing.T) {
	formats := Formats()
	for path, want := range map[string]string{
		"scruffy/gitleaks.json": "gitleaks", "trufflehog.json": "", "out/ruff.json": "ruff", "ruffReport.json": "ruff", "eslint8.json": "eslint",
		"golangci/codequality.json": "codeclimate", "code_quality.json": "codeclimate", "pip-audit-eslint.json": "", "a.json": "", "k6/ESLINT.json": "eslint",
	} {
		if seen := inspect(of(path, "[]"), formats, Source{}, true); seen.File.Format != want {
			t.Errorf("%s: got %q, want %q", path, seen.File.Format, want)
		}
	}
}

func TestCleanPackages(t *testing.T) {
	text := strings.Repeat("{}\n", 200)
	if seen := inspect(of("vet.json", text), Formats(), Source{}, true); seen.File.Format != "go-vet" || seen.Problem != nil {
		t.Errorf("got %q, %v", seen.File.Format, seen.Problem)
	}
	if seen := inspect(of("x.json", text), Formats(), Source{}, true); seen.Problem == nil {
		t.Error("nothing tells whose 200 empty objects these are")
	}
}

func of(path, text string) *reader.Input { return reader.Of(path, []byte(text)) }
