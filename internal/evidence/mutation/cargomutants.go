package mutation

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var cargoMutantsFormat = reader.Format{
	Name:   "cargo-mutants",
	Doc:    "The outcomes.json of cargo-mutants (mutants.out). CaughtMutant is killed, Timeout a timeout, MissedMutant survived, Unviable left out; a baseline that failed, and a mutant whose tests could not be run (Failure), make the run incomplete.",
	Kind:   fact.Mutation,
	Totals: "the mutants, and those caught, missed, timed out and unviable",
	Codes:  []int{0, 2, 3},
	Claims: func(h *reader.Head) bool {
		return h.Has("outcomes", "total_mutants", "caught", "missed")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		s.Named("cargo-mutants", "")
		summary, baseline := "", false
		listed := map[string]int64{}
		says := func(word string) setter {
			return func(v reader.Value, r *report) {
				r.sink.Declares(v.Line(), word+" outcomes", v.Int(), func() int64 { return listed[word] })
			}
		}
		return read(in, s, layout{
			{"cargo_mutants_version", func(v reader.Value, r *report) { r.sink.Named("", v.Text()) }},
			{"end_time", func(v reader.Value, r *report) { r.sink.Dated(v.Text()) }},
			{"total_mutants", func(v reader.Value, r *report) { r.sink.Declares(v.Line(), "mutants", v.Int(), nil) }},
			{"caught", says("CaughtMutant")},
			{"missed", says("MissedMutant")},
			{"timeout", says("Timeout")},
			{"unviable", says("Unviable")},
			{"outcomes[]", mutantOr(&baseline, layout{
				{"scenario", func(v reader.Value, _ *report) { baseline = v.Text() == "Baseline" }},
				{"scenario.Mutant.file", path},
				{"scenario.Mutant.line", line},
				{"scenario.Mutant.span.start.line", line},
				{"scenario.Mutant.genre", mutator},
				{"scenario.Mutant.name", said},
				{"scenario.Mutant.replacement", said},
				{"summary", func(v reader.Value, _ *report) { summary = v.Text() }},
			}, func(v reader.Value, r *report) {
				word := summary
				listed[word]++
				switch summary = ""; {
				case baseline && word != "Success":
					r.sink.Incomplete(r.Line, "the tests fail without a mutant: %s", word)
				case baseline:
				default:
					r.Outcome = cargoOutcomes.of(v, r, word)
				}
			})},
		})
	},
}

var cargoOutcomes = outcomes{
	"CaughtMutant": fact.Killed, "Timeout": fact.TimedOut, "MissedMutant": fact.Survived, "Unviable": fact.LeftOut, "Failure": unfinished,
}
