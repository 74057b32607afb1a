package audit

import (
	"runtime"
	"sort"
	"strings"
	"sync"

	"signoff/internal/markdown"
)

// Kind says what part of a document a line is.
type Kind uint8

// The kinds of lines. A Cells line is a row or header of a table, inside a
// fence or not.
const (
	Prose Kind = iota
	Heading
	Item
	Cells
	Code
	HTML
	FrontMatter
)

// Box is the check box of an item or row.
type Box uint8

// The states of a check box.
const (
	NoBox Box = iota
	Open
	Checked
)

// Line is one line of a document with what the reading layer knows about it.
// Raw keeps inline markup, Text is without it, Lower is Text in lower case.
// Key and Value are set where the text is "key: value". Section is the index
// of the section it stands in. Level is that of a heading or the depth of a
// list; Ordinal the number of an ordered item, -1 otherwise.
type Line struct {
	No         int
	Kind       Kind
	Level      int
	Ordinal    int
	Block      int
	Section    int
	Info       string
	Quoted     bool
	Raw        string
	Text       string
	Lower      string
	topics     topic
	Box        Box
	Mark       Mark
	Key, Value string
	key        string
	Table      *Table
	Row        int
}

// Document is one report as the rules see it. Lines are those that are not
// blank, in order; Source has every line of the repaired text.
type Document struct {
	Path     string
	Source   []string
	Encoding string
	Repaired bool
	Lines    []Line
	Sections []Section
	Tables   []*Table

	broken   mojibake
	byNumber []int32 // by line number: the place in Lines plus one, 0 for none
	leaks    []leak
	inCode   []leak
	plans    []bool
	proposal bool // its status says that it is only proposed
	titled   map[string]int
	exists   func(string) bool
	root     string
	today    string
	evidence *Evidence
	traces   []Trace // written by the rule against alone, and so is untraced
	untraced int     // figures that nothing is bound to
	lost     string  // what of the file could not be read as text, "" for nothing
}

// longestLine is how much of a line the rules look at; a report's line is
// shorter, and a hostile one may hold megabytes.
const longestLine = 8 << 10

// Read repairs the encoding of a report, takes out the credentials that it
// prints, and reads its structure.
func Read(path string, data []byte) *Document {
	text, broken := repair(data)
	text, leaks := conceal(text)
	source := strings.Split(text, "\n")
	d := &Document{
		Path: path, Source: source,
		Encoding: broken.encoding, Repaired: broken.repaired, broken: broken,
		Sections: []Section{{Parent: -1}},
	}
	parts := markdown.Read([]byte(text))
	d.Lines = make([]Line, len(parts))
	d.byNumber = make([]int32, len(source)+1)
	open := []int{0}
	commas := decimalCommas(text)
	inParts(len(parts), func(first, end int) {
		for i := first; i < end; i++ {
			d.Lines[i] = newLine(parts[i], commas)
		}
	})
	for i := range d.Lines {
		line := &d.Lines[i]
		if line.Kind == Heading && !line.Quoted {
			for len(open) > 1 && d.Sections[open[len(open)-1]].Level >= line.Level {
				d.Sections[open[len(open)-1]].End = i
				open = open[:len(open)-1]
			}
			d.Sections = append(d.Sections, Section{
				Title: line.Text, Level: line.Level, Line: line.No, First: i, Parent: open[len(open)-1],
			})
			open = append(open, len(d.Sections)-1)
		}
		line.Section = open[len(open)-1]
		d.byNumber[line.No] = int32(i + 1)
	}
	for _, i := range open {
		d.Sections[i].End = len(d.Lines)
	}
	d.callouts()
	d.assemble()
	d.index()
	d.partLeaks(leaks)
	return d
}

// inParts shares out a range of lines to the processors: work on a line hangs
// on no other.
func inParts(lines int, work func(first, end int)) {
	const least = 500 // lines that are worth a goroutine
	parts := max(1, min(runtime.GOMAXPROCS(0), lines/least))
	var running sync.WaitGroup
	for part := range parts {
		running.Go(func() { work(part*lines/parts, (part+1)*lines/parts) })
	}
	running.Wait()
}

