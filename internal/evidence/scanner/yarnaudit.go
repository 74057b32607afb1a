package scanner

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var yarnAuditFormat = reader.Format{
	Name: "yarn-audit",
	Doc:  "yarn audit --json of yarn 1, one finding a line of type auditAdvisory, and yarn npm audit --json of yarn 4, one finding a line. As yarn prints them, each vulnerable path counts; moderate is medium. An error, and a run of yarn 1 without its summary, are incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		kind := h.Text("type")
		return kind == "auditAdvisory" || kind == "auditSummary" || h.Kind("data") == '"' && slices.Contains(yarnReports, kind) || h.Has("data.advisory", "data.resolution") ||
			h.Has("data.vulnerabilities", "data.totalDependencies") || h.Has("value", "children.Severity")
	},
	Read: readYarnAudit,
}

// yarnReports are the types of the lines of yarn 1 that are no result.
var yarnReports = []string{"info", "warning", "error", "verbose", "activityStart", "step"}

func readYarnAudit(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	s.Named("yarn audit", "")
	audited := false
	for range j.Values() {
		line, kind, name := j.Line(), "", ""
		for key := range j.Fields() {
			switch key {
			case "type":
				kind = j.Text()
			case "data":
				audited = audited || kind == "auditSummary"
				yarnData(j, s, kind, line)
			case "value":
				name = j.Text()
			case "children":
				audited = true
				f := yarnAdvisory(j)
				f.Line, f.Package = line, name
				s.Finding(&f)
			}
		}
	}
	if !audited && in.Head.Container != reader.Empty {
		s.Incomplete(1, "no summary: the audit did not end")
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

// yarnAdvisory reads an advisory as yarn 4 writes it.
func yarnAdvisory(j *reader.JSON) fact.Finding {
	var f fact.Finding
	for key := range j.Fields() {
		switch key {
		case "ID":
			f.Rule = j.Text()
		case "Issue":
			f.Message = j.Text()
		case "URL":
			f.CVE = vulnerabilityIDs(j.Text())
		case "Severity":
			f.Severity = npmSeverities.Of(j)
		}
	}
	return f
}
