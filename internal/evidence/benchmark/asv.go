package benchmark

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var asvFormat = reader.Format{
	Name: "asv",
	Doc:  "A result of airspeed velocity (results/MACHINE/COMMIT-ENV.json, versions 1 and 2): a benchmark each with its parameters. time_ and timeraw_ are medians in seconds, mem_ and peakmem_ bytes, others bare numbers, as the file has no units. It names the commit; a benchmark without a result makes the run incomplete, one that was skipped (NaN) is left out.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Has("commit_hash", "results", "params.machine") && (h.Has("result_columns") || h.Has("python"))
	},
	Read: readASV,
}

func readASV(in *reader.Input, s *tally.Sink) error {
	a := asv{s: s, result: 0, params: 1}
	column := 0
	return read(in, s, "asv", layout{
		{"^commit_hash", func(v reader.Value, r *report) { r.s.Commit(v.Text()) }},
		{"^params.machine", into(&a.machine)},
		{"^env_name", into(&a.env)},
		{"^result_columns[]", func(v reader.Value, _ *report) {
			switch v.Text() {
			case "result":
				a.result = column
			case "params":
				a.params = column
			}
			column++
		}},
		{"results.*.@", into(&a.name)},
		{"results.*", func(v reader.Value, _ *report) { a.benchmark(v.(*reader.JSON)) }},
	})
}

// asv is one benchmark of a file.
type asv struct {
	s                  *tally.Sink
	machine, env, name string
	result, params     int // the columns in which these stand
	line               int
	values             []string
	combined           []string // the parameters of each value
}

// benchmark reads a benchmark: a number, its columns, or an object of version 1.
func (a *asv) benchmark(j *reader.JSON) {
	a.line, a.values, a.combined = j.Line(), nil, []string{""}
	switch j.Kind() {
	case '[':
		for i := range j.Items() {
			switch i {
			case a.result:
				a.read(j)
			case a.params:
				a.combine(j)
			}
		}
	case '{':
		for key := range j.Fields() {
			switch key {
			case "result":
				a.read(j)
			case "params":
				a.combine(j)
			}
		}
	default:
		a.values = []string{j.Text()}
	}
	if len(a.values) == 0 && j.Err() == nil {
		a.s.Incomplete(a.line, "%s has no result", a.name)
	}
	if len(a.combined) != len(a.values) && len(a.values) > 0 {
		j.Fail("expected a result of %.80q for each of %d parameters, found %d", a.name, len(a.combined), len(a.values))
		return
	}
	for i, text := range a.values {
		a.give(j, text, a.name+a.combined[i])
	}
}

// read reads one result or several.
func (a *asv) read(j *reader.JSON) {
	if j.Kind() != '[' {
		if text := j.Text(); text != "" {
			a.values = []string{text}
		}
		return
	}
	for range j.Items() {
		a.values = append(a.values, j.Text())
	}
}

// mostCombined bounds the combinations of parameters of one benchmark.
const mostCombined = 100_000

// combine reads lists of parameters: results stand in the order of the last one
// running first.
func (a *asv) combine(j *reader.JSON) {
	for range j.Items() {
		values, before := j.Texts(), a.combined
		if len(values)*len(before) > mostCombined {
			j.Fail("expected at most %d combinations of parameters", mostCombined)
			return
		}
		a.combined = nil
		for _, outer := range before {
			for _, value := range values {
				a.combined = append(a.combined, strings.TrimPrefix(outer+", "+value, ", "))
			}
		}
	}
	for i, c := range a.combined {
		if c != "" {
			a.combined[i] = "(" + c + ")"
		}
	}
}

// give hands a result over; null is none, NaN was skipped.
func (a *asv) give(j *reader.JSON, text, name string) {
	if text == "" {
		a.s.Incomplete(a.line, "%s has no result", name)
		return
	}
	d, ok := measured(j, text)
	if !ok {
		return
	}
	x := fact.Sample{Line: a.line, Name: name, Value: d, Config: strings.TrimSpace(a.machine + " " + a.env)}
	switch last := a.name[strings.LastIndexByte(a.name, '.')+1:]; {
	case strings.HasPrefix(last, "time"):
		x.Stat, x.Unit = fact.Median, quantity.Second
	case strings.HasPrefix(last, "mem"), strings.HasPrefix(last, "peakmem"):
		x.Stat, x.Unit = fact.Bytes, quantity.Byte
	}
	a.s.Sample(&x)
}
