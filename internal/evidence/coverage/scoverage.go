package coverage

import (
	"cmp"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var scoverageFormat = reader.Format{
	Name:   "scoverage",
	Doc:    "Scoverage's XML (scoverage.xml). Statements are its statements, branches those that it marks so, and a line is covered when some statement on it is; what is ignored does not count. The headline is statement-rate.",
	Kind:   fact.Coverage,
	Totals: "statement-count",
	Claims: func(h *reader.Head) bool {
		return h.Root == "scoverage"
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		s.Named("scoverage", "")
		var source, start, end, branch, ignores string
		counted := false
		statement := one(layout{
			{"@source", into(&source)},
			{"@start", into(&start)},
			{"@end", into(&end)},
			{"@branch", into(&branch)},
			{"@ignored", into(&ignores)},
			{"@line", number},
			{"@invocation-count", func(v reader.Value, r *report) {
				counted = true
				hits(v, r)
			}},
		}, func(v reader.Value, r *report) {
			file, key, hit := cmp.Or(r.path, source), hash(start+"-"+end+" "+branch), r.line.hit
			switch {
			case ignores == "true":
			case !counted:
				v.Fail("expected the invocation-count of a statement, found none")
			default:
				s.File(file, r.pkg, v.Line())
				s.Cover(fact.Statements, key, 1, hit)
				s.Cover(fact.Lines, uint64(max(r.line.number, 0)), 1, hit)
				if branch == "true" {
					s.Cover(fact.Branches, key, 1, hit)
				}
			}
			source, start, end, branch, ignores, counted = "", "", "", "", "", false
		})
		class := layout{
			{"@filename", path},
			{"methods.method.statements.statement", statement},
		}.Reader()
		return read(in, s, layout{
			{"@statement-count", declares(fact.Statements)},
			{"@statement-rate", headline},
			{"@timestamp", dated},
			{"packages.package", within(layout{
				{"@name", pkg},
				{"classes.class", func(v reader.Value, r *report) {
					r.path = ""
					class(v, r)
				}},
			})},
		})
	},
}
