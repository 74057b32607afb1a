package coverage

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var kcovFormat = reader.Format{
	Name:   "kcov",
	Doc:    "kcov's coverage.json: the lines of each file, as counts, which make up its total; the headline is percent_covered. Its cobertura.xml is cobertura, and tells which lines.",
	Kind:   fact.Coverage,
	Totals: "total_lines",
	Claims: func(h *reader.Head) bool {
		return h.Has("files", "percent_covered", "percent_low", "percent_high")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		s.Named("kcov", "")
		return read(in, s, layout{
			{"files[]", file(layout{
				{"file", path},
				{"covered_lines", covered(fact.Lines)},
				{"total_lines", total(fact.Lines)},
			})},
			{"percent_covered", headline},
			{"total_lines", declares(fact.Lines)},
			{"date", dated},
		})
	},
}
