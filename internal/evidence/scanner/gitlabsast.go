package scanner

import (
	"cmp"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var gitLabSASTFormat = reader.Format{
	Name: "gitlab-sast",
	Doc:  "GitLab's security report schemas (SAST, dependency, container, secret and dynamic scanning). Severities are GitLab's own; Unknown and none at all are unrated. A finding flagged as a likely false positive still counts. A scan whose status is failure is incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("vulnerabilities", "scan.scanner") || h.Has("vulnerabilities[].location", "vulnerabilities[].identifiers") || h.Has("version", "vulnerabilities", "remediations")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return scan{list: "vulnerabilities"}.read(in, s, layout{
			{"vulnerabilities", listed(finding(layout{
				{"name", message},
				{"message", orElse(messageOf)},
				{"severity", severity(ratings)},
				{"scanner.name", analyzer},
				{"location.file", path},
				{"location.image", path},
				{"location.path", path},
				{"location.start_line", line},
				{"location.dependency.package.name", pkg},
				{"location.dependency.version", version},
				{"identifiers[]", gitLabIdentifier()},
			}))},
			{"scan.scanner.name", toolName},
			{"scan.scanner.version", toolVersion},
			{"scan.start_time", dated},
			{"scan.end_time", dated},
			{"scan.status", words{"failure": func(v reader.Value, r *report) {
				r.sink.Incomplete(v.Line(), "the scan says that it failed")
			}}.read},
		})
	},
}

// gitLabIdentifier sorts an identifier by its type; the first one is the rule.
func gitLabIdentifier() setter {
	kind, value := "", ""
	read := layout{{"type", into(&kind)}, {"value", into(&value)}}.Reader()
	return func(v reader.Value, r *report) {
		kind, value = "", ""
		read(v, r)
		switch kind {
		case "cwe":
			r.CWE = append(r.CWE, weaknessIDs("CWE-"+value)...)
		case "cve", "ghsa":
			r.CVE = append(r.CVE, value)
		}
		r.Rule = cmp.Or(r.Rule, value)
	}
}
