package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

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
