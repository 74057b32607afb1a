package wording

import (
	"fmt"
	"strings"

	"signoff/internal/scorecard"
)

// VerdictSign is how a verdict looks: character, symbol and colour class.
func VerdictSign(outcome scorecard.Ruling) Sign {
	switch outcome {
	case scorecard.Approved:
		return Sign{"✓", "met", "Approved"}
	case scorecard.Conditional:
		return Sign{"◐", "warning", "Conditional"}
	case scorecard.Rejected:
		return Sign{"✗", "unmet", "Rejected"}
	}
	return Sign{"?", "unknown", "Indeterminate"}
}

// Released says who released it in an emergency although it is not approved, and
// until when, "" where nobody did.
func Released(s *scorecard.Scorecard) string {
	o := s.Released()
	if o == nil {
		return ""
	}
	return "released by override of " + Clip(o.Name) + " until " + AsOf(o.Until)
}

// ReleasedWhy is the same with where the emergency is told, and why.
func ReleasedWhy(s *scorecard.Scorecard) string {
	o := s.Released()
	if o == nil {
		return ""
	}
	return Released(s) + " (" + Clip(o.Ticket) + "): " + Clip(o.Because)
}

// Ruled is the verdict in a word, and who released it all the same.
func Ruled(s *scorecard.Scorecard) string {
	if s.Released() == nil {
		return string(s.Verdict.Outcome)
	}
	return string(s.Verdict.Outcome) + ", " + Released(s)
}

// Subject is what a comment is about: a project, and where in its repository it
// lies, "" for the root.
func Subject(project, prefix string) string {
	if prefix == "" {
		return project
	}
	return project + "\x00" + prefix
}

// Name is the project with its release.
func Name(s *scorecard.Scorecard) string {
	return strings.TrimSpace(s.Project + " " + s.Release)
}

// Settled says what set the instant as of which was judged.
func Settled(s *scorecard.Scorecard) string {
	switch s.AsOfFrom {
	case "":
		return ""
	case "clock":
		return ", by the clock"
	}
	return ", set by " + s.AsOfFrom
}

// WaivedSatisfied counts waived criteria that are satisfied all the same.
func WaivedSatisfied(s *scorecard.Scorecard) int {
	n := 0
	for i := range s.Criteria {
		if s.Criteria[i].Waived && s.Criteria[i].Outcome.Satisfied() {
			n++
		}
	}
	return n
}

// Lenient are the two counts behind compliance with waivers.
func Lenient(s *scorecard.Scorecard) (satisfied, of int) {
	c := s.Compliance
	return c.Satisfied(), c.Applicable - c.Waived + WaivedSatisfied(s)
}

// Share is a count out of another.
func Share(n, of int) string {
	return Thousands(int64(n)) + " of " + Thousands(int64(of))
}

// Strictly is compliance without waivers, with its two counts.
func Strictly(c scorecard.Compliance) string {
	return Percent(c.Strict) + ", " + Share(c.Satisfied(), c.Applicable)
}

// OwnThresholds says that others than the usual thresholds are asked, and which.
func OwnThresholds(t scorecard.Thresholds) string {
	said := "The thresholds of this verdict were declared: " + Thresholds(t)
	if t.OwnGrades {
		said += "; grades: " + Grades(t)
	}
	return said
}

// Grades lists the names of scores, the best first.
func Grades(t scorecard.Thresholds) string {
	var grades []string
	for _, g := range t.Grades {
		grades = append(grades, g.Name+" from "+g.From)
	}
	return Listed(grades)
}

// Thresholds says what each verdict asks for.
func Thresholds(t scorecard.Thresholds) string {
	one := func(name string, b scorecard.Bar) string {
		var asks []string
		if !b.Compliance.IsZero() {
			asks = append(asks, "compliance "+b.Compliance.Shown())
		}
		if !b.Score.IsZero() {
			asks = append(asks, "score "+b.Score.Shown())
		}
		if len(asks) == 0 {
			asks = []string{"nothing"}
		}
		return name + " asks for " + Listed(asks)
	}
	said := one("approved", t.Approved) + "; " + one("conditional", t.Conditional) + "; a warning counts " + t.Warning
	if t.WaiverMax != "" {
		said += "; waivers last at most " + t.WaiverMax
	}
	return said
}

// Applying says how many of the declared criteria the figures are about.
func Applying(c scorecard.Compliance) string {
	return Share(c.Applicable, c.Declared) + " declared criteria apply"
}

// Unbound counts the evidence that does not say which commit it is of.
func Unbound(s *scorecard.Scorecard) int {
	n := 0
	for i := range s.Evidence {
		if e := &s.Evidence[i]; e.Bound == scorecard.Unbound && len(e.Files) > 0 {
			n++
		}
	}
	return n
}

// Nameless says how many sources of evidence name no commit.
func Nameless(n, of int) string {
	verb := "name"
	if n == 1 {
		verb = "names"
	}
	return fmt.Sprintf("%d of %s %s no commit", n, Count(of, "source of evidence", "sources of evidence"), verb)
}

// Basis says what the criteria that pass rest on.
func Basis(c scorecard.Compliance) string {
	who := "no person's word"
	if n := c.Basis.Attested; n == 1 {
		who = "1 person's word"
	} else if n > 1 {
		who = Thousands(int64(n)) + " persons' word"
	}
	verb := "rest"
	if c.Satisfied() == 1 {
		verb = "rests"
	}
	return fmt.Sprintf("The %s that pass %s on %s, %s and %s", Thousands(int64(c.Satisfied())), verb,
		Count(c.Basis.Measured, "measurement", "measurements"), Count(c.Basis.Documented, "document", "documents"), who)
}

// NoCompliance stands in place of the figures where there is none.
const NoCompliance = "Compliance –: no criterion applies."

// MostTold is how many blockers of one reason, and records of one domain's
// criterion, are told one by one.
const MostTold = 3
