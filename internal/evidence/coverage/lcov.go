package coverage

import (
	"bytes"
	"strconv"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var lcovFormat = reader.Format{
	Name:      "lcov",
	CutUnseen: true,
	Doc:       "LCOV tracefile (geninfo man page): DA lines, BRDA branches and FN/FNDA functions are united by source file; a record without any of them counts by its LF and LH, BRF and BRH, FNF and FNH.",
	Kind:      fact.Coverage,
	Never:     []string{"*.d.ts", "*.d.mts", "*.d.cts", "*.test.*", "*.spec.*", "__tests__/", "__mocks__/"},
	Totals:    "LF and BRF, and FNF as far as no two functions have one name",
	LastLine:  func(line string) bool { return line == "end_of_record" },
	Claims: func(h *reader.Head) bool {
		if h.Container != reader.Text && h.Container != reader.CSVTable {
			return false
		}
		for _, line := range h.Lines {
			if len(line) > 3 && line[:3] == "SF:" {
				return true
			}
			if line != "" && line[0] != '#' && (len(line) < 3 || line[:3] != "TN:") {
				return false
			}
		}
		return false
	},
	Read: readLCOV,
}

func readLCOV(in *reader.Input, s *tally.Sink) error {
	l := lcov{lines: in.Lines(), s: s, leaders: map[uint64]uint64{}, starts: map[uint64]bool{}}
	for line := range l.lines.All() {
		colon := bytes.IndexByte(line, ':')
		if colon < 0 || line[0] == '#' {
			l.bare(line)
			continue
		}
		l.record(line[:colon], line[colon+1:])
	}
	if err := l.lines.Err(); err != nil {
		return err
	}
	if l.open {
		return in.Errorf(l.lines.Line(), "the file ends inside a record: expected end_of_record")
	}
	return nil
}

// lcov is the state of a tracefile: whether a source file is open, and where
// the functions of lcov 2 begin in it.
type lcov struct {
	lines   *reader.Lines
	s       *tally.Sink
	open    bool
	leaders map[uint64]uint64 // line by index
	// totals are what the record states of lines, branches and functions, and
	// listed how many it lists.
	totals [lcovMetrics]lcovTotal
	listed [lcovMetrics]int64
	calls  int64 // functions with a count
	// starts are the lines that functions begin in; shared says that some begin
	// in one, whose lines writers then count more than once.
	starts map[uint64]bool
	shared bool
}

// lcovMetrics is how many metrics a tracefile has.
const lcovMetrics = int(fact.Functions) + 1

// lcovTotal is a stated number of things that were found and hit.
type lcovTotal struct{ found, hit int64 }

// total reads LF:12, LH:3 and the like.
func (l *lcov) total(tag string, value []byte) {
	n, err := strconv.ParseInt(string(bytes.TrimSpace(value)), 10, 64)
	if err != nil || n < 0 {
		l.lines.Fail("expected a number after %s:, found %.80q", tag, value)
		return
	}
	metric := map[byte]fact.Metric{'L': fact.Lines, 'B': fact.Branches, 'F': fact.Functions}[tag[0]]
	if total := &l.totals[metric]; tag[len(tag)-1] == 'F' {
		total.found = n
	} else {
		total.hit = n
	}
}

// end ends a record. One without parts is counted by its own totals; one with
// some must have as many as it states.
func (l *lcov) end() {
	for metric, total := range l.totals {
		if l.listed[metric] == 0 && l.called(fact.Metric(metric)) == 0 && total.found >= total.hit {
			l.s.Totals(fact.Metric(metric), total.hit, total.found)
		}
	}
	for _, m := range []fact.Metric{fact.Lines, fact.Branches, fact.Functions} {
		switch found, listed := l.totals[m].found, max(l.listed[m], l.called(m)); {
		case listed == 0 || listed >= found:
		case l.shared && m == fact.Lines, m == fact.Functions: // of one name there may be several
			l.s.Differs(l.lines.Line(), listed, found, m.String())
		default:
			l.s.Short(l.lines.Line(), listed, found, m.String())
		}
	}
}

// called is how many functions have a count of calls, which some writers list
// alone.
func (l *lcov) called(m fact.Metric) int64 {
	if m == fact.Functions {
		return l.calls
	}
	return 0
}

// bare handles the only record without a colon.
func (l *lcov) bare(line []byte) {
	switch text := string(bytes.TrimSpace(line)); {
	case text == "end_of_record" && l.open:
		l.open = false
		l.end()
	case text == "" || text[0] == '#':
	default:
		l.lines.Fail("expected a record of a tracefile, found %.80q", line)
	}
}

func (l *lcov) record(tag, value []byte) {
	switch string(tag) {
	case "TN", "VER", "MCF", "MCH", "MCDC":
		return
	case "FNF", "FNH", "BRF", "BRH", "LF", "LH":
		l.total(string(tag), value)
		return
	case "SF":
		l.open, l.totals, l.listed, l.calls = true, [lcovMetrics]lcovTotal{}, [lcovMetrics]int64{}, 0
		clear(l.leaders)
		clear(l.starts)
		l.shared = false
		l.s.File(string(value), "", l.lines.Line())
		return
	}
	if !l.open {
		l.lines.Fail("expected SF: before %s:", tag)
		return
	}
	ok := true
	switch string(tag) {
	case "DA":
		ok = l.line(value)
	case "BRDA":
		ok = l.branch(value)
	case "FNDA":
		ok = l.function(value)
	case "FN":
		ok = l.named(value)
	case "FNL":
		ok = l.leader(value)
	case "FNA":
		ok = l.alias(value)
	default:
		l.lines.Fail("unknown record %.20s:", tag)
		return
	}
	if !ok {
		l.lines.Fail("expected numbers and commas after %s:, found %.80q", tag, value)
	}
}

// line reads "12,3" or "12,3,checksum". Negative counts, which some compilers
// produce, are not hits.
func (l *lcov) line(value []byte) bool {
	number, rest, ok := cutNumber(value)
	if !ok {
		return false
	}
	count, _, ok := cutNumber(rest)
	l.s.Cover(fact.Lines, number, 1, count > 0)
	l.listed[fact.Lines]++
	return ok
}

// branch reads "line,block,branch,taken", where taken may be "-" and a branch
// of lcov 2 may be an expression.
func (l *lcov) branch(value []byte) bool {
	last := bytes.LastIndexByte(value, ',')
	if _, _, ok := cutNumber(value); !ok || bytes.Count(value, comma) < 3 {
		return false
	}
	taken := value[last+1:]
	count, _, ok := cutNumber(taken)
	l.s.Cover(fact.Branches, hash(value[:last]), 1, count > 0)
	l.listed[fact.Branches]++
	return ok || string(taken) == "-"
}

var comma = []byte{','}

// named reads "line,name" or "line,end,name" and makes the function known as
// one that no call was counted for yet.
func (l *lcov) named(value []byte) bool {
	start, rest, ok := cutNumber(value)
	if !ok {
		return false
	}
	l.begins(start)
	if _, name, ok := cutNumber(rest); ok && len(name) > 0 {
		rest = name
	}
	l.s.Cover(fact.Functions, hash(rest), 1, false)
	return len(rest) > 0
}

// begins notes where a function begins.
func (l *lcov) begins(line uint64) {
	l.listed[fact.Functions]++
	l.shared = l.shared || l.starts[line]
	l.starts[line] = true
}

// function reads "count,name".
func (l *lcov) function(value []byte) bool {
	count, name, ok := cutNumber(value)
	l.s.Cover(fact.Functions, hash(name), 1, count > 0)
	l.calls++
	return ok && len(name) > 0
}

// leader reads "index,line" or "index,line,end" of lcov 2 and makes the
// function known.
func (l *lcov) leader(value []byte) bool {
	index, rest, ok := cutNumber(value)
	if !ok {
		return false
	}
	number, _, ok := cutNumber(rest)
	l.leaders[index] = number
	l.begins(number)
	l.s.Cover(fact.Functions, number, 1, false)
	return ok
}

// alias reads "index,count,name" of lcov 2. A function with several names, such
// as the instances of a template, is one.
func (l *lcov) alias(value []byte) bool {
	index, rest, ok := cutNumber(value)
	if !ok {
		return false
	}
	count, name, ok := cutNumber(rest)
	number, known := l.leaders[index]
	l.s.Cover(fact.Functions, number, 1, count > 0)
	return ok && known && len(name) > 0
}

// cutNumber splits "12,rest" into 12 and "rest". A negative number is 0.
func cutNumber(text []byte) (n uint64, rest []byte, ok bool) {
	i := 0
	negative := len(text) > 0 && text[0] == '-'
	if negative {
		i++
	}
	start := i
	for i < len(text) && '0' <= text[i] && text[i] <= '9' {
		if n < 1<<58 {
			n = n*10 + uint64(text[i]-'0')
		}
		i++
	}
	if i == start {
		return 0, text, false
	}
	if negative {
		n = 0
	}
	if i == len(text) {
		return n, nil, true
	}
	if text[i] != ',' {
		return n, text, false
	}
	return n, text[i+1:], true
}
