package coverage

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var coveragePyFormat = reader.Format{
	Name: "coverage-py",
	Doc:  "coverage.py's JSON report (coverage json). Lines are its executed and missing lines, branches its arcs where the file lists them; the headline is totals.percent_covered.",
	Kind: fact.Coverage,
	Claims: func(h *reader.Head) bool {
		return h.Has("meta.branch_coverage") || h.Has("meta.version", "files.*.executed_lines") ||
			h.Has("totals.percent_covered_display")
	},
	Read: readCoveragePy,
}

func readCoveragePy(in *reader.Input, s *fact.Sink) error {
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

// coveragePyFile reads one source file. Reports before 7 list no arcs: their
// branches are counts only.
func coveragePyFile(j *reader.JSON, s *fact.Sink, path string) {
	s.File(path, "", j.Line())
	arcs := false
	var covered, total int64
	for key := range j.Fields() {
		switch key {
		case "executed_lines", "missing_lines":
			for range j.Items() {
				s.Cover(fact.Lines, uint64(j.Int()), 1, key == "executed_lines")
			}
		case "executed_branches", "missing_branches":
			for range j.Items() {
				arcs = true
				s.Cover(fact.Branches, arc(j), 1, key == "executed_branches")
			}
		case "summary":
			for key := range j.Fields() {
				switch key {
				case "num_branches":
					total = j.Int()
				case "covered_branches":
					covered = j.Int()
				}
			}
		}
	}
	if !arcs && total > 0 {
		s.Totals(fact.Branches, covered, total)
	}
}

// arc is the key of a jump from one line to another; exits are negative.
func arc(j *reader.JSON) uint64 {
	var key uint64
	for range j.Items() {
		key = key<<32 | uint64(uint32(j.Int()))
	}
	return key
}
