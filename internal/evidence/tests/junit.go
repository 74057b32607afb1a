package tests

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var junitFormat = reader.Format{
	Name:   "junit",
	Doc:    "JUnit XML in its dialects (Ant, Surefire, pytest, gotestsum, Jest, PHPUnit, GoogleTest, CTest). Cases are counted, not the totals of the header; a file that declares tests and holds none is refused. flakyFailure and flakyError mark a retry, and so does a repeated case beyond the total of its suite (gotestsum); every other repeat is a test of its own. A collection failure (pytest), a suite that failed to run (Jest) and an initializationError (JUnit 4) stand for tests that did not run.",
	Kind:   fact.Tests,
	Totals: "tests, failures with errors, and skipped of each suite and of all, not of Catch2, which counts assertions",
	Retry:  "a flakyFailure, flakyError, rerunFailure or rerunError inside its case (Surefire), or a repeated case beyond the total of its suite (gotestsum)",
	Codes:  []int{0, 1, 2},
	Claims: func(h *reader.Head) bool {
		// Check and others write their own elements into a root of this name.
		own := len(h.Children) == 0 || slices.ContainsFunc(h.Children, func(name string) bool {
			return name == "testsuite" || name == "testcase" || name == "properties" || name == "error"
		})
		return own && (h.Root == "testsuites" || h.Root == "testsuite")
	},
	Read: readJUnit,
}

func readJUnit(in *reader.Input, s *tally.Sink) error {
	u := junit{x: in.XML(), counted: counted{s: s}}
	for name := range u.x.Elements() {
		if name == "testsuite" {
			u.suite("")
		} else {
			u.suites()
		}
	}
	if u.declared && u.cases == 0 {
		u.x.Fail("tests are declared and none is reported")
	}
	if u.undated {
		u.s.Oldest, u.s.Newest = time.Time{}, time.Time{}
	}
	return u.x.Err()
}

// junit walks suites, which nest in some dialects.
type junit struct {
	counted
	x        *reader.XML
	at       string // the timestamp of the suite, or of the nearest around it that has one
	undated  bool   // some case stands in no suite with a timestamp
	declared bool   // some suite says that it has tests
	todo     int64  // failures of tests that are not done yet
	retried  int64  // passed cases that failed before, by a mark of theirs
	left     int64  // how many cases of the suite its own total still expects, negative for retries
	runs     int64  // how often tests ran: one with an error may count twice, and each attempt as one
	skipped  int64
	record   fact.Case // the current one, to save an allocation each
}

// header keeps what the header of a suite says about it, and tells whether it
// promises a failure.
func (u *junit) header() (promised bool) {
	u.left = math.MaxInt64
	if positive(u.x, "tests") {
		u.declared = true
		u.left, _ = strconv.ParseInt(u.x.Attr("tests"), 10, 64)
	}
	// 1970 is what writers put for a time they do not know.
	if at := u.x.Attr("timestamp"); !strings.HasPrefix(at, "1970-01-01") {
		if _, _, err := quantity.ParseTime(at); err == nil {
			u.at = at
		}
	}
	return positive(u.x, "errors") || positive(u.x, "failures")
}

// date dates the file by a suite that reports something itself: the timestamp
// of an empty suite says nothing about the cases of another.
func (u *junit) date() {
	if u.at == "" {
		u.undated = true
	}
	u.s.Dated(u.at)
}

func (u *junit) suites() {
	line, totals, promised := u.x.Line(), u.totals(), u.header()
	if u.at != "" {
		u.date()
	}
	for name := range u.x.Elements() {
		switch name {
		case "testsuite":
			u.suite("")
		case "testcase":
			u.testcase("")
			u.date()
		}
	}
	if promised && u.explained() == 0 {
		u.date()
		u.broken(line, "", "the header declares a failure that no suite reports")
	}
	u.hold(totals)
}

