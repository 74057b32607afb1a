package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var burpFormat = reader.Format{
	Name: "burp",
	Doc:  "Burp Suite's XML of issues (Report issues, XML): one finding for each issue. Severities are Burp's own; one that is marked as a false positive is suppressed. An empty report is a clean scan.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Root == "issues" && h.RootAttrs["burpVersion"] != ""
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		host := ""
		issue := finding(layout{
			{"type", rule},
			{"name", message},
			{"host", into(&host)},
			{"path", path},
			{"severity", words{"False positive": accept}.or(severity(burpWords))},
			{"vulnerabilityClassifications", weaknesses},
		}, func(_ reader.Value, r *report) { r.Path, host = host+r.Path, "" })
		s.None() // an empty list is written as no issue at all
		return scan{tool: "Burp Suite"}.read(in, s, closed(layout{
			{"@burpVersion", toolVersion},
			{"@exportTime", dated},
			{"issue", issue},
		}))
	},
}

var burpWords = reader.Severities{"high": fact.High, "medium": fact.Medium, "low": fact.Low, "information": fact.Info}
