package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var grypeFormat = reader.Format{
	Name: "grype",
	Doc:  "Grype's JSON report (-o json). Severities are Grype's own; Negligible and Unknown are info. ignoredMatches are suppressed.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("matches") && (h.Text("descriptor.name") == "grype" || h.Has("matches[].vulnerability") || h.Has("source", "distro"))
	},
	Read: readGrype,
}

var grypeSeverities = reader.Severities{
	"critical": fact.Critical, "high": fact.High, "medium": fact.Medium, "low": fact.Low,
	"negligible": fact.Info, "unknown": fact.Info, "": fact.Info,
}

func readGrype(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	var matches list
	s.Named("grype", "")
	for key := range j.Fields() {
		switch key {
		case "matches", "ignoredMatches":
			if key == "matches" {
				matches.note(j)
			}
			for range j.Items() {
				f := fact.Finding{Line: j.Line(), Suppressed: key == "ignoredMatches"}
				grypeMatch(j, &f)
				s.Finding(&f)
			}
		case "descriptor":
			for key := range j.Fields() {
				switch key {
				case "version":
					s.Named("grype", j.Text())
				case "timestamp":
					s.Dated(j.Text())
				}
			}
		}
	}
	return matches.end(j, "matches")
}

func grypeMatch(j *reader.JSON, f *fact.Finding) {
	for key := range j.Fields() {
		switch key {
		case "vulnerability":
			for key := range j.Fields() {
				switch key {
				case "id":
					f.Rule = j.Text()
					f.CVE = append(f.CVE, f.Rule)
				case "severity":
					f.Severity = grypeSeverities.Of(j)
				case "description":
					f.Message = j.Text()
				}
			}
		case "relatedVulnerabilities":
			for range j.Items() {
				f.CVE = append(f.CVE, member(j, "id"))
			}
		case "artifact":
			for key := range j.Fields() {
				switch key {
				case "name":
					f.Package = j.Text()
				case "version":
					f.Version = j.Text()
				case "locations":
					for range j.Items() {
						if path := member(j, "path"); f.Path == "" {
							f.Path = path
						}
					}
				}
			}
		}
	}
	if f.Severity == fact.NoSeverity {
		f.Severity = fact.Info
	}
}
