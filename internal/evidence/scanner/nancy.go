package scanner

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var nancyFormat = reader.Format{
	Name: "nancy",
	Doc:  "Nancy's JSON (nancy sleuth -o json): one finding for each vulnerability of a package, by its CVSS. An excluded one is suppressed; a package whose version it could not read is a skipped input. The number of vulnerable packages is compared with the list.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("num_audited", "num_vulnerable") || h.Has("vulnerable[].Coordinates")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		packages := int64(0)
		coordinates := func(v reader.Value, r *report) {
			r.Path = v.Text()
			purl := strings.TrimPrefix(r.Path, "pkg:golang/")
			r.Package, r.Version, _ = strings.Cut(purl, "@")
		}
		return scan{tool: "nancy", list: "vulnerable"}.read(in, s, layout{
			{"version", toolVersion},
			{"num_audited", saw("packages")},
			{"num_vulnerable", func(v reader.Value, r *report) {
				r.sink.Declares(v.Line(), "vulnerable packages", whole(v), func() int64 { return packages })
			}},
			{"vulnerable", enough(layout{{"[]", holding("Vulnerabilities of a package", layout{
				{"^Coordinates", func(v reader.Value, r *report) {
					packages++
					coordinates(v, r)
				}},
				{"Vulnerabilities", listed(finding(layout{
					{"Id", ranked(ofRule, 1)},
					{"Cve", func(v reader.Value, r *report) { nancyCVE(v.Text(), r) }},
					{"Title", message},
					{"CvssVector", vector},
					{"CvssScore", func(v reader.Value, r *report) { scoredText(v.Text(), r) }},
					{"Excluded", accepted},
				}))},
			})}}.Reader())},
			{"invalid[]", part(layout{{"Coordinates", coordinates}}, func(_ reader.Value, r *report) {
				r.sink.Skip(r.Line, "%s: not a version", r.Path)
			})},
		})
	},
}

// nancyCVE takes the CVE of a vulnerability for its rule.
func nancyCVE(id string, r *report) {
	if id != "" {
		r.CVE = append(r.CVE, id)
		r.Rule, r.ranks[ofRule] = id, 2
	}
}
