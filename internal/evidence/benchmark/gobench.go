package benchmark

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"unicode"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var goBenchFormat = reader.Format{
	Name:      "go-bench",
	Doc:       "Go's benchmark format (go test -bench; golang.org/design/14313-benchmark-format). Each line is one sample; ns/op is the principal metric, B/op, allocs/op and MB/s have measures of their own, other units are metrics by that name. A name is package.Benchmark-N.",
	Kind:      fact.Benchmark,
	LastLine:  func(line string) bool { return line == "PASS" || strings.HasPrefix(line, "ok  \t") },
	CutUnseen: true,
	Claims: func(h *reader.Head) bool {
		if h.JSON() || h.Container == reader.XMLDocument {
			return false
		}
		for _, line := range h.Lines {
			if strings.HasPrefix(line, "goarch: ") {
				return true
			}
			fields := strings.Fields(line)
			if len(fields) >= 4 && strings.HasPrefix(fields[0], "Benchmark") && isCount([]byte(fields[1])) {
				return true
			}
		}
		return false
	},
	Read: readGoBench,
}

func readGoBench(in *reader.Input, s *tally.Sink) error {
	b := goBench{lines: in.Lines(), s: s, names: map[string]*goName{}, last: &goName{}, facts: map[string]string{}}
	s.Named("go test -bench", "")
	for line := range b.lines.All() {
		switch {
		case bytes.HasPrefix(line, []byte("Benchmark")):
			b.result(line)
		case bytes.HasPrefix(line, []byte("pkg: ")):
			b.pkg = string(bytes.TrimSpace(line[len("pkg: "):])) + "."
			b.names, b.last = map[string]*goName{}, &goName{}
		case bytes.HasPrefix(line, []byte("commit: ")):
			s.Commit(string(bytes.TrimSpace(line[len("commit: "):])))
		case bytes.HasPrefix(line, []byte("--- FAIL: ")), bytes.HasPrefix(line, []byte("panic: ")), bytes.HasPrefix(line, []byte("FAIL\t")):
			s.Incomplete(b.lines.Line(), "%s", b.lines.Text())
		case isConfiguration(line):
			b.configure(string(bytes.TrimSpace(line)))
		}
	}
	return b.lines.Err()
}

// isConfiguration tells a configuration line, "key: value" with a key in lower
// case, from text. When, by whom and of which commit a run was made is no
// configuration of it.
func isConfiguration(line []byte) bool {
	key, value, ok := bytes.Cut(line, []byte(": "))
	if !ok || len(value) == 0 || len(key) == 0 || key[0] < 'a' || key[0] > 'z' || bytes.ContainsFunc(key, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsUpper(r) }) {
		return false
	}
	if string(key) == "go" && bytes.ContainsRune(value, ' ') { // what the go command says of modules
		return false
	}
	for word := range bytes.SplitSeq(key, []byte("-")) {
		if slices.Contains(ofOneRun, string(word)) {
			return false
		}
	}
	return true
}

// ofOneRun are words of keys that tell one run from another.
var ofOneRun = []string{"commit", "time", "date", "runstamp", "upload", "by", "id", "branch", "buildlog", "note"}

// goBench is the state of a file: names repeat, and so do the units of a line
// at their places.
type goBench struct {
	lines *reader.Lines
	s     *tally.Sink
	pkg   string
	// facts are the configuration lines in force, by key, and config all of them.
	facts  map[string]string
	config string
	names  map[string]*goName
	last   *goName
	units  []goUnit
}

// configure takes a line such as "cpu: AMD EPYC": it holds until the next of its
// key.
func (b *goBench) configure(line string) {
	key, value, _ := strings.Cut(line, ": ")
	b.facts[key] = value
	var words []string
	for _, key := range slices.Sorted(maps.Keys(b.facts)) {
		words = append(words, key+"="+b.facts[key])
	}
	b.config = strings.Join(words, " ")
}

// goName is a name as it stands in the file and with its package. Benchmarks
// recur in one order, so the next is mostly known.
type goName struct {
	text, name string
	next       *goName
}

// goUnit is a unit of the format and a sample with all that it says about the
// figure before it.
type goUnit struct {
	text   string
	sample fact.Sample
}

// result reads "Name iterations value unit [value unit]…". With -v a name also
// stands alone on a line; text that only begins with the word is passed over.
func (b *goBench) result(line []byte) {
	name, rest := cutField(line)
	count, rest := cutField(rest)
	if !isCount(count) {
		return
	}
	series, number := b.name(name), b.lines.Line()
	for i := 0; ; i++ {
		var value, unit []byte
		value, rest = cutField(rest)
		unit, rest = cutField(rest)
		if len(value) == 0 {
			return
		}
		d, err := quantity.ParseDecimal(value)
		if err != nil && isNothing(string(value)) {
			continue // a custom metric divided by zero
		}
		if err != nil || len(unit) == 0 {
			b.lines.Fail("expected pairs of a number and a unit, found %.40q %.40q", value, unit)
			return
		}
		x := b.unit(i, unit)
		x.Line, x.Name, x.Value, x.Config = number, series, d, b.config
		b.s.Sample(x)
	}
}

func (b *goBench) name(text []byte) string {
	n := b.last.next
	if n == nil || n.text != string(text) {
		if n = b.names[string(text)]; n == nil {
			n = &goName{text: string(text), name: b.pkg + string(text)}
			b.names[n.text] = n
		}
		b.last.next = n
	}
	b.last = n
	return n.name
}

// unit is a sample of the i-th unit of a line.
func (b *goBench) unit(i int, text []byte) *fact.Sample {
	for len(b.units) <= i {
		b.units = append(b.units, goUnit{})
	}
	u := &b.units[i]
	if u.text != string(text) {
		u.text = string(text)
		u.sample = parseGoUnit(u.text)
	}
	return &u.sample
}

// parseGoUnit is a sample of a unit, without its figure.
func parseGoUnit(text string) fact.Sample {
	switch text {
	case "ns/op":
		return fact.Sample{Unit: quantity.Nanosecond}
	case "B/op":
		return fact.Sample{Stat: fact.Bytes, Unit: quantity.Byte}
	case "allocs/op":
		return fact.Sample{Stat: fact.Allocs}
	}
	if strings.HasSuffix(text, "/s") {
		if u, err := quantity.ParseUnit(text); err == nil {
			return fact.Sample{Stat: fact.Rate, Unit: u}
		}
	}
	// Custom metrics put their unit where benchstat looks for it: "ns/frame",
	// "p99-ns". Letters alone, as in "d/op", may count anything.
	head, _, _ := strings.Cut(text, "/")
	for _, part := range strings.Split(head, "-") {
		if u, err := quantity.ParseUnit(part); err == nil && (len(part) > 1 || part == "B") {
			return fact.Sample{Metric: text, Unit: u}
		}
	}
	return fact.Sample{Metric: text}
}

// cutField takes the first field off a line.
func cutField(line []byte) (field, rest []byte) {
	for len(line) > 0 && line[0] <= ' ' {
		line = line[1:]
	}
	for i, c := range line {
		if c <= ' ' {
			return line[:i], line[i:]
		}
	}
	return line, nil
}

func isCount(field []byte) bool {
	for _, c := range field {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(field) > 0
}
