package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

// trivyFinding reads one finding of any class; a misconfiguration that passed
// is none.
func trivyFinding(j *reader.JSON, f *fact.Finding) bool {
	counts := true
	for key := range j.Fields() {
		switch key {
		case "VulnerabilityID", "ID", "RuleID":
			f.Rule = j.Text()
			f.CVE = vulnerabilityIDs(f.Rule)
		case "Name":
			if text := j.Text(); f.Rule == "" {
				f.Rule = text
			}
		case "PkgName":
			f.Package = j.Text()
		case "InstalledVersion":
			f.Version = j.Text()
		case "PkgPath", "FilePath":
			if path := j.Text(); path != "" {
				f.Path = path
			}
		case "StartLine":
			f.At = int(j.Int())
		case "Title", "Message":
			f.Message = j.Text()
		case "Severity":
			f.Severity = trivySeverities.Of(j)
		case "CweIDs":
			f.CWE = j.Texts()
		case "Status":
			status := j.Text()
			counts = status != "PASS"
			f.Suppressed = f.Suppressed || status == "EXCEPTION"
		}
	}
	if f.Severity == fact.NoSeverity {
		f.Severity = fact.Info
	}
	return counts
}
