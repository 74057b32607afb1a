package wording

import (
	"cmp"
	"fmt"
	"strings"

	"signoff/internal/scorecard"
)

// Interval says in words what samples show about a figure.
func Interval(i *scorecard.Interval) string {
	if i == nil {
		return ""
	}
	said := span(i)
	if said == None {
		said = "not bounded"
	}
	from := i.From
	if from == "" {
		of := cmp.Or(i.Of, "samples")
		from = Count(i.Samples, strings.TrimSuffix(of, "s"), of)
	}
	switch {
	case i.Within != "":
		said += fmt.Sprintf(" within %s, from %s", i.Within, from)
	case i.Low != "" && i.High != "":
		said += fmt.Sprintf(", each end at %s confidence, from %s", Percent(i.Confidence), from)
	default:
		said += fmt.Sprintf(" at %s confidence, from %s", Percent(i.Confidence), from)
	}
	if i.Needed > 0 {
		said += fmt.Sprintf("; about %s would decide if the spread stays as seen", Thousands(int64(i.Needed)))
	}
	return said
}

// Assumed says what an interval takes for granted, how that was looked at, and
// what it made of it.
func Assumed(i *scorecard.Interval) string {
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
		said += fmt.Sprintf(": D is %s, so %s are worth %s", i.Depends, Count(i.Samples, strings.TrimSuffix(i.Of, "s"), i.Of), Thousands(int64(i.Worth)))
	}
	return said
}

// Made says in how many rounds the runs were made.
func Made(i *scorecard.Interval) string {
	if i == nil || i.Rounds == 0 || i.Of == "rounds" {
		return ""
	}
	return fmt.Sprintf("%s in %s", Count(i.Samples, strings.TrimSuffix(i.Of, "s"), i.Of), Count(i.Rounds, "round", "rounds"))
}

// Sharing says how several series share the error of a criterion.
func Sharing(i *scorecard.Interval) string {
	if i == nil || i.Series == 0 {
		return ""
	}
	return fmt.Sprintf("%d share the criterion: each must be met at %s, and one misses at %s", i.Series, Percent(i.Confidence), Percent(i.Apart))
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
		return ">" + NoBreak + unit(i.Low)
	case i.High != "":
		return "<" + NoBreak + unit(i.High)
	}
	return None
}
