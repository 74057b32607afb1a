package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var pipAuditFormat = reader.Format{
	Name: "pip-audit",
	Doc:  "pip-audit's JSON (-f json), as an object with dependencies or the list of older versions. It states no severity: findings are medium. A skipped dependency makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("dependencies[].vulns") || h.Has("[].name", "[].version", "[].vulns") ||
			h.Has("dependencies[].skip_reason") || h.Has("dependencies", "fixes")
	},
	Clean: []string{"[]", `{"dependencies":[]}`},
	Hints: []string{"pip_audit", "pipaudit"},
	Read:  readPipAudit,
}

func readPipAudit(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	var dependencies list
	s.Named("pip-audit", "")
	if j.Kind() == '[' {
		for range j.Items() {
			pipDependency(j, s)
		}
		return j.Err()
	}
	for key := range j.Fields() {
		if key == "dependencies" {
			for range dependencies.of(j) {
				pipDependency(j, s)
			}
		}
	}
	return dependencies.end(j, "dependencies")
}

func pipDependency(j *reader.JSON, s *fact.Sink) {
	s.Saw("dependencies", 1)
	name, version, vulns := "", "", list(false)
	for key := range j.Fields() {
		switch key {
		case "name":
			name = j.Text()
		case "version":
			version = j.Text()
		case "skip_reason":
			s.Skip(j.Line(), "%s: %s", name, j.Text())
			vulns = true // the reason stands in their place
		case "vulns":
			for range vulns.of(j) {
				f := fact.Finding{Line: j.Line(), Severity: fact.Medium, Package: name, Version: version}
				for key := range j.Fields() {
					switch key {
					case "id":
						f.Rule = j.Text()
						f.CVE = append(f.CVE, f.Rule)
					case "aliases":
						f.CVE = append(f.CVE, j.Texts()...)
					case "description":
						f.Message = j.Text()
					}
				}
				s.Finding(&f)
			}
		}
	}
	vulns.end(j, "vulns of a dependency")
}
