package quantity

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Op is how a target compares.
type Op uint8

// The comparisons; the zero Op is none, and a target with it never holds.
const (
	LT Op = iota + 1
	LE
	GT
	GE
	EQ
	Between // both ends included
	Matches // a regular expression, unanchored
)

// operators lists the comparisons in the order in which a parser must try them.
var operators = []struct {
	op             Op
	written, shown string
}{
	{LE, "<=", "≤"}, {GE, ">=", "≥"}, {EQ, "==", "="}, {LT, "<", "<"}, {GT, ">", ">"},
}

// Target is what a figure or a text must satisfy. A is the figure it is compared
// with, B the upper end of Between; Text and Re hold for texts. The zero
// Target holds for nothing.
type Target struct {
	Op     Op
	A, B   Value
	Text   string
	Re     *regexp.Regexp
	Source string // the target as it was written
}

// ParseTarget reads a target for figures of the expected dimension: "< 10ms",
// ">= 80%", "== 0", "0" (which means == 0), "between 1 and 5"; for Text and
// Bool also == true, == "text" and matches /pattern/. With Any the dimension is
// the one that is written. The error is a *SyntaxError.
func ParseTarget(s string, want Dimension) (Target, error) {
	sc := &scanner{text: s}
	sc.space()
	t, err := sc.target(want)
	if err != nil {
		return Target{}, err
	}
	if err := sc.end(); err != nil {
		return Target{}, err
	}
	t.Source = s
	return t, nil
}

func (s *scanner) target(want Dimension) (Target, error) {
	switch s.word() {
	case "between":
		return s.between(want)
	case "matches":
		return s.matches(want)
	}
	start := s.pos
	op, err := s.operator()
	if err != nil {
		return Target{}, err
	}
	s.space()
	if text, ok, err := s.literal(); ok || err != nil {
		if err == nil && op != EQ {
			s.pos = start
			err = s.fail(s.rest(), "write == "+text, "expected == before a text, found %q", s.rest())
		}
		if err == nil {
			err = s.wantsText(want, text)
		}
		if err != nil {
			return Target{}, err
		}
		return Target{Op: EQ, Text: text}, nil
	}
	q, err := s.quantity()
	if err != nil {
		return Target{}, err
	}
	a, err := q.value(want)
	if err != nil {
		return Target{}, err
	}
	return Target{Op: op, A: a}, nil
}

// operator reads a comparison; a bare number is ==.
func (s *scanner) operator() (Op, error) {
	for _, wrong := range []struct{ written, hint string }{
		{"=<", "write <="}, {"=>", "write >="}, {"!=", "targets say what is asked for: use <, <=, >, >=, == or between"},
	} {
		if strings.HasPrefix(s.rest(), wrong.written) {
			return 0, s.fail(wrong.written, wrong.hint, "expected a comparison, found %q", wrong.written)
		}
	}
	for _, o := range operators {
		if s.accept(o.written) {
			return o.op, nil
		}
	}
	if strings.HasPrefix(s.rest(), "=") {
		return 0, s.fail("=", "write ==", `expected a comparison, found "="`)
	}
	return EQ, nil
}

func (s *scanner) between(want Dimension) (Target, error) {
	start := s.pos
	s.accept("between")
	s.space()
	low, err := s.quantity()
	if err != nil {
		return Target{}, err
	}
	s.space()
	if s.word() != "and" {
		return Target{}, s.fail(s.word(), "write between 1 and 5", "expected and, found %q", s.word())
	}
	s.accept("and")
	s.space()
	high, err := s.quantity()
	if err != nil {
		return Target{}, err
	}
	if low.bare && !high.bare { // "between 10 and 20 ms"
		low.unit, low.bare = high.unit, false
	}
	a, err := low.value(want)
	if err != nil {
		return Target{}, err
	}
	b, err := high.value(a.Dimension())
	if err != nil {
		return Target{}, err
	}
	if a.Cmp(b) > 0 {
		s.pos = start
		return Target{}, s.fail(s.rest(), fmt.Sprintf("write between %s and %s", b, a), "expected the smaller figure first, found %q", s.rest())
	}
	return Target{Op: Between, A: a, B: b}, nil
}

