package coverage

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var cloverFormat = reader.Format{
	Name:   "clover",
	Doc:    "Clover XML (OpenClover, PHPUnit, Istanbul). Lines are the listed lines that hold a statement, a condition is two branches (Istanbul: as many as it says), functions are methods; statements are those that the metrics of each source file state. A report that lists fewer statements than its project has was trimmed: the rest counts as skipped.",
	Kind:   fact.Coverage,
	Never:  []string{"*.d.ts", "*.d.mts", "*.d.cts", "*.test.*", "*.spec.*", "__tests__/", "__mocks__/"},
	Totals: "the statements of each project",
	Claims: func(h *reader.Head) bool {
		_, rated := h.RootAttrs["line-rate"]
		return h.Root == "coverage" && !rated &&
			(slices.Contains(h.Children, "project") || slices.Contains(h.Children, "testproject") || h.RootAttrs["clover"] != "")
	},
	Read: readClover,
}

func readClover(in *reader.Input, s *tally.Sink) error {
	stated, listed := int64(0), int64(0) // statements
	source := file(layout{
		{"@path", path},
		{"@name", orPath},
		{"metrics.@coveredstatements", covered(fact.Statements)},
		{"metrics.@statements", total(fact.Statements)},
		{"metrics.@coveredmethods", covered(fact.Functions)},
		{"metrics.@methods", total(fact.Functions)},
		{"line", cloverLine(&listed)},
	})
	var folder setter
	inside := func(v reader.Value, r *report) { folder(v, r) }
	folder = within(layout{{"@name", pkg}, {"package", inside}, {"file", source}})
	project := layout{ // testproject is the tests' own code
		{"metrics.@statements", func(v reader.Value, _ *report) { stated = v.Int() }},
		{"metrics.package", inside}, // where some writers put them
		{"metrics.file", source},
		{"package", inside},
		{"file", source},
	}.Reader()
	return read(in, s, layout{
		{"@generated", dated},
		{"@clover", named("")},
		{"project", func(v reader.Value, r *report) {
			line := v.Line()
			if project(v, r); listed < stated {
				s.Skip(line, "%d of %d statements are not listed", stated-listed, stated)
			}
		}},
	})
}

// cloverLine reads a line, and counts those that are listed. Istanbul gives a
// condition the count of its statement and says how many branches were taken
// and how many not; Clover lists the statement apart and says how often each of
// the two branches was taken.
func cloverLine(listed *int64) setter {
	var kind, name, signature string
	counted := false
	return one(layout{
		{"@num", number},
		{"@type", into(&kind)},
		{"@name", into(&name)},
		{"@signature", into(&signature)},
		{"@count", func(v reader.Value, r *report) {
			counted = true
			hits(v, r)
		}},
		{"@truecount", taken},
		{"@falsecount", missed},
	}, func(v reader.Value, r *report) {
		l, number := r.line, uint64(max(r.line.number, 0))
		switch {
		case kind == "method":
			r.add(fact.Functions, number<<32|hash(name+signature)>>32, l.hit)
		case kind == "cond" && !counted:
			r.add(fact.Branches, number<<16, l.taken > 0)
			r.add(fact.Branches, number<<16|1, l.missed > 0)
		case kind == "cond":
			*listed++
			addLine(v, r)
		case kind == "stmt":
			*listed++
			r.line = line{number: l.number, numbered: l.numbered, hit: l.hit}
			addLine(v, r)
		default:
			v.Fail("unknown type of line %.40q", kind)
		}
		kind, name, signature, counted = "", "", "", false
	})
}
