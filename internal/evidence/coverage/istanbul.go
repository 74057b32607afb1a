package coverage

import (
	"strconv"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var istanbulFormat = reader.Format{
	Name: "istanbul",
	Doc:  "Istanbul's coverage-summary.json (json-summary) and coverage-final.json (json) of nyc, c8, Jest and Vitest. A summary counts by source file; in the other a line is covered when a statement that begins there is, and files of several runs are united.",
	Kind: fact.Coverage,
	Claims: func(h *reader.Head) bool {
		return h.Has("total.lines.pct", "total.statements.pct") || h.Has("*.statementMap", "*.path")
	},
	Read: func(in *reader.Input, s *fact.Sink) error {
		if in.Head.Has("total.lines.pct") {
			return readIstanbulSummary(in, s)
		}
		return readIstanbul(in, s)
	},
}

// istanbulMetrics is what the metrics of ours are called in a summary.
var istanbulMetrics = map[string]fact.Metric{
	"lines": fact.Lines, "statements": fact.Statements, "functions": fact.Functions, "branches": fact.Branches,
}

// istanbulCounts are the covered and the total of each metric.
type istanbulCounts [fact.Statements + 1][2]int64

func readIstanbulSummary(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	var total, sum istanbulCounts
	line, files := 0, 0
	for path := range j.Fields() {
		at := j.Line()
		counts := istanbulSummary(j)
		if path == "total" {
			total, line = counts, at
			continue
		}
		files++
		addIstanbul(s, path, at, counts)
		for m := range sum {
			sum[m][0] += counts[m][0]
			sum[m][1] += counts[m][1]
		}
	}
	if files == 0 {
		addIstanbul(s, "total", line, total)
	} else if sum != total && j.Err() == nil {
		return in.Errorf(line, "the total is not the sum of the source files")
	}
	return j.Err()
}

func istanbulSummary(j *reader.JSON) (counts istanbulCounts) {
	for key := range j.Fields() {
		m, ok := istanbulMetrics[key]
		if !ok {
			continue
		}
		for key := range j.Fields() {
			switch key {
			case "covered":
				counts[m][0] = j.Int()
			case "total":
				counts[m][1] = j.Int()
			}
		}
	}
	return counts
}

func addIstanbul(s *fact.Sink, path string, line int, counts istanbulCounts) {
	s.File(path, "", line)
	for m, n := range counts {
		s.Totals(fact.Metric(m), n[0], n[1])
	}
}

func readIstanbul(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	for path := range j.Fields() {
		s.File(path, "", j.Line())
		begins := map[string]uint64{} // line of each statement
		hits := map[string]bool{}
		for key := range j.Fields() {
			switch key {
			case "statementMap":
				for id := range j.Fields() {
					begins[id] = istanbulStart(j)
				}
			case "s":
				for id := range j.Fields() {
					hits[id] = j.Decimal().Sign() > 0
					s.Cover(fact.Statements, istanbulKey(id), 1, hits[id])
				}
			case "f":
				for id := range j.Fields() {
					s.Cover(fact.Functions, istanbulKey(id), 1, j.Decimal().Sign() > 0)
				}
			case "b":
				for id := range j.Fields() {
					for i := range j.Items() {
						s.Cover(fact.Branches, istanbulKey(id)<<16|uint64(i), 1, j.Decimal().Sign() > 0)
					}
				}
			}
		}
		for id, hit := range hits {
			if line, ok := begins[id]; ok {
				s.Cover(fact.Lines, line, 1, hit)
			}
		}
	}
	return j.Err()
}

// istanbulStart is the line where a statement begins.
func istanbulStart(j *reader.JSON) (line uint64) {
	for key := range j.Fields() {
		if key != "start" {
			continue
		}
		for key := range j.Fields() {
			if key == "line" {
				line = uint64(max(j.Int(), 0))
			}
		}
	}
	return line
}

// istanbulKey is the number that a statement, function or branch has in its
// file.
func istanbulKey(id string) uint64 {
	n, err := strconv.ParseUint(id, 10, 40)
	if err != nil {
		return hash(id)
	}
	return n
}
