package scanner

import (
	"cmp"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var sonarQubeFormat = reader.Format{
	Name:   "sonarqube",
	Doc:    "SonarQube's search API (api/issues/search, api/hotspots/search), also as sonar-report saves it, and the generic issues that other tools write for it. BLOCKER is critical, CRITICAL high, MAJOR medium, MINOR low; a hotspot has the severity of its probability. Won't fix, accepted and false positive are suppressed, fixed and closed ones are not findings. A page that does not show all of its total is incomplete.",
	Kind:   fact.Scanner,
	Totals: "the total of pages",
	Claims: func(h *reader.Head) bool {
		return h.Has("paging.pageIndex") && (h.Has("issues") || h.Has("hotspots")) || h.Has("issues", "sonarBaseURL") ||
			h.Has("issues[].engineId", "issues[].primaryLocation") || h.Has("rules[].engineId", "issues[].primaryLocation") || h.Has("issues[].component", "issues[].rule", "issues[].status")
	},
	Clean: []string{`{"issues":[]}`},
	Hints: []string{"sonar"},
	Read: func(in *reader.Input, s *tally.Sink) error {
		shown, total, paged := int64(0), int64(0), int64(-1)
		rated := map[string]fact.Severity{} // by rule, in the generic issues since 10.3
		issues := listed(sonarIssue(func(_ reader.Value, r *report) {
			shown++
			if r.Severity == fact.NoSeverity {
				r.Severity = rated[r.Rule]
			}
		}))
		err := scan{tool: "sonarqube", list: "issues or hotspots"}.read(in, s, layout{
			{"^rules[]", sonarRule(rated)},
			{"rules", ignored}, // by their key, as sonar-report saves them
			{"issues", issues},
			{"hotspots", issues},
			{"total", func(v reader.Value, _ *report) { total = v.Int() }},
			{"paging.total", func(v reader.Value, _ *report) { paged = v.Int() }},
		})
		if paged >= 0 {
			total = paged
		}
		if total > shown {
			s.Incomplete(1, "%d of %d issues are on this page", shown, total)
		}
		return err
	},
}

var sonarImpacts = reader.Severities{
	"blocker": fact.Critical, "high": fact.High, "medium": fact.Medium, "low": fact.Low, "info": fact.Info,
}

// sonarWords are those of an issue: of the standard mode, and, as sonar-report
// saves a hotspot, of its probability.
var sonarWords = reader.Severities{
	"blocker": fact.Critical, "critical": fact.High, "major": fact.Medium, "minor": fact.Low, "info": fact.Info,
	"high": fact.High, "medium": fact.Medium, "low": fact.Low,
}

// sonarRule reads the worst impact of a rule, which its issues then have.
func sonarRule(rated map[string]fact.Severity) setter {
	id, worst := "", fact.NoSeverity
	return part(layout{
		{"id", into(&id)},
		{"impacts[].severity", func(v reader.Value, _ *report) { worst = max(worst, sonarImpacts.Of(v)) }},
		{"severity", func(v reader.Value, _ *report) { worst = max(worst, impacts.Of(v)) }},
	}, func(reader.Value, *report) {
		rated[id] = worst
		id, worst = "", fact.NoSeverity
	})
}

// sonarIssue reads an issue or a hotspot.
func sonarIssue(end setter) setter {
	worst := fact.NoSeverity // of its impacts
	status := words{
		"CLOSED": none, "FIXED": none, "REMOVED": none,
		"ACCEPTED": accept, "FALSE_POSITIVE": accept, "FALSE-POSITIVE": accept, "WONTFIX": accept, "SAFE": accept, "ACKNOWLEDGED": accept,
	}.read
	return finding(layout{
		{"rule", rule},
		{"ruleKey", rule},
		{"ruleId", rule},
		{"securityCategory", orElse(ruleOf)},
		{"engineId", analyzer},
		{"severity", severity(sonarWords)},
		{"vulnerabilityProbability", severity(ratings)},
		{"impacts[].severity", func(v reader.Value, _ *report) { worst = max(worst, sonarImpacts.Of(v)) }},
		{"component", func(v reader.Value, r *report) {
			// The key of the project, which may hold colons, then the path.
			text := v.Text()
			r.Path = text[strings.LastIndexByte(text, ':')+1:]
		}},
		{"line", line},
		{"message", sonarMessage},
		{"primaryLocation.message", sonarMessage},
		{"primaryLocation.filePath", path},
		{"primaryLocation.textRange.startLine", line},
		{"status", status},
		{"resolution", status},
		{"issueStatus", status},
	}, func(_ reader.Value, r *report) {
		// A server in multi-quality mode may rate by impacts only.
		r.Severity, worst = cmp.Or(r.Severity, worst), fact.NoSeverity
	}, end)
}

func sonarMessage(v reader.Value, r *report) {
	r.Message = v.Text()
	r.CVE, r.CWE = vulnerabilityIDs(r.Message), weaknessIDs(r.Message)
}
