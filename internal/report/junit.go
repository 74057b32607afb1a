package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"signoff/internal/markdown"
	"signoff/internal/scorecard"
)

// The elements follow the JUnit XML that Ant and Maven Surefire write: a
// category is a suite, a criterion a test case. There are no times: nothing
// was run.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Skipped  int          `xml:"skipped,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Class   string      `xml:"classname,attr"`
		Name    string      `xml:"name,attr"`
		File    string      `xml:"file,attr,omitempty"`
		Line    int         `xml:"line,attr,omitempty"`
		Failure *junitFault `xml:"failure"`
		Error   *junitFault `xml:"error"`
		Skipped *junitFault `xml:"skipped"`
		Out     string      `xml:"system-out,omitempty"`
	}
	junitFault struct {
		Type    string `xml:"type,attr,omitempty"`
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
)

// writeJUnit makes a test case of every criterion: unmet is a failure, unknown
// an error, not applicable and what only informs skipped; a warning passes and says so. A waiver
// changes no outcome here either.
func writeJUnit(w io.Writer, s *scorecard.Scorecard, _ Options) error {
	c := s.Compliance
	all := junitSuites{Name: xmlText(name(s)), Tests: len(s.Criteria), Failures: c.Unmet, Errors: c.Unknown, Skipped: c.NotApplicable + c.Informing}
	v := newView(s, Options{}, false)
	for _, category := range s.Categories {
		suite := junitSuite{Name: xmlText(category.Title), Failures: category.Unmet, Errors: category.Unknown}
		for _, m := range v.members[category.ID] {
			suite.Cases = append(suite.Cases, junitOf(m))
			if !m.Counts() {
				suite.Skipped++
			}
		}
		suite.Tests = len(suite.Cases)
		all.Suites = append(all.Suites, suite)
	}
	if _, err := io.WriteString(w, xml.Header+junitMark+"\n"); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(all); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// junitMark says who wrote the file: nothing else in it does.
const junitMark = "<!-- written by signoff -->"

func junitOf(c *scorecard.Criterion) junitCase {
	t := junitCase{Class: xmlText(c.Category), Name: xmlText(c.ID + " " + c.Title), File: xmlText(c.Declared.File), Line: c.Declared.Line}
	if c.Informs && c.Outcome != scorecard.NotApplicable {
		t.Skipped = &junitFault{Message: xmlText("informs: " + summary(c))}
		return t
	}
	switch c.Outcome {
	case scorecard.Met:
	case scorecard.Warning:
		t.Out = xmlText(summary(c))
	case scorecard.Unmet:
		t.Failure = &junitFault{"unmet", xmlText(summary(c)), xmlText(whereabouts(c))}
	case scorecard.NotApplicable:
		t.Skipped = &junitFault{Message: xmlText(c.NotBecause)}
	default:
		t.Error = &junitFault{"unknown", xmlText(summary(c)), xmlText(whereabouts(c))}
	}
	return t
}

// summary says in one line what became of a criterion that is not simply met.
func summary(c *scorecard.Criterion) string {
	said := fmt.Sprintf("%s: expected %s, measured %s", signOf(c.Outcome).word, signs(c.Target), figure(c))
	switch c.Outcome {
	case scorecard.Warning:
		said = fmt.Sprintf("warning: measured %s, warn unless %s", figure(c), signs(c.Warn))
	case scorecard.Unknown:
		said = string("unknown: " + c.Reason)
		if len(c.Detail) > 0 {
			said += ": " + clip(c.Detail[0].Text)
		}
	}
	if c.Blocker {
		said += " (blocker)"
	}
	if c.Informs {
		said += " (" + informing(c) + ")"
	}
	if c.Waived {
		said += " (waived by " + listed(c.WaivedBy()) + ")"
	}
	return said
}

// whereabouts says where the evidence is and shows the worst records.
func whereabouts(c *scorecard.Criterion) string {
	var lines []string
	for _, p := range c.Evidence {
		lines = append(lines, "evidence "+p.ID+" "+place(p.Path, p.Line))
	}
	for _, x := range c.Exhibits {
		lines = append(lines, strings.Join(strings.Fields(strings.Join([]string{x.Rank, x.Name, clip(x.Text), x.Subject, place(x.Path, x.Line)}, " ")), " "))
	}
	if c.ExhibitsMore > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", c.ExhibitsMore))
	}
	for i := range lines {
		lines[i] = markdown.OneLine(lines[i])
	}
	return strings.Join(lines, "\n")
}

// xmlText drops what an XML document cannot hold or a reader not see; line
// feeds between lines that were cleaned one by one stay.
func xmlText(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = markdown.OneLine(lines[i])
	}
	return strings.Join(lines, "\n")
}
