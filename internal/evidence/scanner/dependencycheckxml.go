package scanner

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

func dependencyCheckXML(x *reader.XML, s *fact.Sink) error {
	var dependencies list
	for range x.Elements() {
		for part := range x.Elements() {
			switch part {
			case "scanInfo":
				for child := range x.Elements() {
					switch child {
					case "engineVersion":
						s.Named("dependency-check", x.Text())
					case "analysisExceptions":
						for range x.Elements() {
							s.Skip(x.Line(), "%s", strings.TrimSpace(x.Text()))
						}
					}
				}
			case "projectInfo":
				for child := range x.Elements() {
					if child == "reportDate" {
						s.Dated(x.Text())
					}
				}
			case "dependencies":
				dependencies = true
				for range x.Elements() {
					s.Saw("dependencies", 1)
					dependencyXML(x, s)
				}
			}
		}
	}
	return dependencies.end(x, "dependencies")
}

func dependencyXML(x *reader.XML, s *fact.Sink) {
	name, path := "", ""
	for child := range x.Elements() {
		switch child {
		case "fileName":
			name = x.Text()
		case "filePath":
			path = x.Text()
		case "vulnerabilities":
			for kind := range x.Elements() {
				f := fact.Finding{Line: x.Line(), Package: name, Path: path, Suppressed: kind == "suppressedVulnerability"}
				vulnerabilityXML(x, &f)
				s.Finding(&f)
			}
		}
	}
}

// vulnerabilityXML reads one vulnerability; its weaknesses are one cwe or, in
// later versions, several in cwes.
func vulnerabilityXML(x *reader.XML, f *fact.Finding) {
	for child := range x.Elements() {
		switch child {
		case "name":
			f.Rule = x.Text()
			f.CVE = vulnerabilityIDs(f.Rule)
		case "severity":
			f.Severity = dependencyCheckSeverity(x.Text(), x.Fail)
		case "cwe":
			f.CWE = append(f.CWE, weaknessIDs(x.Text())...)
		case "cwes":
			for range x.Elements() {
				f.CWE = append(f.CWE, weaknessIDs(x.Text())...)
			}
		case "description":
			f.Message = x.Text()
		}
	}
}
