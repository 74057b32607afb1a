package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var semgrepFormat = reader.Format{
	Name: "semgrep",
	Doc:  "Semgrep's JSON (--json), and the vulns that its API lists for a deployment. CRITICAL, HIGH, MEDIUM and LOW are themselves, ERROR is high, WARNING medium, INFO low, INVENTORY and EXPERIMENT info. Findings with nosemgrep are suppressed; errors and files that it could not parse make the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("results[].check_id") || h.Has("results", "errors", "paths.scanned") || h.Has("results", "paths", "version") ||
			h.Has("vulns[].advisory.ruleId", "vulns[].matchedDependency")
	},
	Clean: []string{`{"results":[],"errors":[]}`},
	Read:  readSemgrep,
}

var semgrepSeverities = reader.Severities{
	"critical": fact.Critical, "high": fact.High, "medium": fact.Medium, "moderate": fact.Medium, "low": fact.Low,
	"error": fact.High, "warning": fact.Medium, "info": fact.Low, "inventory": fact.Info, "experiment": fact.Info,
}

func readSemgrep(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	var results list
	s.Named("semgrep", "")
	for key := range j.Fields() {
		switch key {
		case "version":
			s.Named("semgrep", j.Text())
		case "results":
			for range results.of(j) {
				f := semgrepResult(j)
				s.Finding(&f)
			}
		case "vulns":
			for range results.of(j) {
				f := semgrepVulnerability(j)
				s.Finding(&f)
			}
		case "errors":
			for range j.Items() {
				semgrepError(j, s)
			}
		case "paths":
			for key := range j.Fields() {
				if key == "scanned" {
					for range j.Items() {
						s.Saw("files", 1)
					}
				}
			}
		}
	}
	return results.end(j, "results")
}

func semgrepResult(j *reader.JSON) fact.Finding {
	f := fact.Finding{Line: j.Line()}
	for key := range j.Fields() {
		switch key {
		case "check_id":
			f.Rule = j.Text()
		case "path":
			f.Path = j.Text()
		case "start":
			place(j, &f, "", "line")
		case "extra":
			for key := range j.Fields() {
				switch key {
				case "message":
					f.Message = j.Text()
				case "severity":
					f.Severity = semgrepSeverities.Of(j)
				case "is_ignored":
					f.Suppressed = j.Bool()
				case "metadata":
					for key := range j.Fields() {
						if key == "cwe" {
							for _, text := range j.Texts() {
								f.CWE = append(f.CWE, weaknessIDs(text)...)
							}
						}
					}
				}
			}
		}
	}
	return f
}

// semgrepError notes an error; its level warn is about a part of a file.
func semgrepError(j *reader.JSON, s *fact.Sink) {
	line, path, text := j.Line(), "", ""
	for key := range j.Fields() {
		switch key {
		case "path":
			path = j.Text()
		case "message", "long_msg":
			text = j.Text()
		}
	}
	s.Skip(line, "%s: %s", path, text)
}
