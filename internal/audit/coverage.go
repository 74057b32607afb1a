package audit

import (
	"fmt"
	"math"
	"strings"

	"signoff/internal/audit/figure"
	"signoff/internal/lazy"
)

// claim is a result as a place of a document states it.
type claim struct {
	line  int
	key   string
	value Value
	score bool // stands in a table of scores
	table *Table
}

func (c claim) percent() float64 {
	if c.value.Ratio() && c.value.Of > 0 {
		return 100 * c.value.Number / c.value.Of
	}
	return c.value.Number
}

var coverageKeys = []string{"test coverage", "code coverage", "overall coverage", "current coverage",
	"total coverage", "overall test coverage", "overall code coverage"}

// coverage gives the claims about the coverage of the whole.
func (d *Document) coverage() []claim {
	var found []claim
	add := func(line int, section int, key, value string, table *Table) {
		key = strings.ToLower(strings.TrimSpace(key))
		if !oneOf(key, coverageKeys) || d.planned(section) || d.history(section) || d.partial(section) {
			return
		}
		v, ok := figure.Parse(value)
		if !ok || !v.Exact() || v.Unit != "%" || partOfWhole(v.Rest) {
			return
		}
		found = append(found, claim{line, key, v, table != nil && table.scores != nil, table})
	}
	for i := range d.Lines {
		if line := &d.Lines[i]; line.Table == nil && !line.Quoted && line.Kind != Code && !(line.Kind == Item &&
			line.Level > 1) {
			add(line.No, line.Section, line.Key, line.Value, nil)
		}
	}
	for _, t := range d.Tables {
		column := 1
		if !t.Tree {
			if column = t.ColumnLike(func(h string) bool {
				return hasWord(h, "achieved", "actual", "current", "value", "result", "score", "coverage") &&
					!targetHeader(h)
			}); column < 1 || t.ColumnLike(func(h string) bool {
				return hasWord(h, "before", "previous", "baseline", "start", "start of", "change")
			}) >= 0 {
				continue
			}
		}
		for _, r := range t.Rows {
			add(r.Line, t.Section, r.Cell(0).Text, r.Cell(column).Text, t)
		}
	}
	return found
}

// partial says that a section is about a part of the system.
func (d *Document) partial(section int) bool {
	for ; section > 0 && d.Sections[section].Level > 1; section = d.Sections[section].Parent {
		if hasWord(strings.ToLower(d.Sections[section].Title), "backend", "frontend", "mobile", "module", "package",
			"component", "phase", "sprint", "week", "client", "server", "service", "services", "api", "unit", "integration",
			"e2e", "library", "iteration", "scenario", "option", "cli") {
			return true
		}
	}
	return false
}

func partOfWhole(rest string) bool {
	lower := strings.ToLower(rest)
	return strings.Contains(lower, "branch") || strings.Contains(lower, ".") && strings.Contains(lower, "(") ||
		hasWord(lower, "critical", "new", "core", "module", "modules", "backend", "frontend", "for", "of", "target",
			"from", "to", "in")
}

// apart says whether two claims differ by more than their rounding. Claims
// under different names must differ widely, for one may be of lines and the
// other of statements.
func apart(a, b claim) bool {
	difference := math.Abs(a.percent() - b.percent())
	if a.key == b.key && a.score == b.score {
		return difference > math.Max(a.value.Step, b.value.Step)+figure.Slack
	}
	return difference > 10
}

// alike says whether two tables ask the same of two things: scenarios,
// releases, examples.
func alike(a, b *Table) bool {
	const enough = 3
	if a == nil || b == nil || a == b {
		return false
	}
	rows := map[string]bool{}
	for _, r := range a.Rows {
		rows[rowName(r)] = true
	}
	shared := 0
	for _, r := range b.Rows {
		if rows[rowName(r)] {
			shared++
		}
	}
	return shared >= enough
}

// compareCoverage reports the claim that departs from the first measured one.
func compareCoverage(claims []claim, report Report) {
	var first *claim
	for i := range claims {
		if !claims[i].score {
			first = &claims[i]
			break
		}
	}
	if first == nil {
		return
	}
	for _, c := range claims {
		if c.line != first.line && apart(*first, c) && !alike(first.table, c.table) {
			report(Warning, c.line, c.value.Text, "%s is %s here and %s in line %d", c.key, c.value.Text,
				first.value.Text, first.line)
		}
	}
}

var raiseTo = lazy.Regexp(`(?i)\b(?:increase|raise|improve|expand|bring` +
	`|grow)\b[^.%]{0,60}(?:\d+% )?\bto (?:at least )?(\d{1,3})\s?%`)

// compareFuture finds a coverage to be reached that lies below the one
// already claimed.
func (d *Document) compareFuture(claims []claim, report Report) {
	if len(claims) == 0 {
		return
	}
	best := claims[0]
	for _, c := range claims {
		if c.percent() > best.percent() {
			best = c
		}
	}
	for i := range d.Lines {
		line := &d.Lines[i]
		if !line.about(percent) || !line.about(raising) || line.Kind == Code || d.partial(line.Section) &&
			d.Lines[i].Level == 0 || !d.aboutCoverage(i) {
			continue
		}
		text := strings.Replace(line.Text, "from "+firstPercent(line.Text)+" to", "to", 1)
		m := raiseTo().FindStringSubmatch(text)
		if m == nil {
			continue
		}
		if goal := wholeNumber(m[1]); goal < best.percent() {
			report(Warning, line.No, m[1]+"%", "the coverage to be reached is %s%%, and line %d claims %s already",
				m[1], best.line, best.value.Text)
		}
	}
}

func firstPercent(s string) string {
	m := percentAt().FindStringSubmatch(s)
	if m == nil {
		return "-"
	}
	return fmt.Sprintf("%s%%", m[1])
}

// aboutCoverage says whether a line, or the line that titles its list, speaks
// of test coverage as a whole.
func (d *Document) aboutCoverage(i int) bool {
	line := &d.Lines[i]
	if line.about(coverage) {
		return !hasWord(line.Lower, "branch", "module", "backend", "frontend")
	}
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		if above := &d.Lines[j]; above.Kind == Prose {
			return strings.Contains(above.Lower, "coverage")
		}
	}
	return false
}
