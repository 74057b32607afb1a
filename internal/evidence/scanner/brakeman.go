package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var brakemanFormat = reader.Format{
	Name: "brakeman",
	Doc:  "Brakeman's JSON (-f json). It states a confidence and no severity: High is high, Medium medium, Weak low. Ignored warnings are suppressed; its errors make the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("warnings") && (h.Has("scan_info") || h.Has("ignored_warnings"))
	},
	Read: readBrakeman,
}

var brakemanConfidences = reader.Severities{"high": fact.High, "medium": fact.Medium, "weak": fact.Low}

func readBrakeman(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	var warnings list
	s.Named("brakeman", "")
	for key := range j.Fields() {
		switch key {
		case "scan_info":
			for key := range j.Fields() {
				switch key {
				case "brakeman_version":
					s.Named("brakeman", j.Text())
				case "start_time", "end_time":
					s.Dated(j.Text())
				}
			}
		case "warnings", "ignored_warnings":
			if key == "warnings" {
				warnings.note(j)
			}
			for range j.Items() {
				f := brakemanWarning(j)
				f.Suppressed = key == "ignored_warnings"
				s.Finding(&f)
			}
		case "errors":
			for range j.Items() {
				line := j.Line()
				s.Skip(line, "%s", member(j, "error"))
			}
		}
	}
	return warnings.end(j, "warnings")
}

func brakemanWarning(j *reader.JSON) fact.Finding {
	f := fact.Finding{Line: j.Line()}
	for key := range j.Fields() {
		switch key {
		case "check_name":
			f.Rule = j.Text()
		case "message":
			f.Message = j.Text()
		case "confidence":
			f.Severity = brakemanConfidences.Of(j)
		case "file":
			f.Path = j.Text()
		case "line":
			f.At = int(j.Int())
		case "cwe_id":
			for _, id := range j.Texts() {
				f.CWE = append(f.CWE, "CWE-"+id)
			}
		}
	}
	return f
}
