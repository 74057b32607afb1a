package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var checkovFormat = reader.Format{
	Name:   "checkov",
	Doc:    "Checkov's JSON (-o json), of one framework or of several: one finding for each failed check, suppressed for a skipped one. Severities are Checkov's own; without a platform key it states none and they are medium. A file that it could not parse makes the run incomplete.",
	Kind:   fact.Scanner,
	Totals: "the failed checks of each framework",
	Claims: func(h *reader.Head) bool {
		return h.Has("check_type", "results") || h.Has("[].check_type", "[].results") || h.Has("checkov_version", "parsing_errors") ||
			h.Has("checkov_version", "failed")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		run := checkovRun()
		return scan{tool: "checkov", severity: fact.Medium}.read(in, s, layout{{"[]", run}, {"", run}})
	},
}

// checkovRun reads the report of one framework. Where nothing was there to
// check, it is no more than the members of a summary; with --quiet the summary
// alone tells of files that could not be parsed.
func checkovRun() setter {
	unparsed := false // such files are listed
	failed := ownTotal{what: "failed checks"}
	check := finding(layout{
		{"check_id", rule},
		{"check_name", message},
		{"severity", severity(ratings)},
		{"file_path", path},
		{"file_line_range[0]", line},
		{"vulnerability_details.id", advisories},
		{"vulnerability_details.package_name", pkg},
		{"vulnerability_details.package_version", version},
	}, failed.active)
	file := layout{{"[]", func(v reader.Value, r *report) {
		line := v.Line()
		r.sink.Skip(line, "%s could not be parsed", v.Text())
	}}}.Reader()
	files := func(v reader.Value, r *report) {
		if n := v.Int(); n > 0 && !unparsed {
			r.sink.Skip(v.Line(), "%d files could not be parsed", n)
		}
	}
	read := failed.within(holding("results.failed_checks", layout{
		{"^results.failed_checks", listed(check)},
		{"results.skipped_checks[]", suppressed(check)},
		{"results.parsing_errors", func(v reader.Value, r *report) {
			unparsed = true
			file(v, r)
		}},
		{"summary.parsing_errors", files},
		{"summary.checkov_version", toolVersion},
		{"summary.resource_count", saw("resources")},
		{"summary.passed", saw("checks")},
		{"summary.failed", func(v reader.Value, r *report) {
			failed.total(v, r)
			r.sink.Saw("checks", failed.n)
		}},
		{"parsing_errors", files},
		{"checkov_version", toolVersion},
		{"resource_count", saw("resources")},
		{"passed", saw("checks")},
		{"failed", func(v reader.Value, r *report) {
			n := v.Int()
			r.sink.Saw("checks", n)
			if n == 0 {
				r.list = true
				r.sink.None()
			}
		}},
	}))
	return func(v reader.Value, r *report) {
		unparsed = false
		read(v, r)
	}
}
