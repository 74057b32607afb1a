package health

import (
	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/reader"
)

var pluginOutput = lazy.Regexp(`^(?:([A-Za-z][\w ./-]*?) )?(OK|WARNING|CRITICAL|UNKNOWN)(?: - |: )`)

// readPluginOutput reads the first line of each plugin; the lines that follow
// it are long output.
func readPluginOutput(in *reader.Input, s *fact.Sink) error {
	l := in.Lines()
	for range l.All() {
		if m := pluginOutput().FindStringSubmatch(l.Text()); m != nil {
			s.Service(&fact.Service{
				Line: l.Line(), Name: m[1], Status: m[2], Condition: nagiosStates.word(m[2], l.Fail), Restarts: unstated,
			})
		}
	}
	return l.Err()
}

// readServiceList reads {"data": {"servicelist": {host: {service: state}}}},
// where a state is a bit, a word or an object with a status.
func readServiceList(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	for key := range j.Fields() {
		switch key {
		case "result":
			for key := range j.Fields() {
				if key == "last_data_update" {
					s.Dated(j.Text())
				}
			}
		case "data":
			for key := range j.Fields() {
				if key != "servicelist" {
					continue
				}
				for host := range j.Fields() {
					for service := range j.Fields() {
						listedService(j, s, host+"/"+service)
					}
				}
			}
		}
	}
	return j.Err()
}

func listedService(j *reader.JSON, s *fact.Sink, name string) {
	v := fact.Service{Line: j.Line(), Name: name, Restarts: unstated}
	state := func() {
		number := j.Kind() == '0'
		word := j.Text()
		if v.Status = word; number {
			word = "bit" + word
		}
		v.Condition = nagiosStates.word(word, j.Fail)
	}
	if j.Kind() != '{' {
		state()
	} else {
		for key := range j.Fields() {
			if key == "status" {
				state()
			}
		}
	}
	s.Service(&v)
}
