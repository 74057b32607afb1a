package scanner

import (
	"math"
	"strconv"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var osvScannerFormat = reader.Format{
	Name: "osv-scanner",
	Doc:  "OSV-Scanner's JSON (--format json): one finding for each vulnerability of a package. The severity is the CVSS score of its group (max_severity), else the word that its database gives, else the score of its newest CVSS vector, else it is unrated.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("results[].packages[].package.ecosystem") || h.Has("results[].source", "results[].packages[].package") ||
			h.Has("results", "experimental_config")
	},
	Clean: []string{`{"results":[]}`},
	Hints: []string{"osv_scanner", "osv"},
	Read: func(in *reader.Input, s *tally.Sink) error {
		results := listed(holding("results[].packages", layout{
			{"^source.path", path},
			{"packages", listed(counted("packages", osvPackage()))},
		}))
		return scan{tool: "osv-scanner", list: "results"}.read(in, s, layout{
			{"", results},
			{"results", results},
		})
	},
}

// osvWords are the severities of the databases that OSV collects.
var osvWords = map[string]fact.Severity{
	"CRITICAL": fact.Critical, "HIGH": fact.High, "IMPORTANT": fact.High, "MODERATE": fact.Medium, "MEDIUM": fact.Medium, "LOW": fact.Low,
}

// osvPackage reads one package. The scores of its groups may stand behind its
// vulnerabilities, so the findings wait for the end.
func osvPackage() setter {
	var (
		found  []fact.Finding
		group  []string
		scores map[string]fact.Severity
	)
	vulnerability := part(layout{
		{"id", advisory},
		{"aliases", aliases},
		{"summary", message},
		{"severity[].score", vector},
		{"database_specific.severity", func(v reader.Value, r *report) {
			if word, ok := osvWords[v.Text()]; ok {
				r.Severity, r.word = word, true
			}
		}},
		{"database_specific.cwe_ids", weaknesses},
	}, func(_ reader.Value, r *report) {
		r.rate()
		found = append(found, r.Finding)
	})
	score, grouped := "", false
	scored := part(layout{
		{"ids", func(v reader.Value, _ *report) { group = v.Texts() }},
		{"max_severity", into(&score)},
	}, func(reader.Value, *report) {
		if x, err := strconv.ParseFloat(score, 64); err == nil {
			for _, id := range group {
				scores[id] = fact.CVSS(31, int(math.Round(10*x)))
			}
		}
		group, score = nil, ""
	})
	read := part(layout{
		{"package.name", pkg},
		{"package.version", version},
		{"vulnerabilities[]", vulnerability},
		{"groups[]", func(v reader.Value, r *report) {
			grouped = true
			scored(v, r)
		}},
	}, func(v reader.Value, r *report) {
		if grouped && len(found) == 0 {
			v.Fail("expected the vulnerabilities that are grouped, found none")
		}
		for _, f := range found {
			f.Package, f.Version = r.Package, r.Version
			if score, ok := scores[f.Rule]; ok {
				f.Severity, f.Unrated = score, false
			}
			r.sink.Finding(&f)
		}
	})
	return func(v reader.Value, r *report) {
		found, scores, grouped = nil, map[string]fact.Severity{}, false
		read(v, r)
	}
}
