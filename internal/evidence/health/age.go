package health

import (
	"strconv"
	"strings"

	"signoff/internal/lazy"
	"signoff/internal/quantity"
)

var humanAge = lazy.Regexp(`^(about an?|less than a|[0-9]{1,9}) (second|minute|hour|day|week|month|year)`)

var ageSeconds = map[string]int64{
	"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 7 * 86400, "month": 30 * 86400, "year": 365 * 86400,
}

// age2seconds reads an age as Docker prints it, "3 days": at least that long,
// but for hours, which Docker rounds to the nearest.
func age2seconds(text string) *quantity.Decimal {
	m := humanAge().FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	n := int64(1)
	switch {
	case strings.HasPrefix(m[1], "less"):
		n = 0
	case !strings.HasPrefix(m[1], "about"):
		n, _ = strconv.ParseInt(m[1], 10, 64)
	}
	seconds := quantity.DecimalFromInt(n * ageSeconds[m[2]])
	return &seconds
}
