package scanner

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var axeFormat = reader.Format{
	Name: "axe",
	Doc:  "axe-core's results as JSON (axe --save, @axe-core/playwright and others), of one page or several: one finding for each node that violates a rule. Impacts: critical, serious is high, moderate medium, minor low; none is unrated. What axe could not decide (incomplete) is undecided.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("violations", "passes", "incomplete") || h.Has("[].violations", "[].passes", "[].incomplete") ||
			h.Text("testEngine.name") == "axe-core" || h.Text("[].testEngine.name") == "axe-core"
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		node := finding(layout{
			{"target", func(v reader.Value, r *report) {
				r.Path = strings.TrimSpace(r.Path + " " + strings.Join(v.Texts(), " "))
			}},
			{"impact", severity(axeWords)},
		})
		rules := func(undecided bool) setter {
			return holding("nodes of a rule", layout{
				{"^id", rule},
				{"^help", message},
				{"^impact", severity(axeWords)},
				{"nodes", listed(func(v reader.Value, r *report) {
					r.Undecided = undecided
					node(v, r)
				})},
			})
		}
		return scan{tool: "axe-core"}.readEach(in, s, layout{{"", counted("pages", holding("violations", layout{
			{"^url", path},
			{"timestamp", dated},
			{"testEngine.version", toolVersion},
			{"violations", listed(rules(false))},
			{"incomplete[]", rules(true)},
			{"passes[]", counted("rules passed", ignored)},
		}))}})
	},
}

var axeWords = reader.Severities{"critical": fact.Critical, "serious": fact.High, "moderate": fact.Medium, "minor": fact.Low}
