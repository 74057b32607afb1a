package scanner

import (
	"strconv"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var cpdFormat = reader.Format{
	Name:  "cpd",
	Doc:   "The XML of CPD, PMD's detector of copies (pmd cpd --format xml): one finding of severity medium for each duplication, at its first place.",
	Kind:  fact.Scanner,
	Codes: []int{0, 4},
	Claims: func(h *reader.Head) bool {
		return h.Root == "pmd-cpd"
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		places, lines := 0, ""
		place := firstPlace(layout{{"@path", path}, {"@line", line}})
		return scan{tool: "cpd", severity: fact.Medium}.read(in, s, closed(layout{
			{"@timestamp", dated},
			{"@pmdVersion", toolVersion},
			{"file", counted("files", func(_ reader.Value, r *report) { r.sink.None() })}, // they are listed where nothing is copied, too
			{"error", skipped(layout{{"@filename", path}, {"@msg", message}})},
			{"duplication", finding(layout{
				{"@lines", into(&lines)},
				{"file", func(v reader.Value, r *report) {
					places++
					place(v, r)
				}},
			}, func(v reader.Value, r *report) {
				if r.Rule = "duplication"; places < 2 {
					v.Fail("expected two places of a duplication, found %d", places)
				}
				r.Message = lines + " lines in " + strconv.Itoa(places) + " places"
				places, lines = 0, ""
			})},
		}))
	},
}
