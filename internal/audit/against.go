package audit

import (
	"strings"

	"signoff/internal/audit/bind"
	"signoff/internal/audit/words"
	"signoff/internal/lazy"
)

var againstRule = Rule{
	Name: "against", Level: Error,
	Do: "write what the assessment says, or collect and check again",
	Doc: "With an assessment at hand (--against assessment.json) a claim is bound to the thing named next to it: " +
		"the verdict, the compliance, " +
		"the score, a count, a criterion by its id, its title or its measure, a waiver, an approval. A figure " +
		"must be equal within the rounding " +
		"and unit in which the report prints it, an outcome, verdict or approval must be the one of the " +
		"assessment; otherwise it is an error that " +
		"says what the assessment says and where the evidence says it. Of several things that a name may mean, " +
		"any that agrees is enough. " +
		"Negations, conditions, plans, the past, other projects, questions, quotations and examples claim nothing. " +
		"A figure that is bound to nothing and equal to nothing is noted as untraced.",
	Check: func(d *Document, report Report) {
		if d.evidence == nil {
			return
		}
		h := holding{Document: d, book: d.evidence.book, report: report, far: make([]bool, len(d.Sections)),
			named: make([]bool, len(d.Lines))}
		inParts(len(d.Lines), func(first, end int) {
			for i := first; i < end; i++ {
				h.named[i] = d.Lines[i].shows() && h.book.Subjects(d.Lines[i].Text)
			}
		})
		for s := range d.Sections {
			h.far[s] = h.elsewhere(s)
		}
		readings := h.readAll()
		for i := range d.Lines {
			h.line(i, readings[i])
		}
		h.agents()
	},
}

// agents notes that an agent waived, stated or tailored where the document does
// not speak of it: its readers take such words for a person's.
func (h *holding) agents() {
	aside := h.evidence.card.Aside
	if aside == nil || aside.ByAgent == 0 {
		return
	}
	for i := range h.Lines {
		if hasWord(h.Lines[i].Lower, "agent", "agents", "agenten", "agente") || strings.Contains(h.Lines[i].Lower,
			"代理") {
			return
		}
	}
	h.report(Note, 0, "",
		"of the assessment %s made by an agent (waivers, statements, changes of criteria), and the document does "+
			"not say so",
		isOrAre(aside.ByAgent, "judgement"))
}

// isOrAre writes a number with its noun and verb: "1 judgement is".
func isOrAre(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " was"
	}
	return many(n, noun) + " were"
}

// readAll binds the lines, a part of them on each processor; what a line says
// hangs on no other line's reading.
func (h *holding) readAll() []bind.Reading {
	readings := make([]bind.Reading, len(h.Lines))
	inParts(len(h.Lines), func(first, end int) {
		r := reader{holding: h, columns: map[*Table]bind.Columns{}, known: map[bind.Line]bind.Reading{}}
		for i := first; i < end; i++ {
			if h.reads(i) {
				readings[i] = r.read(i)
			}
		}
	})
	return readings
}

// reader binds lines one after the other, and remembers those that come again.
type reader struct {
	*holding
	columns map[*Table]bind.Columns
	known   map[bind.Line]bind.Reading
}

// holding holds the lines of a document against an assessment.
type holding struct {
	*Document
	book   *bind.Book
	report Report
	far    []bool // by section: it is about something else
	named  []bool // by line: code that names the project or a criterion
}

// reads says whether a line is text that may claim something.
func (h *holding) reads(i int) bool {
	line := &h.Lines[i]
	return line.Kind != FrontMatter && line.Kind != HTML && (line.Kind != Code || line.Table != nil || h.output(i)) &&
		h.claims(i)
}

func (h *holding) line(i int, reading bind.Reading) {
	line := &h.Lines[i]
	if !h.reads(i) {
		return
	}
	h.badges(line)
	for _, f := range reading.Faults {
		h.report(Error, line.No, f.Spot, "%s", f.Message)
	}
	h.trace(line, reading)
	if len(reading.Faults) > 0 || line.Kind == Code && line.Table == nil {
		return
	}
	for _, v := range figures(h.withoutNumbering(line)) {
		if !reading.Settled[v.Text] && !h.evidence.traced(v) && !h.evidence.traced(h.withListed(i, v)) {
			h.untraced++
			h.report(Note, line.No, v.Text,
				"%s is untraced: it is bound to nothing in the assessment, and no figure there is equal to "+
					"it", v.Text)
		}
	}
}

