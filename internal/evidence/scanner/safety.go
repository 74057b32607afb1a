package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var safetyFormat = reader.Format{
	Name: "safety",
	Doc:  "Safety's JSON: the list of version 1 (--json), the report of safety check (--output json, versions 2 and 3) and that of safety scan. The CVSS 3 score of a vulnerability by its bands, medium without one; ignored ones are suppressed. A banner around the JSON is refused.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("report_meta") && h.Has("vulnerabilities") || h.Has("report_meta", "scanned_packages") ||
			h.Has("scan_results.projects") || h.Kind("[]") == '[' && h.Kind("[][]") == '"'
	},
	Clean: []string{"[]"},
	Read:  readSafety,
}

func readSafety(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	var found list
	s.Named("safety", "")
	if j.Kind() == '[' {
		for range j.Items() {
			safetyTuple(j, s)
		}
		return j.Err()
	}
	for key := range j.Fields() {
		switch key {
		case "report_meta", "meta":
			safetyMeta(j, s)
		case "vulnerabilities", "ignored_vulnerabilities":
			if key == "vulnerabilities" {
				found.note(j)
			}
			for range j.Items() {
				f := safetyVulnerability(j)
				f.Suppressed = f.Suppressed || key == "ignored_vulnerabilities"
				s.Finding(&f)
			}
		case "scan_results":
			for range found.in(j, "projects") {
				for range elements(j, "files") {
					safetyFile(j, s)
				}
			}
		}
	}
	return found.end(j, "vulnerabilities or scan_results.projects")
}

func safetyMeta(j *reader.JSON, s *fact.Sink) {
	for key := range j.Fields() {
		switch key {
		case "safety_version", "version":
			s.Named("safety", j.Text())
		case "timestamp":
			s.Dated(j.Text())
		case "packages_found":
			s.Saw("packages", j.Int())
		}
	}
}
