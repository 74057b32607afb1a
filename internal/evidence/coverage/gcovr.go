package coverage

import (
	"strconv"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var gcovrFormat = reader.Format{
	Name:   "gcovr",
	Doc:    "gcovr's JSON (--json), its summary (--json-summary), and gcov's own (gcov --json-format). Lines that gcovr marks as no code or excluded do not count; the headline of a summary is line_percent.",
	Kind:   fact.Coverage,
	Totals: "lines, branches and functions of a summary",
	Claims: func(h *reader.Head) bool {
		return h.Has("gcovr/format_version") || h.Has("gcovr/summary_format_version") || h.Has("gcc_version", "data_file") ||
			h.Has("files[].lines[].line_number") || h.Has("files[].line_percent")
	},
	Read: readGcovr,
}

func readGcovr(in *reader.Input, s *tally.Sink) error {
	return read(in, s, layout{
		{"gcc_version", named("gcov")},
		{"line_percent", headline},
		{"line_total", declares(fact.Lines)},
		{"branch_total", declares(fact.Branches)},
		{"function_total", declares(fact.Functions)},
		{"files[]", file(layout{
			{"file", path},
			{"filename", path},
			{"lines[]", gcovrLine()},
			{"functions[]", gcovrFunction()},
			{"line_covered", covered(fact.Lines)},
			{"line_total", total(fact.Lines)},
			{"branch_covered", covered(fact.Branches)},
			{"branch_total", total(fact.Branches)},
			{"function_covered", covered(fact.Functions)},
			{"function_total", total(fact.Functions)},
		})},
	})
}

// gcovrItem is a line, a branch or a function.
type gcovrItem struct {
	name     string
	number   int64
	numbered bool
	hit, out bool
	branches []bool
}

type gcovrLayout = reader.Layout[gcovrItem]

func gcovrHit(v reader.Value, i *gcovrItem) { i.hit = v.Decimal().Sign() > 0 }
func gcovrOut(v reader.Value, i *gcovrItem) { i.out = v.Bool() || i.out }

func gcovrNumber(v reader.Value, i *gcovrItem) {
	i.numbered = v.Kind() != 'n'
	i.number = max(v.Int(), 0)
}

// gcovrLine reads a line with its branches. A template has it once an instance.
func gcovrLine() setter {
	branch := gcovrLayout{{"count", gcovrHit}, {"gcovr/excluded", gcovrOut}}.Reader()
	read := gcovrLayout{
		{"line_number", gcovrNumber},
		{"count", gcovrHit},
		{"gcovr/noncode", gcovrOut},
		{"gcovr/excluded", gcovrOut},
		{"branches[]", func(v reader.Value, i *gcovrItem) {
			var b gcovrItem
			if branch(v, &b); !b.out && len(i.branches) < mostBranches {
				i.branches = append(i.branches, b.hit)
			}
		}},
	}.Reader()
	return func(v reader.Value, r *report) {
		var i gcovrItem
		switch read(v, &i); {
		case i.out:
			return
		case !i.numbered:
			v.Fail("expected the number of a line, found none")
		}
		r.items = append(r.items, item{fact.Lines, uint64(i.number), i.hit})
		for k, hit := range i.branches {
			r.items = append(r.items, item{fact.Branches, uint64(i.number)<<16 | uint64(k), hit})
		}
	}
}

func gcovrFunction() setter {
	read := gcovrLayout{
		{"name", func(v reader.Value, i *gcovrItem) { i.name = v.Text() }},
		{"lineno", gcovrNumber},
		{"start_line", gcovrNumber},
		{"execution_count", gcovrHit},
		{"gcovr/excluded", gcovrOut},
	}.Reader()
	return func(v reader.Value, r *report) {
		var i gcovrItem
		if read(v, &i); !i.out {
			r.items = append(r.items, item{fact.Functions, hash(strconv.FormatInt(i.number, 10) + " " + i.name), i.hit})
		}
	}
}