// index prepares what many rules ask for: which sections are plans, and where
// a heading is.
func (d *Document) index() {
	d.plans = make([]bool, len(d.Sections))
	for i := range d.Lines[:min(30, len(d.Lines))] {
		line := &d.Lines[i]
		d.proposal = d.proposal || line.Kind == Heading && line.Level == 1 && hasWord(line.Lower, "kickoff", "kick-off",
			"roadmap", "plan", "tracker", "schedule", "scheduled") || line.key == "status" &&
			hasWord(strings.ToLower(line.Value), "proposed",
				"proposal", "draft")
	}
	d.titled = make(map[string]int, len(d.Sections))
	for i, s := range d.Sections[1:] {
		i++
		title := strings.ToLower(s.Title)
		d.plans[i] = planTitle(title) || d.plans[s.Parent]
		name, _, _ := strings.Cut(title, " (")
		if name = strings.TrimSpace(name); d.titled[name] == 0 {
			d.titled[name] = i
		} else {
			d.titled[name] = ambiguous
		}
	}
}

// ambiguous stands in the index of titles for one that several headings bear.
const ambiguous = -1

// tablesIn gives the tables whose first line is at least from and before to.
func (d *Document) tablesIn(from, to int) []*Table {
	at := func(no int) int {
		return sort.Search(len(d.Tables), func(i int) bool { return d.Tables[i].Line >= no })
	}
	return d.Tables[at(from):max(at(from), at(to))]
}

// cells gives the cells of a row or header of a table.
func (l *Line) cells() []Cell {
	if l.Table != nil && l.Row >= 0 {
		return l.Table.Rows[l.Row].Cells
	}
	return splitRow(l.Raw)
}

var kinds = [...]Kind{
	markdown.Prose: Prose, markdown.Heading: Heading, markdown.Item: Item,
	markdown.Code: Code, markdown.HTML: HTML, markdown.FrontMatter: FrontMatter,
}

func newLine(part markdown.Line, commas bool) Line {
	raw := part.Text
	if len(raw) > longestLine {
		raw = strings.ToValidUTF8(raw[:longestLine], "")
	}
	kind := kinds[part.Kind]
	if kind != FrontMatter {
		raw = foldLine(raw, commas)
	}
	line := Line{
		No: part.Number, Kind: kind, Level: part.Level, Ordinal: part.Ordinal,
		Block: part.Block, Info: part.Info, Quoted: part.Quoted, Raw: raw, Row: -1,
	}
	switch body := strings.TrimSpace(raw); {
	case len(body) >= 3 && strings.EqualFold(body[:3], "[x]"):
		line.Box, raw = Checked, body[3:]
	case strings.HasPrefix(body, "[ ]"):
		line.Box, raw = Open, body[3:]
	}
	line.Mark = markOf(raw)
	text := plain(raw)
	line.Text = text
	if kind == Code {
		line.Text = strings.TrimSpace(raw)
	}
	line.Lower = strings.ToLower(line.Text)
	line.topics = topicsOf(line.Lower)
	if kind != FrontMatter && strings.IndexByte(text, ':') > 0 {
		text = strings.TrimLeft(text, "├└┣┗─━│ -*")
		line.Key, line.Value, _ = keyValue(text)
		line.key = strings.ToLower(line.Key)
	}
	return line
}

// assemble finds the tables in runs of lines that touch.
func (d *Document) assemble() {
	for i := 0; i < len(d.Lines); {
		j := i + 1
		for j < len(d.Lines) && d.Lines[j].Block == d.Lines[i].Block && d.Lines[j].No == d.Lines[j-1].No+1 {
			j++
		}
		if kind := d.Lines[i].Kind; kind == Prose || kind == Code || kind == Item {
			d.tables(d.Lines[i:j])
		}
		i = j
	}
}

// mark notes at a line that it belongs to a table.
func (d *Document) mark(no int, t *Table, row int) {
	line := &d.Lines[d.byNumber[no]-1]
	line.Table, line.Row = t, row
	if !t.Tree {
		line.Kind, line.Key, line.Value, line.key = Cells, "", "", ""
	}
}

// line gives the line with a number; nil when it is blank.
func (d *Document) line(no int) *Line {
	if no < 1 || no >= len(d.byNumber) || d.byNumber[no] == 0 {
		return nil
	}
	return &d.Lines[d.byNumber[no]-1]
}
