package scanner

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var cyclonedxFormat = reader.Format{
	Name: "cyclonedx",
	Doc: "The vulnerabilities of a CycloneDX bill of materials, where findings are asked of it: one for each product that is affected, by the worst word of its ratings, " +
		"else by the newest CVSS, else unrated. What an analysis resolved, or found not to affect, is suppressed. A bill without a list of vulnerabilities is not a scan.",
	Kind:   fact.Scanner,
	Second: true,
	Claims: func(h *reader.Head) bool {
		return h.Text("bomFormat") == "CycloneDX" && h.Has("vulnerabilities") ||
			h.Root == "bom" && h.Spaced("cyclonedx.org/schema/bom") && slices.Contains(h.Children, "vulnerabilities")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		// each is the path of the elements of a list, which have a name in XML.
		each := func(list, element string) string {
			if in.Head.Container == reader.XMLDocument {
				return strings.TrimPrefix(list+"."+element, ".")
			}
			return list + "[]"
		}
		vulnerabilities := layout{{each("", "vulnerability"), cyclonedxFinding(each)}}.Reader()
		return scan{tool: "cyclonedx", list: "vulnerabilities"}.read(in, s, layout{
			{"metadata.timestamp", dated},
			{"vulnerabilities", func(v reader.Value, r *report) {
				r.list.note(v)
				vulnerabilities(v, r)
			}},
		})
	},
}

// cyclonedxMethods are the methods of a rating that are versions of CVSS.
var cyclonedxMethods = map[string]int{"CVSSv2": 20, "CVSSv3": 30, "CVSSv31": 31, "CVSSv4": 40}

// cyclonedxFinding reads one vulnerability, which may affect several products.
func cyclonedxFinding(each func(list, element string) string) setter {
	var products []string
	method := ""
	rating := layout{
		{"^method", into(&method)},
		{"severity", func(v reader.Value, r *report) {
			if s := ratings.Of(v); s > r.Severity { // of several sources the worst
				r.Severity, r.word = s, true
			}
		}},
		{"vector", vector},
		{"score", func(v reader.Value, r *report) {
			if version, ok := cyclonedxMethods[method]; ok {
				score(version)(v, r)
			}
		}},
	}.Reader()
	return part(layout{
		{"id", advisory},
		{each("ratings", "rating"), func(v reader.Value, r *report) {
			method = ""
			rating(v, r)
		}},
		{each("cwes", "cwe"), weaknessNumber},
		{"description", message},
		{"analysis.state", words{
			"resolved": accept, "resolved_with_pedigree": accept, "false_positive": accept, "not_affected": accept,
		}.read},
		{each("affects", "target") + ".ref", func(v reader.Value, _ *report) { products = append(products, strings.TrimSpace(v.Text())) }},
	}, func(v reader.Value, r *report) {
		if r.Rule == "" {
			v.Fail("expected the id of a vulnerability, found none")
		}
		if len(products) == 0 {
			products = []string{""}
		}
		r.rate()
		for _, r.Package = range products {
			r.sink.Finding(&r.Finding)
		}
		products = nil
	})
}
