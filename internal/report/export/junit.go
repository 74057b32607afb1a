package export

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"signoff/internal/markdown"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// The elements follow the JUnit XML that Ant and Maven Surefire write: a
// category is a suite, a criterion a test case. There are no times: nothing
// was run.
type (
	JUnitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Skipped  int          `xml:"skipped,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string `xml:"name,attr"`
		Tests    int    `xml:"tests,attr"`
		Failures int    `xml:"failures,attr"`
		Errors   int    `xml:"errors,attr"`
		Skipped  int    `xml:"skipped,attr"`
		// Properties say what is to be known of the whole.
		Properties *junitProperties `xml:"properties"`
		Cases      []junitCase      `xml:"testcase"`
	}
	junitProperties struct {
		List []junitProperty `xml:"property"`
	}
	junitProperty struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
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

// WriteJUnit makes a test case of every criterion: unmet is a failure, unknown
// an error, not applicable and what only informs skipped; a warning passes and says so. A waiver
// changes no outcome here either.
//
// Class names begin with the project and where it lies in its repository, so that
// those of several projects that are shown together stay apart.
func WriteJUnit(w io.Writer, s *scorecard.Scorecard, prefix string) error {
	c := s.Compliance
	all := JUnitSuites{Name: xmlText(wording.Name(s)), Tests: len(s.Criteria), Failures: c.Unmet, Errors: c.Unknown, Skipped: c.NotApplicable + c.Informing}
	for _, category := range s.Categories {
		suite := junitSuite{Name: xmlText(category.Title), Failures: category.Unmet, Errors: category.Unknown, Properties: junitAbout(s)}
		for i := range s.Criteria {
			m := &s.Criteria[i]
			if m.Category != category.ID {
				continue
			}
			suite.Cases = append(suite.Cases, junitOf(m, scopeOfRun(s, prefix), prefix))
			if !m.Counts() {
				suite.Skipped++
			}
		}
		suite.Tests = len(suite.Cases)
		all.Suites = append(all.Suites, suite)
	}
	if _, err := io.WriteString(w, xml.Header+JUnitMark+"\n"); err != nil {
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

// JUnitMark says who wrote the file: nothing else in it does.
const JUnitMark = "<!-- written by signoff -->"

// junitAbout says who released it, nil where nobody did.
func junitAbout(s *scorecard.Scorecard) *junitProperties {
	if s.Released() == nil {
		return nil
	}
	return &junitProperties{[]junitProperty{{"override", xmlText(wording.Sentence(wording.ReleasedWhy(s)))}}}
}

func junitOf(c *scorecard.Criterion, scope, prefix string) junitCase {
	t := junitCase{Class: xmlText(scope + "." + c.Category), Name: xmlText(c.ID + " " + c.Title), File: xmlText(declaredIn(c, prefix)), Line: c.Declared.Line}
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
	said := fmt.Sprintf("%s: expected %s, measured %s", wording.SignOf(c.Outcome).Word, c.Target.Shown(), wording.Figure(c))
	switch c.Outcome {
	case scorecard.Warning:
		said = fmt.Sprintf("warning: measured %s, warn unless %s", wording.Figure(c), c.Warn.Shown())
	case scorecard.Unknown:
		said = string("unknown: " + c.Reason)
		if len(c.Detail) > 0 {
			said += ": " + wording.Clip(c.Detail[0].Text)
		}
	}
	if c.Blocker {
		said += " (blocker)"
	}
	if c.Informs {
		said += " (" + wording.Informing(c) + ")"
	}
	if c.Waived {
		said += " (waived by " + wording.Listed(c.WaivedBy()) + ")"
	}
	return said
}

// whereabouts says where the evidence is and shows the worst records.
func whereabouts(c *scorecard.Criterion) string {
	var lines []string
	for _, p := range c.Evidence {
		lines = append(lines, "evidence "+p.ID+" "+wording.Place(p.Path, p.Line))
	}
	for _, x := range c.Exhibits {
		lines = append(lines, strings.Join(strings.Fields(strings.Join([]string{x.Rank, x.Name, wording.Clip(x.Text), x.Subject, wording.Place(x.Path, x.Line)}, " ")), " "))
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
