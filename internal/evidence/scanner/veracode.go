package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var veracodeFormat = reader.Format{
	Name: "veracode",
	Doc:  "Veracode's detailed XML report (static, dynamic and manual flaws and the vulnerabilities of components) and the JSON of its findings API, of which a page that does not hold all is incomplete. Severity 5 is critical, 4 high, 3 medium, 2 and 1 low, 0 info. Fixed flaws are no findings, accepted mitigations are suppressed.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Root == "detailedreport" || h.Has("_embedded.findings[].finding_details") || h.Has("_embedded.findings", "page") || h.Has("findings[].finding_details")
	},
	Read: func(in *reader.Input, s *fact.Sink) error {
		s.Named("veracode", "")
		if in.Head.JSON() {
			return veracodeJSON(in.JSON(), s)
		}
		return veracodeXML(in.XML(), s)
	},
}

var veracodeSeverities = reader.Severities{
	"5": fact.Critical, "4": fact.High, "3": fact.Medium, "2": fact.Low, "1": fact.Low, "0": fact.Info,
}

func veracodeXML(x *reader.XML, s *fact.Sink) error {
	var found list
	for range x.Elements() {
		s.Dated(x.Attr("generation_date"))
		for child := range x.Elements() {
			switch child {
			case "severity":
				found = true
				veracodeSeverity(x, s)
			case "software_composition_analysis":
				found = true
				for range children(x, "vulnerable_components") {
					for range children(x, "component") {
						veracodeComponent(x, s)
					}
				}
			}
		}
	}
	return found.end(x, "severity")
}

// veracodeSeverity reads the flaws of one severity: by category, weakness, and
// the kind of analysis that found them.
func veracodeSeverity(x *reader.XML, s *fact.Sink) {
	for range children(x, "category") {
		for range children(x, "cwe") {
			for range x.Elements() {
				for range children(x, "flaw") {
					if f, open := veracodeFlaw(x); open {
						s.Finding(&f)
					}
				}
			}
		}
	}
}

func veracodeFlaw(x *reader.XML) (f fact.Finding, open bool) {
	status := x.Attr("remediation_status")
	f = fact.Finding{
		Line: x.Line(), Rule: "CWE-" + x.Attr("cweid"), Message: x.Attr("description"), At: int(x.Int("line")),
		Path: x.Attr("sourcefilepath") + x.Attr("sourcefile"), CWE: []string{"CWE-" + x.Attr("cweid")},
		Severity:   veracodeSeverities.Word(x.Attr("severity"), x.Fail),
		Suppressed: status == "Mitigated" || x.Attr("mitigation_status") == "accepted",
	}
	if url := x.Attr("url"); url != "" {
		f.Path = url
	}
	return f, status != "Fixed"
}

func veracodeComponent(x *reader.XML, s *fact.Sink) {
	name, version := x.Attr("library"), x.Attr("version")
	for range children(x, "vulnerabilities") {
		for range children(x, "vulnerability") {
			s.Finding(&fact.Finding{
				Line: x.Line(), Rule: x.Attr("cve_id"), CVE: []string{x.Attr("cve_id")}, Message: x.Attr("cve_summary"),
				CWE: weaknessIDs(x.Attr("cwe_id")), Package: name, Version: version,
				Severity:   veracodeSeverities.Word(x.Attr("severity"), x.Fail),
				Suppressed: x.Attr("mitigation") == "true",
			})
		}
	}
}
