package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var scorecardFormat = reader.Format{
	Name: "scorecard",
	Doc:  "OpenSSF Scorecard's JSON (--format json): one finding for each check below 10, with the risk that Scorecard gives that check; medium for a check that this table lacks. An inconclusive check (-1) makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("scorecard.version", "checks") || h.Has("checks[].score", "repo.name")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		score := int64(0)
		check := finding(layout{
			{"name", rule},
			{"reason", message},
			{"score", func(v reader.Value, _ *report) { score = v.Int() }},
		}, func(v reader.Value, r *report) {
			if r.Rule == "" {
				v.Fail("expected the name of a check, found none")
			}
			const best, inconclusive = 10, -1
			if score == inconclusive {
				r.sink.Skip(r.Line, "%s is inconclusive: %s", r.Rule, r.Message)
			}
			if risk, ok := scorecardRisks[r.Rule]; ok {
				r.Severity = risk
			}
			r.none = score == inconclusive || score >= best
			score = 0
		})
		return scan{tool: "scorecard", list: "checks", severity: fact.Medium}.read(in, s, layout{
			{"checks", listed(counted("checks", check))},
			{"date", dated},
			{"repo.commit", func(v reader.Value, r *report) { r.sink.Commit(v.Text()) }},
			{"scorecard.version", toolVersion},
		})
	},
}

// scorecardRisks are the risks that Scorecard's documentation gives its checks.
var scorecardRisks = map[string]fact.Severity{
	"Dangerous-Workflow": fact.Critical, "Webhooks": fact.Critical,
	"Binary-Artifacts": fact.High, "Branch-Protection": fact.High, "Code-Review": fact.High, "Dependency-Update-Tool": fact.High,
	"Maintained": fact.High, "Signed-Releases": fact.High, "Token-Permissions": fact.High, "Vulnerabilities": fact.High,
	"CI-Tests": fact.Low, "CII-Best-Practices": fact.Low, "Contributors": fact.Low, "License": fact.Low,
}
