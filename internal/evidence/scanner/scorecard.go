package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var scorecardFormat = reader.Format{
	Name: "scorecard",
	Doc:  "OpenSSF Scorecard's JSON (--format json): one finding for each check below 10, with the risk that Scorecard gives that check; medium for a check that this table lacks. An inconclusive check (-1) makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("scorecard.version", "checks") || h.Has("checks[].score", "repo.name")
	},
	Read: readScorecard,
}

// scorecardRisks are the risks that Scorecard's documentation gives its checks.
var scorecardRisks = map[string]fact.Severity{
	"Dangerous-Workflow": fact.Critical, "Webhooks": fact.Critical,
	"Binary-Artifacts": fact.High, "Branch-Protection": fact.High, "Code-Review": fact.High, "Dependency-Update-Tool": fact.High,
	"Maintained": fact.High, "Signed-Releases": fact.High, "Token-Permissions": fact.High, "Vulnerabilities": fact.High,
	"CI-Tests": fact.Low, "CII-Best-Practices": fact.Low, "Contributors": fact.Low, "License": fact.Low,
}

func readScorecard(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	var checks list
	s.Named("scorecard", "")
	for key := range j.Fields() {
		switch key {
		case "date":
			s.Dated(j.Text())
		case "repo":
			s.Commit(member(j, "commit"))
		case "scorecard":
			s.Named("scorecard", member(j, "version"))
		case "checks":
			for range checks.of(j) {
				scorecardCheck(j, s)
			}
		}
	}
	return checks.end(j, "checks")
}

func scorecardCheck(j *reader.JSON, s *fact.Sink) {
	s.Saw("checks", 1)
	f, score := fact.Finding{Line: j.Line(), Severity: fact.Medium}, int64(0)
	for key := range j.Fields() {
		switch key {
		case "name":
			f.Rule = j.Text()
		case "reason":
			f.Message = j.Text()
		case "score":
			score = j.Int()
		}
	}
	if risk, ok := scorecardRisks[f.Rule]; ok {
		f.Severity = risk
	}
	const best, inconclusive = 10, -1
	switch {
	case score == inconclusive:
		s.Skip(f.Line, "%s is inconclusive: %s", f.Rule, f.Message)
	case score < best:
		s.Finding(&f)
	}
}
