package scanner

import (
	"cmp"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// The alerts of GitHub's API, which states no total: gh api --paginate writes
// one list a page, with --slurp a list of lists.

var dependabotFormat = reader.Format{
	Name:  "github-dependabot",
	Doc:   "GitHub's Dependabot alerts (gh api --paginate /repos/OWNER/NAME/dependabot/alerts): open ones are findings, dismissed ones suppressed, fixed ones are left out. Severities are those of the vulnerability, else of its advisory. A page that is full may not be the last: the run is then incomplete.",
	Kind:  fact.Scanner,
	Clean: []string{"[]", "[][]"},
	Hints: []string{"dependabot"},
	Claims: func(h *reader.Head) bool {
		return alertShape(h, "security_advisory", "security_vulnerability")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		own, advised := fact.NoSeverity, fact.NoSeverity
		return readAlerts(in, s, scan{tool: "Dependabot"}, layout{
			{"security_advisory.ghsa_id", advisory},
			{"security_advisory.cve_id", aliases},
			{"security_advisory.summary", message},
			{"security_advisory.cwes[].cwe_id", weaknesses},
			{"security_advisory.cvss.vector_string", vector},
			{"security_advisory.cvss_severities.cvss_v4.vector_string", vector},
			{"security_advisory.cvss_severities.cvss_v3.vector_string", vector},
			{"security_vulnerability.severity", func(v reader.Value, _ *report) { own = ratings.Of(v) }},
			{"security_advisory.severity", func(v reader.Value, _ *report) { advised = ratings.Of(v) }},
			{"security_vulnerability.package.name", pkg},
			{"dependency.manifest_path", path},
		}, func(_ reader.Value, r *report) {
			r.Severity = cmp.Or(own, advised)
			r.word = r.Severity != fact.NoSeverity
			own, advised = fact.NoSeverity, fact.NoSeverity
		})
	},
}

var codeScanningFormat = reader.Format{
	Name:  "github-code-scanning",
	Doc:   "GitHub's code scanning alerts (gh api --paginate /repos/OWNER/NAME/code-scanning/alerts): open ones are findings, dismissed ones suppressed, fixed ones are left out. The severity is the rule's security severity, else its level: error high, warning medium, note low. A page that is full may not be the last: the run is then incomplete.",
	Kind:  fact.Scanner,
	Clean: []string{"[]", "[][]"},
	Hints: []string{"code-scanning-alerts"},
	Claims: func(h *reader.Head) bool {
		return alertShape(h, "most_recent_instance", "rule")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		rated := fact.NoSeverity
		return readAlerts(in, s, scan{tool: "GitHub code scanning"}, layout{
			{"rule.id", rule},
			{"rule.description", ranked(ofMessage, 1)},
			{"rule.tags", weaknesses},
			{"rule.severity", severity(reader.Severities{"error": fact.High, "warning": fact.Medium, "note": fact.Low, "none": fact.Info})},
			{"rule.security_severity_level", func(v reader.Value, _ *report) { rated = ratings.Of(v) }},
			{"tool.name", analyzer},
			{"most_recent_instance.message.text", ranked(ofMessage, 2)},
			{"most_recent_instance.location.path", path},
			{"most_recent_instance.location.start_line", line},
			{"most_recent_instance.commit_sha", func(v reader.Value, r *report) { r.sink.Commit(v.Text()) }},
		}, func(_ reader.Value, r *report) {
			if rated != fact.NoSeverity {
				r.Severity, r.word = rated, true
			}
			rated = fact.NoSeverity
		})
	},
}

var secretScanningFormat = reader.Format{
	Name:  "github-secret-scanning",
	Doc:   "GitHub's secret scanning alerts (gh api --paginate /repos/OWNER/NAME/secret-scanning/alerts). It states no severity: an open secret is high. A resolved one is left out where it was revoked, else suppressed. The secret itself is never kept. A page that is full may not be the last: the run is then incomplete.",
	Kind:  fact.Scanner,
	Clean: []string{"[]", "[][]"},
	Hints: []string{"secret-scanning-alerts"},
	Claims: func(h *reader.Head) bool {
		return alertShape(h, "secret_type", "locations_url") || alertShape(h, "secret_type", "html_url")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return readAlerts(in, s, scan{tool: "GitHub secret scanning", severity: fact.High}, layout{
			{"secret_type", rule},
			{"secret_type_display_name", message},
			{"first_location_detected.path", path},
			{"first_location_detected.start_line", line},
			{"resolution", words{"revoked": none}.read},
		})
	},
}

func alertShape(h *reader.Head, members ...string) bool {
	for _, at := range []string{"[].", "[][].", ""} {
		found := h.Has(at+"number", at+"state")
		for _, m := range members {
			found = found && h.Has(at+m)
		}
		if found {
			return true
		}
	}
	return false
}

// alertStates are those of the three kinds.
var alertStates = words{
	"open": ignored, "dismissed": accept, "auto_dismissed": accept, "resolved": accept, "fixed": none,
}

// readAlerts reads the pages one by one: of a page that is full nobody can tell
// whether it is the last.
func readAlerts(in *reader.Input, s *tally.Sink, c scan, l layout, ends ...setter) error {
	r := c.begin(s)
	one := finding(append(l, layout{
		{"state", func(v reader.Value, r *report) {
			state := v.Text()
			if follow, known := alertStates[state]; known {
				follow(v, r)
			} else {
				v.Fail("unknown state %.40q of an alert", state)
			}
		}},
		{"updated_at", dated},
	}...), ends...)
	last := 0 // alerts of the page that was read last
	j := in.JSON()
	page := layout{{"[]", func(v reader.Value, r *report) {
		last++
		one(v, r)
	}}}.Reader()
	each := layout{{"[]", func(v reader.Value, r *report) {
		if j.Kind() != '[' {
			last++
			one(v, r)
			return
		}
		last = 0
		page(v, r)
	}}, {"", one}}.Reader()
	for range j.Values() {
		last = 0
		each(j, &r)
	}
	if last == 30 || last == 100 {
		s.Skip(1, "the last page is full (%d alerts): more may follow", last)
	}
	return j.Err()
}
