package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var kicsFormat = reader.Format{
	Name:   "kics",
	Doc:    "KICS' JSON results (--report-formats json): one finding for each file of a query. Severities are KICS' own; TRACE is info. Files that it failed to scan and queries that failed make the run incomplete.",
	Kind:   fact.Scanner,
	Totals: "total_counter, and a severity that is counted and of which none is listed",
	Codes:  []int{0, 20, 30, 40, 50, 60},
	Claims: func(h *reader.Head) bool {
		return h.Has("kics_version") || h.Has("queries_total", "files_scanned") || h.Has("queries[].query_id", "queries[].files")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return scan{tool: "kics", list: "queries"}.read(in, s, layout{
			{"queries", listed(holding("files of a query", layout{
				{"^query_id", rule},
				{"^query_name", message},
				{"^severity", severity(reader.Severities{
					"critical": fact.Critical, "high": fact.High, "medium": fact.Medium, "low": fact.Low, "info": fact.Info, "trace": fact.Info,
				})},
				{"^cwe", weaknessNumber},
				{"files", listed(finding(layout{ // behind what they share
					{"file_name", path},
					{"line", line},
				}))},
			}))},
			{"files_failed_to_scan", kicsFailures("files_failed_to_scan")},
			{"queries_failed_to_execute", kicsFailures("queries_failed_to_execute")},
			{"files_scanned", saw("files")},
			{"total_counter", stated},
			{"severity_counters", totals(map[string]setter{
				"CRITICAL": statedOf(fact.Critical), "HIGH": statedOf(fact.High), "MEDIUM": statedOf(fact.Medium), "LOW": statedOf(fact.Low),
			}).Reader()},
			{"kics_version", toolVersion},
			{"start", dated},
			{"end", dated},
		})
	},
}

func kicsFailures(name string) setter {
	return func(v reader.Value, r *report) {
		if n := v.Int(); n > 0 {
			r.sink.Skip(v.Line(), "%s: %d", name, n)
		}
	}
}
