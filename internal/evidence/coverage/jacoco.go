package coverage

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var jacocoFormat = reader.Format{
	Name:   "jacoco",
	Doc:    "JaCoCo's XML report (report.dtd; Kover alike), of one module or with groups. A line is covered when an instruction of it was run; branches are counted by line, methods by the counters of their source file. A report without lines counts by its counters. A path is of the groups, the modules, that it stands in.",
	Kind:   fact.Coverage,
	Never:  []string{"src/test/", "package-info.java", "module-info.java"},
	Totals: "lines, branches and methods of the report",
	Claims: func(h *reader.Head) bool {
		has := func(child string) bool { return slices.Contains(h.Children, child) }
		return h.Root == "report" && (h.Line("JACOCO") || has("sessioninfo") || has("counter") && (has("package") || has("group")))
	},
	Read: readJaCoCo,
}

// jacocoCounters are the counters that are metrics of ours. Instructions are
// of bytecode and no statements.
var jacocoCounters = map[string]fact.Metric{"LINE": fact.Lines, "BRANCH": fact.Branches, "METHOD": fact.Functions}

func readJaCoCo(in *reader.Input, s *tally.Sink) error {
	kind := ""
	counter := one(layout{{"@type", into(&kind)}, {"@covered", taken}, {"@missed", missed}}, func(_ reader.Value, r *report) {
		if m, ok := jacocoCounters[kind]; ok {
			r.counts[m] = counted{r.line.taken, r.line.taken + r.line.missed, bothHalves}
		}
		kind = ""
	})
	// What the report counts in all is compared with its source files.
	whole := func(v reader.Value, r *report) {
		counter(v, r)
		for m, n := range r.counts {
			s.Declares(v.Line(), m.String(), n.total, func() int64 { return s.Given(m) })
		}
	}
	source := file(layout{
		{"@name", func(v reader.Value, r *report) { r.path = joined(r.pkg, v.Text()) }},
		{"line", one(layout{{"@nr", number}, {"@ci", hits}, {"@cb", taken}, {"@mb", missed}}, addLine)},
		{"counter", counter},
	})
	// The counters of a package or group count where it lists no source file.
	summed := func(_ reader.Value, r *report) { r.none = r.listed || len(r.counts) == 0 }
	var group setter
	inside := layout{
		{"sessioninfo.@dump", dated},
		{"group", func(v reader.Value, r *report) { group(v, r) }},
		{"package", file(layout{
			{"@name", func(v reader.Value, r *report) {
				r.pkg = v.Text()
				r.path = r.pkg
			}},
			{"sourcefile", source},
			{"counter", counter},
		}, summed)},
	}
	named := false // the group that is read
	module := func(v reader.Value, r *report) {
		named = true
		path(v, r)
		r.inside = joined(r.inside, v.Text())
	}
	readGroup := file(append(layout{{"@name", module}, {"counter", counter}}, inside...), summed)
	// Without their names the files of two modules would be taken for one.
	group = func(v reader.Value, r *report) {
		outer := named
		named = false
		if readGroup(v, r); !named && v.Err() == nil {
			v.Fail("expected the name of a group, found none")
		}
		named = outer
	}
	return read(in, s, layout{{"", file(append(layout{{"@name", path}, {"counter", whole}}, inside...), summed)}})
}
