package scanner

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var sonarQubeFormat = reader.Format{
	Name: "sonarqube",
	Doc:  "SonarQube's search API (api/issues/search, api/hotspots/search), also as sonar-report saves it, and the generic issues that other tools write for it. BLOCKER is critical, CRITICAL high, MAJOR medium, MINOR low; a hotspot has the severity of its probability. Won't fix, accepted and false positive are suppressed, fixed and closed ones are no findings. A page that does not show all of its total is incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("paging") && (h.Has("issues") || h.Has("hotspots")) || h.Has("issues", "sonarBaseURL") ||
			h.Has("issues[].engineId", "issues[].primaryLocation") || h.Has("issues[].component", "issues[].rule", "issues[].status")
	},
	Clean: []string{`{"issues":[]}`},
	Hints: []string{"sonar"},
	Read:  readSonarQube,
}

var sonarImpacts = reader.Severities{
	"blocker": fact.Critical, "high": fact.High, "medium": fact.Medium, "low": fact.Low, "info": fact.Info,
}

func readSonarQube(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	var issues list
	s.Named("sonarqube", "")
	shown, total, paged := int64(0), int64(0), int64(-1)
	for key := range j.Fields() {
		switch key {
		case "total":
			total = j.Int()
		case "paging":
			for key := range j.Fields() {
				if key == "total" {
					paged = j.Int()
				}
			}
		case "issues", "hotspots":
			for range issues.of(j) {
				shown++
				if f, open := sonarIssue(j); open {
					s.Finding(&f)
				}
			}
		}
	}
	if paged >= 0 {
		total = paged
	}
	if total > shown {
		s.Incomplete(1, "%d of %d issues are on this page", shown, total)
	}
	return issues.end(j, "issues or hotspots")
}

// sonarIssue reads an issue or a hotspot, and tells whether it is still there.
func sonarIssue(j *reader.JSON) (f fact.Finding, open bool) {
	f, open = fact.Finding{Line: j.Line()}, true
	worst := fact.NoSeverity
	for key := range j.Fields() {
		switch key {
		case "rule", "ruleKey", "ruleId":
			f.Rule = j.Text()
		case "engineId":
			f.Tool = j.Text()
		case "primaryLocation":
			sonarLocation(j, &f)
		case "securityCategory":
			if text := j.Text(); f.Rule == "" {
				f.Rule = text
			}
		case "severity":
			f.Severity = impacts.Of(j)
		case "vulnerabilityProbability":
			f.Severity = ratings.Of(j)
		case "impacts":
			for range j.Items() {
				worst = max(worst, sonarImpacts.Word(member(j, "severity"), j.Fail))
			}
		case "component":
			// The key of the project, which may hold colons, then the path.
			text := j.Text()
			f.Path = text[strings.LastIndexByte(text, ':')+1:]
		case "line":
			f.At = int(j.Int())
		case "message":
			f.Message = j.Text()
			f.CVE, f.CWE = vulnerabilityIDs(f.Message), weaknessIDs(f.Message)
		case "status", "resolution", "issueStatus":
			switch j.Text() {
			case "CLOSED", "FIXED", "REMOVED":
				open = false
			case "ACCEPTED", "FALSE_POSITIVE", "FALSE-POSITIVE", "WONTFIX", "SAFE", "ACKNOWLEDGED":
				f.Suppressed = true
			}
		}
	}
	// A server in multi-quality mode may rate by impacts only.
	if f.Severity == fact.NoSeverity {
		f.Severity = worst
	}
	return f, open
}

// sonarLocation reads where a generic issue is, and what it says.
func sonarLocation(j *reader.JSON, f *fact.Finding) {
	for key := range j.Fields() {
		switch key {
		case "message":
			f.Message = j.Text()
			f.CVE, f.CWE = vulnerabilityIDs(f.Message), weaknessIDs(f.Message)
		case "filePath":
			f.Path = j.Text()
		case "textRange":
			place(j, f, "", "startLine")
		}
	}
}
