package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var gitLabSASTFormat = reader.Format{
	Name: "gitlab-sast",
	Doc:  "GitLab's security report schemas (SAST, dependency, container, secret and dynamic scanning). Severities are GitLab's own; Unknown and none are info. A finding flagged as a likely false positive still counts. A scan whose status is failure is incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("vulnerabilities", "scan.scanner") || h.Has("vulnerabilities[].location", "vulnerabilities[].identifiers") || h.Has("version", "vulnerabilities", "remediations")
	},
	Read: readGitLabSAST,
}

func readGitLabSAST(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	var found list
	for key := range j.Fields() {
		switch key {
		case "vulnerabilities":
			for range found.of(j) {
				f := gitLabVulnerability(j)
				s.Finding(&f)
			}
		case "scan":
			gitLabScan(j, s)
		}
	}
	return found.end(j, "vulnerabilities")
}

func gitLabScan(j *reader.JSON, s *fact.Sink) {
	for key := range j.Fields() {
		switch key {
		case "start_time", "end_time":
			s.Dated(j.Text())
		case "scanner":
			gitLabScanner(j, s)
		case "status":
			if line := j.Line(); j.Text() == "failure" {
				s.Incomplete(line, "the scan says that it failed")
			}
		}
	}
}

func gitLabScanner(j *reader.JSON, s *fact.Sink) {
	name, version := "", ""
	for key := range j.Fields() {
		switch key {
		case "name":
			name = j.Text()
		case "version":
			version = j.Text()
		}
	}
	s.Named(name, version)
}

func gitLabVulnerability(j *reader.JSON) fact.Finding {
	f := fact.Finding{Line: j.Line(), Severity: fact.Info}
	for key := range j.Fields() {
		switch key {
		case "name":
			f.Message = j.Text()
		case "message":
			if text := j.Text(); f.Message == "" {
				f.Message = text
			}
		case "severity":
			if j.Kind() != 'n' {
				f.Severity = ratings.Of(j)
			}
		case "scanner":
			f.Tool = member(j, "name")
		case "location":
			gitLabLocation(j, &f)
		case "identifiers":
			for range j.Items() {
				gitLabIdentifier(j, &f)
			}
		}
	}
	return f
}

func gitLabLocation(j *reader.JSON, f *fact.Finding) {
	for key := range j.Fields() {
		switch key {
		case "file", "image", "path":
			f.Path = j.Text()
		case "start_line":
			f.At = int(j.Int())
		case "dependency":
			for key := range j.Fields() {
				switch key {
				case "package":
					f.Package = member(j, "name")
				case "version":
					f.Version = j.Text()
				}
			}
		}
	}
}

// gitLabIdentifier sorts an identifier by its type; the first one is the rule.
func gitLabIdentifier(j *reader.JSON, f *fact.Finding) {
	kind, value := "", ""
	for key := range j.Fields() {
		switch key {
		case "type":
			kind = j.Text()
		case "value":
			value = j.Text()
		}
	}
	switch kind {
	case "cwe":
		f.CWE = append(f.CWE, weaknessIDs("CWE-"+value)...)
	case "cve", "ghsa":
		f.CVE = append(f.CVE, value)
	}
	if f.Rule == "" {
		f.Rule = value
	}
}
