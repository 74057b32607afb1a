package benchmark

import (
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

var customBenchFormat = reader.Format{
	Name: "custom-bench-json",
	Doc:  "A list of {name, unit, value}, the customSmallerIsBetter and customBiggerIsBetter input of github-action-benchmark. A value per time is a rate, any other a mean; a value in an unknown unit is a bare number with the unit as its metric.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Has("[].name", "[].unit", "[].value")
	},
	Read: readCustomBench,
}

func readCustomBench(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	for range j.Items() {
		x, unit, found := fact.Sample{Line: j.Line(), Stat: fact.Mean}, "", false
		for key := range j.Fields() {
			switch key {
			case "name":
				x.Name = j.Text()
			case "unit":
				unit = j.Text()
			case "value":
				x.Value, found = figure(j)
			}
		}
		if x.Name == "" || !found {
			j.Fail("wanted a name and a value")
		}
		d, u, known := inUnit(x.Value, unit)
		if x.Value, x.Unit = d, u; !known {
			x.Metric, x.Unit = unit, quantity.Count
		}
		if d := u.Dimension(); d == quantity.Rate || d == quantity.Throughput {
			x.Stat = fact.Rate
		}
		s.Sample(&x)
	}
	return j.Err()
}
