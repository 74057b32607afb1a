package scanner

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var sarifFormat = reader.Format{
	Name: "sarif",
	Doc:  "SARIF 2.1.0 (OASIS) of any tool. security-severity of the rule by CVSS bands, else level: error high, warning medium, note low, none info. Suppressed and absent results are not findings; review and open are undecided.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("runs") && (h.Has("version") || h.Has("$schema") || h.Has("runs[].tool"))
	},
	Read: readSARIF,
}

// readSARIF reads results as they come when their run's rules stand before
// them. Where rules stand behind, as the standard allows, a second pass reads
// the results of those runs.
func readSARIF(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	var runs []*sarifRun
	for key := range j.Fields() {
		if key != "runs" {
			continue
		}
		for range j.Items() {
			run := &sarifRun{}
			run.read(j, s)
			runs = append(runs, run)
		}
	}
	if err := j.Err(); err != nil {
		return err
	}
	if len(runs) == 0 {
		s.Incomplete(1, "no run: nothing was scanned")
	}
	if !slices.ContainsFunc(runs, func(r *sarifRun) bool { return r.late }) {
		return nil
	}
	j, n := in.JSON(), 0
	for key := range j.Fields() {
		if key != "runs" {
			continue
		}
		for range j.Items() {
			if n < len(runs) && runs[n].late {
				runs[n].results(j, s)
			}
			n++
		}
	}
	return j.Err()
}

// sarifRun is one run: its tool and that tool's rules, driver first, then
// extensions.
type sarifRun struct {
	tool       string
	components []sarifComponent
	late       bool // results stood before the tool
}

func (r *sarifRun) read(j *reader.JSON, s *fact.Sink) {
	known := false
	for key := range j.Fields() {
		switch key {
		case "tool":
			r.readTool(j, s)
			known = true
		case "results":
			if !known {
				r.late = true
				continue
			}
			for range j.Items() {
				r.result(j, s)
			}
		case "invocations":
			for range j.Items() {
				sarifInvocation(j, s)
			}
		case "versionControlProvenance":
			for range j.Items() {
				s.Commit(member(j, "revisionId"))
			}
		}
	}
}

func (r *sarifRun) results(j *reader.JSON, s *fact.Sink) {
	for key := range j.Fields() {
		if key == "results" {
			for range j.Items() {
				r.result(j, s)
			}
		}
	}
}

func sarifInvocation(j *reader.JSON, s *fact.Sink) {
	for key := range j.Fields() {
		switch key {
		case "executionSuccessful":
			if line := j.Line(); !j.Bool() {
				s.Incomplete(line, "the tool says that its execution was not successful")
			}
		case "startTimeUtc", "endTimeUtc":
			s.Dated(j.Text())
		case "toolExecutionNotifications":
			for range j.Items() {
				sarifNotification(j, s)
			}
		}
	}
}

// sarifNotification notes an error, which by the standard kept the tool from
// finding something.
func sarifNotification(j *reader.JSON, s *fact.Sink) {
	line, level, text := j.Line(), "", ""
	for key := range j.Fields() {
		switch key {
		case "level":
			level = j.Text()
		case "message":
			text = sarifMessage(j)
		}
	}
	if level == "error" {
		s.Skip(line, "%s", text)
	}
}

// sarifResult is what a result says before its rule is known.
type sarifResult struct {
	fact.Finding
	level, kind      string
	index, component int
	ruleID           string
	absent, rejected bool
}

// result reads one result and gives it to the sink if it is a finding.
func (r *sarifRun) result(j *reader.JSON, s *fact.Sink) {
	x := sarifResult{Finding: fact.Finding{Line: j.Line(), Tool: r.tool}, index: -1}
	for key := range j.Fields() {
		switch key {
		case "ruleId":
			x.ruleID = j.Text()
		case "ruleIndex":
			x.index = int(j.Int())
		case "rule":
			x.reference(j)
		case "level":
			x.level = j.Text()
		case "kind":
			x.kind = j.Text()
		case "baselineState":
			x.absent = j.Text() == "absent"
		case "message":
			x.Message = sarifMessage(j)
		case "suppressions":
			x.suppressions(j)
		case "locations":
			x.location(j)
		}
	}
	rule := r.rule(&x)
	x.Suppressed = x.Suppressed && !x.rejected
	x.Undecided = x.kind == "review" || x.kind == "open"
	if x.absent || x.kind != "" && x.kind != "fail" && !x.Undecided {
		return
	}
	x.Severity = rule.severity(x.level, j)
	x.Rule, x.CWE, x.CVE = x.ruleID, rule.cwe, vulnerabilityIDs(x.ruleID)
	if x.Message == "" {
		x.Message = rule.text
	}
	s.Finding(&x.Finding)
}

func (x *sarifResult) suppressions(j *reader.JSON) {
	for range j.Items() {
		status := ""
		for key := range j.Fields() {
			if key == "status" {
				status = j.Text()
			}
		}
		x.Suppressed = x.Suppressed || status == "" || status == "accepted"
		x.rejected = x.rejected || status == "rejected" || status == "underReview"
	}
}

// location keeps the first physical location.
func (x *sarifResult) location(j *reader.JSON) {
	for range j.Items() {
		for key := range j.Fields() {
			if key != "physicalLocation" || x.Path != "" {
				continue
			}
			for key := range j.Fields() {
				switch key {
				case "artifactLocation":
					x.Path = member(j, "uri")
				case "region":
					place(j, &x.Finding, "", "startLine")
				}
			}
		}
	}
}

// sarifMessage is the text of a message object.
func sarifMessage(j *reader.JSON) string {
	text := ""
	for key := range j.Fields() {
		if key == "text" || key == "markdown" && text == "" {
			text = j.Text()
		}
	}
	return text
}
