package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var pylintFormat = reader.Format{
	Name:   "pylint",
	Doc:    "Pylint's JSON (-f json, json2). fatal and error are high, warning medium, convention and refactor low, info info. A module that it could not parse makes the run incomplete.",
	Kind:   fact.Scanner,
	Totals: "the messages of each type, with -f json2",
	Codes:  reader.UpTo(31),
	Claims: func(h *reader.Head) bool {
		return h.Has("[].message-id", "[].symbol") || h.Has("messages", "statistics.messageTypeCount")
	},
	Clean: []string{"[]"},
	Read: func(in *reader.Input, s *tally.Sink) error {
		messages := listed(finding(layout{
			{"type", func(v reader.Value, r *report) {
				kind := v.Text()
				r.Severity, r.unread = pylintTypes.Word(kind, v.Fail), kind == "fatal"
			}},
			{"message-id", rule},
			{"messageId", rule}, // of -f json2
			{"message", message},
			{"path", path},
			{"line", line},
		}, unreadRule("E0001")))
		return scan{tool: "pylint", list: "messages"}.read(in, s, layout{
			{"", messages},
			{"messages", messages},
			{"statistics.modulesLinted", saw("modules")},
			{"statistics.messageTypeCount", pylintStated()},
		})
	},
}

var pylintTypes = reader.Severities{
	"fatal": fact.High, "error": fact.High, "warning": fact.Medium, "convention": fact.Low, "refactor": fact.Low, "info": fact.Info,
}

// pylintStated adds up what the statistics count by type.
func pylintStated() setter {
	return func(v reader.Value, r *report) {
		line, n := v.Line(), int64(0)
		layout{{"*", func(v reader.Value, _ *report) { n += whole(v) }}}.Reader()(v, r)
		r.sink.Declares(line, "messages", n, nil)
	}
}
