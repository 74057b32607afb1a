package scanner

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var popeyeFormat = reader.Format{
	Name: "popeye",
	Doc:  "Popeye's JSON (-o json): one finding for each issue of a resource by its code. Level 3 is high, 2 medium, 1 info; 0 is not a finding. Where a tally counts resources with errors or warnings, some must be listed.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("popeye.sanitizers") || h.Has("popeye.sections") || h.Has("popeye.score", "popeye.grade")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		section := within(layout{
			{"issues.*.@", path},
			{"issues.*[]", finding(layout{
				{"level", func(v reader.Value, r *report) {
					switch level := v.Int(); level {
					case 0:
						r.none = true
					case 1, 2, 3:
						r.Severity, r.word = []fact.Severity{fact.Info, fact.Medium, fact.High}[level-1], true
					default:
						v.Fail("unknown level %d", level)
					}
				}},
				{"message", func(v reader.Value, r *report) {
					r.Message = v.Text()
					if code, rest, ok := strings.Cut(strings.TrimPrefix(r.Message, "["), "] "); ok && r.Message[0] == '[' {
						r.Rule, r.Message = code, rest
					}
				}},
			})},
			{"tally.error", statedOf(fact.High)},
			{"tally.warning", statedOf(fact.Medium)},
		})
		return scan{tool: "Popeye", list: "popeye.sections or popeye.sanitizers"}.read(in, s, layout{
			{"popeye.report_time", dated},
			{"popeye.sanitizers", listed(counted("sections", section))},
			{"popeye.sections", listed(counted("sections", section))},
		})
	},
}
