package coverage

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var coverageXMLFormat = reader.Format{
	Name:   "coveragexml",
	Doc:    "Microsoft's coverage as XML: dotnet-coverage and vstest.console (results), and Visual Studio's .coveragexml (CoverageDSPriv). Lines are those of its ranges, and one that is covered in part is covered; functions are those with a covered block. A function that states more lines than it lists is short. The binary .coverage has to be converted (dotnet-coverage merge -f xml).",
	Kind:   fact.Coverage,
	Totals: "lines of each module and function",
	Claims: func(h *reader.Head) bool {
		return h.Root == "CoverageDSPriv" || h.Root == "results" && slices.Contains(h.Children, "modules") && !slices.Contains(h.Children, "errors")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		if in.Head.Root == "CoverageDSPriv" {
			return readCoverageDS(in, s)
		}
		return readCoverageXML(in, s)
	},
}

// msFunction is the function that is read: what it states and what it lists.
type msFunction struct {
	name, file, covered string
	stated, last        int64
	listed              map[int64]bool
	run                 bool // some block of it
	path                string
}

// mostLines bounds the lines that a range spans.
const mostLines = 10_000

func (m *msFunction) says(v reader.Value, _ *report)  { m.stated += v.Int() }
func (m *msFunction) ended(v reader.Value, _ *report) { m.last = v.Int() }

// ends hands the function over, by the file in which it has lines.
func (m *msFunction) ends(v reader.Value, r *report) {
	if n := int64(len(m.listed)); n < m.stated {
		r.s.Short(v.Line(), n, m.stated, "lines of a function")
	}
	if m.path != "" {
		r.s.File(m.path, r.pkg, v.Line())
		r.s.Cover(fact.Functions, hash(m.name), 1, m.run)
	}
	*m = msFunction{}
}

// line hands over the lines of a range, by the words of a table.
func (m *msFunction) line(v reader.Value, r *report, files map[string]string, words map[string]bool) {
	hit, known := words[m.covered]
	path := files[m.file]
	switch {
	case path == "":
		v.Fail("expected the source file of a line, found the id %.40q", m.file)
	case !known:
		v.Fail("unknown coverage %.40q", m.covered)
	case r.line.number < 1 || m.last-r.line.number > mostLines:
		v.Fail("expected a range of at most %d lines, found %d to %d", mostLines, r.line.number, m.last)
	default:
		if m.path = path; m.listed == nil {
			m.listed = map[int64]bool{}
		}
		r.s.File(path, r.pkg, v.Line())
		for line := r.line.number; line <= max(m.last, r.line.number); line++ {
			m.listed[line] = true
			r.s.Cover(fact.Lines, uint64(line), 1, hit)
		}
	}
	m.file, m.covered, m.last = "", "", 0
}

// readCoverageXML reads modules, whose source files stand behind the functions
// that name them.
func readCoverageXML(in *reader.Input, s *tally.Sink) error {
	id, module, sources := "", 0, map[int]map[string]string{}
	if err := read(in, s, layout{{"modules.module", func(v reader.Value, r *report) {
		module++
		sources[module] = map[string]string{}
		layout{
			{"source_files.source_file.@id", into(&id)},
			{"source_files.source_file.@path", func(v reader.Value, _ *report) { sources[module][id] = v.Text() }},
		}.Reader()(v, r)
	}}}); err != nil {
		return err
	}
	m := msFunction{}
	module = 0
	lineRange := one(layout{
		{"@source_id", into(&m.file)},
		{"@start_line", number},
		{"@end_line", m.ended},
		{"@covered", into(&m.covered)},
	}, func(v reader.Value, r *report) {
		m.line(v, r, sources[module], map[string]bool{"yes": true, "partial": true, "no": false})
	})
	function := layout{
		{"@namespace", func(v reader.Value, _ *report) { m.name += v.Text() + "." }},
		{"@type_name", func(v reader.Value, _ *report) { m.name += v.Text() + "." }},
		{"@name", func(v reader.Value, _ *report) { m.name += v.Text() }},
		{"@lines_covered", m.says},
		{"@lines_partially_covered", m.says},
		{"@lines_not_covered", m.says},
		{"@blocks_covered", func(v reader.Value, _ *report) { m.run = v.Int() > 0 }},
		{"ranges.range", lineRange},
	}.Reader()
	each := within(layout{
		{"@name", pkg},
		{"functions.function", func(v reader.Value, r *report) {
			function(v, r)
			m.ends(v, r)
		}},
	})
	return read(in, s, layout{{"modules.module", func(v reader.Value, r *report) {
		module++
		each(v, r)
	}}})
}

// readCoverageDS reads the data set of Visual Studio, whose source files stand at
// its end.
func readCoverageDS(in *reader.Input, s *tally.Sink) error {
	id, sources := "", map[string]string{}
	if err := read(in, s, layout{
		{"SourceFileNames.SourceFileID", into(&id)},
		{"SourceFileNames.SourceFileName", func(v reader.Value, _ *report) { sources[id] = v.Text() }},
	}); err != nil {
		return err
	}
	m := msFunction{}
	line := one(layout{
		{"LnStart", number},
		{"LnEnd", m.ended},
		{"Coverage", into(&m.covered)},
		{"SourceFileID", into(&m.file)},
	}, func(v reader.Value, r *report) {
		m.line(v, r, sources, map[string]bool{"0": true, "1": true, "2": false})
	})
	function := layout{
		{"MethodKeyName", func(v reader.Value, _ *report) { m.name = v.Text() }},
		{"LinesCovered", m.says},
		{"LinesPartiallyCovered", m.says},
		{"LinesNotCovered", m.says},
		{"BlocksCovered", func(v reader.Value, _ *report) { m.run = v.Int() > 0 }},
		{"Lines", line},
	}.Reader()
	return read(in, s, layout{{"Module", within(layout{
		{"ModuleName", pkg},
		{"NamespaceTable.Class.Method", func(v reader.Value, r *report) {
			function(v, r)
			m.ends(v, r)
		}},
	})}})
}
