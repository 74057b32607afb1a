package scanner

import (
	"cmp"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var spotbugsFormat = reader.Format{
	Name:   "spotbugs",
	Doc:    "SpotBugs' and FindBugs' XML (-xml, -xml:withMessages). Priority 1 is high, 2 medium, 3 low, others info; a bug of an earlier version is none. Errors of the analysis make the run incomplete.",
	Kind:   fact.Scanner,
	Totals: "total_bugs of the summary",
	Codes:  reader.UpTo(7),
	Claims: func(h *reader.Head) bool {
		return h.Root == "BugCollection"
	},
	Hints: []string{"findbugs"},
	Read: func(in *reader.Input, s *tally.Sink) error {
		class := ""
		return scan{tool: "spotbugs"}.read(in, s, layout{
			{"@version", toolVersion},
			{"@analysisTimestamp", dated},
			{"BugInstance", finding(layout{
				{"@type", rule},
				{"@priority", severity(reader.Severities{"1": fact.High, "2": fact.Medium, "3": fact.Low, "4": fact.Info, "5": fact.Info})},
				{"@cweid", weaknessNumber},
				{"@last", func(v reader.Value, r *report) { r.none = v.Text() != "-1" }},
				{"ShortMessage", message},
				{"LongMessage", message},
				{"SourceLine", firstPlace(layout{{"@sourcepath", path}, {"@start", line}})},
				{"Class.SourceLine.@sourcepath", into(&class)},
			}, func(_ reader.Value, r *report) { r.Path, class = cmp.Or(r.Path, class), "" })},
			{"Errors.@missingClasses", saw("missing classes")},
			{"Errors.Error", skipped(layout{{"ErrorMessage", message}})},
			{"FindBugsSummary.@total_classes", saw("classes")},
			{"FindBugsSummary.@total_bugs", statedAll},
		})
	},
}
