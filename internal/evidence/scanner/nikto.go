package scanner

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var niktoFormat = reader.Format{
	Name: "nikto",
	Doc:  "Nikto's JSON and XML (-Format json, xml): one finding for each item. It states no severity: an item is medium. The XML's statistics are compared with its items. Without a host nothing was scanned.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		shape := func(at string) bool {
			return h.Has(at+"host", at+"banner", at+"vulnerabilities") || h.Has(at+"vulnerabilities[].OSVDB") || h.Has(at+"host", at+"vulnerabilities[].msg")
		}
		return shape("") || shape("[].") || h.Root == "niktoscan" || h.Root == "niktoscans" || h.Root == "nikto" && slices.Contains(h.Children, "scandetails")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		hosts := int64(0)
		item := finding(layout{
			{"id", rule},
			{"@id", rule},
			{"msg", message},
			{"description", message},
			{"url", func(v reader.Value, r *report) { r.Path += v.Text() }},
			{"uri", func(v reader.Value, r *report) { r.Path += v.Text() }},
		})
		var scans setter
		inside := func(v reader.Value, r *report) { scans(v, r) }
		scans = layout{
			{"@version", toolVersion},
			{"niktoscan", inside}, // an old version writes one in another
			{"scandetails", niktoDetails(&hosts, item)},
		}.Reader()
		host := func(v reader.Value, r *report) {
			hosts++
			holding("vulnerabilities of a host", layout{
				{"^host", path},
				{"vulnerabilities", listed(item)},
			})(v, r)
		}
		err := scan{tool: "Nikto", severity: fact.Medium}.read(in, s, layout{
			{"[]", host},
			{"", func(v reader.Value, r *report) {
				if v.Kind() == '<' {
					scans(v, r)
				} else {
					host(v, r)
				}
			}},
		})
		if hosts == 0 && err == nil {
			s.Incomplete(1, "no host: nothing was scanned")
		}
		s.None()
		return err
	},
}

// niktoDetails reads what the XML says of one host. The number of items is
// empty where the scan was ended early.
func niktoDetails(hosts *int64, item setter) setter {
	items := int64(0)
	return within(layout{
		{"@sitename", path},
		{"@starttime", func(v reader.Value, r *report) {
			*hosts++
			items = 0
			dated(v, r)
		}},
		{"item", func(v reader.Value, r *report) {
			items++
			item(v, r)
		}},
		{"statistics", layout{
			{"@endtime", dated},
			{"@itemsfound", func(v reader.Value, r *report) {
				if found, n := whole(v), items; found > 0 {
					r.sink.Declares(v.Line(), "items", found, func() int64 { return n })
				}
			}},
		}.Reader()},
	})
}
