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
			for range j.Items() {
				f := safetyVulnerability(j)
				f.Suppressed = f.Suppressed || key == "ignored_vulnerabilities"
				s.Finding(&f)
			}
		case "scan_results":
			for range elements(j, "projects") {
				for range elements(j, "files") {
					safetyFile(j, s)
				}
			}
		}
	}
	return j.Err()
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

// safetyTuple reads a vulnerability of version 1: package, affected versions,
// installed version, advisory, identifier, and since 1.10 its CVSS scores.
func safetyTuple(j *reader.JSON, s *fact.Sink) {
	f := fact.Finding{Line: j.Line(), Severity: fact.Medium}
	for i := range j.Items() {
		switch i {
		case 0:
			f.Package = j.Text()
		case 2:
			f.Version = j.Text()
		case 3:
			f.Message = j.Text()
			f.CVE = vulnerabilityIDs(f.Message)
		case 4:
			f.Rule = j.Text()
		}
	}
	if f.Rule == "" {
		j.Fail("wanted package, versions, version, advisory and identifier of a vulnerability")
	}
	s.Finding(&f)
}

func safetyVulnerability(j *reader.JSON) fact.Finding {
	f := fact.Finding{Line: j.Line(), Severity: fact.Medium}
	for key := range j.Fields() {
		switch key {
		case "vulnerability_id":
			f.Rule = j.Text()
		case "package_name":
			f.Package = j.Text()
		case "analyzed_version":
			f.Version = j.Text()
		case "advisory":
			f.Message = j.Text()
		case "CVE":
			f.CVE = safetyCVE(j)
		case "ignored":
			f.Suppressed = j.Bool()
		case "severity":
			safetySeverity(j, &f)
		}
	}
	return f
}

// safetyCVE reads an identifier, several, or an object with its name.
func safetyCVE(j *reader.JSON) []string {
	if j.Kind() == '{' {
		return vulnerabilityIDs(member(j, "name"))
	}
	var ids []string
	for _, text := range j.Texts() {
		ids = append(ids, vulnerabilityIDs(text)...)
	}
	return ids
}

func safetySeverity(j *reader.JSON, f *fact.Finding) {
	for key := range j.Fields() {
		if key != "cvssv3" {
			continue
		}
		for key := range j.Fields() {
			if key != "base_score" {
				continue
			}
			if score, ok := j.Number(); ok {
				f.Severity = fact.CVSS(score.Float())
			}
		}
	}
}
