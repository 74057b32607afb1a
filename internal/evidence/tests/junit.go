package tests

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var junitFormat = reader.Format{
	Name: "junit",
	Doc:  "JUnit XML in its dialects (Ant, Surefire, pytest, gotestsum, Jest, PHPUnit, GoogleTest, CTest). Cases are counted, not the totals of the header; a file that declares tests and holds none is refused.",
	Kind: fact.Tests,
	Claims: func(h *reader.Head) bool {
		return h.Root == "testsuites" || h.Root == "testsuite"
	},
	Read: readJUnit,
}

func readJUnit(in *reader.Input, s *fact.Sink) error {
	u := junit{x: in.XML(), s: s}
	for name := range u.x.Elements() {
		if name == "testsuite" {
			u.suite("")
			continue
		}
		u.declare()
		for name := range u.x.Elements() {
			switch name {
			case "testsuite":
				u.suite("")
			case "testcase":
				u.testcase("")
			}
		}
	}
	if u.declared && u.cases == 0 {
		u.x.Fail("tests are declared and none is reported")
	}
	return u.x.Err()
}

// junit walks suites, which nest in some dialects.
type junit struct {
	x        *reader.XML
	s        *fact.Sink
	declared bool // some suite says that it has tests
	cases    int
	bad      int // cases and suites that failed or broke
}

// declare keeps what the header of a suite says about it.
func (u *junit) declare() {
	if positive(u.x, "tests") {
		u.declared = true
	}
	// 1970 is what writers put for a time they do not know.
	if at := u.x.Attr("timestamp"); at != "" && !strings.HasPrefix(at, "1970-01-01") {
		u.s.Dated(at)
	}
}

func (u *junit) suite(parent string) {
	u.declare()
	name, line := u.x.Attr("name"), u.x.Line()
	promised := positive(u.x, "errors") || positive(u.x, "failures")
	if parent != "" && name != "" {
		name = parent + "/" + name
	}
	bad := u.bad
	for child := range u.x.Elements() {
		switch child {
		case "testsuite":
			u.suite(name)
		case "testcase":
			u.testcase(name)
		case "error", "failure":
			u.bad++
			u.s.Case(&fact.Case{Line: u.x.Line(), Suite: name, Outcome: fact.Errored, Extra: true, Message: junitMessage(u.x)})
		}
	}
	if promised && u.bad == bad {
		u.bad++
		u.s.Case(&fact.Case{Line: line, Suite: name, Outcome: fact.Errored, Extra: true, Message: "the suite declares a failure that no case of it reports"})
	}
}

func positive(x *reader.XML, attr string) bool {
	n, ok := x.Decimal(attr)
	return ok && n.Sign() > 0
}

// testcase reads one case. A failure outweighs an error beside it, which is
// how the writers that report both count them; both outweigh a skip.
func (u *junit) testcase(suite string) {
	x := u.x
	c := fact.Case{Line: x.Line(), Suite: suite, Name: x.Attr("name"), Path: x.Attr("file"), Outcome: fact.Passed}
	declared := junitStatus(x)
	if class := x.Attr("classname"); class != "" {
		c.Suite = class
	}
	if d, ok := x.Decimal("time"); ok {
		c.Duration = d
	}
	skipped := false
	for child := range x.Elements() {
		switch child {
		case "failure":
			c.Outcome, c.Message = fact.Failed, junitMessage(x)
		case "error":
			if c.Outcome == fact.Passed {
				c.Outcome, c.Message = fact.Errored, junitMessage(x)
			}
		case "skipped":
			skipped = true
			if c.Outcome == fact.Passed {
				c.Message = junitMessage(x)
			}
		case "flakyFailure", "flakyError":
			c.Flaky = true
		}
	}
	if c.Outcome == fact.Passed && skipped {
		c.Outcome = fact.Skipped
	}
	if c.Outcome == fact.Passed {
		c.Outcome = declared
	}
	u.cases++
	if c.Outcome == fact.Failed || c.Outcome == fact.Errored {
		u.bad++
	}
	u.s.Case(&c)
}

// junitStatus is what the attributes of a case say, for writers that add no
// child element to a case that did not run or did not pass.
func junitStatus(x *reader.XML) fact.Outcome {
	switch strings.ToLower(x.Attr("status")) {
	case "notrun", "not run", "disabled", "skipped", "ignored", "pending":
		return fact.Skipped
	case "fail", "failed", "failure":
		return fact.Failed
	case "error", "errored":
		return fact.Errored
	}
	switch strings.ToLower(x.Attr("result")) {
	case "skipped", "suppressed", "notrun":
		return fact.Skipped
	case "fail", "failed", "failure":
		return fact.Failed
	}
	return fact.Passed
}

// junitMessage is the message of a failure: its attribute, else its text.
func junitMessage(x *reader.XML) string {
	if message := x.Attr("message"); message != "" {
		return message
	}
	return strings.TrimSpace(x.Text())
}
