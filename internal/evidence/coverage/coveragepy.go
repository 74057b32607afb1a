package coverage

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var coveragePyFormat = reader.Format{
	Name: "coverage-py",
	Doc:  "coverage.py's JSON report (coverage json). Lines and branches are the counts of each file's summary; the headline is totals.percent_covered. Its private data file, which some versions wrote as JSON, is refused.",
	Kind: fact.Coverage,
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

func readCoveragePy(in *reader.Input, s *fact.Sink) error {
	if isPrivate(in.Head) {
		return in.Errorf(1, "wanted the report of coverage json, found coverage.py's private data file: run coverage json -o coverage.json and name that")
	}
	j := in.JSON()
	for key := range j.Fields() {
		switch key {
		case "meta":
			for key := range j.Fields() {
				switch key {
				case "version":
					s.Named("coverage.py", j.Text())
				case "timestamp":
					s.Dated(j.Text())
				}
			}
		case "files":
			for path := range j.Fields() {
				coveragePyFile(j, s, path)
			}
		case "totals":
			for key := range j.Fields() {
				if key == "percent_covered" {
					line := j.Line()
					if d, ok := j.Number(); ok {
						s.Percent(d, line)
					}
				}
			}
		}
	}
	return j.Err()
}

// coveragePyFile reads the summary of one source file. The lists of lines and
// arcs beside it also hold what ran and is no statement, such as docstrings,
// so they can't be counted.
func coveragePyFile(j *reader.JSON, s *fact.Sink, path string) {
	s.File(path, "", j.Line())
	counts := map[string]int64{}
	for key := range j.Fields() {
		if key != "summary" {
			continue
		}
		for key := range j.Fields() {
			switch key {
			case "covered_lines", "num_statements", "covered_branches", "num_branches":
				counts[key] = j.Int()
			}
		}
	}
	s.Totals(fact.Lines, counts["covered_lines"], counts["num_statements"])
	if _, ok := counts["num_branches"]; ok {
		s.Totals(fact.Branches, counts["covered_branches"], counts["num_branches"])
	}
}
