package coverage

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var develCoverFormat = reader.Format{
	Name:   "devel-cover",
	Doc:    "The JSON of Perl's Devel::Cover (cover -report json): statements, branches and subroutines (as functions) of each file, as counts; conditions are left out. The counts of Total have to be made up by the files; the headline is its percentage.",
	Kind:   fact.Coverage,
	Totals: "the totals of the summary",
	Claims: func(h *reader.Head) bool {
		return h.Has("runs", "summary.Total.statement") || h.Has("runs", "summary.*.subroutine")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		s.Named("Devel::Cover", "")
		name := ""
		whole := layout{
			{"statement.total", declares(fact.Statements)},
			{"branch.total", declares(fact.Branches)},
			{"subroutine.total", declares(fact.Functions)},
			{"total.percentage", headline},
		}.Reader()
		each := file(layout{
			{"statement.covered", covered(fact.Statements)},
			{"statement.total", total(fact.Statements)},
			{"branch.covered", covered(fact.Branches)},
			{"branch.total", total(fact.Branches)},
			{"subroutine.covered", covered(fact.Functions)},
			{"subroutine.total", total(fact.Functions)},
		})
		return read(in, s, layout{
			{"runs[].finish", func(v reader.Value, r *report) {
				seconds, _, _ := strings.Cut(v.Text(), ".")
				r.s.Dated(seconds)
			}},
			{"summary.*.@", into(&name)},
			{"summary.*", func(v reader.Value, r *report) {
				if name == "Total" {
					whole(v, r)
					return
				}
				r.path = name
				each(v, r)
			}},
		})
	},
}
