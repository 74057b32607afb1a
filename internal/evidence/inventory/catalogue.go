package inventory

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var kevFormat = reader.Format{
	Name:   "cisa-kev",
	Doc:    "CISA's catalogue of known exploited vulnerabilities (known_exploited_vulnerabilities.json). Each entry is a CVE that is known to be exploited. As context of findings it says which of them are (where: { kev: true }).",
	Kind:   fact.Inventory,
	Totals: "count",
	Claims: func(h *reader.Head) bool {
		return h.Has("catalogVersion", "vulnerabilities[].cveID") || h.Has("catalogVersion", "dateReleased", "count")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		s.Named("cisa-kev", "")
		listed, stated, line := int64(0), int64(-1), 1
		err := read(in, s, layout{
			{"catalogVersion", func(v reader.Value, r *report) { r.sink.Named("", text(v)) }},
			{"dateReleased", dated},
			{"count", func(v reader.Value, _ *report) { line, stated = v.Line(), v.Int() }},
			{"vulnerabilities[]", record(layout{{"cveID", name}}, func(r *report) {
				listed++
				r.sink.Catalogued(&fact.Catalogued{Line: r.Line, ID: r.Name, Exploited: true})
			})},
		})
		if stated >= 0 {
			s.Declares(line, "entries", stated, func() int64 { return listed })
		}
		return err
	},
}

var epssFormat = reader.Format{
	Name:      "first-epss",
	Doc:       "FIRST's scores of how likely vulnerabilities are to be exploited (epss_scores-DATE.csv, also compressed): a CVE, its score and its percentile a line. As context of findings it says how likely each is to be exploited (where: { epss: \">= 10%\" }); of a CVE that it does not know nothing is known.",
	Kind:      fact.Inventory,
	CutUnseen: true,
	Claims: func(h *reader.Head) bool {
		return len(h.Lines) > 0 && (strings.HasPrefix(h.Lines[0], "#model_version:") || strings.EqualFold(h.Lines[0], epssHead))
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		s.Named("first-epss", "")
		l := in.Lines()
		headed := false
		for range l.All() {
			line := strings.TrimSpace(l.Text())
			switch {
			case line == "":
			case strings.HasPrefix(line, "#"):
				for part := range strings.SplitSeq(strings.TrimPrefix(line, "#"), ",") {
					name, value, _ := strings.Cut(part, ":")
					switch name {
					case "model_version":
						s.Named("", value)
					case "score_date":
						s.Dated(value)
					}
				}
			case strings.EqualFold(line, epssHead):
				headed = true
				s.None() // where nothing follows
			case !headed:
				l.Fail("expected the columns %s, found %.80q", epssHead, line)
			default:
				cells := strings.Split(line, ",")
				if len(cells) != 3 || slices.Contains(cells, "") {
					l.Fail("expected a CVE, a score and a percentile, found %.80q", line)
					continue
				}
				s.Catalogued(&fact.Catalogued{Line: l.Line(), ID: cells[0], Score: cells[1]})
			}
		}
		return l.Err()
	},
}

// epssHead are the columns of the scores.
const epssHead = "cve,epss,percentile"
