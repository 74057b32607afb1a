package audit

import (
	"strings"
)

// Report records a finding of the rule that it was made for. The spot is the
// part of the line that it points at; "" stands for the whole line.
type Report func(level Level, line int, spot, format string, args ...any)

// Rule is one thing the audit looks for. Level is the gravest it speaks with.
// Doc is its definition for people, in full sentences, and Do what to do about a
// finding. Check looks at one
// document, Compare at several; either may be nil.
type Rule struct {
	Name    string
	Level   Level
	Doc     string
	Do      string // what to do about a finding
	Check   func(d *Document, report Report)
	Compare func(documents []*Document, report func(document int) Report)
}

// Rules are all rules, in the order in which they run and are listed.
var Rules = []Rule{
	encodingRule,
	placeholderRule,
	linkRule,
	arithmeticRule,
	aggregateRule,
	countRule,
	statusRule,
	secretRule,
	columnRule,
	unmeasuredRule,
	absoluteRule,
	insufficientRule,
	verdictRule,
	localPathRule,
	boundRule,
	signoffRule,
	unsupportedRule,
	staleRule,
	contradictionRule,
	againstRule,
}

// FindRule finds a rule by its name.
func FindRule(name string) (Rule, bool) {
	for _, r := range Rules {
		if r.Name == name {
			return r, true
		}
	}
	return Rule{}, false
}

// RuleNames lists the names of the rules in their order.
func RuleNames() []string {
	names := make([]string, len(Rules))
	for i, r := range Rules {
		names[i] = r.Name
	}
	return names
}

// skipMark opens the comment that switches a rule off.
const skipMark = "<!-- signoff-audit: skip "

// withoutSkipped drops what comments of the form
//
//	<!-- signoff-audit: skip RULE because of a reason -->
//
// switch off: the findings of that rule from the comment to the end of its
// section, and for the whole document when no heading stands before it. A
// comment without a reason switches nothing off and becomes a note.
func (d *Document) withoutSkipped(findings []Finding) []Finding {
	const most = 200
	comments := 0
	for i, source := range d.Source {
		at := strings.Index(source, skipMark)
		if line := d.line(i + 1); at < 0 || comments == most || line != nil && line.Kind == Code {
			continue
		}
		inside, _, closed := strings.Cut(source[at+len(skipMark):], "-->")
		comments++
		name, reason, _ := strings.Cut(strings.TrimSpace(inside), " ")
		if _, known := FindRule(name); !closed || !known {
			continue
		}
		if strings.Trim(reason, " -–—:") == "" {
			findings = append(findings, Finding{
				Line: i + 1, Rule: name, Level: Note, Quote: strings.TrimSpace(source),
				Message: "the comment gives no reason, so the rule still runs",
			})
			continue
		}
		from, to := d.reach(i + 1)
		kept := findings[:0]
		for _, f := range findings {
			if f.Rule != name || f.Line < from || f.Line > to {
				kept = append(kept, f)
			}
		}
		findings = kept
	}
	return findings
}

// reach gives the lines that a comment on a line speaks for.
func (d *Document) reach(no int) (from, to int) {
	section := 0
	for i, s := range d.Sections {
		if i > 0 && s.Line < no {
			section = i
		}
	}
	if section == 0 {
		return 0, len(d.Source)
	}
	end := d.Sections[section].End
	if end >= len(d.Lines) {
		return no, len(d.Source)
	}
	return no, d.Lines[end].No - 1
}
