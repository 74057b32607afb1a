package audit

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"signoff/internal/lazy"
)

var placeholderRule = Rule{
	Name: "placeholder", Level: Error,
	Do: "fill it in, or say that it is not known",
	Doc: "Something was left to be filled in: a cell or value that is exactly TBD, TBC or TODO, a date such as " +
		"2025-01-XX, " +
		"a command such as $(date) that was never run, a field of a form as the whole of a cell or value, as in " +
		"[Team Lead], XX% or {{name}}, yourdomain.com, " +
		"a table without one filled cell, a list item that breaks off. " +
		"Templates, quotations, routes, link texts and bibliography brackets are left alone, and so is TBD in " +
		"plans and proposals.",
	Check: checkPlaceholders,
}

var (
	maskedDate = lazy.Regexp(`\b20\d\d-(?:\d\d|XX|MM|xx)-(?:XX|DD|xx|\?\?)(?:[^\w-]|$)`)
	idInURL    = lazy.Regexp(`https?://[^\s)]+/\[(?:[a-z_-]*[_-])?id\]`)
)

// blanks are what brackets hold in forms that nobody filled in.
var blanks = []string{
	"name", "your name", "full name", "insert name", "date", "insert date", "your email", "project " +
		"name", "company name", "your company",
	"author name", "reviewer", "reviewer name", "approver", "approver name", "signature", "to be filled", "to be " +
		"determined", "to be completed",
	"fill in", "insert here", "placeholder", "insert link", "version " +
		"number", "tbd", "tbc", "todo", "phone", "phone number", "xx", "xxx",
	"team name", "organization", "имя", "дата", "число", "nombre", "fecha", "nom", "datum",
}

func checkPlaceholders(d *Document, report Report) {
	if d.isTemplate() {
		return
	}
	defined := d.references()
	for i := range d.Lines {
		line := &d.Lines[i]
		if line.Kind == FrontMatter || line.Quoted || line.Kind == Code && line.Info != "" {
			continue
		}
		if what := d.placeholderIn(line, defined); what != "" {
			report(Error, line.No, what, "%s was left to be filled in", what)
		}
	}
	for _, t := range d.Tables {
		if !t.Tree && !t.Fenced && len(t.Header) > 1 && len(t.Rows) > 0 && !slices.ContainsFunc(t.Rows, filled) {
			report(Error, t.Rows[0].Line, "", "the table has no filled cell")
		}
	}
	d.brokenItems(report)
}

// isTemplate says whether the document calls itself a template.
func (d *Document) isTemplate() bool {
	path := "/" + strings.ToLower(strings.ReplaceAll(d.Path, "\\", "/"))
	if containsAny(path, "template", "/skills/") {
		return true
	}
	for i := range d.Lines[:min(20, len(d.Lines))] {
		line := &d.Lines[i]
		if line.Kind == Heading && line.Level == 1 && (hasWord(line.Lower, "template") ||
			strings.Contains(line.Lower, "[project name]")) ||
			line.key == "status" && hasWord(strings.ToLower(line.Value), "template") {
			return true
		}
	}
	return false
}

// openRow says whether a row says itself that its thing is still to come, so
// that TBD is an answer.
func openRow(cells []Cell) bool {
	for _, c := range cells {
		if c.Mark == Pending || c.Mark == Warn || hasWord(strings.ToLower(c.Text), "to do", "planned", "not started",
			"backlog", "withdrawn", "deferred", "upcoming", "future", "starting", "starts", "delivery") {
			return true
		}
	}
	return false
}

func filled(r Row) bool {
	return slices.ContainsFunc(r.Cells, func(c Cell) bool { return c.Raw != "" })
}

func (d *Document) placeholderIn(line *Line, defined func(string) bool) string {
	if what := d.blankValue(line); what != "" {
		return what
	}
	if line.Kind == Code {
		return ""
	}
	text := line.claimed()
	if strings.Contains(text, "$(date)") && !strings.Contains(strings.ToLower(text), "placeholder") {
		return "$(date)"
	}
	const sentence = 160 // bytes; what is longer explains
	if len(text) < sentence && !strings.Contains(line.Raw, "`") &&
		strings.Contains(strings.ToLower(text), "yourdomain.com") {
		return "yourdomain.com"
	}
	if strings.IndexByte(line.Raw, '[') >= 0 {
		url := idInURL().FindString(line.Raw)
		if strings.Contains(line.Raw, "/[") && url != "" && !strings.Contains(line.Raw, "`"+url) {
			return url
		}
		for _, inside := range bracketed(withoutCode(line.Raw)) {
			first, _ := utf8.DecodeRuneInString(inside)
			if unicode.IsUpper(first) && strings.ToUpper(inside) != inside && blankWord(inside) && !defined(inside) &&
				!usage(line, inside) &&
				!inQuotes(line.Text, "["+inside+"]") {
				return "[" + inside + "]"
			}
		}
	}
	if line.about(digits) && containsAny(line.Text, "-XX", "-DD", "-xx", "-??") {
		if date := maskedDate().FindString(line.Text); date != "" && !strings.Contains(line.Raw, "`") {
			return strings.TrimRight(date, " .,;)|*")
		}
	}
	return ""
}

