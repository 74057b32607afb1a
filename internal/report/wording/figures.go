// Package wording puts what a scorecard holds into words: figures with their
// signs and spaces, outcomes, verdicts, waivers and changes. Pages, terminals
// and files for tools say the same since all of them ask it. It knows no form:
// nothing here is escaped, marked up or coloured.
package wording

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"signoff/internal/fact"
	"signoff/internal/scorecard"
)

// The spaces that keep a figure and its unit together.
const (
	NoBreak       = "\u00a0"
	NarrowNoBreak = "\u202f"
)

// None stands where there is no figure.
const None = "–"

// longest bounds how many characters of one message a report repeats.
const longest = 300

// Warns says where a warning begins, by what a figure is that is not warned of.
func Warns(warn scorecard.Bound) string {
	said := warn.Shown()
	for _, w := range [][2]string{{"≤", "warns over"}, {"<", "warns from"}, {"≥", "warns under"}, {">", "warns up to"}} {
		if rest, found := strings.CutPrefix(said, w[0]); found {
			return w[1] + " " + strings.TrimLeft(rest, " "+NoBreak+NarrowNoBreak)
		}
	}
	return "warns unless " + said
}

// Setting writes the value of a key of a criterion as it is printed.
func Setting(key, value string) string {
	if key == "target" || key == "warn" {
		return scorecard.ParseBound(value).Shown()
	}
	return value
}

// Percent shows a percentage of the scorecard, or that there is none.
func Percent(s string) string {
	if s == "" {
		return None
	}
	return strings.TrimSuffix(s, "%") + NarrowNoBreak + "%"
}

// Points shows a figure or a word as it is, or that there is none.
func Points(s string) string {
	if s == "" {
		return None
	}
	return s
}

// Figure is what was measured, as shown. A figure that does not count is not
// shown, except the interval that an inconclusive criterion rests on.
func Figure(c *scorecard.Criterion) string {
	switch {
	case c.Outcome == scorecard.Unknown && c.Reason == fact.Inconclusive && c.Measured == nil && c.Interval != nil:
		return span(c.Interval)
	case c.Outcome == scorecard.NotApplicable,
		c.Outcome == scorecard.Unknown && c.Reason != fact.Inconclusive,
		c.Shown() == "":
		return None
	}
	return c.Shown()
}

// Minus writes a negative figure with the sign of print.
func Minus(shown string) string {
	if rest, found := strings.CutPrefix(shown, "-"); found {
		return "−" + rest
	}
	return shown
}

// Count says how many there are of something.
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%s %s", Thousands(int64(n)), many)
}

// Few writes a small number as a word.
func Few(n int) string {
	words := []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
	if n < len(words) {
		return words[n]
	}
	return Thousands(int64(n))
}

// Thousands groups the digits of a count.
func Thousands(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Size shows bytes in powers of 1000.
func Size(n int64) string {
	units := []string{"B", "kB", "MB", "GB", "TB"}
	f, i := float64(n), 0
	for f >= 999.5 && i+1 < len(units) {
		f, i = f/1000, i+1
	}
	if i > 0 && f < 9.95 {
		return fmt.Sprintf("%.1f%s%s", f, NoBreak, units[i])
	}
	return fmt.Sprintf("%.0f%s%s", f, NoBreak, units[i])
}

// Moment shows an RFC 3339 instant in UTC to the minute: seconds only when it
// has some, nothing but the date at midnight or when that is all there is.
func Moment(s string) string {
	s = strings.TrimSuffix(s, "Z")
	day, hour, found := strings.Cut(s, "T")
	switch {
	case s == "":
		return None
	case !found, hour == "00:00:00":
		return day
	}
	hour = strings.TrimSuffix(hour, ":00")
	return day + NoBreak + hour
}

// AsOf shows the instant of an assessment. Midnight ends a day: a date alone
// asks for that day to its end, and is read back as it was asked.
func AsOf(s string) string {
	if t, err := time.Parse(time.RFC3339, s); err == nil && t.Equal(t.UTC().Truncate(24*time.Hour)) {
		return t.UTC().Add(-time.Second).Format(time.DateOnly) + ", end of day UTC"
	}
	if s == "" {
		return None
	}
	return Moment(s) + NoBreak + "UTC"
}

// Judged is the instant of an assessment, in the project's own zone where it
// declares one.
func Judged(s *scorecard.Scorecard) string {
	if s.AsOfLocal == "" {
		return AsOf(s.AsOf)
	}
	day, hour, _ := strings.Cut(s.AsOfLocal, "T")
	hour = strings.TrimSuffix(hour[:min(len(hour), len("15:04:05"))], ":00")
	return day + NoBreak + hour + NoBreak + s.Timezone + " (" + AsOf(s.AsOf) + ")"
}

// Brief is the beginning of a digest or of a commit's hash.
func Brief(digest string) string {
	if len(digest) > 12 {
		return digest[:12]
	}
	return digest
}

// Clip bounds a message.
func Clip(s string) string {
	runes := []rune(s)
	if len(runes) <= longest {
		return s
	}
	return string(runes[:longest-1]) + "…"
}

// Place is path:line of a file.
func Place(path string, line int) string {
	if line == 0 || path == "" {
		return path
	}
	return fmt.Sprintf("%s:%d", path, line)
}

// Title makes a heading of a slot's name: business_value, Business value.
func Title(slot string) string {
	words := strings.NewReplacer("_", " ", "-", " ").Replace(slot)
	if words == "" {
		return words
	}
	return strings.ToUpper(words[:1]) + words[1:]
}

// URIPath writes a relative path as a URI reference.
func URIPath(path string) string {
	return (&url.URL{Path: strings.ReplaceAll(path, `\`, "/")}).EscapedPath()
}

// Informing says that a criterion counts nowhere, or from when on it does.
func Informing(c *scorecard.Criterion) string {
	if c.Binds != "" {
		return "counts from " + c.Binds
	}
	return "informs"
}

// DayOf is the day of an assessment.
func DayOf(instant string) string {
	shown, _, _ := strings.Cut(strings.Replace(AsOf(instant), ",", NoBreak, 1), NoBreak)
	return shown
}

// DaysLeft counts the whole days from an instant to the end of a day.
func DaysLeft(asOf, last string) (int, bool) {
	from, errFrom := time.Parse(time.RFC3339, asOf)
	until, errUntil := time.Parse(time.DateOnly, last)
	if errFrom != nil || errUntil != nil {
		return 0, false
	}
	return int(until.AddDate(0, 0, 1).Sub(from).Hours() / 24), true
}
