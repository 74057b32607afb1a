package scanner

import (
	"slices"
	"strconv"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var dependencyCheckFormat = reader.Format{
	Name: "dependency-check",
	Doc:  "OWASP Dependency-Check's JSON and XML: one finding for each vulnerability of a dependency, suppressed where a suppression file says so. Severities are those of its sources; moderate is medium, unknown info, a number is a CVSS score. An analyzer that failed makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Root == "analysis" && slices.Contains(h.Children, "projectInfo") ||
			h.Has("scanInfo", "projectInfo") || h.Has("dependencies[].fileName", "dependencies[].evidenceCollected")
	},
	Read: func(in *reader.Input, s *fact.Sink) error {
		s.Named("dependency-check", "")
		if in.Head.JSON() {
			return dependencyCheckJSON(in.JSON(), s)
		}
		return dependencyCheckXML(in.XML(), s)
	},
}

// dependencyCheckSeverity reads a word or, of sources that have no word, a
// score, which is 0.0 where they have none either.
func dependencyCheckSeverity(text string, fail func(string, ...any)) fact.Severity {
	score, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	switch {
	case strings.TrimSpace(text) == "", err == nil && score == 0:
		return fact.Info
	case err == nil && score > 0 && score <= 10:
		return fact.CVSS(score)
	}
	return ratings.Word(text, fail)
}

func dependencyCheckJSON(j *reader.JSON, s *fact.Sink) error {
	var dependencies list
	for key := range j.Fields() {
		switch key {
		case "scanInfo":
			for key := range j.Fields() {
				switch key {
				case "engineVersion":
					s.Named("dependency-check", j.Text())
				case "analysisExceptions":
					for range j.Items() {
						line := j.Line()
						for key := range j.Fields() {
							if key == "exception" {
								s.Skip(line, "%s", member(j, "message"))
							}
						}
					}
				}
			}
		case "projectInfo":
			s.Dated(member(j, "reportDate"))
		case "dependencies":
			for range dependencies.of(j) {
				s.Saw("dependencies", 1)
				dependencyJSON(j, s)
			}
		}
	}
	return dependencies.end(j, "dependencies")
}

// dependencyJSON reads a dependency, whose names stand before its
// vulnerabilities.
func dependencyJSON(j *reader.JSON, s *fact.Sink) {
	name, path := "", ""
	for key := range j.Fields() {
		switch key {
		case "fileName":
			name = j.Text()
		case "filePath":
			path = j.Text()
		case "vulnerabilities", "suppressedVulnerabilities":
			for range j.Items() {
				f := fact.Finding{Line: j.Line(), Package: name, Path: path, Suppressed: key == "suppressedVulnerabilities"}
				for key := range j.Fields() {
					switch key {
					case "name":
						f.Rule = j.Text()
						f.CVE = vulnerabilityIDs(f.Rule)
					case "severity":
						f.Severity = dependencyCheckSeverity(j.Text(), j.Fail)
					case "cwes":
						for _, text := range j.Texts() {
							f.CWE = append(f.CWE, weaknessIDs(text)...)
						}
					case "description":
						f.Message = j.Text()
					}
				}
				s.Finding(&f)
			}
		}
	}
}
