package coverage

import (
	"cmp"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var openCoverFormat = reader.Format{
	Name:   "opencover",
	Doc:    "OpenCover XML (OpenCover, coverlet, AltCover). Statements are sequence points, lines those where one begins, branches branch points, functions methods. Modules that were skipped by a filter do not count.",
	Kind:   fact.Coverage,
	Totals: "sequence points of the session and of each method, branch points but for one a method",
	Claims: func(h *reader.Head) bool {
		return h.Root == "CoverageSession"
	},
	Read: readOpenCover,
}

func readOpenCover(in *reader.Input, s *tally.Sink) error {
	uid, name, files := "", "", map[string]string{} // of the module, by their uid
	var points, branches, methods int64             // that are listed, those without a source among them
	var ofMethod, stated int64                      // sequence points of the method that is read
	method := file(layout{
		{"Summary.@numSequencePoints", func(v reader.Value, _ *report) { stated = v.Int() }},
		{"Summary.@visitedMethods", covered(fact.Functions)},
		{"Summary.@numMethods", total(fact.Functions)},
		{"Name", into(&name)},
		{"FileRef.@uid", func(v reader.Value, r *report) { r.path = files[v.Text()] }},
		{"SequencePoints.@", func(reader.Value, *report) { methods++ }},
		{"SequencePoints[]", counting(&points, counting(&ofMethod, openCoverPoint(files, func(p point, v reader.Value, r *report) {
			line := uint64(max(r.line.number, 0))
			if !r.line.numbered {
				v.Fail("expected an attribute sl, the line of a sequence point")
			}
			s.Cover(fact.Statements, line<<32|uint64(p.column)<<16^hash(name+p.ordinal)>>32, 1, r.line.hit)
			s.Cover(fact.Lines, line, 1, r.line.hit)
		})))},
		{"BranchPoints[]", counting(&branches, openCoverPoint(files, func(p point, v reader.Value, r *report) {
			s.Cover(fact.Branches, hash(name+"\n"+p.offset+"\n"+p.ordinal+"\n"+p.way), 1, r.line.hit)
		}))},
	}, func(v reader.Value, r *report) {
		if ofMethod < stated {
			s.Short(v.Line(), ofMethod, stated, "sequence points of a method")
		}
		ofMethod, stated = 0, 0
		n := r.counts[fact.Functions]
		if r.path != "" && name == "" {
			v.Fail("expected the name of a method, found none")
		}
		r.none = r.path == "" || n.total <= 0
		clear(r.counts)
		r.add(fact.Functions, hash(name), n.covered > 0)
		name = ""
	})
	module := within(layout{
		{"ModuleName", pkg},
		{"Files[].@uid", into(&uid)},
		{"Files[].@fullPath", func(v reader.Value, _ *report) { files[uid] = v.Text() }},
		{"Classes[].Methods[]", method},
	})
	// Of the branches of a method OpenCover counts one more than there are points.
	return read(in, s, layout{
		{"Summary.@numSequencePoints", declaresListed("sequence points", &points, new(int64))},
		{"Summary.@numBranchPoints", declaresListed("branch points", &branches, &methods)},
		{"Modules[]", func(v reader.Value, r *report) {
			clear(files)
			module(v, r)
		}},
	})
}

// point is a sequence point or a branch point, next to its line.
type point struct {
	file, ordinal, offset, way string
	column                     int64
	counted                    bool
}

// openCoverPoint reads a point, which may be in another file than its method
// says. Code without a source does not count.
func openCoverPoint(files map[string]string, give func(p point, v reader.Value, r *report)) setter {
	var p point
	return one(layout{
		{"@vc", func(v reader.Value, r *report) {
			p.counted = true
			hits(v, r)
		}},
		{"@sl", number},
		{"@sc", func(v reader.Value, _ *report) { p.column = v.Int() }},
		{"@ordinal", into(&p.ordinal)},
		{"@offset", into(&p.offset)},
		{"@path", into(&p.way)},
		{"@fileid", into(&p.file)},
	}, func(v reader.Value, r *report) {
		switch path := cmp.Or(files[p.file], r.path); {
		case path == "":
		case !p.counted:
			v.Fail("expected an attribute vc, the visits of a point")
		default:
			r.path = path
			r.s.File(path, r.pkg, v.Line())
			give(p, v, r)
		}
		p = point{}
	})
}
