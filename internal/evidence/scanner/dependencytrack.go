package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var dependencyTrackFormat = reader.Format{
	Name:  "dependency-track",
	Doc:   "Dependency-Track's findings: its packaging format (FPF) and /api/v1/finding/project/UUID. Severities are its own; of UNASSIGNED the CVSS counts, else it is unrated. What an analysis suppressed is suppressed.",
	Kind:  fact.Scanner,
	Clean: []string{"[]"},
	Claims: func(h *reader.Head) bool {
		return h.Text("meta.application") == "Dependency-Track" || h.Has("[].component", "[].vulnerability", "[].matrix") ||
			h.Has("findings[].component", "findings[].matrix")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		one := finding(layout{
			{"vulnerability.vulnId", advisory},
			{"vulnerability.aliases[].cveId", aliases},
			{"vulnerability.aliases[].ghsaId", aliases},
			{"vulnerability.severity", severity(ratings)},
			{"vulnerability.cvssV4BaseScore", score(40)},
			{"vulnerability.cvssV3BaseScore", score(31)},
			{"vulnerability.cvssV2BaseScore", score(20)},
			{"vulnerability.cweId", weaknessNumber},
			{"vulnerability.cwes[].cweId", weaknessNumber},
			{"vulnerability.title", ranked(ofMessage, 2)},
			{"vulnerability.description", ranked(ofMessage, 1)},
			{"component.name", pkg},
			{"component.version", version},
			{"component.purl", path},
			{"analysis.isSuppressed", accepted},
		})
		report := layout{
			{"[]", one},
			{"meta.timestamp", dated},
			{"meta.version", toolVersion},
			{"findings", listed(one)},
		}
		if in.Head.Kind("") == '[' {
			return scan{tool: "Dependency-Track"}.read(in, s, report)
		}
		return scan{tool: "Dependency-Track", list: "findings"}.read(in, s, report)
	},
}

var dependencyTrackPolicyFormat = reader.Format{
	Name:  "dependency-track-policy",
	Doc:   "Dependency-Track's policy violations (/api/v1/violation/project/UUID): one finding for each. The violation state of the policy is the severity: FAIL high, WARN medium, INFO info. What an analysis suppressed or approved is suppressed.",
	Kind:  fact.Scanner,
	Clean: []string{"[]"},
	Claims: func(h *reader.Head) bool {
		return h.Has("[].policyCondition", "[].component")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return scan{tool: "Dependency-Track"}.read(in, s, layout{{"[]", finding(layout{
			{"policyCondition.policy.name", rule},
			{"policyCondition.policy.violationState", severity(reader.Severities{"fail": fact.High, "warn": fact.Medium, "info": fact.Info})},
			{"type", message},
			{"text", ignored},
			{"component.name", pkg},
			{"component.version", version},
			{"component.purl", path},
			{"analysis.isSuppressed", accepted},
			{"analysis.analysisState", words{"APPROVED": accept, "REJECTED": ignored, "NOT_SET": ignored, "": ignored}.or(func(v reader.Value, r *report) {
				v.Fail("unknown state %.40q of an analysis", v.Text())
			})},
		})}})
	},
}
