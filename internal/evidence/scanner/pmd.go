package scanner

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var pmdFormat = reader.Format{
	Name:  "pmd",
	Doc:   "PMD's XML, JSON and CSV (pmd check -f xml, json, csv). Priorities 1 and 2 are high, 3 medium, 4 and 5 low, as in its SARIF; what is suppressed in the source is suppressed. A file that it could not process and a rule that is misconfigured make the run incomplete; the CSV names neither.",
	Kind:  fact.Scanner,
	Codes: []int{0, 4},
	// A table without rows is what a clean run writes too.
	CutUnseen: true,
	Claims: func(h *reader.Head) bool {
		return h.Root == "pmd" || h.Has("pmdVersion", "formatVersion", "files") || slices.Contains(h.Columns, "Rule set") && slices.Contains(h.Columns, "Problem")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		priority := severity(reader.Severities{"1": fact.High, "2": fact.High, "3": fact.Medium, "4": fact.Low, "5": fact.Low})
		members := layout{{"rule", rule}, {"priority", priority}, {"beginline", line}, {"description", message}}
		if in.Head.Container == reader.CSVTable {
			return scan{tool: "pmd"}.readTable(in, s, columns{{"!Rule", rule}, {"!Priority", priority}, {"!File", path}, {"Line", line}, {"Description", message}})
		}
		attributes := layout{{"@rule", rule}, {"@priority", priority}, {"@beginline", line}, {"", message}}
		if in.Head.Container == reader.XMLDocument {
			return scan{tool: "pmd"}.read(in, s, closed(layout{
				{"@version", toolVersion},
				{"@timestamp", dated},
				{"file", counted("files", within(closed(layout{{"@name", path}, {"violation", finding(attributes)}})))},
				{"error", skipped(layout{{"@filename", path}, {"@msg", message}})},
				{"configerror", skipped(layout{{"@rule", path}, {"@msg", message}})},
				{"suppressedviolation", suppressed(finding(layout{{"@filename", path}, {"@msg", message}}))},
			}))
		}
		return scan{tool: "pmd", list: "files"}.read(in, s, layout{
			{"pmdVersion", toolVersion},
			{"timestamp", dated},
			{"files", listed(counted("files", holding("violations of a file", layout{
				{"^filename", path},
				{"violations", listed(finding(members))},
			})))},
			{"processingErrors[]", skipped(layout{{"filename", path}, {"message", message}})},
			{"configurationErrors[]", skipped(layout{{"rule", path}, {"message", message}})},
			{"suppressedViolations[]", suppressed(finding(append(layout{{"filename", path}, {"msg", message}}, members...)))},
		})
	},
}
