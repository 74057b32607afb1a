package scanner

import (
	"bytes"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// mostScout is the length of the longest results that are read.
const mostScout = 64 << 20

var scoutSuiteFormat = reader.Format{
	Name: "scoutsuite",
	Doc:  "ScoutSuite's results (scoutsuite_results_….js, or the JSON in it): one finding for each rule that flags an item. danger is high, warning medium. The flagged items of each service are compared with its rules.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("last_run.ruleset_name", "services") || h.Has("last_run", "services", "provider_code") ||
			!h.JSON() && len(h.Lines) > 0 && strings.HasPrefix(h.Lines[0], "scoutsuite_results =")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		if !in.Head.JSON() {
			data, err := in.Bytes(mostScout)
			if err != nil {
				return err
			}
			name := []byte("scoutsuite_results =")
			if !bytes.HasPrefix(data, name) {
				return in.Errorf(1, "expected scoutsuite_results, found something else")
			}
			copy(data, bytes.Repeat([]byte{' '}, len(name)))
			in = reader.Of(in.Path, data)
		}
		flagged, stated, rules := int64(0), int64(0), int64(0)
		err := scan{tool: "ScoutSuite", list: "services.*.findings"}.read(in, s, layout{
			{"^account_id", path},
			{"last_run.time", dated},
			{"last_run.version", toolVersion},
			{"last_run.summary.*.flagged_items", func(v reader.Value, _ *report) { stated += whole(v) }},
			{"services.*.findings", scoutFindings(&flagged, &rules)},
		})
		if s.None(); rules == 0 && err == nil {
			s.Incomplete(1, "no rule: nothing was looked at")
		}
		s.Declares(1, "flagged items", stated, func() int64 { return flagged })
		return err
	},
}

// scoutFindings reads the rules of a service by their names.
func scoutFindings(flagged, rules *int64) setter {
	id, items := "", int64(-1)
	read := layout{
		{"*.@", into(&id)},
		{"*", counted("rules", finding(layout{
			{"description", message},
			{"level", severity(reader.Severities{"danger": fact.High, "warning": fact.Medium})},
			{"flagged_items", func(v reader.Value, _ *report) { items = v.Int() }},
		}, func(v reader.Value, r *report) {
			if items < 0 {
				v.Fail("expected the flagged_items of a rule, found none")
			}
			r.Rule = id
			*flagged += items
			*rules++
			r.none, items = items == 0, -1
		}))},
	}.Reader()
	return func(v reader.Value, r *report) {
		r.list.note(v)
		read(v, r)
	}
}
