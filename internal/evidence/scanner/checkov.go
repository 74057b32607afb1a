package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var checkovFormat = reader.Format{
	Name: "checkov",
	Doc:  "Checkov's JSON (-o json), of one framework or of several: one finding for each failed check, suppressed for a skipped one. Severities are Checkov's own; without a platform key it states none and they are medium. A file that it could not parse makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("check_type", "results") || h.Has("[].check_type", "[].results") || h.Has("checkov_version", "parsing_errors") ||
			h.Has("checkov_version", "failed")
	},
	Read: readCheckov,
}

func readCheckov(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	s.Named("checkov", "")
	if j.Kind() == '[' {
		for range j.Items() {
			checkovRun(j, s)
		}
		return j.Err()
	}
	checkovRun(j, s)
	return j.Err()
}

// checkovRun reads the report of one framework. Where nothing was there to
// check, it is no more than the members of a summary; with --quiet the summary
// alone tells of files that could not be parsed.
func checkovRun(j *reader.JSON, s *fact.Sink) {
	listed := false
	var failed list
	for key := range j.Fields() {
		switch key {
		case "results":
			listed = checkovResults(j, s, &failed)
		case "summary":
			for key := range j.Fields() {
				checkovSummary(j, s, key, listed)
			}
		default:
			n := checkovSummary(j, s, key, listed)
			failed = failed || key == "failed" && n == 0
		}
	}
	failed.end(j, "results.failed_checks")
}

// checkovSummary reads one member of a summary, and gives how many checks it
// counts.
func checkovSummary(j *reader.JSON, s *fact.Sink, key string, listed bool) (checks int64) {
	switch key {
	case "parsing_errors":
		if n := j.Int(); n > 0 && !listed {
			s.Skip(j.Line(), "%d files could not be parsed", n)
		}
	case "checkov_version":
		s.Named("checkov", j.Text())
	case "resource_count":
		s.Saw("resources", j.Int())
	case "passed", "failed":
		checks = j.Int()
		s.Saw("checks", checks)
	}
	return checks
}

// checkovResults tells whether the files that could not be parsed are listed.
func checkovResults(j *reader.JSON, s *fact.Sink, failed *list) (listed bool) {
	for key := range j.Fields() {
		switch key {
		case "failed_checks", "skipped_checks":
			if key == "failed_checks" {
				failed.note(j)
			}
			for range j.Items() {
				f := checkovCheck(j)
				f.Suppressed = key == "skipped_checks"
				s.Finding(&f)
			}
		case "parsing_errors":
			listed = true
			for range j.Items() {
				line := j.Line()
				s.Skip(line, "%s could not be parsed", j.Text())
			}
		}
	}
	return listed
}

func checkovCheck(j *reader.JSON) fact.Finding {
	f := fact.Finding{Line: j.Line(), Severity: fact.Medium}
	for key := range j.Fields() {
		switch key {
		case "check_id":
			f.Rule = j.Text()
		case "check_name":
			f.Message = j.Text()
		case "severity":
			if j.Kind() != 'n' {
				f.Severity = ratings.Of(j)
			}
		case "file_path":
			f.Path = j.Text()
		case "file_line_range":
			for i := range j.Items() {
				if i == 0 {
					f.At = int(j.Int())
				}
			}
		case "vulnerability_details":
			for key := range j.Fields() {
				switch key {
				case "id":
					f.CVE = vulnerabilityIDs(j.Text())
				case "package_name":
					f.Package = j.Text()
				case "package_version":
					f.Version = j.Text()
				}
			}
		}
	}
	return f
}