// blankValue finds a cell, or the value of a key, that is nothing but a field
// to be filled in. Plans may leave theirs open, and so may a proposal.
func (d *Document) blankValue(line *Line) string {
	open := d.planned(line.Section) || d.proposal
	if line.Kind == Cells {
		if line.Row < 0 {
			return ""
		}
		for i, c := range line.cells() {
			header := ""
			if line.Table != nil && i < len(line.Table.Header) {
				header = line.Table.Header[i]
			}
			todo := strings.EqualFold(c.Text, "todo") && (statusHeader(header) || header == "")
			if unfilled(c.Text) && !todo && !open && !openRow(line.cells()) {
				return c.Text
			}
			if i > 0 && formField(c.Raw) && !openRow(line.cells()) {
				return strings.Trim(c.Raw, "`* ")
			}
		}
		return ""
	}
	if line.Key == "" {
		return ""
	}
	if unfilled(line.Value) && !open && !(strings.EqualFold(line.Value, "todo") && statusHeader(line.key)) {
		return line.Value
	}
	if _, raw, ok := strings.Cut(line.Raw, ":"); ok && line.Kind != Code && formField(raw) {
		return strings.Trim(raw, "`* ")
	}
	return ""
}

// usage says whether a bracket in a heading is the argument of a command, as
// in "tool list [NAME]".
func usage(line *Line, inside string) bool {
	return line.Kind == Heading && !strings.Contains(inside, " ") && strings.ToUpper(inside) == inside
}

// references says which labels the document defines as links.
func (d *Document) references() func(label string) bool {
	labels := map[string]bool{}
	for i := range d.Lines {
		if raw := strings.TrimSpace(d.Lines[i].Raw); strings.HasPrefix(raw, "[") {
			if end := strings.Index(raw, "]:"); end > 0 {
				labels[strings.ToLower(raw[1:end])] = true
			}
		}
	}
	return func(label string) bool { return labels[strings.ToLower(label)] }
}

func unfilled(s string) bool {
	s = strings.Trim(s, "[]*_ .")
	return s == "TBD" || s == "TBC" || s == "TODO" || s == "tbd" || s == "tbc" || s == "T.B.D"
}

func blankWord(s string) bool {
	const longest = 40
	if len(s) > longest {
		return false
	}
	s = strings.ToLower(strings.TrimSpace(s))
	for _, blank := range blanks {
		if s == blank {
			return true
		}
	}
	return false
}

// brokenItems finds the one item "**Key**: two words" that ends a list and
// has no full stop where every other item of that shape in the document is a
// sentence.
func (d *Document) brokenItems(report Report) {
	var last *Line
	sentences, broken := 0, 0
	for i := range d.Lines {
		line := &d.Lines[i]
		if line.Kind != Item || line.Ordinal >= 0 || line.Value == "" ||
			!strings.HasPrefix(strings.TrimSpace(line.Raw), "**") {
			continue
		}
		end := line.Value
		for j := i + 1; j < len(d.Lines) && d.Lines[j].Block == line.Block; j++ {
			end = d.Lines[j].Text
		}
		if end != "" && strings.ContainsAny(end[len(end)-1:], ".!?") {
			sentences++
			continue
		}
		if end == "" || strings.ContainsAny(end[len(end)-1:], ":;)") {
			continue
		}
		broken++
		closes := i+1 == len(d.Lines) || d.Lines[i+1].Kind == Heading
		if words := len(strings.Fields(line.Value)); closes && words <= 3 {
			last = line
		}
	}
	if last != nil && broken == 1 && sentences >= 5 {
		report(Note, last.No, "",
			"the sentence breaks off: each of the other %d items of this kind ends in a full stop", sentences)
	}
}
