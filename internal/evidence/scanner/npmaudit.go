package scanner

import (
	"cmp"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var npmAuditFormat = reader.Format{
	Name: "npm-audit",
	Doc:  "npm audit --json: advisories of npm 6 (also pnpm audit), vulnerable packages of npm 7 and later, each counted once, whatever the paths that metadata counts. moderate is medium. The error that stands in place of a report makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("auditReportVersion") || h.Has("advisories", "metadata") || h.Has("advisories", "actions") ||
			h.Has("error.summary", "error.detail") || h.Has("error.summary", "error.code") || strings.HasPrefix(h.Text("error.code"), "ERR_PNPM_")
	},
	Read: readNPMAudit,
}

var npmSeverities = reader.Severities{
	"critical": fact.Critical, "high": fact.High, "moderate": fact.Medium, "low": fact.Low, "info": fact.Info, "none": fact.Info,
}

func readNPMAudit(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	var found list
	s.Named("npm audit", "")
	for key := range j.Fields() {
		switch key {
		case "error":
			line := j.Line()
			s.Incomplete(line, "%s", npmError(j))
			found = true // the error stands in its place
		case "advisories":
			found.note(j)
			for range j.Fields() {
				f := npmAdvisory(j)
				s.Finding(&f)
			}
		case "vulnerabilities":
			found.note(j)
			for range j.Fields() {
				f := npmVulnerability(j)
				s.Finding(&f)
			}
		case "metadata":
			for key := range j.Fields() {
				if key == "totalDependencies" {
					s.Saw("dependencies", j.Int())
				}
			}
		}
	}
	return found.end(j, "advisories or vulnerabilities")
}

// npmAdvisory reads an advisory as npm 6 and yarn 1 write them.
func npmAdvisory(j *reader.JSON) fact.Finding {
	f := fact.Finding{Line: j.Line()}
	for key := range j.Fields() {
		switch key {
		case "id":
			f.Rule = j.Text()
		case "github_advisory_id":
			f.CVE = append(f.CVE, vulnerabilityIDs(j.Text())...)
		case "module_name":
			f.Package = j.Text()
		case "title":
			f.Message = j.Text()
		case "severity":
			f.Severity = npmSeverities.Of(j)
		case "cves":
			f.CVE = append(f.CVE, j.Texts()...)
		case "cwe":
			f.CWE = j.Texts()
		}
	}
	return f
}

// npmVulnerability reads a vulnerable package of npm 7. What makes it so is in
// via: advisories, or the names of other packages.
func npmVulnerability(j *reader.JSON) fact.Finding {
	f := fact.Finding{Line: j.Line()}
	for key := range j.Fields() {
		switch key {
		case "name":
			f.Package = j.Text()
		case "severity":
			f.Severity = npmSeverities.Of(j)
		case "range":
			f.Version = j.Text()
		case "via":
			for range j.Items() {
				if j.Kind() != '{' {
					continue
				}
				for key := range j.Fields() {
					switch key {
					case "title":
						f.Message = j.Text()
					case "url":
						f.CVE = append(f.CVE, vulnerabilityIDs(j.Text())...)
					case "cwe":
						f.CWE = append(f.CWE, j.Texts()...)
					}
				}
			}
		}
	}
	f.Rule = f.Package
	if len(f.CVE) > 0 {
		f.Rule = f.CVE[0]
	}
	return f
}

func npmError(j *reader.JSON) string {
	text := "npm audit failed"
	for key := range j.Fields() {
		if key == "summary" || key == "message" {
			text = cmp.Or(j.Text(), text)
		}
	}
	return text
}
