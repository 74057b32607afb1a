package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var asffFormat = reader.Format{
	Name:      "asff",
	Doc:       "Findings in the AWS Security Finding Format (aws securityhub get-findings, and what Prowler and Trivy export), as an object, a list or lines. Labels are AWS's own. What passed, is archived or resolved is not a finding; what is suppressed is suppressed; WARNING and NOT_AVAILABLE are undecided. A page (NextToken) is incomplete.",
	Kind:      fact.Scanner,
	CutUnseen: true,
	Claims: func(h *reader.Head) bool {
		for _, at := range []string{"", "[].", "Findings[].", "findings[]."} {
			if h.Text(at+"SchemaVersion") == "2018-10-08" && h.Has(at+"ProductArn") {
				return true
			}
		}
		return h.Has("Findings") && h.Kind("Findings") == '[' && len(h.Keys()) == 1 && !h.Has("Findings[].Target")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		single, answer := asffFinding()
		if in.Head.Has("Findings") || in.Head.Has("findings") {
			return scan{}.read(in, s, layout{{"", answer}})
		}
		return scan{}.readEach(in, s, layout{{"", single}})
	},
}

// asffFinding reads a finding, and an answer that lists some.
func asffFinding() (single, answer setter) {
	var compliance, record, workflow, label string
	single = finding(layout{
		{"GeneratorId", rule},
		{"Title", message},
		{"ProductName", analyzer},
		{"Severity.Label", into(&label)},
		{"Severity.Normalized", func(v reader.Value, r *report) {
			if d, ok := v.Number(); ok && r.Severity == fact.NoSeverity {
				r.Severity = asffNormalized(d.Float())
			}
		}},
		{"Resources[0].Id", path},
		{"Vulnerabilities[].Id", aliases},
		{"Vulnerabilities[0].VulnerablePackages[0].Name", pkg},
		{"Vulnerabilities[0].VulnerablePackages[0].Version", version},
		{"Compliance.Status", into(&compliance)},
		{"RecordState", into(&record)},
		{"Workflow.Status", into(&workflow)},
		{"UpdatedAt", dated},
	}, func(v reader.Value, r *report) {
		if label != "" {
			r.Severity, r.word = ratings.Word(label, v.Fail), true
		}
		if r.Rule == "" {
			v.Fail("expected the GeneratorId of a finding, found none")
		}
		asffState(v, r, compliance, record, workflow)
		compliance, record, workflow, label = "", "", "", ""
	})
	answer = holding("Findings", layout{
		{"Findings", listed(single)},
		{"findings", listed(single)},
		{"NextToken", func(v reader.Value, r *report) {
			line := v.Line()
			if v.Kind() == '"' && v.Text() != "" {
				r.sink.Incomplete(line, "the list is a page: more findings follow")
			}
		}},
	})
	return single, answer
}

func asffNormalized(n float64) fact.Severity {
	switch {
	case n >= 90:
		return fact.Critical
	case n >= 70:
		return fact.High
	case n >= 40:
		return fact.Medium
	case n >= 1:
		return fact.Low
	}
	return fact.Info
}

func asffState(v reader.Value, r *report, compliance, record, workflow string) {
	switch compliance {
	case "", "FAILED":
	case "PASSED", "INFOED": // as Prowler 3 writes what is for information
		r.none = true
	case "WARNING", "NOT_AVAILABLE":
		r.Undecided = true
	default:
		v.Fail("unknown compliance status %.40q", compliance)
	}
	switch workflow {
	case "", "NEW", "NOTIFIED":
	case "RESOLVED":
		r.none = true
	case "SUPPRESSED":
		r.Suppressed = true
	default:
		v.Fail("unknown workflow status %.40q", workflow)
	}
	switch record {
	case "", "ACTIVE":
	case "ARCHIVED":
		r.none = true
	default:
		v.Fail("unknown record state %.40q", record)
	}
}
