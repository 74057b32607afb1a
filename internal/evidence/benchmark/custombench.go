package benchmark

import (
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var customBenchFormat = reader.Format{
	Name: "custom-bench-json",
	Doc:  "A list of {name, unit, value}, or one of them a line, the customSmallerIsBetter and customBiggerIsBetter input of github-action-benchmark. A value per time is a rate, any other a mean; a value in an unknown unit is a bare number with the unit as its metric.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Has("[].name", "[].unit", "[].value") || h.Container == reader.JSONLines && h.Has("name", "unit", "value")
	},
	Read: readCustomBench,
}

func readCustomBench(in *reader.Input, s *tally.Sink) error {
	type entry struct {
		name, unit string
		value      quantity.Decimal
		found      bool
	}
	members := reader.Layout[entry]{
		{"name", func(v reader.Value, e *entry) { e.name = v.Text() }},
		{"unit", func(v reader.Value, e *entry) { e.unit = v.Text() }},
		{"value", func(v reader.Value, e *entry) { e.value, e.found = figure(v) }},
	}.Reader()
	read := func(v reader.Value, s *tally.Sink) {
		var e entry
		x := fact.Sample{Line: v.Line(), Stat: fact.Mean}
		if members(v, &e); e.name == "" || !e.found {
			v.Fail("expected a name and a value")
		}
		x.Name = e.name
		measure(&x, e.value, e.unit)
		s.Sample(&x)
	}
	if in.Head.Container != reader.JSONLines {
		return reader.Layout[tally.Sink]{{"[]", read}}.Read(in, s)
	}
	j := in.JSON()
	for range j.Values() {
		read(j, s)
	}
	return j.Err()
}
