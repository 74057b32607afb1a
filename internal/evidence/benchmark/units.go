package benchmark

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// spellings lists the units that tools write in another way than criteria do.
// Where criteria have no such unit, shift is the power of ten between them.
var spellings = []struct {
	word  string
	unit  quantity.Unit
	shift int32
}{
	{"ps", quantity.Nanosecond, -3},
	{"nanoseconds", quantity.Nanosecond, 0},
	{"usec", quantity.Microsecond, 0},
	{"microseconds", quantity.Microsecond, 0},
	{"msec", quantity.Millisecond, 0},
	{"millisecond", quantity.Millisecond, 0},
	{"milliseconds", quantity.Millisecond, 0},
	{"sec", quantity.Second, 0},
	{"secs", quantity.Second, 0},
	{"second", quantity.Second, 0},
	{"seconds", quantity.Second, 0},
	{"min", quantity.Minute, 0},
	{"hr", quantity.Hour, 0},
	{"day", quantity.Day, 0},
	{"byte", quantity.Byte, 0},
	{"bytes", quantity.Byte, 0},
	{"percent", quantity.Percent, 0},
}

// periods lists the times that rates are per.
var periods = []struct {
	word, period string
	shift        int32
}{
	{"ns", "s", 9}, {"us", "s", 6}, {"µs", "s", 6}, {"ms", "s", 3},
	{"s", "s", 0}, {"sec", "s", 0}, {"second", "s", 0},
	{"min", "min", 0}, {"h", "h", 0}, {"hr", "h", 0}, {"hour", "h", 0},
}

// scales lists the prefixes of counted words in rates ("Melem/s").
var scales = []struct {
	prefix string
	shift  int32
}{{"K", 3}, {"M", 6}, {"G", 9}}

// measure gives a sample a value in any unit. One that is not a known unit is a
// bare number, and the unit its metric.
func measure(x *fact.Sample, d quantity.Decimal, text string) {
	var known bool
	if x.Value, x.Unit, known = inUnit(d, text); !known {
		x.Value, x.Metric, x.Unit = d, text, quantity.Count
	}
	if dimension := x.Unit.Dimension(); dimension == quantity.Rate || dimension == quantity.Throughput || strings.HasSuffix(text, "/s") {
		x.Stat = fact.Rate
	}
}

// inUnit gives a figure in a unit that criteria have: "ps" and "ops/ms" change
// by a power of ten, "ns/op" and "ns/iter" are times. It is not ok for a word
// that is not a known unit.
func inUnit(d quantity.Decimal, text string) (quantity.Decimal, quantity.Unit, bool) {
	head, per, divided := strings.Cut(text, "/")
	if divided && per != "op" && per != "iter" {
		return rate(d, head, per)
	}
	for _, s := range spellings {
		if strings.EqualFold(s.word, head) {
			d.Exp += s.shift
			return d, s.unit, true
		}
	}
	u, err := quantity.ParseUnit(head)
	return d, u, err == nil
}

func rate(d quantity.Decimal, word, per string) (quantity.Decimal, quantity.Unit, bool) {
	for _, s := range scales {
		if rest, ok := strings.CutPrefix(word, s.prefix); ok && rest == "elem" {
			d.Exp += s.shift
			word = rest
			break
		}
	}
	for _, p := range periods {
		if p.word == per {
			d.Exp += p.shift
			u, err := quantity.ParseUnit(word + "/" + p.period)
			return d, u, err == nil
		}
	}
	return d, quantity.Unit{}, false
}
