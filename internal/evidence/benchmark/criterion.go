package benchmark

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var criterionFormat = reader.Format{
	Name:      "criterion",
	CutUnseen: true,
	Doc:       "criterion.rs: the text that cargo bench prints (the middle of time: [low estimate high] is the mean, of thrpt: the rate), the messages of cargo-criterion (--message-format=json), and estimates.json (nanoseconds; named by its path below criterion/). For --output-format bencher see rust-libtest-bench.",
	Kind:      fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		if h.JSON() {
			return h.Has("mean.point_estimate", "median.point_estimate") || h.Has("Mean.point_estimate", "Median.point_estimate") ||
				h.Has("reason", "measured_values") || h.Has("reason", "group_name")
		}
		return slices.ContainsFunc(h.Lines, beginsCriterion)
	},
	Read: readCriterion,
}

func readCriterion(in *reader.Input, s *tally.Sink) error {
	if !in.Head.JSON() {
		return readCriterionText(in, s)
	}
	if in.Head.Has("reason") {
		// A message a line; those of other reasons sum up what stands before.
		s.Named("criterion", "")
		return layout{{"", benchmark(layout{
			{"id", title},
			{"mean", criterionEstimate(fact.Mean)},
			{"median", criterionEstimate(fact.Median)},
		})}}.ReadEach(in, &report{s: s})
	}
	mean, median := states(fact.Mean, quantity.Nanosecond), states(fact.Median, quantity.Nanosecond)
	deviation := states(fact.Stddev, quantity.Nanosecond)
	return read(in, s, "criterion", layout{{"", benchmark(layout{
		{"mean.point_estimate", mean}, {"Mean.point_estimate", mean},
		{"median.point_estimate", median}, {"Median.point_estimate", median},
		{"std_dev.point_estimate", deviation}, {"StdDev.point_estimate", deviation},
	}, func(_ reader.Value, r *report) { r.name = criterionName(in.Path) })}})
}

// criterionEstimate reads an estimate with its unit.
func criterionEstimate(stat fact.Stat) setter {
	unit := ""
	read := layout{
		{"estimate", states(stat, quantity.Count)},
		{"unit", into(&unit)},
	}.Reader()
	return func(v reader.Value, r *report) {
		before := len(r.found)
		read(v, r)
		for i := before; i < len(r.found); i++ {
			x, ok := &r.found[i], false
			if x.Value, x.Unit, ok = inUnit(x.Value, unit); !ok {
				v.Fail("unknown unit %.40q", unit)
			}
		}
	}
}

// criterionName takes the name from target/criterion/NAME/new/estimates.json.
func criterionName(path string) string {
	folders := strings.Split(path, "/")
	if i := slices.Index(folders, "criterion"); i >= 0 {
		folders = folders[i+1:]
	}
	return strings.Join(folders[:max(0, len(folders)-2)], "/")
}
