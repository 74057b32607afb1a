package tests

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var nunitFormat = reader.Format{
	Name: "nunit",
	Doc:  "NUnit's XML results, versions 2 (test-results) and 3 (test-run). Inconclusive, ignored and not runnable tests are skipped, a warning is a pass, a failure labelled Error is an error, and so is a suite that fails without a failed test or in its teardown.",
	Kind: fact.Tests,
	Claims: func(h *reader.Head) bool {
		return h.Root == "test-run" || h.Root == "test-results" || h.Root == "test-suite"
	},
	Read: readNUnit,
}

var nunitOutcomes = outcomes{
	"passed": fact.Passed, "success": fact.Passed, "warning": fact.Passed,
	"failed": fact.Failed, "failure": fact.Failed, "cancelled": fact.Errored, "error": fact.Errored,
	"skipped": fact.Skipped, "ignored": fact.Skipped, "inconclusive": fact.Skipped, "notrunnable": fact.Skipped,
}

func readNUnit(in *reader.Input, s *fact.Sink) error {
	n := nunit{x: in.XML(), tally: tally{s: s}}
	for name := range n.x.Elements() {
		if name == "test-suite" {
			n.suite()
			continue
		}
		if start := n.x.Attr("start-time"); start != "" {
			s.Dated(start)
		} else if date := n.x.Attr("date"); date != "" {
			s.Dated(strings.TrimSpace(date + " " + n.x.Attr("time")))
		}
		line, declared := n.x.Line(), n.x.Int("total")
		n.children("")
		if declared > 0 && n.none() {
			s.Incomplete(line, "%d tests are declared and none is reported", declared)
		}
	}
	return n.x.Err()
}

// nunit walks suites, which nest: namespaces, fixtures, parameterized tests.
type nunit struct {
	tally
	x *reader.XML
}

// children reads what is inside a suite and returns its own failure message.
func (n *nunit) children(suite string) (message string) {
	for name := range n.x.Elements() {
		switch name {
		case "environment":
			n.s.Named("NUnit", n.x.Attr("nunit-version")+n.x.Attr("framework-version"))
		case "results":
			n.children(suite)
		case "test-suite":
			n.suite()
		case "test-case":
			n.testCase(suite)
		case "failure":
			message = childText(n.x, "message")
		}
	}
	return message
}

func (n *nunit) suite() {
	line, name, site := n.x.Line(), n.x.Attr("name"), n.x.Attr("site")
	if full := n.x.Attr("fullname"); full != "" {
		name = full
	}
	outcome, bad := fact.Outcome(0), n.bad
	if n.x.Attr("result") != "" {
		outcome = nunitOutcomes.in(n.x, "result")
	}
	message := n.children(name)
	if outcome > fact.Passed && (n.bad == bad || site == "TearDown") {
		n.broken(line, name, message)
	}
}

func (n *nunit) testCase(suite string) {
	x := n.x
	c := fact.Case{Line: x.Line(), Suite: suite, Name: x.Attr("name"), Outcome: n.outcome()}
	if class := x.Attr("classname"); class != "" {
		c.Suite = class
	}
	var timed bool
	if c.Duration, timed = x.Decimal("duration"); !timed {
		c.Duration, _ = x.Decimal("time")
	}
	for name := range x.Elements() {
		if name == "failure" || name == "reason" {
			c.Message = childText(x, "message")
		}
	}
	n.add(&c)
}

// outcome is the result of a case. Before 2.5 it was told by whether
// it was executed and succeeded.
func (n *nunit) outcome() fact.Outcome {
	x := n.x
	switch result, ok := x.AttrOK("result"); {
	case ok && result == "Failed" && x.Attr("label") == "Error":
		return fact.Errored
	case ok:
		return nunitOutcomes.in(x, "result")
	case strings.EqualFold(x.Attr("executed"), "false"):
		return fact.Skipped
	case strings.EqualFold(x.Attr("success"), "true"):
		return fact.Passed
	case strings.EqualFold(x.Attr("success"), "false"):
		return fact.Failed
	}
	x.Fail("wanted a result of %.80q, found none", x.Attr("name"))
	return 0
}
