package quantity

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Precision is how much of an instant a date says.
type Precision uint8

// The precisions, from the least: a day, a time without its zone, an instant.
const (
	DayAlone Precision = iota
	WithoutZone
	Instant
)

// layouts lists the dates that tools write. Fractions of a second are read
// wherever a layout ends in seconds. A zone that is only an abbreviation has no
// known offset, so its date counts as one without a zone unless it is UTC.
var layouts = []struct {
	layout string
	as     Precision
}{
	{time.RFC3339, Instant},
	{"2006-01-02T15:04:05Z0700", Instant},
	{"2006-01-02T15:04Z07:00", Instant},
	{"2006-01-02T15:04:05", WithoutZone},
	{"2006-01-02T15:04", WithoutZone},
	{"2006-01-02 15:04:05Z07:00", Instant},
	{"2006-01-02 15:04:05Z0700", Instant},
	{"2006-01-02 15:04:05 Z07:00", Instant},
	{"2006-01-02 15:04:05 Z0700", Instant},
	{"2006-01-02 15:04:05 -0700 MST", Instant},
	{"2006-01-02 15:04:05 MST", WithoutZone},
	{"2006-01-02 15:04:05", WithoutZone},
	{"2006-01-02 15:04", WithoutZone},
	{time.DateOnly, DayAlone},
	{time.RFC1123Z, Instant},
	{time.RFC1123, WithoutZone},
	{"Mon, 2 Jan 2006 15:04:05 -0700", Instant},
	{"Mon, 2 Jan 2006 15:04:05 MST", WithoutZone},
	{"Mon, 2 Jan 2006 15:04:05", WithoutZone},
	{time.UnixDate, WithoutZone},
	{time.ANSIC, WithoutZone},
}

// ParseTime reads a date as tools write them: RFC 3339 with or without its
// zone, with a space for the T, to the minute or the day; RFC 1123; the output
// of date(1) and of Go's time.String; Unix seconds (10 digits) or milliseconds
// (13 digits). Space around it is nothing. The time is in UTC, and what the
// text says no more precisely is read as UTC and as the start of the day. The
// zero date of Go is an error: tools write it for "never".
func ParseTime(s string) (t time.Time, as Precision, err error) {
	text := strings.TrimSpace(s)
	if t, ok := parseUnix(text); ok {
		return t, Instant, nil
	}
	text, _, _ = strings.Cut(text, " m=") // the monotonic clock of time.String
	for _, l := range layouts {
		if !begins(text, l.layout) {
			continue
		}
		t, err := time.ParseInLocation(l.layout, text, time.UTC)
		if err != nil {
			continue
		}
		if t.Year() <= 1 {
			break
		}
		as := l.as
		if name, _ := t.Zone(); strings.Contains(l.layout, "MST") && (name == "UTC" || name == "GMT") {
			as = Instant
		}
		return t.UTC(), as, nil
	}
	return time.Time{}, DayAlone, &SyntaxError{
		Width: len(s),
		Msg:   fmt.Sprintf("expected a date, found %q", s),
		Hint:  "write it as 2006-01-02 or 2006-01-02T15:04:05Z",
	}
}

// begins tells whether a text can be of a layout: a date that begins with its
// year has the separators of the layout up to its hour, others a letter. Most
// texts fit few, and a layout that does not fit costs an error to find out.
func begins(text, layout string) bool {
	const year = len("2006-01-02T")
	if text == "" || isDigit(text[0]) != isDigit(layout[0]) {
		return false
	}
	if !isDigit(layout[0]) {
		return true
	}
	if min(len(layout), year) > len(text) {
		return false
	}
	for i := range min(len(layout), year) {
		if !isDigit(layout[i]) && text[i] != layout[i] {
			return false
		}
	}
	return true
}

func parseUnix(s string) (time.Time, bool) {
	n, err := strconv.ParseUint(s, 10, 63)
	if err != nil || !isDigit(s[0]) {
		return time.Time{}, false
	}
	switch len(s) {
	case 10:
		return time.Unix(int64(n), 0).UTC(), true
	case 13:
		return time.UnixMilli(int64(n)).UTC(), true
	}
	return time.Time{}, false
}

// Last is when that ends what a date ends: a day alone has 24 hours.
func (p Precision) Last(t time.Time) time.Time {
	if p == DayAlone {
		return EndOfDay(t)
	}
	return t
}

// EndOfDay returns 24:00 UTC of the day, in UTC, that t falls on.
func EndOfDay(t time.Time) time.Time {
	year, month, day := t.UTC().Date()
	return time.Date(year, month, day+1, 0, 0, 0, 0, time.UTC)
}

// Elapsed is the exact time from one instant to a later one, in seconds, 0 when
// that is earlier. It does not use time.Sub, which cannot span three centuries.
func Elapsed(from, to time.Time) Value {
	if !to.After(from) {
		return Int(0, Second)
	}
	whole := Int(to.Unix()-from.Unix(), Second)
	return whole.Add(Int(int64(to.Nanosecond()-from.Nanosecond()), Nanosecond))
}

// FromDuration returns d as a time in the unit u.
func FromDuration(d time.Duration, u Unit) Value { return Int(int64(d), Nanosecond).In(u) }

// Duration returns a time as a time.Duration, rounded to the nanosecond; false
// for another dimension, without a figure, and for times that do not fit.
func (v Value) Duration() (time.Duration, bool) {
	if !v.Known() || v.unit.dimension != Time {
		return 0, false
	}
	n := roundHalfEven(shift(v.base, 9))
	return time.Duration(n.Int64()), n.IsInt64()
}

// ParseAge reads an age or a life as criteria write it, "7d" or "36h": a time
// that is not negative. The error is a *SyntaxError.
func ParseAge(s string) (Value, error) {
	v, err := ParseValue(s, Time)
	if err == nil && v.Sign() < 0 {
		err = &SyntaxError{Width: len(s), Msg: fmt.Sprintf("expected an age of 0 or more, found %q", s)}
	}
	if err != nil {
		return Value{}, err
	}
	return v, nil
}
