package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

// safetyFile reads what safety scan found in one file of a project: results,
// dependencies, their specifications, and the vulnerabilities of each.
func safetyFile(j *reader.JSON, s *fact.Sink) {
	path := ""
	for key := range j.Fields() {
		switch key {
		case "location":
			path = j.Text()
		case "results":
			for range elements(j, "dependencies") {
				s.Saw("packages", 1)
				safetyDependency(j, s, path)
			}
		}
	}
}

func safetyDependency(j *reader.JSON, s *fact.Sink, path string) {
	name := ""
	for key := range j.Fields() {
		switch key {
		case "name":
			name = j.Text()
		case "specifications":
			for range j.Items() {
				safetySpecification(j, s, fact.Finding{Path: path, Package: name})
			}
		}
	}
}

func safetySpecification(j *reader.JSON, s *fact.Sink, f fact.Finding) {
	f.Severity = fact.Medium
	for key := range j.Fields() {
		switch key {
		case "raw":
			f.Version = j.Text()
		case "vulnerabilities":
			for range elements(j, "known_vulnerabilities") {
				f.Line, f.Rule, f.Suppressed = j.Line(), "", false
				for key := range j.Fields() {
					switch key {
					case "id":
						f.Rule = j.Text()
					case "ignored":
						f.Suppressed = j.Kind() == '{' || j.Kind() == 't'
					}
				}
				s.Finding(&f)
			}
		}
	}
}
