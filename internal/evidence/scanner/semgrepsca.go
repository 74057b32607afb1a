package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

// semgrepVulnerability reads one vulnerable dependency as Semgrep's API lists
// them for a deployment.
func semgrepVulnerability(j *reader.JSON) fact.Finding {
	f := fact.Finding{Line: j.Line()}
	for key := range j.Fields() {
		switch key {
		case "title":
			f.Message = j.Text()
		case "advisory":
			semgrepAdvisory(j, &f)
		case "matchedDependency":
			component(j, &f, "name", "versionSpecifier")
		case "dependencyFileLocation":
			place(j, &f, "path", "startLine")
		case "triage":
			status := member(j, "status")
			f.Suppressed = status == "IGNORED" || status == "FIXED"
		}
	}
	return f
}

func semgrepAdvisory(j *reader.JSON, f *fact.Finding) {
	for key := range j.Fields() {
		switch key {
		case "ruleId":
			f.Rule = j.Text()
		case "severity":
			f.Severity = semgrepSeverities.Of(j)
		case "references":
			for key := range j.Fields() {
				switch key {
				case "cveIds":
					f.CVE = j.Texts()
				case "cweIds":
					for _, text := range j.Texts() {
						f.CWE = append(f.CWE, weaknessIDs(text)...)
					}
				}
			}
		}
	}
}
