package report

import (
	"fmt"

	"signoff/internal/scorecard"
)

// whisker draws the interval of a criterion over its bar, from bound to bound;
// an open end, and one that lies past the axis, is an arrow.
func whisker(c *scorecard.Criterion) string {
	if c.Interval == nil {
		return ""
	}
	asked, ok := boundOf(c, c.Interval.Unit)
	if !ok || asked <= 0 {
		return ""
	}
	place := func(end func() (float64, bool), otherwise float64) float64 {
		f, ok := end()
		switch share := scarce(c.Target); {
		case !ok:
			return otherwise
		case share > 0:
			return 100 * (100 - f) / (100 - share)
		}
		return 100 * f / asked
	}
	low, high := place(c.Interval.Least, 0), place(c.Interval.Most, 201)
	if scarce(c.Target) > 0 {
		low, high = place(c.Interval.Most, 0), place(c.Interval.Least, 201)
	}
	out := fmt.Sprintf(`<path class="whisker" d="M%s 9H%s`, px(clamp(low, 200)), px(clamp(high, 200)))
	if c.Interval.Low != "" && low <= 200 {
		out += fmt.Sprintf("M%s 4v10", px(clamp(low, 200)))
	}
	if high <= 200 {
		out += fmt.Sprintf("M%s 4v10", px(high))
	} else {
		out += "M194 5l6 4-6 4"
	}
	return out + `"/>`
}
