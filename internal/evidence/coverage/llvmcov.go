package coverage

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var llvmCovFormat = reader.Format{
	Name:   "llvm-cov",
	Doc:    "llvm-cov export's JSON, with or without --summary-only, also of cargo llvm-cov --json and of swift test. Lines, functions and branches are the counts of each source file's summary; an export without files counts by its totals.",
	Kind:   fact.Coverage,
	Totals: "lines, functions and branches of all files",
	Claims: func(h *reader.Head) bool {
		return h.Text("type") == "llvm.coverage.json.export" || h.Has("data[].files[].summary") ||
			h.Has("data[].files[].segments") || h.Has("data[].totals.regions")
	},
	Read: readLLVMCov,
}

func readLLVMCov(in *reader.Input, s *tally.Sink) error {
	summary := layout{
		{"lines.covered", covered(fact.Lines)},
		{"lines.count", total(fact.Lines)},
		{"functions.covered", covered(fact.Functions)},
		{"functions.count", total(fact.Functions)},
		{"branches.covered", covered(fact.Branches)},
		{"branches.count", total(fact.Branches)},
	}.Reader()
	files := 0
	sums := layout{
		{"lines.count", declares(fact.Lines)},
		{"functions.count", declares(fact.Functions)},
		{"branches.count", declares(fact.Branches)},
	}.Reader()
	one, whole := file(layout{{"filename", path}, {"summary", summary}}), file(layout{{"", summary}})
	export := layout{
		{"^files[]", func(v reader.Value, r *report) {
			files++
			one(v, r)
		}},
		{"totals", func(v reader.Value, r *report) {
			if r.path = "total"; files == 0 {
				whole(v, r)
			} else {
				sums(v, r)
			}
			r.path = ""
		}},
	}.Reader()
	return read(in, s, layout{
		{"cargo_llvm_cov.version", named("cargo-llvm-cov")},
		{"data[]", func(v reader.Value, r *report) {
			files = 0
			export(v, r)
		}},
	})
}
