package scanner

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var defenderFormat = reader.Format{
	Name: "defender",
	Doc:  "Microsoft Defender's answers: the assessments of Defender for Cloud (Unhealthy is a finding), and of Defender for Endpoint the vulnerabilities of machines and the alerts (a resolved one is left out, a false positive suppressed). Severities are Microsoft's own. A page (nextLink) is incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Text("value[].type") == "Microsoft.Security/assessments" || h.Has("value[].properties.resourceDetails", "value[].properties.status.code") ||
			h.Has("value[].cveId", "value[].machineId") || h.Has("value[].machineId", "value[].alertCreationTime")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		code, cve, state := "", "", ""
		one := finding(layout{
			{"name", ranked(ofRule, 1)},
			{"properties.displayName", ranked(ofMessage, 2)},
			{"properties.metadata.severity", severity(ratings)},
			{"properties.resourceDetails.id", ranked(ofPath, 2)},
			{"properties.resourceDetails.Id", ranked(ofPath, 2)},
			{"properties.status.code", into(&code)},
			{"cveId", into(&cve)},
			{"severity", severity(ratings)},
			{"machineId", ranked(ofPath, 1)},
			{"productName", pkg},
			{"productVersion", version},
			{"title", ranked(ofMessage, 1)},
			{"category", ranked(ofRule, 2)},
			{"status", into(&state)},
			{"classification", words{"FalsePositive": accept}.read},
		}, func(v reader.Value, r *report) {
			if cve != "" {
				r.Rule = cve
				r.CVE = append(r.CVE, cve)
			}
			defenderState(v, r, code, cve, state)
			code, cve, state = "", "", ""
		})
		page := func(v reader.Value, r *report) {
			line := v.Line()
			if v.Kind() == '"' && v.Text() != "" {
				r.sink.Incomplete(line, "the list is a page: more follows")
			}
		}
		key := ""
		return scan{tool: "Microsoft Defender", list: "value"}.read(in, s, layout{
			{"value", listed(one)},
			{"*.@", into(&key)},
			{"*", func(v reader.Value, r *report) {
				if strings.HasSuffix(key, "nextLink") {
					page(v, r)
				}
			}},
		})
	},
}

// defenderState decides by the code of an assessment, or the state of an alert;
// a vulnerability has neither.
func defenderState(v reader.Value, r *report, code, cve, state string) {
	switch {
	case code == "Unhealthy", cve != "" && code == "" && state == "":
	case code == "Healthy", code == "NotApplicable":
		r.none = true
	case code != "":
		v.Fail("unknown status %.40q of an assessment", code)
	case state == "New", state == "InProgress":
	case state == "Resolved":
		r.none = true
	case state != "":
		v.Fail("unknown status %.40q of an alert", state)
	default:
		v.Fail("expected a status or a CVE, found neither")
	}
}

var secureScoreFormat = reader.Format{
	Name: "secure-score",
	Doc:  "Microsoft Secure Score (security/secureScores of Graph, alone or as secureScore next to its profiles), of one day: one finding for each control that has less than its full score. It states no severity: each is medium.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("value[].controlScores") || h.Has("secureScore.value[].controlScores")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		days := 0
		share := ""
		control := counted("controls", finding(layout{
			{"controlName", rule},
			{"implementationStatus", message},
			{"controlCategory", path},
			{"scoreInPercentage", into(&share)},
		}, func(v reader.Value, r *report) {
			if share == "" {
				v.Fail("expected the scoreInPercentage of a control, found none")
			}
			scored := known{v, share}
			r.none = scored.text == "100" || scored.text == "100.0"
			share = ""
		}))
		day := holding("controlScores of a day", layout{
			{"createdDateTime", dated},
			{"controlScores", listed(control)},
		})
		one := func(v reader.Value, r *report) {
			if days++; days > 1 {
				v.Fail("expected the score of one day ($top=1), found several")
				return
			}
			day(v, r)
		}
		return scan{tool: "Microsoft Secure Score", severity: fact.Medium, list: "value"}.read(in, s, layout{
			{"value", listed(one)},
			{"secureScore.value", listed(one)},
		})
	},
}
