package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var kicsFormat = reader.Format{
	Name: "kics",
	Doc:  "KICS' JSON results (--report-formats json): one finding for each file of a query. Severities are KICS' own; TRACE is info. Files that it failed to scan and queries that failed make the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("kics_version") || h.Has("queries_total", "files_scanned") || h.Has("queries[].query_id", "queries[].files")
	},
	Read: readKICS,
}

var kicsSeverities = reader.Severities{
	"critical": fact.Critical, "high": fact.High, "medium": fact.Medium, "low": fact.Low, "info": fact.Info, "trace": fact.Info,
}

func readKICS(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	var queries list
	s.Named("kics", "")
	for key := range j.Fields() {
		switch key {
		case "kics_version":
			s.Named("kics", j.Text())
		case "start", "end":
			s.Dated(j.Text())
		case "files_scanned":
			s.Saw("files", j.Int())
		case "files_failed_to_scan", "queries_failed_to_execute":
			if n := j.Int(); n > 0 {
				s.Skip(j.Line(), "%s: %d", key, n)
			}
		case "queries":
			for range queries.of(j) {
				kicsQuery(j, s)
			}
		}
	}
	return queries.end(j, "queries")
}

// kicsQuery reads a query, whose files stand behind what they share.
func kicsQuery(j *reader.JSON, s *fact.Sink) {
	var f fact.Finding
	for key := range j.Fields() {
		switch key {
		case "query_id":
			f.Rule = j.Text()
		case "query_name":
			f.Message = j.Text()
		case "severity":
			f.Severity = kicsSeverities.Of(j)
		case "cwe":
			f.CWE = weaknessIDs("CWE-" + j.Text())
		case "files":
			for range j.Items() {
				f.Line = j.Line()
				place(j, &f, "file_name", "line")
				s.Finding(&f)
			}
		}
	}
}
