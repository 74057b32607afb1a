package audit

import (
	"strings"

	"signoff/internal/audit/figure"
	"signoff/internal/lazy"
)

var absoluteRule = Rule{
	Name: "absolute", Level: Warning,
	Do: `name the exception, or leave "all" out`,
	Doc: "An absolute claim is contradicted where it stands or by what the same document shows: \"All ... " +
		"(95.5%)\", \"no hardcoded secrets\" next to a printed password. " +
		"One note where all gates, tests or criteria are called passed and a criteria table of the document has a " +
		"missed row, or states less than 100 %.",
	Check: func(d *Document, report Report) {
		leaks := d.leaks
		var all []*Line
		for i := range d.Lines {
			line := &d.Lines[i]
			if line.Quoted || line.Kind == FrontMatter {
				continue
			}
			checkAllShare(line, report)
			d.checkAllOver(line, report)
			d.checkAllTests(line, report)
			if len(leaks) > 0 && line.about(opposing) && strings.Contains(line.Lower, "hard") &&
				noSecrets().MatchString(line.Lower) {
				report(Warning, line.No, "", "none are claimed, and line %d of the same document prints %s",
					leaks[0].line, leaks[0].what)
			}
			if d.claimsAll(line) {
				all = append(all, line)
			}
		}
		against, text := d.shortfall()
		for _, line := range all {
			if against > 0 {
				report(Note, line.No, allMet().FindString(line.Text), "all are claimed; line %d %s", against, text)
			}
		}
	},
	Compare: func(documents []*Document, report func(int) Report) {
		for i, d := range documents {
			for j, other := range documents {
				against, text := other.shortfall()
				if i == j || against == 0 || !sameSubject(d, other) {
					continue
				}
				for k := range d.Lines {
					if line := &d.Lines[k]; d.claimsAll(line) {
						report(i)(Note, line.No, allMet().FindString(line.Text), "all are claimed; %s, line %d, %s",
							other.Path, against, text)
					}
				}
			}
		}
	},
}

// claimsAll says whether a line claims that all gates, tests, criteria or
// requirements are met.
func (d *Document) claimsAll(line *Line) bool {
	return line.about(everything) && line.Table == nil && line.Kind != Heading && !line.Quoted && line.Box != Open &&
		allMet().MatchString(line.Text) && !conditional(allMet().FindString(line.Lower)) && !d.planned(line.Section)
}

// shortfall finds what a document shows against such a claim: a row of a
// criteria table that is missed, or a stated share below 100 %.
func (d *Document) shortfall() (line int, text string) {
	if missed := d.missedRow(); missed != nil {
		return missed.Line, "misses its own target: " + missed.Cell(0).Text
	}
	if line, share := d.statedShare(); line > 0 {
		return line, "states " + share
	}
	return 0, ""
}

var (
	allShare  = lazy.Regexp(`^(?:[^a-zA-Z0-9]*)(?:All|Every|Zero|100%)\b[^.|()]{3,80}\((\d+(?:\.\d+)?)%\)`)
	allCount  = lazy.Regexp(`^(?:[^a-zA-Z0-9]*)All\b[^.|()]{3,80}\((\d+)/(\d+)\)`)
	noSecrets = lazy.Regexp(`\bno hard-?coded (?:secrets|credentials|passwords)`)
	allMet    = lazy.Regexp(`(?i)\ball (?:\w+ ){0,3}(?:gates|tests|criteria|requirements) (?:have been |are ` +
		`|were )?(?:passed|met|satisfied|fulfilled)\b`)
)

func checkAllShare(line *Line, report Report) {
	if !line.about(everything) || !line.about(bracket) || line.Mark == Warn || line.Mark == Cross ||
		line.Mark == Pending || line.Box == Open {
		return
	}
	text := line.Text
	if line.Kind == Cells {
		cells := line.cells()
		if len(cells) == 0 {
			return
		}
		text = cells[0].Text
	}
	if m := allShare().FindStringSubmatch(text); m != nil {
		if v, ok := figure.Parse(m[1]); ok && v.Number < 100 && v.Number > 0 {
			report(Warning, line.No, "", "all are claimed and %s%% are stated", m[1])
		}
	}
	if m := allCount().FindStringSubmatch(text); m != nil && wholeNumber(m[1]) < wholeNumber(m[2]) {
		report(Warning, line.No, "", "all are claimed and %s of %s are stated", m[1], m[2])
	}
}

var (
	allOver = lazy.Regexp(`(?i)\b(?:packages|modules|files)\s*(?:>|>=|≥|exceed(?:ing)?|above|over` +
		`|at least)\s*(\d+(?:\.\d+)?)\s?%[^:|]{0,20}:?\W{0,4}(\d+)/(\d+)\b`)
	overAll = lazy.Regexp(`(?i)\b(?:all|every)\s+(?:\d+ )?(?:packages?|modules?|files?)\s+(?:exceeds?|are above` +
		`|are over|have (?:over|more than)|reach(?:es)?)\s*(\d+(?:\.\d+)?)\s?%`)
	nOverAll = lazy.Regexp(`(?i)\b(\d+)/(\d+)\s+(?:packages|modules|files)\s*(?:>|>=|≥|exceed|above` +
		`|over)\s*(\d+(?:\.\d+)?)\s?%`)
	allTests = lazy.Regexp(`(?i)\ball ([a-z][a-z -]{2,40}?) tests? (?:pass|passed|passing|are passing|succeed)\b`)
)

