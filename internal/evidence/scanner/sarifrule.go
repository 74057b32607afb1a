package scanner

import (
	"math"
	"strconv"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// sarifComponent is the driver or an extension with its rules.
type sarifComponent struct {
	rules []sarifRule
	byID  map[string]int
}

// sarifRule is what a rule says about its results.
type sarifRule struct {
	id, level, score, text string
	cwe                    []string
}

func (r *sarifRun) readTool(j *reader.JSON, s *tally.Sink) {
	// The driver is component 0 wherever it stands.
	r.components = make([]sarifComponent, 1)
	for key := range j.Fields() {
		switch key {
		case "driver":
			name, version := "", ""
			r.components[0], name, version = readComponent(j)
			r.tool = name
			s.Named(name, version)
		case "extensions":
			for range j.Items() {
				c, _, _ := readComponent(j)
				r.components = append(r.components, c)
			}
		}
	}
}

func readComponent(j *reader.JSON) (c sarifComponent, name, version string) {
	c.byID = map[string]int{}
	for key := range j.Fields() {
		switch key {
		case "name":
			name = j.Text()
		case "semanticVersion":
			version = j.Text()
		case "version":
			if v := j.Text(); version == "" {
				version = v
			}
		case "rules":
			for range j.Items() {
				rule := readRule(j)
				if _, ok := c.byID[rule.id]; !ok {
					c.byID[rule.id] = len(c.rules)
				}
				c.rules = append(c.rules, rule)
			}
		}
	}
	return c, name, version
}

func readRule(j *reader.JSON) sarifRule {
	var r sarifRule
	for key := range j.Fields() {
		switch key {
		case "id":
			r.id = j.Text()
		case "shortDescription":
			r.text = sarifMessage(j)
		case "defaultConfiguration":
			for key := range j.Fields() {
				if key == "level" {
					r.level = j.Text()
				}
			}
		case "relationships":
			for range j.Items() {
				for key := range j.Fields() {
					if key == "target" {
						r.cwe = append(r.cwe, sarifWeakness(j)...)
					}
				}
			}
		case "properties":
			for key := range j.Fields() {
				switch key {
				case "security-severity":
					// Snyk writes these where it has no score.
					if text := j.Text(); text != "null" && text != "undefined" {
						r.score = text
					}
				case "tags":
					for _, tag := range j.Texts() {
						r.cwe = append(r.cwe, weaknessIDs(tag)...)
					}
				}
			}
		}
	}
	return r
}

// sarifWeakness reads the target of a rule's relationship, which may be an
// entry of CWE.
func sarifWeakness(j *reader.JSON) []string {
	id, taxonomy := "", ""
	for key := range j.Fields() {
		switch key {
		case "id":
			id = j.Text()
		case "toolComponent":
			taxonomy = member(j, "name")
		}
	}
	if taxonomy != "CWE" {
		return nil
	}
	return weaknessIDs("CWE-" + strings.TrimPrefix(id, "CWE-"))
}

// reference reads a result's rule property: a reference to a rule by id or
// index, of the driver or of an extension.
func (x *sarifResult) reference(j *reader.JSON) {
	for key := range j.Fields() {
		switch key {
		case "id":
			if id := j.Text(); x.ruleID == "" {
				x.ruleID = id
			}
		case "index":
			x.index = int(j.Int())
		case "toolComponent":
			for key := range j.Fields() {
				if key == "index" {
					x.component = int(j.Int()) + 1
				}
			}
		}
	}
}

// rule finds the rule of a result: by index where it has one, else by id,
// where "CA1000/1" stands for a case of CA1000.
func (r *sarifRun) rule(x *sarifResult) sarifRule {
	if x.component >= 0 && x.component < len(r.components) {
		rules := r.components[x.component].rules
		if x.index >= 0 && x.index < len(rules) {
			if x.ruleID == "" {
				x.ruleID = rules[x.index].id
			}
			return rules[x.index]
		}
	}
	for id := x.ruleID; id != ""; {
		for _, c := range r.components {
			if i, ok := c.byID[id]; ok {
				return c.rules[i]
			}
		}
		cut := strings.LastIndexByte(id, '/')
		if cut < 0 {
			break
		}
		id = id[:cut]
	}
	return sarifRule{}
}

var sarifLevels = reader.Severities{
	"error": fact.High, "warning": fact.Medium, "note": fact.Low, "none": fact.Info,
}

// unscored tells whether a rule has a word in the place of its CVSS score.
func (r sarifRule) unscored() bool {
	_, err := strconv.ParseFloat(r.score, 64)
	return r.score != "" && err != nil
}

// severity is the rule's CVSS score where it has one, else the level of the
// result, else the rule's, else warning.
func (r sarifRule) severity(level string, j *reader.JSON) fact.Severity {
	if score, err := strconv.ParseFloat(r.score, 64); err == nil {
		if score < 0 || score > 10 {
			j.Fail("expected a security-severity from 0 to 10, found %.20q", r.score)
		}
		return fact.CVSS(31, int(math.Floor(10*score+1e-9)))
	}
	for _, word := range []string{level, r.level} {
		if word != "" {
			return sarifLevels.Word(word, j.Fail)
		}
	}
	return fact.Medium
}
