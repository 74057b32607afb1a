package scanner

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var bundlerAuditFormat = reader.Format{
	Name: "bundler-audit",
	Doc:  "bundler-audit's JSON (--format json) and text: one finding for each advisory of a gem, by its criticality, in the JSON else its CVSS; Unknown is unrated. An insecure source is medium. The text must end with its verdict.",
	Kind: fact.Scanner,
	LastLine: func(line string) bool {
		return bundlerVerdict(line)
	},
	Claims: func(h *reader.Head) bool {
		if h.JSON() {
			return h.Has("results[].gem", "results[].advisory") || h.Has("version", "created_at", "results") || h.Has("results[].source", "results[].type")
		}
		return h.Line("Criticality: ") && h.Line("Solution: ") || h.Container == reader.Text && len(h.Lines) < 10 && h.Line("No vulnerabilities found")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		if !in.Head.JSON() {
			return readBundlerText(in, s)
		}
		kind := ""
		return scan{tool: "bundler-audit", list: "results"}.read(in, s, layout{
			{"version", toolVersion},
			{"created_at", dated},
			{"results", listed(finding(layout{
				{"type", into(&kind)},
				{"source", path},
				{"gem.name", pkg},
				{"gem.version", version},
				{"advisory.id", advisory},
				{"advisory.title", message},
				{"advisory.cve", func(v reader.Value, r *report) { r.prefixed("CVE-", v.Text()) }},
				{"advisory.ghsa", func(v reader.Value, r *report) { r.prefixed("GHSA-", v.Text()) }},
				{"advisory.criticality", severity(ratings)},
				{"advisory.cvss_v3", score(31)},
				{"advisory.cvss_v2", score(20)},
			}, func(v reader.Value, r *report) {
				switch kind {
				case "unpatched_gem":
				case "insecure_source":
					r.Rule, r.Severity, r.word = kind, fact.Medium, true
				default:
					v.Fail("unknown type %.40q of a result", kind)
				}
				kind = ""
			}))},
		})
	},
}

// prefixed adds an identifier that stands there without its beginning.
func (r *report) prefixed(prefix, id string) {
	if id != "" {
		r.CVE = append(r.CVE, prefix+strings.TrimPrefix(id, prefix))
	}
}

func bundlerVerdict(line string) bool {
	line = strings.TrimSpace(line)
	return line == "Vulnerabilities found!" || line == "No vulnerabilities found"
}

// readBundlerText reads blocks of "Name: value", one an advisory, and the
// verdict at the end.
func readBundlerText(in *reader.Input, s *tally.Sink) error {
	s.Named("bundler-audit", "")
	l := in.Lines()
	var f *fact.Finding
	ended := false
	give := func() {
		if f != nil {
			f.Unrated = f.Severity == fact.NoSeverity
			s.Finding(f)
		}
		f = nil
	}
	for range l.All() {
		line := strings.TrimSpace(l.Text())
		name, value, _ := strings.Cut(line, ": ")
		switch {
		case line == "":
			give()
		case bundlerVerdict(line):
			give()
			ended = true
			s.None()
		case name == "Insecure Source URI found":
			give()
			s.Finding(&fact.Finding{Line: l.Line(), Rule: "insecure_source", Severity: fact.Medium, Path: value})
		case name == "Name":
			give()
			f = &fact.Finding{Line: l.Line(), Package: value}
		case f != nil:
			bundlerValue(f, name, value, l)
		}
	}
	give()
	if !ended && l.Err() == nil {
		l.Fail("expected the verdict at the end, found none")
	}
	return l.Err()
}

func bundlerValue(f *fact.Finding, name, value string, l *reader.Lines) {
	switch name {
	case "Version":
		f.Version = value
	case "CVE", "GHSA", "Advisory":
		f.CVE = append(f.CVE, value)
		if f.Rule == "" {
			f.Rule = value
		}
	case "Title":
		f.Message = value
	case "Criticality":
		f.Severity = ratings.Word(value, l.Fail)
	}
}
