package coverage

import (
	"strconv"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var istanbulFormat = reader.Format{
	Name:   "istanbul",
	Doc:    "Istanbul's coverage-summary.json (json-summary) and coverage-final.json (json) of nyc, c8, Jest and Vitest. A summary counts by source file; in the other a line is covered when a statement that begins there is, and files of several runs are united.",
	Kind:   fact.Coverage,
	Never:  []string{"*.d.ts", "*.d.mts", "*.d.cts", "*.test.*", "*.spec.*", "__tests__/", "__mocks__/"},
	Totals: "the total of a summary",
	Claims: func(h *reader.Head) bool {
		return h.Has("total.lines.pct", "total.statements.pct") || h.Has("*.statementMap", "*.path")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		if in.Head.Has("total.lines.pct") {
			return readIstanbulSummary(in, s)
		}
		return readIstanbul(in, s)
	},
}

// readIstanbul reads how often each statement, function and way of a branch was
// run, by its number in the source file.
func readIstanbul(in *reader.Input, s *tally.Sink) error {
	key, way := uint64(0), uint64(0)
	begins, ran := map[uint64]uint64{}, map[uint64]bool{} // the line of a statement
	numbered := func(v reader.Value, _ *report) { key, way = istanbulKey(v.Text()), 0 }
	return read(in, s, layout{
		{"*.@", path},
		{"*", file(layout{
			{"statementMap.*.@", numbered},
			{"statementMap.*.start.line", func(v reader.Value, _ *report) { begins[key] = uint64(max(v.Int(), 0)) }},
			{"s.*.@", numbered},
			{"s.*", func(v reader.Value, r *report) {
				ran[key] = v.Decimal().Sign() > 0
				r.add(fact.Statements, key, ran[key])
			}},
			{"f.*.@", numbered},
			{"f.*", func(v reader.Value, r *report) { r.add(fact.Functions, key, v.Decimal().Sign() > 0) }},
			{"b.*.@", numbered},
			{"b.*[]", func(v reader.Value, r *report) {
				r.add(fact.Branches, key<<16|way, v.Decimal().Sign() > 0)
				way++
			}},
		}, func(_ reader.Value, r *report) {
			for key, hit := range ran {
				if line, ok := begins[key]; ok {
					r.add(fact.Lines, line, hit)
				}
			}
			clear(begins)
			clear(ran)
		})},
	})
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
