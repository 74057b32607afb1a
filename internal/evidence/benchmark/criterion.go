package benchmark

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

var criterionFormat = reader.Format{
	Name: "criterion",
	Doc:  "criterion.rs: the text that cargo bench prints (the middle of time: [low estimate high] is the mean, of thrpt: the rate), the messages of cargo-criterion (--message-format=json), and estimates.json (nanoseconds; named by its path below criterion/). For --output-format bencher see rust-libtest-bench.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		if h.JSON() {
			return h.Has("mean.point_estimate", "median.point_estimate") || h.Has("Mean.point_estimate", "Median.point_estimate") ||
				h.Has("reason", "measured_values") || h.Has("reason", "group_name")
		}
		return slices.ContainsFunc(h.Lines, func(line string) bool {
			_, _, ok := criterionEstimate(line, "time:")
			return ok || strings.HasPrefix(line, "Benchmarking ") && strings.Contains(line, ": Warming up for ")
		})
	},
	Read: readCriterion,
}

func readCriterion(in *reader.Input, s *fact.Sink) error {
	s.Named("criterion", "")
	switch {
	case !in.Head.JSON():
		return readCriterionText(in.Lines(), s)
	case in.Head.Has("reason"):
		return readCriterionMessages(in.JSON(), s)
	}
	return readCriterionEstimates(in.JSON(), criterionName(in.Path), s)
}

// criterionEstimate finds "key [low unit estimate unit high unit]" in a line
// and gives what stands before it and the estimate with its unit.
func criterionEstimate(line, key string) (name, estimate string, ok bool) {
	name, rest, ok := strings.Cut(line, key)
	fields := strings.Fields(rest)
	if !ok || len(fields) != 6 || !strings.HasPrefix(fields[0], "[") || !strings.HasSuffix(fields[5], "]") {
		return "", "", false
	}
	return strings.TrimSpace(name), fields[2] + " " + fields[3], true
}

// torn is the beginning of figures that are not as criterion writes them.
var torn = lazy.Regexp(`\b(?:time|thrpt): +\[`)

func readCriterionText(l *reader.Lines, s *fact.Sink) error {
	name, previous, begun := "", "", 0
	for range l.All() {
		line := l.Text()
		if strings.HasPrefix(line, "Benchmarking ") && strings.Contains(line, ": Warming up for ") {
			begun = l.Line()
		}
		if before, text, ok := criterionEstimate(line, "time:"); ok {
			// A long name stands on a line of its own.
			if name = before; name == "" {
				name = strings.TrimSpace(previous)
			}
			giveEstimate(l, s, fact.Sample{Line: l.Line(), Name: name, Stat: fact.Mean}, text)
			begun = 0
		} else if before, text, ok := criterionEstimate(line, "thrpt:"); ok && before == "" {
			giveEstimate(l, s, fact.Sample{Line: l.Line(), Name: name, Stat: fact.Rate}, text)
		} else if torn().MatchString(line) {
			l.Fail("wanted three figures in brackets, found %.80q", strings.TrimSpace(line))
		}
		if strings.Contains(line, "panicked at ") || strings.HasPrefix(line, "error: bench failed") {
			s.Incomplete(l.Line(), "%s", line)
		}
		previous = line
	}
	if begun > 0 {
		s.Incomplete(begun, "a benchmark began and has no time")
	}
	return l.Err()
}

func giveEstimate(c failer, s *fact.Sink, x fact.Sample, text string) {
	var known bool
	value, unit := leading(c, text)
	if x.Value, x.Unit, known = inUnit(value, unit); !known {
		c.Fail("unknown unit %.40q", unit)
	}
	s.Sample(&x)
}

// readCriterionMessages reads one message a line; those of other reasons sum
// up what stands before them.
func readCriterionMessages(j *reader.JSON, s *fact.Sink) error {
	for range j.Values() {
		name := ""
		var found figures
		for key := range j.Fields() {
			switch key {
			case "id":
				name = j.Text()
			case "mean", "median":
				found = append(found, criterionMessage(j, key)...)
			}
		}
		found.give(s, name)
	}
	return j.Err()
}

func criterionMessage(j *reader.JSON, key string) figures {
	x, unit := fact.Sample{Line: j.Line(), Stat: fact.Mean}, ""
	if key == "median" {
		x.Stat = fact.Median
	}
	found := false
	for key := range j.Fields() {
		switch key {
		case "estimate":
			x.Value, found = figure(j)
		case "unit":
			unit = j.Text()
		}
	}
	if !found {
		return nil
	}
	var known bool
	if x.Value, x.Unit, known = inUnit(x.Value, unit); !known {
		j.Fail("unknown unit %.40q", unit)
	}
	return figures{x}
}

// criterionEstimates maps the keys of estimates.json in lower case.
var criterionEstimates = []stated{
	{"mean", fact.Mean, quantity.Nanosecond},
	{"median", fact.Median, quantity.Nanosecond},
	{"std_dev", fact.Stddev, quantity.Nanosecond},
	{"stddev", fact.Stddev, quantity.Nanosecond},
}

func readCriterionEstimates(j *reader.JSON, name string, s *fact.Sink) error {
	for key := range j.Fields() {
		entry, ok := named(criterionEstimates, strings.ToLower(key))
		if !ok {
			continue
		}
		for key := range j.Fields() {
			if key != "point_estimate" {
				continue
			}
			line := j.Line()
			if d, ok := figure(j); ok {
				s.Sample(&fact.Sample{Line: line, Name: name, Stat: entry.stat, Value: d, Unit: entry.unit})
			}
		}
	}
	return j.Err()
}

// criterionName takes the name from target/criterion/NAME/new/estimates.json.
func criterionName(path string) string {
	folders := strings.Split(path, "/")
	if i := slices.Index(folders, "criterion"); i >= 0 {
		folders = folders[i+1:]
	}
	return strings.Join(folders[:max(0, len(folders)-2)], "/")
}
