package benchmark

import (
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
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

func readCustomBench(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	entries := j.Items
	if in.Head.Container == reader.JSONLines {
		entries = j.Values
	}
	for range entries() {
		customEntry(j, s)
	}
	return j.Err()
}

func customEntry(j *reader.JSON, s *fact.Sink) {
	x, unit := fact.Sample{Line: j.Line(), Stat: fact.Mean}, ""
	value, found := quantity.Decimal{}, false
	for key := range j.Fields() {
		switch key {
		case "name":
			x.Name = j.Text()
		case "unit":
			unit = j.Text()
		case "value":
			value, found = figure(j)
		}
	}
	if x.Name == "" || !found {
		j.Fail("wanted a name and a value")
	}
	measure(&x, value, unit)
	s.Sample(&x)
}
