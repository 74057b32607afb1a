package coverage

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var llvmCovFormat = reader.Format{
	Name: "llvm-cov",
	Doc:  "llvm-cov export's JSON, with or without --summary-only, also of cargo llvm-cov --json and of swift test. Lines, functions and branches are the counts of each source file's summary; an export without files counts by its totals.",
	Kind: fact.Coverage,
	Claims: func(h *reader.Head) bool {
		return h.Text("type") == "llvm.coverage.json.export" || h.Has("data[].files[].summary") ||
			h.Has("data[].files[].segments") || h.Has("data[].totals.regions")
	},
	Read: readLLVMCov,
}

func readLLVMCov(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	for key := range j.Fields() {
		switch key {
		case "data":
			for range j.Items() {
				llvmExport(j, s)
			}
		case "cargo_llvm_cov":
			for key := range j.Fields() {
				if key == "version" {
					s.Named("cargo-llvm-cov", j.Text())
				}
			}
		}
	}
	return j.Err()
}

func llvmExport(j *reader.JSON, s *fact.Sink) {
	files := 0
	for key := range j.Fields() {
		switch key {
		case "files":
			for range j.Items() {
				llvmFile(j, s)
				files++
			}
		case "totals":
			if files == 0 {
				s.File("total", "", j.Line())
				llvmSummary(j).give(s)
			}
		}
	}
}

// llvmFile reads a source file, whose name may stand after its summary.
func llvmFile(j *reader.JSON, s *fact.Sink) {
	line, path := j.Line(), ""
	var counts llvmCounts
	for key := range j.Fields() {
		switch key {
		case "filename":
			path = j.Text()
		case "summary":
			counts = llvmSummary(j)
		}
	}
	s.File(path, "", line)
	counts.give(s)
}

// llvmCounts are the covered and the total of each metric.
type llvmCounts map[fact.Metric][2]int64

func llvmSummary(j *reader.JSON) llvmCounts {
	metrics := map[string]fact.Metric{"lines": fact.Lines, "functions": fact.Functions, "branches": fact.Branches}
	counts := llvmCounts{}
	for key := range j.Fields() {
		m, ok := metrics[key]
		if !ok {
			continue
		}
		var covered, total int64
		for key := range j.Fields() {
			switch key {
			case "covered":
				covered = j.Int()
			case "count":
				total = j.Int()
			}
		}
		counts[m] = [2]int64{covered, total}
	}
	return counts
}

func (c llvmCounts) give(s *fact.Sink) {
	for m, n := range c {
		s.Totals(m, n[0], n[1])
	}
}
