package report

import (
	"cmp"
	"fmt"
	"strings"

	"signoff/internal/scorecard"
)

// interval says in words what samples show about a figure.
func interval(i *scorecard.Interval) string {
	if i == nil {
		return ""
	}
	said := span(i)
	if said == none {
		said = "not bounded"
	}
	from := i.From
	if from == "" {
		of := cmp.Or(i.Of, "samples")
		from = count(i.Samples, strings.TrimSuffix(of, "s"), of)
	}
	switch {
	case i.Within != "":
		said += fmt.Sprintf(" within %s, from %s", i.Within, from)
	case i.Low != "" && i.High != "":
		said += fmt.Sprintf(", each end at %s confidence, from %s", percent(i.Confidence), from)
	default:
		said += fmt.Sprintf(" at %s confidence, from %s", percent(i.Confidence), from)
	}
	if i.Needed > 0 {
		said += fmt.Sprintf("; about %s would decide if the spread stays as seen", thousands(int64(i.Needed)))
	}
	return said
}

// assumed says what an interval takes for granted, how that was looked at, and
// what it made of it.
func assumed(i *scorecard.Interval) string {
	if i == nil || i.Assumes == "" {
		return ""
	}
	said := i.Assumes
	if i.Tested != "" {
		said += "; tested " + i.Tested
		if before, ok := strings.CutPrefix(i.Tested, "not: "); ok {
			said = i.Assumes + "; not tested: " + before
		}
	}
	if i.Depends != "" {
		said += fmt.Sprintf(": D is %s, so %s are worth %s", i.Depends, count(i.Samples, strings.TrimSuffix(i.Of, "s"), i.Of), thousands(int64(i.Worth)))
	}
	return said
}

// made says in how many rounds the runs were made.
func made(i *scorecard.Interval) string {
	if i == nil || i.Rounds == 0 || i.Of == "rounds" {
		return ""
	}
	return fmt.Sprintf("%s in %s", count(i.Samples, strings.TrimSuffix(i.Of, "s"), i.Of), count(i.Rounds, "round", "rounds"))
}

// sharing says how several series share the error of a criterion.
func sharing(i *scorecard.Interval) string {
	if i == nil || i.Series == 0 {
		return ""
	}
	return fmt.Sprintf("%d share the criterion: each must be met at %s, and one misses at %s", i.Series, percent(i.Confidence), percent(i.Apart))
}

// span is the interval alone; an end that the samples do not bound is open.
func span(i *scorecard.Interval) string {
	unit := func(figure string) string { return scorecard.Figure{Value: figure, Unit: i.Unit}.Text() }
	switch {
	case i.Low != "" && i.High != "":
		if strings.HasPrefix(i.Low, "-") || strings.HasPrefix(i.High, "-") {
			return i.Low + " to " + unit(i.High)
		}
		return i.Low + "–" + unit(i.High)
	case i.Low != "":
		return ">" + noBreak + unit(i.Low)
	case i.High != "":
		return "<" + noBreak + unit(i.High)
	}
	return none
}

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
	place := func(figure string, otherwise float64) float64 {
		f, ok := number(figure)
		switch share := scarce(c.Target); {
		case !ok:
			return otherwise
		case share > 0:
			return 100 * (100 - f) / (100 - share)
		}
		return 100 * f / asked
	}
	low, high := place(c.Interval.Low, 0), place(c.Interval.High, 201)
	if scarce(c.Target) > 0 {
		low, high = place(c.Interval.High, 0), place(c.Interval.Low, 201)
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
