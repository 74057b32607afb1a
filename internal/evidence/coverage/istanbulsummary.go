package coverage

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// readIstanbulSummary reads the counts of each source file. Their sum is the
// total, which counts where no source file is listed.
func readIstanbulSummary(in *reader.Input, s *tally.Sink) error {
	files := 0
	var sum [fact.Statements + 1]counted
	whole := report{s: s, path: "total"}
	err := read(in, s, layout{
		{"*.@", path},
		{"*", file(layout{
			{"lines.covered", covered(fact.Lines)},
			{"lines.total", total(fact.Lines)},
			{"statements.covered", covered(fact.Statements)},
			{"statements.total", total(fact.Statements)},
			{"functions.covered", covered(fact.Functions)},
			{"functions.total", total(fact.Functions)},
			{"branches.covered", covered(fact.Branches)},
			{"branches.total", total(fact.Branches)},
		}, func(_ reader.Value, r *report) {
			if r.none = r.path == whole.path; r.none {
				whole.counts, whole.at = r.counts, r.at
				return
			}
			files++
			for m, n := range r.counts {
				sum[m] = counted{sum[m].covered + n.covered, sum[m].total + n.total, n.halves}
			}
		})},
	})
	switch {
	case err != nil:
		return err
	case files == 0:
		whole.give()
		return nil
	}
	for m, n := range sum {
		if of := whole.counts[fact.Metric(m)]; n.covered != of.covered || n.total != of.total {
			return in.Errorf(whole.at, "the total is not the sum of the source files")
		}
	}
	return nil
}
