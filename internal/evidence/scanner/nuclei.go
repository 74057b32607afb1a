package scanner

import (
	"cmp"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var nucleiFormat = reader.Format{
	Name:  "nuclei",
	Doc:   "Nuclei's JSON lines (-jsonl) and JSON (-json-export) of versions 2 and 3: one finding for each match, in the words of its template; of one that is unknown the CVSS counts, else it is unrated. What did not match (-matcher-status) is not a finding; an error makes the run incomplete.",
	Kind:  fact.Scanner,
	Clean: []string{"", "[]"},
	Claims: func(h *reader.Head) bool {
		return h.Has("template-id", "info.severity") || h.Has("[].template-id", "[].info.severity") || h.Has("templateID", "info.severity")
	},
	CutUnseen: true,
	Read: func(in *reader.Input, s *tally.Sink) error {
		var matcher, failure string
		return scan{tool: "nuclei"}.readEach(in, s, layout{{"", finding(layout{
			{"template-id", rule},
			{"templateID", rule}, // up to 2.5
			{"info.name", message},
			{"info.severity", severity(ratings)},
			{"info.classification.cve-id", aliases},
			{"info.classification.cwe-id", weaknesses},
			{"info.classification.cvss-metrics", vector},
			{"info.classification.cvss-score", score(31)},
			{"matcher-name", into(&matcher)},
			{"matched-at", ranked(ofPath, 3)},
			{"matched", ranked(ofPath, 2)},
			{"host", ranked(ofPath, 1)},
			{"timestamp", dated},
			{"matcher-status", func(v reader.Value, r *report) { r.none = v.Kind() != 'n' && !v.Bool() }},
			{"error", into(&failure)},
		}, func(v reader.Value, r *report) {
			if matcher != "" {
				r.Message += " (" + matcher + ")"
			}
			if r.Rule == "" {
				v.Fail("expected template-id, found none")
			}
			if failure != "" {
				r.none = true
				r.sink.Skip(r.Line, "%s: %s", cmp.Or(r.Path, r.Rule), failure)
			}
			matcher, failure = "", ""
		})}})
	},
}
