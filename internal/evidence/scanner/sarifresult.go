package scanner

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// sarifResult is what a result says before its rule is known.
type sarifResult struct {
	fact.Finding
	level, kind      string
	index, component int
	ruleID           string
	absent, rejected bool
}

// result reads one result and gives it to the sink if it is a finding.
func (r *sarifRun) result(j *reader.JSON, s *tally.Sink) {
	x := &r.current
	*x = sarifResult{Finding: fact.Finding{Line: j.Line(), Tool: r.tool}, index: -1}
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
		case "fingerprints":
			x.prints(j, "")
		case "partialFingerprints":
			x.prints(j, fact.PartialPrint)
		case "locations":
			x.location(j)
		}
	}
	rule := r.rule(x)
	x.Suppressed = x.Suppressed && !x.rejected
	if !slices.Contains(sarifKinds, x.kind) {
		j.Fail("expected a kind of %s, found %.40q", strings.Join(sarifKinds[1:], ", "), x.kind)
		return
	}
	x.Undecided = x.kind == "review" || x.kind == "open"
	if x.absent || x.kind != "" && x.kind != "fail" && !x.Undecided {
		return
	}
	if x.Severity = rule.severity(x.level, j); rule.unscored() {
		s.Facts.Unscored++
	}
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

// prints keeps the fingerprints of a result by their names; what is no text is
// none.
func (x *sarifResult) prints(j *reader.JSON, prefix string) {
	for key := range j.Fields() {
		if j.Kind() != '"' {
			continue
		}
		if x.Prints == nil {
			x.Prints = map[string]string{}
		}
		x.Prints[prefix+key] = j.Text()
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

// sarifKinds are the words of section 3.27.9, and none, which means fail.
var sarifKinds = []string{"", "notApplicable", "pass", "fail", "review", "open", "informational"}
