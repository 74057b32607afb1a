package audit

import (
	"strings"

	"signoff/internal/audit/figure"
	"signoff/internal/audit/words"
	"signoff/internal/lazy"
)

var statusRule = Rule{
	Name: "status", Level: Error,
	Do: "untick it, or say what is done and what is not",
	Doc: "A line is ticked and says itself that the thing is not done (PENDING, partial, stub, not implemented), " +
		"is called complete with 3 of 4, " +
		"a table row is ticked although its value misses its target, or tests of a kind are ticked as passing and " +
		"one of that kind is listed as failing. " +
		"Units must agree, and the direction must follow from the target's sign or the measure's name.",
	Check: func(d *Document, report Report) {
		for i := range d.Lines {
			checkTick(&d.Lines[i], report)
		}
		for _, t := range d.Tables {
			checkTickedRows(d, t, report)
		}
		d.checkPassing(report)
	},
}

var (
	saysOpen = lazy.Regexp(`(?i)(?:\((?:[^()]*[,;] ?)?|[-–—:] +)(?:currently |still )?` +
		`(pending|partial(?:ly(?: \w+)?)?|not (?:yet )?(?:implemented|started|done|tested)|stub(?:bed)?(?: (?:only` +
		`|implementation))?|` +
		`interface ready|in progress|incomplete|wip|todo|blocked|deferred|not run|placeholder)(?:[^()]{0,20}\)` +
		`|\.?)\s*$`)
	shouted = lazy.Regexp(`(PENDING|PARTIAL|NOT IMPLEMENTED|INCOMPLETE|WIP|NOT STARTED|NOT DONE|DEFERRED)(?:\*\*` +
		`|\)|\.?\s*$)`)
	partOf = lazy.Regexp(`\b(COMPLETED?|VALIDATED|DONE|VERIFIED|Completed?|Validated|Done` +
		`|Verified)\b\W{0,6}\((\d+)\s?(?:/|of|out of)\s?(\d+)\)`)
	settled  = lazy.Regexp(`(?i)\b(?:replaced|fixed|removed|resolved|gone|closed|done)\b`)
	denied   = lazy.Regexp(`(?i)(?:\b(?:not|from|to|no longer|was|than|or)|-to-)[\s*-]*$`)
	lastPart = lazy.Regexp(`(?:[-–—:]\s+|\()([^-–—:()]{1,40})\)?\s*$`)
)

func checkTick(line *Line, report Report) {
	if line.Kind == Heading || line.Quoted || line.Box == Open || line.Kind == Cells && line.Table == nil {
		return
	}
	ticked := line.Box == Checked || line.Mark == Tick
	if line.about(bracket) && checkPartOf(line, ticked, report) {
		return
	}
	if !ticked || line.Kind == Cells || strings.Contains(line.Lower, "legend") || strings.Contains(line.Text, "=") {
		return
	}
	level := Warning
	if line.Box == Checked {
		level = Error
	}
	if said := notDone(line); said != "" {
		report(level, line.No, said, "ticked, and the line itself says %q", said)
	}
}

// checkPartOf finds what is called complete with a of b, a < b.
func checkPartOf(line *Line, ticked bool, report Report) bool {
	m := partOf().FindStringSubmatch(line.claimed())
	if m == nil || wholeNumber(m[2]) >= wholeNumber(m[3]) || !ticked && strings.ToUpper(m[1]) != m[1] {
		return false
	}
	if hasWord(line.Lower, "phase", "phases", "step", "steps", "sprint", "day", "week", "part", "parts", "batch",
		"wave", "stage", "round", "milestone") {
		return false
	}
	report(Error, line.No, "", "%s stands next to %s of %s", m[1], m[2], m[3])
	return true
}

// notDone gives the words by which a line says that its thing is not done: at
// its end, in brackets, or in bold by themselves.
func notDone(line *Line) string {
	text := line.claimed()
	if !line.about(unfinished) {
		return notDoneElsewhere(line, text)
	}
	if m := saysOpen().FindStringSubmatch(ending(text)); m != nil && !listsStates(text, m[1]) &&
		!settled().MatchString(ending(text)[strings.LastIndex(ending(text), m[1]):]) {
		return m[1]
	}
	raw := spared(line.Raw)
	for _, at := range shouted().FindAllStringSubmatchIndex(raw, 4) {
		before := raw[:at[2]]
		alone := strings.HasSuffix(raw[at[2]:at[1]], "**") && strings.HasSuffix(before, "**") ||
			strings.HasSuffix(raw[at[2]:at[1]], ")") && strings.HasSuffix(before, "(") ||
			at[1] == len(raw) && (strings.HasSuffix(before, " ") || strings.HasSuffix(before, "**"))
		if alone && !denied().MatchString(strings.TrimRight(before, "*")) && (line.Box == Checked ||
			!strings.HasSuffix(raw[at[2]:at[1]], ")")) {
			return raw[at[2]:at[3]]
		}
	}
	return notDoneElsewhere(line, text)
}

var lastBracket = lazy.Regexp(`\(([^()]+)\)?\W*$`)

// listsStates says whether a word is one of several in the brackets that end a
// line: "(paid, pending, cancelled)", "(pending/paid)".
func listsStates(text, word string) bool {
	m := lastBracket().FindStringSubmatch(text)
	if m == nil {
		return false
	}
	parts := strings.FieldsFunc(m[1], func(r rune) bool { return strings.ContainsRune(",;/|→", r) })
	for _, part := range parts {
		if len(parts) > 1 && strings.EqualFold(strings.TrimSpace(part), word) {
			return true
		}
	}
	return false
}

