package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

func veracodeJSON(j *reader.JSON, s *fact.Sink) error {
	shown, total := int64(0), int64(0)
	var findings list
	for key := range j.Fields() {
		switch key {
		case "_embedded", "findings":
			for range findings.in(j, "findings") {
				shown++
				if f, open := veracodeFinding(j); open {
					s.Finding(&f)
				}
			}
		case "page":
			for key := range j.Fields() {
				if key == "total_elements" {
					// A page without findings has no list of them.
					total, findings = j.Int(), true
				}
			}
		}
	}
	if total > shown {
		s.Incomplete(1, "%d of %d findings are on this page", shown, total)
	}
	return findings.end(j, "findings")
}

func veracodeFinding(j *reader.JSON) (f fact.Finding, open bool) {
	f, open = fact.Finding{Line: j.Line()}, true
	for key := range j.Fields() {
		switch key {
		case "description":
			f.Message = j.Text()
		case "finding_status":
			for key := range j.Fields() {
				switch key {
				case "status":
					open = j.Text() != "CLOSED"
				case "resolution":
					f.Suppressed = j.Text() == "MITIGATED"
				}
			}
		case "finding_details":
			veracodeDetails(j, &f)
		}
	}
	return f, open || f.Suppressed
}

func veracodeDetails(j *reader.JSON, f *fact.Finding) {
	for key := range j.Fields() {
		switch key {
		case "severity":
			f.Severity = veracodeSeverities.Of(j)
		case "cwe":
			f.CWE = weaknessIDs("CWE-" + member(j, "id"))
			if f.Rule == "" && len(f.CWE) > 0 {
				f.Rule = f.CWE[0]
			}
		case "cve":
			if id := member(j, "name"); id != "" {
				f.Rule, f.CVE = id, []string{id}
			}
		case "file_path", "url":
			f.Path = j.Text()
		case "file_line_number":
			f.At = int(j.Int())
		case "component_filename":
			f.Package = j.Text()
		case "version":
			f.Version = j.Text()
		}
	}
}
