package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var osvScannerFormat = reader.Format{
	Name: "osv-scanner",
	Doc:  "OSV-Scanner's JSON (--format json): one finding for each vulnerability of a package. The severity is the CVSS score of its group (max_severity), else the word that its database gives, else the score of its CVSS 3 vector, else medium: vectors of other versions are not scored.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("results[].packages") || h.Has("results", "experimental_config")
	},
	Clean: []string{"", `{"results":[]}`},
	Hints: []string{"osv_scanner", "osv"},
	Read:  readOSVScanner,
}

// osvWords are the severities of the databases that OSV collects.
var osvWords = map[string]fact.Severity{
	"CRITICAL": fact.Critical, "HIGH": fact.High, "IMPORTANT": fact.High, "MODERATE": fact.Medium, "MEDIUM": fact.Medium, "LOW": fact.Low,
}

func readOSVScanner(in *reader.Input, s *fact.Sink) error {
	s.Named("osv-scanner", "")
	if in.Head.Container == reader.Empty {
		return nil
	}
	j := in.JSON()
	var results list
	for range results.in(j, "results") {
		path, packages := "", list(false)
		for key := range j.Fields() {
			switch key {
			case "source":
				path = member(j, "path")
			case "packages":
				for range packages.of(j) {
					osvPackage(j, s, path)
				}
			}
		}
		packages.end(j, "results[].packages")
	}
	return results.end(j, "results")
}

// osvPackage reads one package. The scores of its groups may stand behind its
// vulnerabilities, so the findings wait for the end.
func osvPackage(j *reader.JSON, s *fact.Sink, path string) {
	s.Saw("packages", 1)
	var found []fact.Finding
	scores := map[string]fact.Severity{}
	pkg := fact.Finding{Path: path}
	for key := range j.Fields() {
		switch key {
		case "package":
			component(j, &pkg, "name", "version")
		case "vulnerabilities":
			for range j.Items() {
				found = append(found, osvVulnerability(j))
			}
		case "groups":
			for range j.Items() {
				osvGroup(j, scores)
			}
		}
	}
	for i := range found {
		f := &found[i]
		f.Package, f.Version, f.Path = pkg.Package, pkg.Version, pkg.Path
		if score, ok := scores[f.Rule]; ok {
			f.Severity = score
		}
		s.Finding(f)
	}
}
