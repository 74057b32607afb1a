package health

import (
	"cmp"
	"strconv"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var pluginOutput = lazy.Regexp(`^(?:([A-Za-z][\w ./-]*?) )?(OK|WARNING|CRITICAL|UNKNOWN)(?: - |: )`)

// namedPlugin matches output that names what was checked, or sets it apart as
// plugins do: a line that begins with WARNING: may be anybody's.
var namedPlugin = lazy.Regexp(`^(?:[A-Za-z][\w ./-]*? (?:OK|WARNING|CRITICAL|UNKNOWN)(?: - |: )|(?:OK|WARNING|CRITICAL|UNKNOWN) - )`)

// readPluginOutput reads the first line of each plugin; the lines that follow
// it are long output.
func readPluginOutput(in *reader.Input, s *tally.Sink) error {
	l := in.Lines()
	for range l.All() {
		if m := pluginOutput().FindStringSubmatch(l.Text()); m != nil {
			s.Service(&fact.Service{
				Line: l.Line(), Name: cmp.Or(m[1], "plugin in line "+strconv.Itoa(l.Line())), Status: m[2], Condition: nagiosStates.word(m[2], l.Fail), Restarts: unstated,
			})
		}
	}
	return l.Err()
}

// readServiceList reads {"data": {"servicelist": {host: {service: state}}}},
// where a state is a bit, a word or an object with a status.
func readServiceList(in *reader.Input, s *tally.Sink) error {
	return read(in, s, layout{
		{"result.last_data_update", dated},
		{"data.servicelist.*.@", host},
		{"data.servicelist.*", func(v reader.Value, r *report) { v.Fail("expected the services of a host, found none") }},
		{"data.servicelist.*.*.@", name},
		{"data.servicelist.*.*", service(layout{
			{"", nagiosState},
			{"status", nagiosState},
		}, func(v reader.Value, r *report) {
			if r.Name = r.host + "/" + r.Name; r.Status == "" {
				v.Fail("expected a status, found none")
			}
		})},
	})
}

func nagiosState(v reader.Value, r *report) {
	number := v.Kind() == '0'
	r.Status = v.Text()
	word := r.Status
	if number {
		word = "bit" + word
	}
	r.Condition = nagiosStates.word(word, v.Fail)
}
