package coverage

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/reader"
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

func readSonarCoverage(in *reader.Input, s *fact.Sink) error {
	v := in.Value()
	type line struct {
		number                    int64
		hit                       bool
		branches, coveredBranches int64
	}
	read := reader.Layout[line]{
		{"@lineNumber", func(v reader.Value, l *line) { l.number = v.Int() }},
		{"@covered", func(v reader.Value, l *line) { l.hit = v.Bool() }},
		{"@branchesToCover", func(v reader.Value, l *line) { l.branches = v.Int() }},
		{"@coveredBranches", func(v reader.Value, l *line) { l.coveredBranches = v.Int() }},
	}.Reader()
	reader.Layout[fact.Sink]{
		{"file.@path", func(v reader.Value, s *fact.Sink) { s.File(v.Text(), "", v.Line()) }},
		{"file.lineToCover", func(v reader.Value, s *fact.Sink) {
			var l line
			if read(v, &l); l.number <= 0 {
				v.Fail("wanted the number of a line, found %d", l.number)
				return
			}
			s.Cover(fact.Lines, uint64(l.number), 1, l.hit)
			coverBranches(s, uint64(l.number), l.coveredBranches, l.branches)
		}},
	}.Reader()(v, s)
	return v.Err()
}