// notDoneElsewhere is notDone for languages other than English: by the part
// that ends the line.
func notDoneElsewhere(line *Line, text string) string {
	if ascii(line.Text) && !containsForeign(line.Lower) {
		return ""
	}
	if m := lastPart().FindStringSubmatch(text); m != nil && words.Whole(m[1]).Has(words.NotDone) {
		return strings.TrimSpace(m[1])
	}
	return ""
}

// containsForeign says whether a line may end in a word for open work that is
// not English.
func containsForeign(lower string) bool {
	return containsAny(ending(lower), "ausstehend", "offen", "attente", "pendiente", "sin hacer", "unerledigt",
		"durchgef")
}

// ending is where a line says how far its thing is.
func ending(s string) string {
	const longest = 100
	return s[max(0, len(s)-longest):]
}

// checkTickedRows finds rows ticked without reserve whose value misses the
// target.
func checkTickedRows(d *Document, t *Table, report Report) {
	target, status := t.targetColumn(), t.ColumnLike(statusHeader)
	value := t.ColumnLike(func(h string) bool {
		return achievedHeader(h) && (!statusHeader(h) || words.Foreign(h).Has(words.Actual))
	})
	if target < 0 || value < 0 || status < 0 || status == value || status == target || d.within(t.Section,
		func(s string) bool { return hasWord(s, "legend", "example") }) {
		return
	}
	for _, r := range t.Rows {
		if r.Cell(status).Mark != Tick && !words.Whole(r.Cell(status).Text).Has(words.Met) {
			continue
		}
		want, okW := r.Cell(target).Value()
		if !okW {
			want, okW = targetInName(r)
		}
		got, okG := r.Cell(value).Value()
		better := direction(t.Header[value])
		if better == 0 {
			better = direction(r.Cell(0).Text)
		}
		if okW && okG && misses(better, want, got) {
			report(Warning, r.Line, r.Cell(value).Raw, "ticked, but %s does not meet the target %s",
				r.Cell(value).Text, r.Cell(target).Text)
		}
	}
}

// targetInName reads the target that a criterion's name states: "P95 < 150 ms".
func targetInName(r Row) (Value, bool) {
	name := r.Cell(0).Text
	at := strings.IndexAny(name, "<>≤≥")
	if at < 0 {
		return Value{}, false
	}
	v, ok := figure.Parse(name[at:])
	return v, ok && v.Bound()
}

// misses says whether a figure is on the wrong side of a target, as far as
// sign, unit and the direction that is better allow to tell. That of 90%+ is
// wrong where 95% is asked for at least: it may be, and does not say so.
func misses(better int, want, got Value) bool {
	if want.Ratio() && got.Ratio() { // all of them, and one lacks
		return want.Number == want.Of && want.Of == got.Of && got.Number < got.Of && want.Rest+got.Rest == ""
	}
	least := want.Qualifier == ">" || want.Qualifier == ">=" || want.Plus
	if !got.Exact() && !(least && got.Plus && got.Qualifier == "") || got.Rest != "" && got.Rest[0] != '(' ||
		want.Ratio() || want.Rest != "" {
		return false
	}
	if got.Ratio() && want.Unit == "%" && got.Of > 0 {
		got.Number, got.Unit, got.Of = 100*got.Number/got.Of, "%", want.Of
	}
	x, y, ok := figure.Comparable(got, want)
	if !ok || got.Ratio() {
		return false
	}
	switch {
	case want.Qualifier == "<" || want.Qualifier == "<=":
		return x > y
	case least:
		return x < y
	case want.Qualifier == "~":
		return false
	case y == 0:
		return x > 0 && better < 0
	case want.Unit == "%" && y == 100:
		return x < 100 && better >= 0
	case better > 0:
		return x < y
	case better < 0:
		return x > y
	}
	return false
}

var passing = lazy.Regexp(`(?i)^(?:all )?([a-z]{4,}) tests? (?:are )?(?:passing|pass|passed)$`)

// checkPassing compares a row "Security tests passing", ticked, with the tests
// that the document lists as failing.
func (d *Document) checkPassing(report Report) {
	var failing []Row
	for _, t := range d.Tables {
		for _, r := range t.Rows {
			m := passing().FindStringSubmatch(r.Cell(0).Text)
			if m == nil || r.Cell(1).Mark != Tick || hasDigit(r.Cell(1).Text) {
				continue
			}
			if failing == nil {
				failing = d.failingTests()
			}
			for _, f := range failing {
				if kind := strings.ToLower(m[1]); hasWord(strings.ReplaceAll(strings.ToLower(f.Cell(0).Text), "_",
					" "), kind) {
					report(Warning, r.Line, "", "ticked, but line %d lists a test of that name as failing: %s",
						f.Line, f.Cell(0).Text)
					break
				}
			}
		}
	}
}

// failingTests gives the rows of the tables under a heading of failed tests.
func (d *Document) failingTests() []Row {
	failing := []Row{}
	for _, t := range d.Tables {
		listed := d.within(t.Section, func(s string) bool {
			return hasWord(s, "failed tests", "failing tests", "test failures", "failing", "failed test cases",
				"failures")
		})
		settled := d.within(t.Section, func(s string) bool {
			return hasWord(s, "fixed", "resolved", "fixes",
				"previously", "former")
		})
		if listed && !settled && t.Column("test", "test name", "test case", "name", "failing test", "failed test",
			"tests") == 0 {
			failing = append(failing, t.Rows...)
		}
	}
	return failing
}
