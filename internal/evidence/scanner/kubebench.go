package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var kubeBenchFormat = reader.Format{
	Name: "kube-bench",
	Doc:  "kube-bench's JSON (--json): one finding for each check that did not pass. It states no severity: FAIL is high, WARN, which asks for a look by hand, is medium. Without a check nothing was scanned.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("Controls", "Totals") || h.Has("Controls[].tests") || h.Has("[].tests[].results[].test_number") || h.Has("tests[].results[].test_number")
	},
	Read: readKubeBench,
}

var kubeBenchStates = reader.Severities{"fail": fact.High, "warn": fact.Medium}

func readKubeBench(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	s.Named("kube-bench", "")
	checks := 0
	for range j.Values() {
		if j.Kind() == '[' {
			for range j.Items() {
				checks += kubeBenchControls(j, s)
			}
			continue
		}
		checks += kubeBenchControls(j, s)
	}
	if checks == 0 {
		s.Incomplete(1, "no check: nothing was scanned")
	}
	s.Saw("checks", int64(checks))
	return j.Err()
}

// kubeBenchControls reads one group of checks, which older versions write by
// itself, or the object that holds all of them, and counts the checks.
func kubeBenchControls(j *reader.JSON, s *fact.Sink) (checks int) {
	for key := range j.Fields() {
		switch key {
		case "Controls":
			for range j.Items() {
				checks += kubeBenchControls(j, s)
			}
		case "tests":
			for range j.Items() {
				for range elements(j, "results") {
					checks++
					if f, open := kubeBenchCheck(j); open {
						s.Finding(&f)
					}
				}
			}
		}
	}
	return checks
}

func kubeBenchCheck(j *reader.JSON) (f fact.Finding, open bool) {
	f = fact.Finding{Line: j.Line()}
	for key := range j.Fields() {
		switch key {
		case "test_number":
			f.Rule = j.Text()
		case "test_desc":
			f.Message = j.Text()
		case "status":
			switch status := j.Text(); status {
			case "PASS", "INFO":
			default:
				open = true
				f.Severity = kubeBenchStates.Word(status, j.Fail)
			}
		}
	}
	return f, open
}