func (s *scanner) matches(want Dimension) (Target, error) {
	if err := s.wantsText(want, ""); err != nil {
		return Target{}, err
	}
	s.accept("matches")
	s.space()
	body, ok := strings.CutPrefix(strings.TrimRight(s.rest(), " \t"), "/")
	pattern, closed := strings.CutSuffix(body, "/")
	if !ok || !closed || strings.HasSuffix(pattern, `\`) {
		return Target{}, s.fail(s.rest(), "write matches /pattern/", "expected a pattern between slashes, found %q", s.rest())
	}
	re, err := regexp.Compile(strings.ReplaceAll(pattern, `\/`, "/"))
	if err != nil {
		s.pos++
		return Target{}, s.fail(pattern, "patterns have the syntax of RE2", "expected a pattern, found an %s", strings.TrimPrefix(err.Error(), "error parsing regexp: "))
	}
	s.pos = len(s.text)
	return Target{Op: Matches, Re: re}, nil
}

// literal reads true, false or a text in quotes, if one stands here.
func (s *scanner) literal() (text string, ok bool, err error) {
	switch w := s.word(); {
	case w == "true" || w == "false":
		s.accept(w)
		return w, true, nil
	case strings.HasPrefix(w, `"`):
		quoted, err := strconv.QuotedPrefix(s.rest())
		if err != nil {
			return "", false, s.fail(s.rest(), `end the text with "`, "expected a text in quotes, found %s", s.rest())
		}
		s.accept(quoted)
		text, err := strconv.Unquote(quoted)
		return text, true, err
	case strings.HasPrefix(w, "'"):
		end := strings.IndexByte(s.rest()[1:], '\'')
		if end < 0 {
			return "", false, s.fail(s.rest(), "end the text with '", "expected a text in quotes, found %s", s.rest())
		}
		text := s.rest()[1 : end+1]
		s.pos += end + 2
		return text, true, nil
	}
	return "", false, nil
}

// wantsText returns an error unless the expected dimension can be a text, or a
// truth value when that is what the text is.
func (s *scanner) wantsText(want Dimension, text string) error {
	switch {
	case want == Any || want == Text:
		return nil
	case want == Bool && (text == "true" || text == "false"):
		return nil
	case want == Bool:
		return &SyntaxError{Width: len(s.text), Msg: "expected true or false, found a text", Hint: "write == true or == false"}
	}
	return &SyntaxError{Width: len(s.text), Msg: fmt.Sprintf("expected %s, found a text", want)}
}

// Dimension returns what the target speaks of: that of its figure, else Bool
// for == true and == false, else Text.
func (t Target) Dimension() Dimension {
	switch {
	case t.A.Known():
		return t.A.Dimension()
	case t.Op == EQ && (t.Text == "true" || t.Text == "false"):
		return Bool
	}
	return Text
}

// String returns the target in its normal form, which ParseTarget reads back:
// "< 10 ms", ">= 80%", "between 1 ms and 5 ms", `== "text"`.
func (t Target) String() string {
	switch {
	case t.Op == Between:
		return "between " + t.A.String() + " and " + t.B.String()
	case t.Op == Matches && t.Re != nil:
		return "matches /" + strings.ReplaceAll(t.Re.String(), "/", `\/`) + "/"
	case t.Op == EQ && t.Dimension() == Bool:
		return "== " + t.Text
	case t.Op == EQ && t.Dimension() == Text:
		return "== " + strconv.Quote(t.Text)
	}
	for _, o := range operators {
		if o.op == t.Op {
			return o.written + " " + t.A.String()
		}
	}
	return ""
}

// Show returns the target for readers, in the typography of Show: "< 10 ms",
// "≥ 80 %", "1–5 ms", "≥ 1,000 msg/s". Its figures are exact.
func (t Target) Show() string {
	switch {
	case t.Op == Between && t.A.unit == t.B.unit:
		return group(t.A.full()) + "–" + t.B.exact()
	case t.Op == Between:
		return t.A.exact() + "–" + t.B.exact()
	case !t.A.Known():
		return t.String()
	}
	for _, o := range operators {
		if o.op == t.Op {
			return o.shown + noBreakSpace + t.A.exact()
		}
	}
	return ""
}

// exact is the figure for readers without rounding.
func (v Value) exact() string { return withUnit(group(v.full()), v.unit) }
