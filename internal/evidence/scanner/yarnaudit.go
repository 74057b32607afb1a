package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var yarnAuditFormat = reader.Format{
	Name: "yarn-audit",
	Doc:  "yarn audit --json of yarn 1: one finding a line of type auditAdvisory.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		kind := h.Text("type")
		return kind == "auditAdvisory" || kind == "auditSummary" || h.Has("data.advisory", "data.resolution")
	},
	Read: readYarnAudit,
}

func readYarnAudit(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	s.Named("yarn audit", "")
	for range j.Values() {
		line, kind := j.Line(), ""
		for key := range j.Fields() {
			switch key {
			case "type":
				kind = j.Text()
			case "data":
				yarnData(j, s, kind, line)
			}
		}
	}
	return j.Err()
}

func yarnData(j *reader.JSON, s *fact.Sink, kind string, line int) {
	switch kind {
	case "error":
		s.Incomplete(line, "%s", j.Text())
	case "auditAdvisory":
		for key := range j.Fields() {
			if key == "advisory" {
				f := npmAdvisory(j)
				s.Finding(&f)
			}
		}
	case "auditSummary":
		for key := range j.Fields() {
			if key == "totalDependencies" {
				s.Saw("dependencies", j.Int())
			}
		}
	}
}
