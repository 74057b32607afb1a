package audit

import (
	"strings"

	"signoff/internal/lazy"
)

var countRule = Rule{
	Name: "count", Level: Warning,
	Do: "bring the number in the heading and the list below it in line",
	Doc: "A heading announces N things, as in \"Failed tests (6)\", and the table or flat list directly below it " +
		"holds another number. " +
		"A table of findings by severity counts others than the headings of the findings. N may be the number of " +
		"rows or items, the sum of a numeric column, the sum of the counts in the items, or the sum of the " +
		"counts of the subheadings. " +
		"Durations, rates and lists that are nested or end in \"etc.\" are left alone.",
	Check: func(d *Document, report Report) {
		checkCounts(d, report)
		d.checkSeverities(report)
	},
}

var announced = lazy.Regexp(`\((\d{1,4})(?:\s+(files?|tests?|endpoints?|items?|issues?|failures?|services?|pages?` +
	`|components?|findings?|bugs?|documents?|tasks?|modules?|packages?|controls?|requirements?|features?` +
	`|scenarios?|categories|checks?|risks?|gaps?|errors?|warnings?|defects?|tables?|routes?|suites?)([^()]{0,40})` +
	`|\s?(?:个|件|项|條|条|份|個))?\)$`)

func checkCounts(d *Document, report Report) {
	for i := range d.Sections {
		if i == 0 || d.Sections[i].First >= len(d.Lines) {
			continue
		}
		s := d.Sections[i]
		m := announced().FindStringSubmatch(s.Title)
		if m == nil {
			continue
		}
		n := int(wholeNumber(m[1]))
		if n < 1 || n >= 1900 && n < 2100 || strings.ContainsAny(m[3], ",+→/") {
			continue
		}
		if got, what, ok := d.counted(i); ok && !containsInt(got, n) && !containsInt(d.subCounts(i), n) {
			report(Warning, s.Line, "", "the heading says %d, the %s directly below %s %d", n, what, holds(what),
				got[0])
		}
	}
}

func holds(what string) string {
	if what == "list" || what == "table" {
		return "has"
	}
	return "have"
}

// counted gives the numbers that what stands directly below a heading can be
// said to have; the first is the number of rows or items.
func (d *Document) counted(section int) (numbers []int, what string, ok bool) {
	s := d.Sections[section]
	next := s.First + 1
	for next < s.End && d.Lines[next].No == s.Line+1 && onlyRule(d.Lines[next].Text) {
		next++
	}
	// Fields of the section itself (Impact, Effort) may stand before its table.
	for fields := 0; next < s.End && fields < 4 && d.Lines[next].Kind == Prose && d.Lines[next].Key != "" &&
		d.Lines[next].Table == nil; fields++ {
		next++
	}
	if next >= s.End || d.Lines[next].Section != section {
		return nil, "", false
	}
	first := &d.Lines[next]
	if first.Table != nil && first.Row < 0 && !first.Table.Tree {
		return countRows(first.Table), "table", d.onlyTable(section)
	}
	if first.Kind == Item && next == s.First+1 {
		if !d.named(next, s.End, section, announced().FindStringSubmatch(s.Title)) {
			return nil, "", false
		}
		numbers, ok = d.countItems(next, s.End, section)
		return numbers, "list", ok
	}
	return nil, "", false
}

// onlyTable says whether a section holds no second table or list that could
// go on with the count.
func (d *Document) onlyTable(section int) bool {
	tables := 0
	s := d.Sections[section]
	for _, t := range d.tablesIn(s.Line, d.Lines[s.End-1].No+1) {
		if t.Section == section {
			tables++
		}
	}
	for i := d.Sections[section].First; i < d.Sections[section].End; i++ {
		if line := &d.Lines[i]; line.Section == section && line.Kind == Item || strings.HasPrefix(line.Lower, "...") {
			return false
		}
	}
	return tables == 1
}