// claims says whether a line claims something of its own about the present:
// not in a quotation, an open box, or a section of plans, the past, examples
// or another project.
func (h *holding) claims(i int) bool {
	line := &h.Lines[i]
	if line.Quoted && !h.pulled(i) || line.Box == Open || h.exampled(i) {
		return false
	}
	for s := line.Section; s > 0; s = h.Sections[s].Parent {
		if h.far[s] && !(line.Kind == Heading && h.Lines[h.Sections[s].First].No == line.No) {
			return false
		}
	}
	return true
}

// elsewhere says whether a heading stands over what is not a claim about this
// release.
func (h *holding) elsewhere(section int) bool {
	title := h.Sections[section].Title
	if words.Whole(title).Has(words.VerdictKey, words.StatusKey) {
		return false
	}
	if h.book.Subjects(title) {
		return false
	}
	if asksFor().MatchString(title) {
		return true
	}
	return h.plans[section] || words.In(title).Has(words.Plan, words.Past, words.Other, words.Example, words.Quote) ||
		h.book.OtherRelease(title)
}

// asksFor finds headings over what an approval takes.
var asksFor = lazy.Regexp(`(?i)\b(?:criteria|conditions|requirements|thresholds|missing) for (?:an? ` +
	`|the )?(?:approval|acceptance|release|sign-?off|go-live|verdict)\b|\bkriterien für (?:die )?(?:freigabe` +
	`|abnahme)\b|\bcritères d.approbation\b|\bcriterios de aprobación\b`)

// read binds a line, or a row of a table, to the assessment.
func (h *reader) read(i int) bind.Reading {
	line := &h.Lines[i]
	if t := line.Table; t != nil && !t.Tree {
		if line.Row < 0 {
			return h.header(line)
		}
		columns, known := h.columns[t]
		if !known {
			columns = h.book.Columns(t.Header, len(t.Rows))
			h.columns[t] = columns
		}
		var cells []bind.Cell
		for _, c := range t.Rows[line.Row].Cells {
			cells = append(cells, bind.Cell{Text: h.spoken(c.Raw), Sign: signOf(c.Mark)})
		}
		return h.book.Row(columns, h.Sections[line.Section].Title, cells)
	}
	section := &h.Sections[line.Section]
	at := bind.Line{Top: section.Level <= 1 && line.Kind != Heading && h.book.Whole(section.Title),
		Text: h.spoken(h.withoutNumbering(line)), Under: h.Sections[line.Section].Title,
		Sign: signOf(line.Mark), Heading: line.Kind == Heading, Item: line.Kind == Item}
	if line.Kind == Code {
		at.Text = line.Text
	}
	if line.Box == Checked {
		at.Sign = bind.Good
	}
	at.Text = strings.TrimLeft(at.Text, "├└┣┗─━│ -*")
	at.Text = strings.TrimPrefix(strings.TrimPrefix(at.Text, "[x] "), "[X] ")
	at.Key, at.Value, _ = keyValue(words.Fold(at.Text))
	if at.Key == "" {
		at.Key, at.Value = h.boldKey(line)
	}
	if at.Key == "" {
		if key, value, ok := strings.Cut(at.Text, "? "); ok && len(key) < 60 {
			at.Key, at.Value = key+"?", value
		}
	}
	if title := h.Sections[line.Section].Title; at.Key == "" && line.Kind == Prose &&
		words.Whole(title).Has(words.VerdictKey) {
		at.Text, at.Key, at.Value = title+": "+at.Text, title, at.Text
	}
	const most = 1 << 14
	reading, known := h.known[at]
	if !known {
		reading = h.book.Text(at)
		if len(h.known) < most {
			h.known[at] = reading
		}
	}
	return reading
}

// header reads the header of a table as a pair where it is one.
func (h *holding) header(line *Line) bind.Reading {
	raw := splitRow(line.Raw)
	if len(raw) != 2 {
		return bind.Reading{}
	}
	cells := []bind.Cell{{Text: h.spoken(raw[0].Raw)}, {Text: h.spoken(raw[1].Raw), Sign: signOf(raw[1].Mark)}}
	if !h.book.Headed(cells) {
		return bind.Reading{}
	}
	return h.book.Row(h.book.Columns([]string{"", ""}, 1), h.Sections[line.Section].Title, cells)
}

func signOf(m Mark) bind.Sign {
	switch m {
	case Tick:
		return bind.Good
	case Cross:
		return bind.Bad
	}
	return bind.NoSign
}

// trace keeps what the assessment bears out, up to a number that no reader
// gets to the end of.
func (h *holding) trace(line *Line, reading bind.Reading) {
	const most = 1000
	for _, t := range reading.Traces {
		if len(h.traces) < most {
			h.traces = append(h.traces, Trace{Line: line.No, Claim: shorten(t.Claim, 120), Criterion: t.Criterion,
				Evidence: t.Evidence})
		}
	}
}