// checkAllOver compares "5/5 packages > 80 %" with the rows of a table of
// packages with their coverage.
func (d *Document) checkAllOver(line *Line, report Report) {
	if !line.about(percent) || line.Table != nil || line.Kind == Code {
		return
	}
	bound := ""
	text := line.claimed()
	if m := allOver().FindStringSubmatch(text); m != nil && m[2] == m[3] {
		bound = m[1]
	} else if m := nOverAll().FindStringSubmatch(text); m != nil && m[1] == m[2] {
		bound = m[3]
	} else if m := overAll().FindStringSubmatch(text); m != nil {
		bound = m[1]
	}
	least, ok := figure.Parse(bound)
	if !ok {
		return
	}
	for _, t := range d.Tables {
		column := t.ColumnLike(func(h string) bool { return hasWord(h, "coverage", "cover") })
		if t.Tree || column < 1 || !hasWord(t.Header[0], "package", "packages", "module", "modules", "file",
			"files") || d.history(t.Section) || d.planned(t.Section) {
			continue
		}
		for _, r := range t.Rows {
			if _, total := totalLabel(r); total {
				continue
			}
			if v, ok := r.Cell(column).Value(); ok && v.Unit == "%" && v.Exact() && v.Number < least.Number {
				report(Warning, line.No, "", "all are claimed to exceed %s%%, and line %d has %s at %s", bound,
					r.Line, r.Cell(0).Text, v.Text)
				return
			}
		}
	}
}

// checkAllTests compares "All policy engine tests pass" with the row of that
// name.
func (d *Document) checkAllTests(line *Line, report Report) {
	if !line.about(everything) || line.Table != nil || line.Kind == Code || line.Box == Open {
		return
	}
	m := allTests().FindStringSubmatch(line.claimed())
	if m == nil || conditional(strings.ToLower(m[0])) {
		return
	}
	for _, t := range d.Tables {
		failed := t.ColumnLike(failedHeader)
		if t.Tree || failed < 1 || d.history(t.Section) || d.planned(t.Section) {
			continue
		}
		for _, r := range t.Rows {
			name := strings.TrimSuffix(strings.ToLower(r.Cell(0).Text), " tests")
			if v, ok := r.Cell(failed).Value(); ok && v.Exact() && v.Number > 0 && name == strings.ToLower(m[1]) {
				report(Warning, line.No, "", "all are claimed to pass, and line %d lists %s failing", r.Line, v.Text)
				return
			}
		}
	}
}

// missedRow finds the first row of a criteria table that is marked as missed.
func (d *Document) missedRow() *Row {
	for _, t := range d.Tables {
		if rows := d.missedRows(t); len(rows) > 0 {
			return &rows[0]
		}
	}
	return nil
}

// missedRows gives the rows of a criteria table (it has a target and a status
// column) that are marked as missed.
func (d *Document) missedRows(t *Table) []Row {
	target := t.ColumnLike(func(h string) bool { return targetHeader(h) || hasWord(h, "criteria", "criterion") })
	status := t.ColumnLike(func(h string) bool { return statusHeader(h) })
	if t.Tree || target < 0 || status < 0 || target == status || d.planned(t.Section) || d.history(t.Section) {
		return nil
	}
	var missed []Row
	for _, r := range t.Rows {
		if missedCell(r.Cell(status)) {
			missed = append(missed, r)
		}
	}
	return missed
}

// missedCell says whether a status says that the target was not reached. A
// cross before No means that something bad is absent.
func missedCell(c Cell) bool {
	lower := strings.ToLower(c.Text)
	if hasWord(lower, "no", "none", "n/a") || strings.Contains(lower, "non-blocking") {
		return false
	}
	return c.Mark == Cross || c.Mark == Warn && !hasWord(lower, "pass", "passed", "met", "good") ||
		hasWord(lower, "below target", "not met", "missed", "fail", "failed", "unmet")
}

// history says that a section is about an earlier state.
func (d *Document) history(section int) bool {
	return d.within(section, func(s string) bool {
		return hasWord(s, "before", "previous", "history", "historical", "baseline", "trend", "trends", "old",
			"initial", "legend", "example", "examples", "known issues", "risk", "risks", "comparison")
	})
}

var complianceKey = lazy.Regexp(`\b(?:requirements met|criteria met|acceptance criteria compliance` +
	`|requirements compliance|criteria compliance|requirements implemented)\b`)

// statedShare finds a stated share of met requirements below 100 %.
func (d *Document) statedShare() (int, string) {
	for i := range d.Lines {
		line := &d.Lines[i]
		if line.Key == "" || !complianceKey().MatchString(line.key) {
			continue
		}
		for rest := line.Value; rest != ""; {
			v, ok := figureIn(rest)
			if !ok {
				break
			}
			if v.Unit == "%" && v.Number > 0 && v.Number < 100 {
				return line.No, line.Text
			}
			at := strings.Index(rest, v.Text)
			rest = rest[at+len(v.Text):]
		}
	}
	return 0, ""
}
