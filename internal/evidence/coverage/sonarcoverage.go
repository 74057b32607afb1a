package coverage

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var sonarCoverageFormat = reader.Format{
	Name: "sonar-coverage",
	Doc:  "SonarQube's generic coverage XML (sonar.coverageReportPaths): the lines that hold code, and of each how many of its branches are covered.",
	Kind: fact.Coverage,
	Claims: func(h *reader.Head) bool {
		return h.Root == "coverage" && h.RootAttrs["version"] == "1" && (slices.Contains(h.Children, "file") || len(h.Children) == 0 && len(h.RootAttrs) == 1)
	},
	Read: readSonarCoverage,
}

func readSonarCoverage(in *reader.Input, s *tally.Sink) error {
	return read(in, s, layout{{"file", file(layout{
		{"@path", path},
		{"lineToCover", one(layout{
			{"@lineNumber", number},
			{"@covered", func(v reader.Value, r *report) { r.line.hit = v.Bool() }},
			{"@coveredBranches", taken},
			{"@branchesToCover", func(v reader.Value, r *report) {
				missed(v, r)
				r.line.missed -= r.line.taken
			}},
		}, func(v reader.Value, r *report) {
			if r.line.numbered && r.line.number <= 0 {
				v.Fail("expected the number of a line, found %d", r.line.number)
			}
			addLine(v, r)
		})},
	}, func(v reader.Value, r *report) {
		if r.path == "" {
			v.Fail("expected the path of a source file")
		}
	})}})
}
