package coverage

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var coverallsFormat = reader.Format{
	Name: "coveralls",
	Doc:  "The JSON that is sent to Coveralls: of each source file the count of each line, null for no code, and its branches as line, block, branch and count.",
	Kind: fact.Coverage,
	Claims: func(h *reader.Head) bool {
		return h.Kind("source_files[].coverage") == '[' && h.Has("source_files[].name")
	},
	Read: readCoveralls,
}

func readCoveralls(in *reader.Input, s *tally.Sink) error {
	commit := func(v reader.Value, r *report) { r.s.Commit(v.Text()) }
	line, branch := uint64(0), []int64(nil)
	source := file(layout{
		{"name", path},
		{"coverage[]", func(v reader.Value, r *report) {
			line++
			if n, ok := v.Number(); ok {
				r.items = append(r.items, item{fact.Lines, line, n.Sign() > 0})
			}
		}},
		{"branches[]", func(v reader.Value, r *report) {
			if branch = append(branch, v.Int()); len(branch) == 4 {
				r.items = append(r.items, item{fact.Branches, uint64(branch[0])<<32 ^ uint64(branch[1])<<16 ^ uint64(branch[2]), branch[3] > 0})
				branch = branch[:0]
			}
		}},
	})
	return read(in, s, layout{
		{"git.head.id", commit},
		{"git.id", commit},
		{"run_at", dated},
		{"source_files[]", func(v reader.Value, r *report) {
			source(v, r)
			if len(branch) > 0 {
				v.Fail("expected four numbers for each branch, found %d", len(branch))
			}
			line, branch = 0, nil
		}},
	})
}
