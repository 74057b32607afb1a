package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var hdfFormat = reader.Format{
	Name: "hdf",
	Doc:  "Heimdall Data Format, and InSpec's JSON (exec --reporter json): one finding for each control with a failed result, by its impact: 0.9 critical, 0.7 high, 0.4 medium, above 0 low. A control of impact 0 does not apply; a waived one is suppressed. A control that was skipped or met an error makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("profiles[].controls") || h.Has("profiles", "platform", "statistics")
	},
	Read: readHDF,
}

func readHDF(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	var controls list
	s.Named("hdf", "")
	for key := range j.Fields() {
		if key != "profiles" {
			continue
		}
		for range j.Items() {
			for range controls.in(j, "controls") {
				s.Saw("controls", 1)
				hdfControl(j, s)
			}
		}
	}
	return controls.end(j, "profiles[].controls")
}

// hdfStates counts the results of a control by their status.
type hdfStates struct {
	passed, failed, skipped, errors int
	waived                          bool
}

func hdfControl(j *reader.JSON, s *fact.Sink) {
	f := fact.Finding{Line: j.Line()}
	var n hdfStates
	for key := range j.Fields() {
		switch key {
		case "id":
			f.Rule = j.Text()
		case "title":
			f.Message = j.Text()
		case "impact":
			f.Severity = hdfImpact(j.Decimal().Float())
		case "source_location":
			place(j, &f, "ref", "line")
		case "waiver_data":
			n.waived = member(j, "skipped_due_to_waiver") != "" || n.waived
		case "results":
			for range j.Items() {
				n.result(j, s)
			}
		}
	}
	switch {
	case f.Severity == fact.Info:
	case n.errors > 0:
		s.Skip(f.Line, "%s met an error", f.Rule)
	case n.failed > 0:
		f.Suppressed = n.waived
		s.Finding(&f)
	case n.passed == 0 && n.skipped > 0 && !n.waived:
		s.Skip(f.Line, "%s was skipped", f.Rule)
	}
}

func (n *hdfStates) result(j *reader.JSON, s *fact.Sink) {
	for key := range j.Fields() {
		switch key {
		case "status":
			switch status := j.Text(); status {
			case "passed":
				n.passed++
			case "failed":
				n.failed++
			case "skipped":
				n.skipped++
			case "error":
				n.errors++
			default:
				j.Fail("unknown status %.40q", status)
			}
		case "start_time":
			if text := j.Text(); text != "" {
				s.Dated(text)
			}
		}
	}
}

func hdfImpact(impact float64) fact.Severity {
	switch {
	case impact >= 0.9:
		return fact.Critical
	case impact >= 0.7:
		return fact.High
	case impact >= 0.4:
		return fact.Medium
	case impact > 0:
		return fact.Low
	}
	return fact.Info
}
