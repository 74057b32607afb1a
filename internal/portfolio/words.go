package portfolio

import (
	"strconv"
	"strings"
	"time"

	"signoff/internal/quantity"
)

// thousands writes a count with commas.
func thousands(n int) string { return quantity.Show(quantity.Int(int64(n), quantity.Count), nil) }

// share is a part of a whole for people; of nothing there is none.
func share(part, whole int) string {
	return quantity.Show(quantity.Ratio(int64(part), int64(whole)), nil)
}

func percent(figure string) string {
	if figure == "" {
		return ""
	}
	return figure + "\u202f%"
}

// day is the day of an instant, of which the end of a day is that day.
func day(instant string) string {
	t, err := time.Parse(time.RFC3339, instant)
	if err != nil {
		return instant
	}
	return t.UTC().Add(-time.Nanosecond).Format(time.DateOnly)
}

// instant is an instant for people; the end of a day is called so.
func instant(text string) string {
	t, err := time.Parse(time.RFC3339, text)
	switch {
	case err != nil:
		return text
	case t.UTC().Equal(t.UTC().Truncate(24 * time.Hour)):
		return day(text) + ", end of day UTC"
	}
	return t.UTC().Format("2006-01-02 15:04 UTC")
}

// number is a figure for drawing.
func number(figure string) (float64, bool) {
	f, err := strconv.ParseFloat(strings.TrimLeft(figure, "<>"), 64)
	return f, err == nil
}

// said is the reason of a run for people: its code in words and the first ids.
func said(reason string) string {
	words := strings.Fields(reason)
	if len(words) == 0 {
		return ""
	}
	text := strings.ReplaceAll(words[0], "-", " ")
	if ids := words[1:]; len(ids) > 2 {
		text += ": " + strings.Join(ids[:2], ", ") + ", …"
	} else if len(ids) > 0 {
		text += ": " + strings.Join(ids, ", ")
	}
	return text
}
