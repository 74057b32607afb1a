package benchmark

import (
	"bytes"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

var goBenchFormat = reader.Format{
	Name: "go-bench",
	Doc:  "Go's benchmark format (go test -bench; golang.org/design/14313-benchmark-format). Each line is one sample; ns/op is the principal metric, B/op, allocs/op and MB/s have measures of their own, other units are metrics by that name. A name is package.Benchmark-N.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		if h.Container != reader.Text {
			return false
		}
		for _, line := range h.Lines {
			fields := strings.Fields(line)
			if len(fields) >= 4 && strings.HasPrefix(fields[0], "Benchmark") && isCount([]byte(fields[1])) {
				return true
			}
		}
		return false
	},
	Read: readGoBench,
}

func readGoBench(in *reader.Input, s *fact.Sink) error {
	b := goBench{lines: in.Lines(), s: s, names: map[string]string{}, units: map[string]goUnit{}}
	s.Named("go test -bench", "")
	for line := range b.lines.All() {
		switch {
		case bytes.HasPrefix(line, []byte("Benchmark")):
			b.result(line)
		case bytes.HasPrefix(line, []byte("pkg: ")):
			b.pkg = string(bytes.TrimSpace(line[len("pkg: "):])) + "."
			clear(b.names)
		case bytes.HasPrefix(line, []byte("commit: ")):
			s.Commit(string(bytes.TrimSpace(line[len("commit: "):])))
		case bytes.HasPrefix(line, []byte("--- FAIL: ")), bytes.HasPrefix(line, []byte("panic: ")), bytes.HasPrefix(line, []byte("FAIL\t")):
			s.Incomplete(b.lines.Line(), "%s", b.lines.Text())
		}
	}
	return b.lines.Err()
}

// goBench is the state of a file: names and units repeat on every line.
type goBench struct {
	lines *reader.Lines
	s     *fact.Sink
	pkg   string
	names map[string]string
	units map[string]goUnit
}

// goUnit is what a unit of the format says about the figures before it.
type goUnit struct {
	metric string
	stat   fact.Stat
	unit   quantity.Unit
}

// result reads "Name iterations value unit [value unit]…". With -v a name also
// stands alone on a line; text that only begins with the word is passed over.
func (b *goBench) result(line []byte) {
	name, rest := cutField(line)
	count, rest := cutField(rest)
	if !isCount(count) {
		return
	}
	x := fact.Sample{Line: b.lines.Line(), Name: b.name(name)}
	for {
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
			b.lines.Fail("wanted pairs of a number and a unit, found %.40q %.40q", value, unit)
			return
		}
		u := b.unit(unit)
		x.Metric, x.Stat, x.Value, x.Unit = u.metric, u.stat, d, u.unit
		b.s.Sample(&x)
	}
}

func (b *goBench) name(text []byte) string {
	name, ok := b.names[string(text)]
	if !ok {
		name = b.pkg + string(text)
		b.names[string(text)] = name
	}
	return name
}

func (b *goBench) unit(text []byte) goUnit {
	u, ok := b.units[string(text)]
	if !ok {
		u = parseGoUnit(string(text))
		b.units[string(text)] = u
	}
	return u
}

func parseGoUnit(text string) goUnit {
	switch text {
	case "ns/op":
		return goUnit{unit: quantity.Nanosecond}
	case "B/op":
		return goUnit{stat: fact.Bytes, unit: quantity.Byte}
	case "allocs/op":
		return goUnit{stat: fact.Allocs}
	}
	if strings.HasSuffix(text, "/s") {
		if u, err := quantity.ParseUnit(text); err == nil {
			return goUnit{stat: fact.Rate, unit: u}
		}
	}
	// Custom metrics put their unit where benchstat looks for it: "ns/frame",
	// "p99-ns". Letters alone, as in "d/op", may count anything.
	head, _, _ := strings.Cut(text, "/")
	for _, part := range strings.Split(head, "-") {
		if u, err := quantity.ParseUnit(part); err == nil && (len(part) > 1 || part == "B") {
			return goUnit{metric: text, unit: u}
		}
	}
	return goUnit{metric: text}
}

// cutField takes the first field off a line.
func cutField(line []byte) (field, rest []byte) {
	start := 0
	for start < len(line) && (line[start] == ' ' || line[start] == '\t') {
		start++
	}
	end := start
	for end < len(line) && line[end] != ' ' && line[end] != '\t' {
		end++
	}
	return line[start:end], line[end:]
}

func isCount(field []byte) bool {
	for _, c := range field {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(field) > 0
}
