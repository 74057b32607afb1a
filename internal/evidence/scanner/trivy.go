package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var trivyFormat = reader.Format{
	Name: "trivy",
	Doc:  "Trivy's JSON report (--format json), schema 2, the list of older versions, and the reports of a cluster (trivy k8s): vulnerabilities, failed misconfigurations, secrets and licences. Severities are Trivy's own; UNKNOWN is info. Findings that a .trivyignore or VEX removed are suppressed.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("SchemaVersion", "ArtifactName") || h.Has("ClusterName", "Resources") || h.Has("ClusterName", "Findings") || h.Has("ClusterName", "Vulnerabilities") || h.Has("ClusterName", "Misconfigurations") ||
			h.Has("[].Target", "[].Vulnerabilities") || h.Has("[].Target", "[].Type")
	},
	Clean: []string{"null", "[]"},
	Read:  readTrivy,
}

var trivySeverities = reader.Severities{
	"critical": fact.Critical, "high": fact.High, "medium": fact.Medium, "low": fact.Low, "unknown": fact.Info,
}

func readTrivy(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	s.Named("trivy", "")
	if j.Kind() == '[' {
		for range j.Items() {
			trivyResult(j, s)
		}
		return j.Err()
	}
	for key := range j.Fields() {
		switch key {
		case "CreatedAt":
			s.Dated(j.Text())
		case "Trivy":
			for key := range j.Fields() {
				if key == "Version" {
					s.Named("trivy", j.Text())
				}
			}
		case "Results":
			for range j.Items() {
				trivyResult(j, s)
			}
		case "Resources", "Findings", "Vulnerabilities", "Misconfigurations":
			for range j.Items() {
				trivyResource(j, s)
			}
		}
	}
	return j.Err()
}

// trivyResource reads what was found in one object of a cluster.
func trivyResource(j *reader.JSON, s *fact.Sink) {
	for key := range j.Fields() {
		switch key {
		case "Results":
			for range j.Items() {
				trivyResult(j, s)
			}
		case "Error":
			line := j.Line()
			if text := j.Text(); text != "" {
				s.Skip(line, "%s", text)
			}
		}
	}
}

// trivyResult reads what was found in one target. Its name may stand behind
// its findings; those then have their own path or none.
func trivyResult(j *reader.JSON, s *fact.Sink) {
	s.Saw("targets", 1)
	target := ""
	for key := range j.Fields() {
		switch key {
		case "Target":
			target = j.Text()
		case "Vulnerabilities", "Misconfigurations", "Secrets", "Licenses":
			for range j.Items() {
				f := fact.Finding{Line: j.Line(), Path: target}
				if trivyFinding(j, &f) {
					s.Finding(&f)
				}
			}
		case "ExperimentalModifiedFindings":
			for range j.Items() {
				f := fact.Finding{Line: j.Line(), Path: target, Suppressed: true}
				for key := range j.Fields() {
					if key == "Finding" {
						trivyFinding(j, &f)
					}
				}
				s.Finding(&f)
			}
		}
	}
}
