package coverage

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var coveragePyFormat = reader.Format{
	Name:   "coverage-py",
	Doc:    "coverage.py's JSON report (coverage json). Lines and branches are the counts of each file's summary; the headline is totals.percent_covered. Its private data file, which some versions wrote as JSON, is refused.",
	Kind:   fact.Coverage,
	Totals: "statements and branches of all files",
	Claims: func(h *reader.Head) bool {
		return isPrivate(h) || h.Has("meta.branch_coverage") || h.Has("meta.version", "files.*.executed_lines") ||
			h.Has("totals.percent_covered_display")
	},
	Read: readCoveragePy,
}

// isPrivate recognises the data file of coverage.py 4.
func isPrivate(h *reader.Head) bool {
	return len(h.Lines) > 0 && strings.HasPrefix(h.Lines[0], "!coverage.py: This is a private format")
}

func readCoveragePy(in *reader.Input, s *tally.Sink) error {
	if isPrivate(in.Head) {
		return in.Errorf(1, "expected the report of coverage json, found coverage.py's private data file: run coverage json -o coverage.json and name that")
	}
	return read(in, s, layout{
		{"meta.version", named("coverage.py")},
		{"meta.timestamp", dated},
		{"totals.percent_covered", headline},
		{"totals.num_statements", declares(fact.Lines)},
		{"totals.num_branches", declares(fact.Branches)},
		{"files.*.@", path},
		// The lists of lines and arcs next to the summary also hold what ran and is
		// not a statement, such as docstrings, so they can't be counted.
		{"files.*", file(layout{
			{"summary.covered_lines", covered(fact.Lines)},
			{"summary.num_statements", total(fact.Lines)},
			{"summary.covered_branches", covered(fact.Branches)},
			{"summary.num_branches", total(fact.Branches)},
		})},
	})
}