func countRows(t *Table) []int {
	rows := 0
	named := map[string]bool{}
	for _, r := range t.Rows {
		if _, total := totalLabel(r); !total {
			rows++
			named[r.Cell(0).Text] = true
		}
		if open := r.Cell(0).Text; strings.Contains(open, "...") || strings.Contains(strings.ToLower(open), "other") {
			return []int{0, -1}
		}
	}
	numbers := []int{rows, len(named)}
	for column := range t.Header {
		sum, counted := 0.0, 0
		for _, r := range t.Rows {
			if _, total := totalLabel(r); total {
				continue
			}
			if v, ok := r.Cell(column).Value(); ok && v.Exact() {
				sum += v.Number
				counted++
			}
		}
		if counted > 0 {
			numbers = append(numbers, int(sum))
		}
	}
	return numbers
}

var inBrackets = lazy.Regexp(`\((\d{1,4})\b`)

var trailingNumber = lazy.Regexp(`:\s*(\d[\d,]*)$`)

// named says whether the items of a list can be the things that its heading
// counts: files are names of files, and no item says something of all of them
// or gives another figure.
func (d *Document) named(from, end, section int, heading []string) bool {
	noun := ""
	if heading != nil {
		noun = strings.TrimSuffix(heading[2], "s")
	}
	for i := from; i < end && d.Lines[i].Section == section && d.Lines[i].Kind == Item; i++ {
		line := &d.Lines[i]
		first, _, _ := strings.Cut(line.Lower, " ")
		switch {
		case oneOf(first, []string{"all", "every", "each", "same", "no", "both", "most"}):
			return false
		case noun == "file" && !containsAny(line.Text, ".", "/"):
			return false
		case noun != "" && line.Key != "" && strings.Contains(line.Value, "%"):
			return false
		}
	}
	return true
}

// countItems counts the items of a flat list. A list that is nested, speaks
// of its heading in attributes, or is open-ended is not counted.
func (d *Document) countItems(from, end, section int) ([]int, bool) {
	items, keys, sum, trailing := 0, 0, 0, 0
	for i := from; i < end; i++ {
		line := &d.Lines[i]
		if line.Section != section || line.Kind == Prose && line.Level == 0 {
			break
		}
		if line.Kind != Item {
			continue
		}
		if line.Level > d.Lines[from].Level || i == from && line.Ordinal > 1 {
			return nil, false
		}
		items++
		if hasWord(line.key, "status", "reason", "assessment", "impact", "severity", "priority", "effort", "target",
			"description", "note", "location", "workaround", "result", "total", "coverage", "passed", "failed", "purpose") {
			keys++
		}
		if strings.Contains(line.Lower, "etc.") || strings.Contains(line.Text, "...") || strings.Contains(line.Text,
			"*") || strings.Contains(line.Text, "…") ||
			strings.Contains(line.Lower, " more") || strings.Contains(line.Lower, "other ") ||
			strings.Contains(line.Text, ", ") && !trailingNumber().MatchString(line.Text) ||
			strings.Contains(line.Lower, " and ") || strings.Contains(line.Text, " - ") &&
			strings.Contains(line.Text, "-") && inBrackets().MatchString(line.Text) ||
			strings.Contains(line.Text, "–") && strings.ContainsAny(line.Text, "0123456789") ||
			strings.Contains(line.Text, "/") || strings.Contains(line.Text, "+") {
			return nil, false
		}
		if m := trailingNumber().FindStringSubmatch(line.Text); m != nil {
			trailing += int(wholeNumber(m[1]))
		}
		for _, m := range inBrackets().FindAllStringSubmatch(line.Text, 2) {
			sum += int(wholeNumber(m[1]))
		}
	}
	return []int{items, sum, trailing}, keys == 0 && items > 1
}

// subCounts gives the number of subheadings and the sum of what they announce.
func (d *Document) subCounts(section int) []int {
	headings, sum := 0, 0
	for i := section + 1; i < len(d.Sections) && d.Sections[i].First < d.Sections[section].End; i++ {
		if d.Sections[i].Parent == section {
			headings++
			if m := announced().FindStringSubmatch(d.Sections[i].Title); m != nil {
				sum += int(wholeNumber(m[1]))
			}
		}
	}
	return []int{headings, sum}
}

func containsInt(list []int, n int) bool {
	for _, x := range list {
		if x == n || x < 0 {
			return true
		}
	}
	return false
}
