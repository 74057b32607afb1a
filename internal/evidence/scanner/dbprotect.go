package scanner

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var dbProtectFormat = reader.Format{
	Name: "dbprotect",
	Doc:  "DbProtect's reports Findings Detail and Check Results Details as XML: one finding for each row, or each row whose status is Finding. The risk is the severity. Fact and Not A Finding are not findings; Failed and Skipped make the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Root == "dataset" && h.Spaced("cognos.com/schemas/xmldata") && h.Line(`name="Risk DV"`)
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		var names []string
		at := 0
		value := map[string]string{}
		row := finding(layout{{"value", func(v reader.Value, _ *report) {
			if at < len(names) {
				value[names[at]] = v.Text()
			}
			at++
		}}}, func(v reader.Value, r *report) {
			if at != len(names) {
				v.Fail("expected %d values in a row, found %d", len(names), at)
			}
			dbProtectRow(v, r, value, slices.Contains(names, "Result Status"))
			at = 0
			clear(value)
		})
		err := scan{tool: "DbProtect"}.read(in, s, closed(layout{
			{"metadata", closed(layout{{"item", layout{{"@name", func(v reader.Value, _ *report) {
				names = append(names, v.Text())
			}}}.Reader()}}).Reader()},
			{"data", closed(layout{{"row", row}}).Reader()},
		}))
		s.None()
		return err
	},
}

func dbProtectRow(v reader.Value, r *report, value map[string]string, states bool) {
	r.Rule, r.Message, r.Path = value["Check ID"], value["Check"], value["Asset"]
	r.Severity = reader.Severities{"high": fact.High, "medium": fact.Medium, "low": fact.Low, "informational": fact.Info}.Word(value["Risk DV"], v.Fail)
	r.word = r.Severity != fact.NoSeverity
	r.sink.Dated(value["Date"])
	switch status := value["Result Status"]; {
	case !states, status == "Finding":
	case status == "Fact", status == "Not A Finding":
		r.none = true
	case status == "Failed", status == "Skipped":
		r.none = true
		r.sink.Skip(r.Line, "%s: %s", r.Rule, status)
	default:
		v.Fail("unknown status %.40q of a result", status)
	}
}
