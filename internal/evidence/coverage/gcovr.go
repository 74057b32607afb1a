package coverage

import (
	"strconv"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var gcovrFormat = reader.Format{
	Name: "gcovr",
	Doc:  "gcovr's JSON (--json), its summary (--json-summary), and gcov's own (gcov --json-format). Lines that gcovr marks as no code or excluded do not count; the headline of a summary is line_percent.",
	Kind: fact.Coverage,
	Claims: func(h *reader.Head) bool {
		return h.Has("gcovr/format_version") || h.Has("gcovr/summary_format_version") || h.Has("gcc_version", "data_file") ||
			h.Has("files[].lines[].line_number") || h.Has("files[].line_percent")
	},
	Read: readGcovr,
}

func readGcovr(in *reader.Input, s *fact.Sink) error {
	g := gcovr{j: in.JSON(), s: s}
	for key := range g.j.Fields() {
		switch key {
		case "files":
			for range g.j.Items() {
				g.file()
			}
		case "line_percent":
			line := g.j.Line()
			if percent, ok := g.j.Number(); ok {
				s.Percent(percent, line)
			}
		case "gcc_version":
			s.Named("gcov", g.j.Text())
		}
	}
	return g.j.Err()
}

// gcovr reads source files. The name of one may stand after its lines, so what
// is covered is kept until then.
type gcovr struct {
	j     *reader.JSON
	s     *fact.Sink
	items []gcovrItem
}

// gcovrItem is a line, a branch or a function.
type gcovrItem struct {
	metric fact.Metric
	key    uint64
	hit    bool
}

func (g *gcovr) file() {
	line, path := g.j.Line(), ""
	counts := map[string]int64{}
	g.items = g.items[:0]
	for key := range g.j.Fields() {
		switch key {
		case "file", "filename":
			path = g.j.Text()
		case "lines":
			for range g.j.Items() {
				g.line()
			}
		case "functions":
			for range g.j.Items() {
				g.function()
			}
		case "line_covered", "line_total", "branch_covered", "branch_total", "function_covered", "function_total":
			counts[key] = g.j.Int()
		}
	}
	g.s.File(path, "", line)
	for _, i := range g.items {
		g.s.Cover(i.metric, i.key, 1, i.hit)
	}
	g.s.Totals(fact.Lines, counts["line_covered"], counts["line_total"])
	g.s.Totals(fact.Branches, counts["branch_covered"], counts["branch_total"])
	g.s.Totals(fact.Functions, counts["function_covered"], counts["function_total"])
}

// line reads a line with its branches. A template has it once an instance.
func (g *gcovr) line() {
	var number uint64
	var hit, out bool
	var branches []bool
	for key := range g.j.Fields() {
		switch key {
		case "line_number":
			number = uint64(max(g.j.Int(), 0))
		case "count":
			hit = g.j.Decimal().Sign() > 0
		case "gcovr/noncode", "gcovr/excluded":
			out = g.j.Bool() || out
		case "branches":
			for range g.j.Items() {
				if taken, ok := g.branch(); ok {
					branches = append(branches, taken)
				}
			}
		}
	}
	if out {
		return
	}
	g.items = append(g.items, gcovrItem{fact.Lines, number, hit})
	for i, taken := range branches[:min(len(branches), mostBranches)] {
		g.items = append(g.items, gcovrItem{fact.Branches, number<<16 | uint64(i), taken})
	}
}

func (g *gcovr) branch() (taken, ok bool) {
	ok = true
	for key := range g.j.Fields() {
		switch key {
		case "count":
			taken = g.j.Decimal().Sign() > 0
		case "gcovr/excluded":
			ok = !g.j.Bool()
		}
	}
	return taken, ok
}

func (g *gcovr) function() {
	var name, line string
	var hit, out bool
	for key := range g.j.Fields() {
		switch key {
		case "name":
			name = g.j.Text()
		case "lineno", "start_line":
			line = strconv.FormatInt(g.j.Int(), 10)
		case "execution_count":
			hit = g.j.Decimal().Sign() > 0
		case "gcovr/excluded":
			out = g.j.Bool()
		}
	}
	if !out {
		g.items = append(g.items, gcovrItem{fact.Functions, hash(line + " " + name), hit})
	}
}
