package coverage

import (
	"slices"
	"strconv"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var dotCoverFormat = reader.Format{
	Name:   "dotcover",
	Doc:    "JetBrains dotCover's DetailedXML: statements, and lines where one begins. Of its XML and JSON, which name no files, the statements of each type, under the name of the type. The headline is CoveragePercent.",
	Kind:   fact.Coverage,
	Totals: "TotalStatements of the root",
	Claims: func(h *reader.Head) bool {
		return h.Root == "Root" && h.RootAttrs["DotCoverVersion"] != "" || h.Has("DotCoverVersion", "CoveredStatements")
	},
	Read: readDotCover,
}

func readDotCover(in *reader.Input, s *tally.Sink) error {
	whole := layout{
		{"@DotCoverVersion", named("dotCover")},
		{"@TotalStatements", declares(fact.Statements)},
		{"@CoveragePercent", headline},
	}
	if in.Head.Container != reader.XMLDocument {
		return readDotCoverJSON(in, s)
	}
	if in.Head.RootAttrs["ReportType"] == "DetailedXml" {
		return read(in, s, append(whole, dotCoverFiles(s)...))
	}
	return read(in, s, append(whole, layout{{"Assembly", dotCoverTypes()}, {"Project.Assembly", dotCoverTypes()}}...))
}

// dotCoverFiles reads statements by the files that they stand in.
func dotCoverFiles(s *tally.Sink) layout {
	index, covered, scope, files := "", "", "", map[string]string{}
	at, ordinal := point{}, 0 // of a statement in what holds it
	statement := one(layout{
		{"@FileIndex", into(&at.file)},
		{"@Line", number},
		{"@Column", func(v reader.Value, _ *report) { at.column = v.Int() }},
		{"@Covered", into(&covered)},
	}, func(v reader.Value, r *report) {
		path, hit := files[at.file], covered == "True"
		switch line := uint64(max(r.line.number, 0)); {
		case path == "":
			v.Fail("expected the file of a statement, found index %.40q", at.file)
		case line == 0 || at.column == 0:
			v.Fail("expected the Line and the Column of a statement, found none")
		case !hit && covered != "False":
			v.Fail("expected Covered to be True or False, found %.40q", covered)
		default:
			s.File(path, r.pkg, v.Line())
			// The same place may be in several methods, and in one of them twice.
			ordinal++
			s.Cover(fact.Statements, line<<32|uint64(at.column)<<16^hash(scope+strconv.Itoa(ordinal))>>32, 1, hit)
			s.Cover(fact.Lines, line, 1, hit)
		}
		at, covered = point{}, ""
	})
	var inside setter
	nested := func(v reader.Value, r *report) {
		outer, count := scope, ordinal
		ordinal = 0
		inside(v, r)
		scope, ordinal = outer, count
	}
	inside = layout{
		{"@Name", func(v reader.Value, _ *report) { scope += "/" + v.Text() }},
		{"Namespace", nested}, {"Type", nested}, {"Method", nested}, {"Property", nested}, {"Event", nested},
		{"OwnCoverage", nested}, {"AnonymousMethod", nested}, {"Accessor", nested}, {"Statement", statement},
	}.Reader()
	assembly := within(layout{{"@Name", pkg}, {"Namespace", nested}, {"Type", nested}})
	return layout{
		{"FileIndices.File.@Index", into(&index)},
		{"FileIndices.File.@Name", func(v reader.Value, _ *report) { files[index] = v.Text() }},
		{"Assembly", assembly},
		{"Project", within(layout{{"Assembly", assembly}, {"Namespace", nested}})},
	}
}

// dotCoverTypes reads the types of an assembly by their own counts. A type that
// holds others counts them too, so only the outermost is taken.
func dotCoverTypes() setter {
	name := ""
	one := file(layout{
		{"@Name", func(v reader.Value, r *report) { r.path = joined(name, v.Text()) }},
		{"@CoveredStatements", covered(fact.Statements)},
		{"@TotalStatements", total(fact.Statements)},
	})
	return within(layout{
		{"@Name", func(v reader.Value, r *report) {
			pkg(v, r)
			name = v.Text()
		}},
		{"Type", one},
		{"Namespace.@Name", func(v reader.Value, r *report) { name = joined(r.pkg, v.Text()) }},
		{"Namespace.Type", one},
	})
}

// readDotCoverJSON reads the same tree with its kinds as words.
func readDotCoverJSON(in *reader.Input, s *tally.Sink) error {
	var node setter
	inside := func(v reader.Value, r *report) { node(v, r) }
	names := []string{}
	node = func(v reader.Value, r *report) {
		var n dotCoverNode
		read := reader.Layout[dotCoverNode]{
			{"^Kind", func(v reader.Value, n *dotCoverNode) { n.kind = v.Text() }},
			{"^Name", func(v reader.Value, n *dotCoverNode) { n.name = v.Text() }},
			{"^CoveredStatements", func(v reader.Value, n *dotCoverNode) { n.covered = v.Int() }},
			{"^TotalStatements", func(v reader.Value, n *dotCoverNode) { n.total, n.counts = v.Int(), true }},
			{"Children[]", func(v reader.Value, n *dotCoverNode) {
				switch n.kind {
				case "Type":
				case "Root", "Project", "Assembly", "Namespace":
					names = append(names, n.name)
					inside(v, r)
					names = names[:len(names)-1]
				default:
					v.Fail("unknown kind %.40q", n.kind)
				}
			}},
		}.Reader()
		at := v.Line()
		if read(v, &n); n.kind == "Type" {
			if !n.counts {
				v.Fail("expected the TotalStatements of %.80q, found none", n.name)
			}
			s.File(strings.TrimPrefix(strings.Join(append(slices.Clone(names), n.name), "/"), "/"), "", at)
			s.Totals(fact.Statements, n.covered, n.total)
		}
	}
	return read(in, s, layout{
		{"DotCoverVersion", named("dotCover")},
		{"TotalStatements", declares(fact.Statements)},
		{"CoveragePercent", headline},
		{"Children[]", inside},
	})
}

// dotCoverNode is one node of the tree.
type dotCoverNode struct {
	kind, name     string
	covered, total int64
	counts         bool
}
