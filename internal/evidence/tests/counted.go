package tests

import (
	"strconv"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// counted gives the cases of a file on and knows how many there were, so that a
// reader can tell when a file promises more than it holds.
type counted struct {
	s      *tally.Sink
	cases  int64
	bad    int64                   // cases and suites that failed or broke
	became [fact.Errored + 1]int64 // cases by their outcome, an error next to them as one
}

func (t *counted) add(c *fact.Case) {
	t.cases++
	t.became[c.Outcome]++
	if c.Outcome == fact.Failed || c.Outcome == fact.Errored {
		t.bad++
	}
	t.s.Case(c)
}

// broken counts an error of a suite next to its tests.
func (t *counted) broken(line int, suite, message string) {
	t.bad++
	t.became[fact.Errored]++
	t.s.Case(&fact.Case{Line: line, Suite: suite, Outcome: fact.Errored, Extra: true, Message: message})
}

// none tells whether the file reports nothing at all.
func (t *counted) none() bool { return t.cases == 0 && t.bad == 0 }

// outcomes is what the words of a tool mean, in lower case. A word that it
// does not hold is an error at its line.
type outcomes map[string]fact.Outcome

// of reads the current value, which must be a text.
func (o outcomes) of(v reader.Value) fact.Outcome {
	if kind := v.Kind(); kind != '"' && kind != '<' {
		v.Fail("expected an outcome, found another thing than a text")
		return 0
	}
	return o.word(v, v.Text())
}

// word looks a word up.
func (o outcomes) word(v failer, word string) fact.Outcome {
	outcome, ok := o[strings.ToLower(word)]
	if !ok {
		v.Fail("unknown outcome %.40q", word)
	}
	return outcome
}

// failer is what keeps an error at its line.
type failer interface {
	Fail(format string, args ...any)
}

// scaled is a number of milliseconds (3) or nanoseconds (9) in seconds.
func scaled(d quantity.Decimal, digits int32) quantity.Decimal {
	if d.Sign() == 0 {
		return quantity.Decimal{}
	}
	d.Exp -= digits
	return d
}

// clock reads a .NET time span such as 00:01:02.5 or 1.00:00:00, in seconds.
func clock(text string) (d quantity.Decimal, ok bool) {
	parts := strings.Split(text, ":")
	if len(parts) != 3 {
		return d, false
	}
	days, hours, found := strings.Cut(parts[0], ".")
	if !found {
		days, hours = "0", parts[0]
	}
	var whole uint64
	for _, p := range []struct {
		text string
		unit uint64
	}{{days, 86400}, {hours, 3600}, {parts[1], 60}} {
		n, err := strconv.ParseUint(p.text, 10, 24)
		if err != nil {
			return d, false
		}
		whole += n * p.unit
	}
	seconds, fraction, _ := strings.Cut(parts[2], ".")
	n, err := strconv.ParseUint(seconds, 10, 24)
	if err != nil {
		return d, false
	}
	text = strconv.FormatUint(whole+n, 10)
	if fraction != "" {
		text += "." + fraction
	}
	d, err = quantity.ParseDecimal(text)
	return d, err == nil
}
