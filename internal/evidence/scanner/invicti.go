package scanner

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var invictiFormat = reader.Format{
	Name: "invicti",
	Doc:  "Invicti's (Netsparker's, Acunetix 360's) scan report as JSON and XML. Severities are its own; a best practice is info. By its state an accepted risk, a false positive or what is ignored is suppressed, and what is fixed is not a finding.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("Generated", "Target", "Vulnerabilities") || strings.HasPrefix(h.Root, "invicti-") || strings.HasPrefix(h.Root, "netsparker-")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		one := finding(layout{
			{"Type", rule}, {"type", rule},
			{"Name", message}, {"name", message},
			{"Severity", severity(invictiWords)}, {"severity", severity(invictiWords)},
			{"State", invictiState}, {"state", invictiState},
			{"Url", path}, {"url", path},
			{"Classification.Cwe", weaknessNumber}, {"classification.cwe", weaknessNumber},
		}, func(v reader.Value, r *report) {
			if r.Rule == "" {
				v.Fail("expected the type of a vulnerability, found none")
			}
		})
		s.None() // of an empty list the XML has no element
		return scan{tool: "Invicti", list: "Vulnerabilities"}.read(in, s, closed(layout{
			{"Vulnerabilities", listed(one)},
			{"vulnerabilities", enough(closed(layout{{"vulnerability", one}}).Reader())},
		}, "Target", "target"))
	},
}

var invictiWords = reader.Severities{
	"critical": fact.Critical, "high": fact.High, "medium": fact.Medium, "low": fact.Low,
	"info": fact.Info, "information": fact.Info, "informational": fact.Info, "bestpractice": fact.Info, "best practice": fact.Info,
}

// invictiState reads words of a state, as in "Present, Accepted Risk".
func invictiState(v reader.Value, r *report) {
	state := v.Text()
	has := func(words ...string) bool {
		for _, word := range words {
			if strings.Contains(state, word) {
				return true
			}
		}
		return false
	}
	switch {
	case strings.TrimSpace(state) == "", has("Present", "Revived", "Scanning") && !has("Accepted", "False", "Ignored"):
	case has("AcceptedRisk", "Accepted Risk", "FalsePositive", "False Positive", "Ignored"):
		r.Suppressed = true
	case has("Fixed"):
		r.none = true
	default:
		v.Fail("unknown state %.40q", state)
	}
}
