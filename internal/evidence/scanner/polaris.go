package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var polarisFormat = reader.Format{
	Name: "polaris",
	Doc:  "Polaris' audit as JSON (polaris audit --format json): one finding for each check that an object, a pod or a container fails. danger is high, warning medium; what is ignored is not a finding. Without an object nothing was looked at.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("PolarisOutputVersion") || h.Has("Results[].PodResult", "ClusterInfo")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		objects, checks := int64(0), int64(0)
		check := finding(layout{
			{"ID", rule},
			{"Message", message},
			{"Severity", func(v reader.Value, r *report) {
				if word := v.Text(); word != "ignore" {
					r.Severity, r.word = polarisWords.Word(word, v.Fail), true
				} else {
					r.none = true
				}
			}},
			{"Success", func(v reader.Value, r *report) { r.none = v.Bool() || r.none }},
		}, func(reader.Value, *report) { checks++ })
		containers := holding("Results of a container", layout{{"Results", listedByName(check)}})
		pod := holding("Results and ContainerResults of a pod", closed(layout{
			{"Results.*", check},
			{"ContainerResults", listed(containers)},
		}))
		err := scan{tool: "Polaris", list: "Results"}.read(in, s, layout{
			{"PolarisOutputVersion", toolVersion},
			{"AuditTime", dated},
			{"Results", listed(holding("Results of an object", closed(layout{
				{"^Name", func(v reader.Value, r *report) {
					objects++
					r.Path = v.Text()
				}},
				{"Results", listedByName(check)},
				{"PodResult", func(v reader.Value, r *report) {
					if v.Kind() == '{' {
						pod(v, r)
					}
				}},
			})))},
		})
		s.Saw("checks", checks)
		if objects == 0 && err == nil {
			s.Incomplete(1, "no object: nothing was looked at")
		}
		return err
	},
}

var polarisWords = reader.Severities{"danger": fact.High, "error": fact.High, "warning": fact.Medium}
