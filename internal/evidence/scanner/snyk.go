package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var snykFormat = reader.Format{
	Name: "snyk",
	Doc:  "Snyk's JSON (snyk test, container test and iac test --json), of one project or of several: one finding for each vulnerable path, as the list in the file. Severities are Snyk's own; ignored vulnerabilities are suppressed.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("vulnerabilities", "dependencyCount") || h.Has("[].vulnerabilities", "[].dependencyCount") ||
			h.Has("infrastructureAsCodeIssues") || h.Has("[].infrastructureAsCodeIssues") ||
			h.Has("vulnerabilities", "licensesPolicy") || h.Has("vulnerabilities", "packageManager") || h.Has("[].vulnerabilities", "[].packageManager") ||
			h.Has("ok", "error", "path") || h.Has("[].ok", "[].error", "[].path")
	},
	Read: readSnyk,
}

var snykSeverities = reader.Severities{
	"critical": fact.Critical, "high": fact.High, "medium": fact.Medium, "low": fact.Low, "none": fact.Info,
}

func readSnyk(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	s.Named("snyk", "")
	if j.Kind() == '[' {
		for range j.Items() {
			snykProject(j, s)
		}
		return j.Err()
	}
	snykProject(j, s)
	return j.Err()
}

func snykProject(j *reader.JSON, s *fact.Sink) {
	var found list
	for key := range j.Fields() {
		switch key {
		case "error":
			line := j.Line()
			if text := j.Text(); text != "" {
				s.Incomplete(line, "%s", text)
				found = true // the error stands in their place
			}
		case "applications":
			for range j.Items() {
				snykProject(j, s)
			}
		case "dependencyCount":
			s.Saw("dependencies", j.Int())
		case "vulnerabilities", "infrastructureAsCodeIssues":
			for range found.of(j) {
				s.Finding(snykVulnerability(j, false))
			}
		case "filtered":
			for key := range j.Fields() {
				if key == "ignore" {
					for range j.Items() {
						s.Finding(snykVulnerability(j, true))
					}
				}
			}
		}
	}
	found.end(j, "vulnerabilities")
}

func snykVulnerability(j *reader.JSON, suppressed bool) *fact.Finding {
	f := fact.Finding{Line: j.Line(), Suppressed: suppressed}
	for key := range j.Fields() {
		switch key {
		case "id":
			f.Rule = j.Text()
		case "isIgnored":
			f.Suppressed = f.Suppressed || j.Bool()
		case "lineNumber":
			f.At = int(max(j.Int(), 0))
		case "title":
			f.Message = j.Text()
		case "severity":
			f.Severity = snykSeverities.Of(j)
		case "packageName", "moduleName":
			f.Package = j.Text()
		case "version":
			f.Version = j.Text()
		case "identifiers":
			for key := range j.Fields() {
				switch key {
				case "CVE", "GHSA":
					f.CVE = append(f.CVE, j.Texts()...)
				case "CWE":
					f.CWE = j.Texts()
				}
			}
		}
	}
	return &f
}
