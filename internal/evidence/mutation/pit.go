package mutation

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var pitFormat = reader.Format{
	Name: "pit",
	Doc:  "PIT's mutations.xml (outputFormats XML). KILLED, MEMORY_ERROR and RUN_ERROR are killed, TIMED_OUT is a timeout, SURVIVED survived, NO_COVERAGE uncovered, and NON_VIABLE is left out; NOT_STARTED and STARTED make the run incomplete. The path is the source file in the folder of its package.",
	Kind: fact.Mutation,
	Claims: func(h *reader.Head) bool {
		return h.Root == "mutations" && (len(h.Children) == 0 || h.Children[0] == "mutation")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		s.Named("PIT", "")
		detected, class := "", ""
		return read(in, s, layout{{"mutation", mutant(layout{
			{"@detected", func(v reader.Value, _ *report) { detected = v.Text() }},
			{"@status", pitOutcomes.read},
			{"sourceFile", func(v reader.Value, r *report) { r.Path = v.Text() }},
			{"mutatedClass", func(v reader.Value, _ *report) { class = v.Text() }},
			{"lineNumber", line},
			{"mutator", func(v reader.Value, r *report) { r.Mutator = lastName(v.Text()) }},
			{"description", said},
		}, func(v reader.Value, r *report) {
			if folder, _, inside := cutLast(class); inside {
				r.Path = strings.ReplaceAll(folder, ".", "/") + "/" + r.Path
			}
			if killed := r.Outcome == fact.Killed || r.Outcome == fact.TimedOut; killed && detected == "false" {
				v.Fail("expected a mutant of %s that was detected, found one that was not", r.Path)
			}
			detected, class = "", ""
		})}})
	},
}

var pitOutcomes = outcomes{
	"KILLED": fact.Killed, "MEMORY_ERROR": fact.Killed, "RUN_ERROR": fact.Killed, "TIMED_OUT": fact.TimedOut,
	"SURVIVED": fact.Survived, "NO_COVERAGE": fact.Uncovered, "NON_VIABLE": fact.LeftOut,
	"NOT_STARTED": unfinished, "STARTED": unfinished,
}

// cutLast parts a dotted name before its last part.
func cutLast(name string) (before, last string, found bool) {
	at := strings.LastIndexByte(name, '.')
	if at < 0 {
		return "", name, false
	}
	return name[:at], name[at+1:], true
}

func lastName(name string) string {
	_, last, _ := cutLast(name)
	return last
}
