package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var trufflehogFormat = reader.Format{
	Name:      "trufflehog",
	CutUnseen: true,
	Doc:       "TruffleHog's JSON lines (--json) of versions 2 and 3, also as a list. A verified secret is critical, another one medium; an error that it logs makes the run incomplete. The secret itself is never kept.",
	Kind:      fact.Scanner,
	Codes:     []int{0, 183},
	Claims: func(h *reader.Head) bool {
		return h.Has("SourceMetadata", "DetectorName") || h.Has("[].SourceMetadata", "[].DetectorName") || h.Has("commitHash", "stringsFound")
	},
	Clean: []string{""},
	Read: func(in *reader.Input, s *tally.Sink) error {
		level, secret, third, rated := "", false, false, false
		detector := func(v reader.Value, r *report) { r.Rule, secret = v.Text(), true }
		return scan{tool: "trufflehog", severity: fact.Medium}.readEach(in, s, layout{
			{"", finding(layout{
				{"DetectorName", detector},
				{"reason", detector}, // in version 2
				{"DetectorDescription", message},
				{"SourceID", func(reader.Value, *report) { third = true }},
				{"Verified", func(v reader.Value, r *report) {
					rated = v.Kind() != 'n'
					if v.Bool() {
						r.Severity = fact.Critical
					}
				}},
				{"path", path},
				{"SourceMetadata.*.*.file", path},
				{"SourceMetadata.*.*.line", line},
				{"level", into(&level)},
				{"msg", message},
			}, func(v reader.Value, r *report) {
				if third && (!secret || !rated) || !secret && level == "" {
					v.Fail("expected DetectorName and Verified of a secret, found one of them or none")
				}
				// Log lines of the tool may stand between its results.
				if r.none = !secret; r.none && level == "error" {
					r.sink.Skip(r.Line, "%s", r.Message)
				}
				r.CWE = []string{"CWE-798"}
				level, secret, third, rated = "", false, false, false
			})},
		})
	},
}
