package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var kubescapeFormat = reader.Format{
	Name: "kubescape",
	Doc:  "Kubescape's JSON (--format json) of versions 2 and 3: one finding for each control that a resource fails. The severity is that of the control's score factor, as Kubescape prints it: 9 critical, 7 high, 4 medium, 1 low. What an exception excludes is suppressed. A control that was skipped makes the run incomplete. The controls' failed resources are compared with the results.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("summaryDetails.controls", "results") || h.Has("summaryDetails.controls", "resources")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		k := kubescape{factors: map[string]fact.Severity{}}
		err := scan{tool: "kubescape", list: "summaryDetails.controls"}.read(in, s, layout{
			{"generationTime", dated},
			{"metadata.scanMetadata.kubescapeVersion", toolVersion},
			{"^summaryDetails.controls", listedByName(counted("controls", k.control()))},
			{"results[]", counted("resources", within(layout{
				{"^resourceID", path},
				{"controls[]", k.result()},
			}))},
		})
		s.Declares(1, "failures", k.stated, func() int64 { return k.listed })
		return err
	},
}

// kubescape is what is known of the controls by their ids.
type kubescape struct {
	factors        map[string]fact.Severity
	stated, listed int64
}

// control reads what the summary says of one.
func (k *kubescape) control() setter {
	var id, name, status string
	var factor fact.Severity
	return part(layout{
		{"controlID", into(&id)},
		{"name", into(&name)},
		{"scoreFactor", func(v reader.Value, _ *report) { factor = kubescapeFactor(v.Decimal().Float()) }},
		{"ResourceCounters.failedResources", func(v reader.Value, _ *report) { k.stated += whole(v) }},
		{"statusInfo.status", into(&status)},
	}, func(v reader.Value, r *report) {
		if status == "skipped" {
			r.sink.Skip(r.Line, "%s %s was skipped", id, name)
		}
		k.factors[id] = factor
		id, name, status, factor = "", "", "", fact.NoSeverity
	})
}

func kubescapeFactor(factor float64) fact.Severity {
	switch {
	case factor >= 9:
		return fact.Critical
	case factor >= 7:
		return fact.High
	case factor >= 4:
		return fact.Medium
	case factor >= 1:
		return fact.Low
	}
	return fact.NoSeverity
}

// result reads a control of a resource. Before version 3 its status is that of
// its rules, where a failure with an exception is excluded.
func (k *kubescape) result() setter {
	var own, status string
	var failed, excluded, excepted, known bool
	return finding(layout{
		{"controlID", rule},
		{"name", message},
		{"status.status", kubescapeStatus(&own)},
		{"rules[]", part(layout{
			{"status", kubescapeStatus(&status)},
			{"exception[]", func(reader.Value, *report) { excepted = true }},
		}, func(reader.Value, *report) {
			known = known || status != ""
			failed = failed || status == "failed" && !excepted
			excluded = excluded || status == "failed" && excepted
			status, excepted = "", false
		})},
	}, func(v reader.Value, r *report) {
		if own == "" && !known {
			v.Fail("expected a status of %s, found none", r.Rule)
		}
		if own != "" {
			failed = own == "failed"
		}
		r.Severity, r.Suppressed, r.none = k.factors[r.Rule], !failed, !failed && !(excluded && own == "")
		if failed {
			k.listed++
		}
		own, failed, excluded, known = "", false, false, false
	})
}

func kubescapeStatus(status *string) setter {
	return func(v reader.Value, _ *report) {
		switch *status = v.Text(); *status {
		case "failed", "passed", "skipped", "irrelevant", "excluded", "ignored", "error":
		default:
			v.Fail("unknown status %.40q", *status)
		}
	}
}
