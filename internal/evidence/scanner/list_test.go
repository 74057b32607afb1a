package scanner

import (
	"slices"
	"strings"
	"testing"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// A report without the list of its findings is no clean run; where the tool
// writes null for an empty list, null is one.
func TestListOfFindings(t *testing.T) {
	for _, c := range []struct{ format, content, missing string }{
		{"bandit", `{"errors":[],"generated_at":"2026-11-02T10:00:00Z","metrics":{}}`, "results"},
		{"bandit", `{"errors":[],"generated_at":"2026-11-02T10:00:00Z","metrics":{},"results":null}`, "results"},
		{"bandit", `{"errors":[],"generated_at":"2026-11-02T10:00:00Z","metrics":{},"results":[]}`, ""},
		{"gosec", `{"Golang errors":{},"Issues":null,"Stats":{"nosec":0}}`, ""},
		{"gosec", `{"Golang errors":{},"Stats":{"nosec":0}}`, "Issues"},
		{"grype", `{"matches":null,"descriptor":{"name":"grype"}}`, "matches"},
		{"grype", `{"ignoredMatches":[],"descriptor":{"name":"grype"}}`, "matches"},
		{"snyk", `{"ok":true,"dependencyCount":3,"vulnerabilities":null}`, "vulnerabilities"},
		{"snyk", `[{"vulnerabilities":[],"dependencyCount":1},{"ok":true,"path":"b"}]`, "vulnerabilities"},
		{"npm-audit", `{"auditReportVersion":2,"metadata":{}}`, "advisories or vulnerabilities"},
		{"npm-audit", `{"auditReportVersion":2,"vulnerabilities":null}`, "advisories or vulnerabilities"},
		{"npm-audit", `{"auditReportVersion":2,"vulnerabilities":{}}`, ""},
		{"pip-audit", `{"dependencies":null,"fixes":[]}`, "dependencies"},
		{"pip-audit", `[{"name":"a","version":"1"}]`, "vulns of a dependency"},
		{"osv-scanner", `{"results":null,"experimental_config":{}}`, "results"},
		{"osv-scanner", `{"results":[{"source":{"path":"go.mod"}}]}`, "results[].packages"},
		{"semgrep", `{"errors":[],"paths":{"scanned":[]},"version":"1.0.0"}`, "results"},
		{"eslint", `{"metadata":{}}`, "results"},
		{"golangci-lint", `{"Issues":null,"Report":{}}`, ""},
		{"golangci-lint", `{"Report":{}}`, "Issues"},
		{"pylint", `{"messages":null,"statistics":{"messageTypeCount":{}}}`, "messages"},
		{"shellcheck", `{}`, "comments"},
		{"checkov", `{"check_type":"terraform","results":{},"summary":{"failed":0}}`, "results.failed_checks"},
		{"checkov", `{"check_type":"terraform","results":null}`, "results.failed_checks"},
		{"checkov", `{"passed":3,"failed":1,"checkov_version":"3.2.1"}`, "results.failed_checks"},
		{"checkov", `{"passed":0,"failed":0,"checkov_version":"3.2.1"}`, ""},
		{"tfsec", `{"results":null}`, ""},
		{"tfsec", `{}`, "results"},
		{"kics", `{"kics_version":"v2.0.0","queries_total":3,"files_scanned":1}`, "queries"},
		{"dependency-check", `{"scanInfo":{},"projectInfo":{}}`, "dependencies"},
		{"dependency-check", `<analysis><scanInfo/><projectInfo/></analysis>`, "dependencies"},
		{"cargo-audit", `{"database":{"advisory-count":1},"vulnerabilities":{"found":false,"count":0}}`, "vulnerabilities.list"},
		{"brakeman", `{"scan_info":{},"ignored_warnings":[]}`, "warnings"},
		{"safety", `{"report_meta":{},"scanned_packages":{}}`, "vulnerabilities or scan_results.projects"},
		{"sonarqube", `{"paging":{"total":0},"issues":null}`, "issues or hotspots"},
		{"cppcheck", `<results version="2"><cppcheck version="2.7"/></results>`, "errors"},
		{"gitlab-sast", `{"vulnerabilities":null,"scan":{"scanner":{}}}`, "vulnerabilities"},
		{"scorecard", `{"scorecard":{"version":"v5"},"checks":null}`, "checks"},
		{"hdf", `{"platform":{},"profiles":[],"statistics":{}}`, "profiles[].controls"},
		{"veracode", `<detailedreport/>`, "severity"},
		{"veracode", `{"_embedded":{}}`, "findings"},
		{"veracode", `{"page":{"total_elements":0}}`, ""},
		{"trivy", `{"SchemaVersion":2,"ArtifactName":"a"}`, ""},
	} {
		i := slices.IndexFunc(Formats, func(f reader.Format) bool { return f.Name == c.format })
		sink := tally.Compile(fact.Scanner, nil).Sink("file")
		err := Formats[i].Read(reader.Of("file", []byte(c.content)), sink)
		switch {
		case c.missing == "" && (err != nil || len(sink.Facts.Incomplete) > 0):
			t.Errorf("%s %s: %v, %v; want a clean run", c.format, c.content, err, sink.Facts.Incomplete)
		case c.missing != "" && (err == nil || !strings.HasSuffix(err.Error(), "expected "+c.missing+", found none")):
			t.Errorf("%s %s: %v, want no %s", c.format, c.content, err, c.missing)
		}
	}
}
