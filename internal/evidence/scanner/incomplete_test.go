package scanner

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// What a tool says that it did not do must not get lost: no figure shows it.
func TestIncomplete(t *testing.T) {
	for _, c := range []struct {
		format, file, content string
		incomplete, skipped   int
	}{
		{"bandit", "skipped.json", "", 0, 1},
		{"gosec", "suppressed.json", "", 0, 1},
		{"sarif", "kinds.sarif", "", 0, 1},
		{"sarif", "", `{"version":"2.1.0","runs":[]}`, 1, 0},
		{"sarif", "", `{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"invocations":[{"executionSuccessful":false}],"results":[]}]}`, 1, 0},
		{"sarif", "", `{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}}}]}`, 1, 0},
		{"sarif", "", `{"version":"2.1.0","runs":[{"results":null,"tool":{"driver":{"name":"x"}}},{"results":[],"tool":{"driver":{"name":"y"}}}]}`, 1, 0},
		{"sarif", "", `{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"externalPropertyFileReferences":{"results":[{"location":{"uri":"r.sarif"}}]}}]}`, 1, 0},
		{"sarif", "", `{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"results":[],"externalPropertyFileReferences":{"artifacts":[]}}]}`, 0, 0},
		{"trivy", "cluster.json", "", 0, 1},
		{"snyk", "", `[{"vulnerabilities":[],"dependencyCount":1},{"ok":false,"error":"no lockfile","path":"b"}]`, 1, 0},
		{"npm-audit", "", `{"auditReportVersion":2,"error":{"summary":"no registry"},"vulnerabilities":{}}`, 1, 0},
		{"npm-audit", "", `{"error":{"code":"ENOAUDIT","summary":"the endpoint is away","detail":""}}`, 1, 0},
		{"npm-audit", "", `{"error":{"code":"ERR_PNPM_AUDIT_NO_LOCKFILE","message":"no lockfile"}}`, 1, 0},
		{"yarn-audit", "", `{"type":"warning","data":"no license"}` + "\n" + `{"type":"info","data":"no lockfile"}`, 1, 0},
		{"snyk", "", `{"ok":false,"error":"no target files","path":"a"}`, 1, 0},
		{"yarn-audit", "", `{"type":"error","data":"offline"}` + "\n" + `{"type":"auditSummary","data":{"vulnerabilities":{},"totalDependencies":1}}`, 1, 0},
		{"pip-audit", "skipped.json", "", 0, 1},
		{"trufflehog", "v3.jsonl", "", 0, 1},
		{"semgrep", "errors.json", "", 0, 1},
		{"eslint", "fatal.json", "", 0, 1},
		{"golangci-lint", "trouble.json", "", 0, 2},
		{"golangci-lint", "", `{"Issues":null,"Report":{"Error":"timeout exceeded"}}`, 1, 0},
		{"staticcheck", "compile.jsonl", "", 0, 1},
		{"govulncheck", "", `{"config":{"scanner_name":"govulncheck"}}{"SBOM":{}}`, 1, 0},
		{"govulncheck", "clean.json", "", 0, 0},
		{"ruff", "lines.jsonl", "", 0, 1},
		{"mypy", "stopped.txt", "", 1, 0},
		{"pylint", "all.json", "", 0, 2},
		{"hadolint", "unparsed.json", "", 0, 1},
		{"shellcheck", "json1.json", "", 0, 1},
		{"checkov", "frameworks.json", "", 0, 1},
		{"checkov", "", `{"check_type":"terraform","results":{"failed_checks":[]},"summary":{"failed":0,"parsing_errors":2,"checkov_version":"3.2.1"}}`, 0, 1},
		{"kics", "failed.json", "", 0, 2},
		{"dependency-check", "suppressed.xml", "", 0, 1},
		{"brakeman", "some.json", "", 0, 1},
		{"sonarqube", "page.json", "", 1, 0},
		{"sonarqube", "issues.json", "", 0, 0},
		{"zap", "", `<OWASPZAPReport version="2.9.0" generated="Mon, 2 Nov 2026 10:00:00"/>`, 1, 0},
		{"zap", "", `{"@version":"2.14.0","site":[{"@name":"https://a.example"}]}`, 1, 0},
		{"cppcheck", "some.xml", "", 0, 1},
		{"checkstyle", "own.xml", "", 0, 1},
		{"go-vet", "stderr.json", "", 0, 1},
		{"go-vet", "plain.txt", "", 0, 1},
		{"go-vet", "", "# a\n# [a]\na.go:1:1: m\npattern ./...: no modules\n", 1, 0},
		{"gitlab-sast", "", `{"vulnerabilities":[],"scan":{"scanner":{"id":"x"},"status":"failure"}}`, 1, 0},
		{"kube-bench", "", `{"Controls":[],"Totals":{"total_pass":0}}`, 1, 0},
		{"scorecard", "inconclusive.json", "", 0, 1},
		{"hdf", "inspec.json", "", 0, 2},
		{"veracode", "", `{"_embedded":{"findings":[]},"page":{"total_elements":3}}`, 1, 0},
	} {
		data := []byte(c.content)
		if c.file != "" {
			var err error
			if data, err = os.ReadFile(filepath.Join("..", "testdata", c.format, c.file)); err != nil {
				t.Fatal(err)
			}
		}
		i := slices.IndexFunc(Formats, func(f reader.Format) bool { return f.Name == c.format })
		in, sink := reader.Of(c.format+"/"+c.file, data), tally.Compile(fact.Scanner, nil).Sink(c.file)
		if !Formats[i].Claims(in.Head) {
			t.Errorf("%s %s%s: not claimed", c.format, c.file, c.content)
		}
		if err := Formats[i].Read(in, sink); err != nil {
			t.Errorf("%s %s%s: %v", c.format, c.file, c.content, err)
		}
		if facts := sink.Facts; len(facts.Incomplete) != c.incomplete || len(facts.Skipped) != c.skipped {
			t.Errorf("%s %s%s: %v and %v, want %d and %d", c.format, c.file, c.content, facts.Incomplete, facts.Skipped, c.incomplete, c.skipped)
		}
	}
}
