package quantity

import (
	"fmt"
	"math/big"
	"strings"
	"unicode/utf8"
)

// SyntaxError says what in a quantity could not be read, and where: Offset and
// Width are in bytes of the string given to the parser, Hint says what to write
// instead and may be empty.
type SyntaxError struct {
	Offset, Width int
	Msg, Hint     string
}

// Error returns the message, without position or hint.
func (e *SyntaxError) Error() string { return e.Msg }

func numberError(s string) *SyntaxError {
	return &SyntaxError{Width: len(s), Msg: fmt.Sprintf("expected a number, found %q", s)}
}

// ParseValue reads one quantity, such as "10ms", "1.5e3 msg/s" or "80%", of the
// expected dimension. The error is a *SyntaxError.
func ParseValue(s string, want Dimension) (Value, error) {
	sc := &scanner{text: s}
	sc.space()
	q, err := sc.quantity()
	if err == nil {
		err = sc.end()
	}
	if err != nil {
		return Value{}, err
	}
	return q.value(want)
}

// spaces are what may stand between the parts of a quantity.
const spaces = " \t" + noBreakSpace + narrowNoBreakSpace

// scanner walks over one quantity or target; its errors carry offsets.
type scanner struct {
	text string
	pos  int
}

// written is a quantity as it stands in the text, before its dimension is
// checked.
type written struct {
	number     Decimal
	unit       Unit
	bare       bool // without a unit
	text       string
	start, end int
}

func (s *scanner) rest() string { return s.text[s.pos:] }

func (s *scanner) space() {
	s.pos = len(s.text) - len(strings.TrimLeft(s.rest(), spaces))
}

// accept steps over the prefix, if it is there.
func (s *scanner) accept(prefix string) bool {
	if !strings.HasPrefix(s.rest(), prefix) {
		return false
	}
	s.pos += len(prefix)
	return true
}

// word returns the text up to the next space, without stepping over it.
func (s *scanner) word() string {
	return s.rest()[:strings.IndexAny(s.rest()+" ", spaces)]
}

func (s *scanner) end() error {
	s.space()
	if s.rest() == "" {
		return nil
	}
	return s.fail(s.rest(), "", "expected nothing more, found %q", s.rest())
}

// fail returns an error about the text found at the scanner's position.
func (s *scanner) fail(found, hint, format string, args ...any) *SyntaxError {
	return &SyntaxError{Offset: s.pos, Width: len(found), Msg: fmt.Sprintf(format, args...), Hint: hint}
}

// quantity reads a number and the unit that follows it, if any.
func (s *scanner) quantity() (written, error) {
	start := s.pos
	length := numberLength(s.rest())
	if length == 0 {
		return written{}, s.fail(s.word(), numberHint(s.word()), "expected a number, found %q", s.word())
	}
	number, err := ParseDecimal(s.rest()[:length])
	if err != nil {
		err := err.(*SyntaxError)
		err.Offset += start
		err.Hint = numberHint(s.rest()[:length])
		return written{}, err
	}
	s.pos += length
	if r, _ := utf8.DecodeRuneInString(s.rest()); r != utf8.RuneError && strings.ContainsRune(",_'’", r) {
		s.pos = start
		return written{}, s.fail(s.word(), "write the digits without separators, and a point before decimals", "expected a number, found %q", s.word())
	}
	q := written{number: number, bare: true, start: start, end: s.pos}
	s.space()
	if w := s.word(); w != "" && w != "and" {
		unit, err := ParseUnit(w)
		if err != nil {
			err := err.(*SyntaxError)
			err.Offset += s.pos
			return written{}, err
		}
		s.pos += len(w)
		q.unit, q.bare, q.end = unit, false, s.pos
	}
	q.text = s.text[start:q.end]
	return q, nil
}

// numberLength returns how much of s is a number, or looks enough like one for
// ParseDecimal to say what is wrong with it.
func numberLength(s string) int {
	i := 0
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		i++
	}
	digits := 0
	for ; i < len(s) && (isDigit(s[i]) || s[i] == '.'); i++ {
		digits++
	}
	if digits == 0 {
		return 0
	}
	j := i + 1
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		if j < len(s) && (s[j] == '+' || s[j] == '-') {
			j++
		}
		if j < len(s) && isDigit(s[j]) {
			i = j
			for i < len(s) && isDigit(s[i]) {
				i++
			}
		}
	}
	return i
}

func numberHint(s string) string {
	point := strings.IndexByte(s, '.')
	switch {
	case point >= 0 && strings.Trim(s[:point], "+-") == "":
		return "write a digit before the point: 0" + strings.TrimLeft(s, "+-")
	case point >= 0 && point == len(s)-1:
		return "write a digit after the point, or none: " + s[:point]
	case strings.HasPrefix(s, "−"):
		return "write - for minus"
	case strings.HasPrefix(s, "≤"):
		return "write <="
	case strings.HasPrefix(s, "≥"):
		return "write >="
	}
	return ""
}

// value checks the dimension of a written quantity.
func (q written) value(want Dimension) (Value, error) {
	got := q.unit.dimension
	switch {
	case want == Any || want == got:
		return q.number.Value(q.unit), nil
	case want == Points && q.bare:
		return q.number.Value(Point), nil
	case q.bare:
		return Value{}, q.fail(want, "%s without a unit", q.text)
	}
	return Value{}, q.fail(want, "%s (%s)", got, q.text)
}

func (q written) fail(want Dimension, found string, args ...any) *SyntaxError {
	return &SyntaxError{
		Offset: q.start,
		Width:  q.end - q.start,
		Msg:    fmt.Sprintf("expected %s, found "+found, append([]any{want}, args...)...),
		Hint:   q.hint(want),
	}
}

// hint says how the expected dimension is written.
func (q written) hint(want Dimension) string {
	number := q.number.plain()
	switch {
	case want == Number:
		return "write " + number
	case want == Points:
		return "a score is points: write " + number + " points"
	case want == Difference:
		return "write " + number + "pp"
	case want == Text:
		return `write == "text" or matches /pattern/`
	case want == Bool:
		return "write == true or == false"
	case !q.bare:
		return ""
	case want == Proportion:
		if r := q.number.Rat(); r.Abs(r).Cmp(big.NewRat(1, 1)) < 0 {
			percent := q.number
			percent.Exp += 2
			number = percent.plain()
		}
		return "write " + number + "%"
	case want == Time:
		return fmt.Sprintf("write %sms or %ss", number, number)
	case want == Size:
		return fmt.Sprintf("write %sB or %sMB", number, number)
	case want == Rate:
		return fmt.Sprintf("write %s req/s, with any word before the slash", number)
	case want == Throughput:
		return fmt.Sprintf("write %s MB/s", number)
	}
	return ""
}

// plain returns the decimal for messages.
func (d Decimal) plain() string { return d.Value(Count).full() }
