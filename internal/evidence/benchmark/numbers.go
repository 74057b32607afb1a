package benchmark

import (
	"strconv"
	"strings"

	"signoff/internal/quantity"
	"signoff/internal/reader"
)

// failer is a cursor that keeps an error at its place.
type failer interface {
	Fail(format string, args ...any)
}

// figure reads a number; null, NaN and infinities are not figures.
func figure(v reader.Value) (quantity.Decimal, bool) {
	if v.Kind() == 'n' {
		return quantity.Decimal{}, false
	}
	return measured(v, v.Text())
}

// measured reads the text of a figure where tools write "NaN" or "N/A" for
// none.
func measured(c failer, text string) (quantity.Decimal, bool) {
	text = strings.TrimSpace(text)
	if isNothing(text) {
		return quantity.Decimal{}, false
	}
	d, err := quantity.ParseDecimal(text)
	if err != nil {
		c.Fail("expected a number, found %.40q", text)
	}
	return d, err == nil
}

func isNothing(text string) bool {
	switch strings.ToLower(strings.TrimLeft(text, "+-")) {
	case "", "nan", "inf", "infinity", "n/a", "none":
		return true
	}
	return false
}

// number splits "78.27ms" or "12.5 [ms]" in the text of its number and the
// rest. Tools that group digits by commas have them taken out.
func number(text string) (digits, rest string) {
	text = strings.TrimSpace(text)
	end := 0
	for end < len(text) && strings.IndexByte("+-0123456789.,", text[end]) >= 0 {
		end++
	}
	return strings.ReplaceAll(strings.TrimRight(text[:end], ","), ",", ""), strings.TrimSpace(text[end:])
}

// leading reads the number that a text begins with, and gives what follows it.
func leading(c failer, text string) (d quantity.Decimal, rest string) {
	digits, rest := number(text)
	d, err := quantity.ParseDecimal(digits)
	if err != nil {
		c.Fail("expected a number, found %.40q", text)
	}
	return d, rest
}

// count reads the whole number that a text begins with.
func count(c failer, text string) int64 {
	digits, _ := number(text)
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		c.Fail("expected a whole number, found %.40q", text)
	}
	return n
}

// instant is a time as tools write it, a date or seconds or milliseconds since
// 1970, in nanoseconds since then; 0 for what is none.
func instant(text string) int64 {
	t, _, err := quantity.ParseTime(text)
	if err != nil {
		return 0
	}
	return t.UnixNano()
}
