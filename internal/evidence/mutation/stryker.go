package mutation

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var strykerFormat = reader.Format{
	Name: "stryker",
	Doc:  "The mutation testing report of Stryker (mutation.json, schema 1 and 2), as StrykerJS, Stryker.NET, Stryker4s and others write it. Timeout is a timeout and counts as killed, NoCoverage as survived; CompileError, RuntimeError and Ignored are left out, and Pending makes the run incomplete.",
	Kind: fact.Mutation,
	Claims: func(h *reader.Head) bool {
		return h.Has("schemaVersion", "thresholds", "files")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		listed, ids := false, map[string]bool{} // of the file
		one := mutant(layout{
			{"id", func(v reader.Value, _ *report) {
				id := v.Text()
				if ids[id] {
					v.Fail("expected each mutant once, found %.40q again", id)
				}
				ids[id] = true
			}},
			{"mutatorName", mutator},
			{"replacement", said},
			{"status", strykerOutcomes.read},
			{"location.start.line", line},
		})
		each := layout{{"[]", one}}.Reader()
		file := within(layout{{"mutants", func(v reader.Value, r *report) {
			listed = v.Kind() == '['
			each(v, r)
		}}})
		return read(in, s, layout{
			{"framework.name", func(v reader.Value, r *report) { r.sink.Named(v.Text(), "") }},
			{"framework.version", func(v reader.Value, r *report) { r.sink.Named("", v.Text()) }},
			{"files.*.@", path},
			{"files.*", func(v reader.Value, r *report) {
				r.sink.Saw("files", 1)
				listed = false
				clear(ids)
				if file(v, r); !listed {
					v.Fail("expected the mutants of %.80q, found none", r.Path)
				}
			}},
		})
	},
}

var strykerOutcomes = outcomes{
	"Killed": fact.Killed, "Timeout": fact.TimedOut, "Survived": fact.Survived, "NoCoverage": fact.Uncovered,
	"CompileError": fact.LeftOut, "RuntimeError": fact.LeftOut, "Ignored": fact.LeftOut, "Pending": unfinished,
}
