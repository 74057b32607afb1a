package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var cargoAuditFormat = reader.Format{
	Name: "cargo-audit",
	Doc:  "cargo-audit's JSON (--json): one finding for each vulnerability of a package, by the CVSS 3 score of its vector, medium without one. Its warnings (unmaintained, unsound, yanked) are no vulnerabilities and only noted.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("lockfile", "vulnerabilities.list") || h.Has("database.advisory-count", "vulnerabilities")
	},
	Read: readCargoAudit,
}

func readCargoAudit(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	var found list
	s.Named("cargo-audit", "")
	for key := range j.Fields() {
		switch key {
		case "lockfile":
			for key := range j.Fields() {
				if key == "dependency-count" {
					s.Saw("dependencies", j.Int())
				}
			}
		case "vulnerabilities":
			for range found.in(j, "list") {
				f := cargoVulnerability(j)
				s.Finding(&f)
			}
		case "warnings":
			cargoWarnings(j, s)
		}
	}
	return found.end(j, "vulnerabilities.list")
}

func cargoVulnerability(j *reader.JSON) fact.Finding {
	f := fact.Finding{Line: j.Line(), Severity: fact.Medium}
	for key := range j.Fields() {
		switch key {
		case "advisory":
			for key := range j.Fields() {
				switch key {
				case "id":
					f.Rule = j.Text()
				case "aliases":
					f.CVE = j.Texts()
				case "title":
					f.Message = j.Text()
				case "cvss":
					if score, ok := vectorScore(j.Text()); ok {
						f.Severity = fact.CVSS(score)
					}
				}
			}
		case "package":
			component(j, &f, "name", "version")
		}
	}
	return f
}

// cargoWarnings counts a list or, in later versions, a list for each kind.
func cargoWarnings(j *reader.JSON, s *fact.Sink) {
	if j.Kind() == '[' {
		for range j.Items() {
			s.Saw("warnings", 1)
		}
		return
	}
	for range j.Fields() {
		for range j.Items() {
			s.Saw("warnings", 1)
		}
	}
}
