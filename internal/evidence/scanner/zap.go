package scanner

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var zapFormat = reader.Format{
	Name:  "zap",
	Doc:   "ZAP's traditional JSON and XML reports: one finding for each alert of a site, however many instances it has. Risk 3 is high, 2 medium, 1 low, 0 info; a false positive is suppressed. Without a site nothing was scanned.",
	Kind:  fact.Scanner,
	Codes: []int{0, 1, 2},
	Claims: func(h *reader.Head) bool {
		// GitLab's DAST report has ZAP's site next to its own vulnerabilities.
		return h.Root == "OWASPZAPReport" || (h.Has("@version", "site") || h.Has("site[].alerts")) && !h.Has("vulnerabilities")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		scanned := false
		alerts := layout{{"[]", finding(layout{
			{"pluginid", func(v reader.Value, r *report) { r.Rule = strings.TrimSpace(v.Text()) }},
			{"alert", message},
			{"riskcode", severity(reader.Severities{"3": fact.High, "2": fact.Medium, "1": fact.Low, "0": fact.Info})},
			{"confidence", words{"0": accept}.read},
			{"cweid", weaknessNumber},
		})}}.Reader()
		site := within(layout{
			{"^@name", path},
			{"alerts", func(v reader.Value, r *report) {
				scanned = scanned || v.Kind() == '[' || v.Kind() == '<'
				alerts(v, r)
			}},
		})
		err := scan{tool: "zap"}.read(in, s, layout{
			{"@version", toolVersion},
			{"@generated", dated},
			{"site", site},
			{"site[]", site},
		})
		if err == nil && !scanned {
			s.Incomplete(1, "no site with alerts: nothing was scanned")
		}
		return err
	},
}