func (u *junit) suite(parent string) {
	name, line, bad, around, left := u.x.Attr("name"), u.x.Line(), u.explained(), u.at, u.left
	totals, promised, reports := u.totals(), u.header(), false
	if parent != "" && name != "" {
		name = parent + "/" + name
	}
	for child := range u.x.Elements() {
		switch child {
		case "testsuite":
			u.suite(name)
		case "testcase":
			u.testcase(name)
			reports = true
		case "error", "failure":
			reports = true
			line := u.x.Line()
			u.broken(line, name, junitMessage(u.x))
		}
	}
	if promised && u.explained() == bad {
		u.broken(line, name, "the suite declares a failure that no case of it reports")
		reports = true
	}
	if reports {
		u.date()
	}
	u.hold(totals)
	u.at, u.left = around, left
}

// explained counts what may be behind a failure that a header declares.
func (u *junit) explained() int64 { return u.bad + u.todo + u.retried }

// positive tells whether a header counts any; fewer than none is not a count.
func positive(x *reader.XML, attr string) bool {
	n, ok := x.Decimal(attr)
	if ok && n.Sign() < 0 {
		x.Fail("expected a count in %s, found %q", attr, x.Attr(attr))
	}
	return ok && n.Sign() > 0
}

// testcase reads one case. A failure outweighs an error next to it, which is
// how the writers that report both count them; both outweigh a skip, unless the
// test is marked as one to do.
func (u *junit) testcase(suite string) {
	x, c := u.x, &u.record
	*c = fact.Case{Line: x.Line(), Suite: suite, Name: x.Attr("name"), Path: x.Attr("file"), Outcome: fact.Passed}
	if c.Name == "" { // has no identity, so it is not the same as another
		c.Name = "unnamed " + strconv.FormatInt(u.cases+1, 10)
	}
	declared := u.status()
	if class := x.Attr("classname"); class != "" {
		c.Suite = class
	}
	c.Duration = junitTime(x)
	u.left--
	c.Again = u.left < 0 // a total that counts a test once is of a suite that lists its attempts
	skipped, todo := false, false
	u.runs++
	for child := range x.Elements() {
		switch child {
		case "failure":
			c.Outcome, c.Message = fact.Failed, junitMessage(x)
		case "error":
			u.runs++
			if c.Outcome == fact.Passed {
				c.Outcome, c.Message = fact.Errored, junitMessage(x)
			}
		case "skipped":
			skipped, todo = true, x.Attr("type") == "todo"
			if c.Outcome == fact.Passed {
				c.Message = junitMessage(x)
			}
		case "flakyFailure", "flakyError":
			c.Flaky = true
			u.retried++
			u.runs++
		case "rerunFailure", "rerunError":
			u.retried++
			u.runs++
		default:
			u.foreign(child)
		}
	}
	c.Lost = c.Outcome > fact.Passed && isLost(c)
	if todo && c.Outcome > fact.Passed {
		u.todo++
	}
	if todo || c.Outcome == fact.Passed && skipped {
		c.Outcome = fact.Skipped
	}
	if c.Outcome == fact.Passed {
		c.Outcome = declared
	}
	if c.Outcome == fact.Skipped {
		u.skipped++
	}
	u.add(c)
}

// isLost tells an error that stands for tests which were not loaded, by the
// marks of pytest, Jest and JUnit 4.
func isLost(c *fact.Case) bool {
	return c.Name == "initializationError" || c.Message == "collection failure" || strings.Contains(c.Message, "Test suite failed to run")
}

// junitTime is how long a case took, in seconds. What is divided by no time is
// NaN.
func junitTime(x *reader.XML) quantity.Decimal {
	text, ok := x.AttrOK("time")
	if !ok || text == "" || strings.EqualFold(text, "nan") {
		return quantity.Decimal{}
	}
	return seconds(x, text)
}

// junitMessage is the message of a failure: its attribute, else its text.
func junitMessage(x *reader.XML) string {
	if message := x.Attr("message"); message != "" {
		return message
	}
	return strings.TrimSpace(x.Text())
}
