package tests

import (
	"slices"
	"strings"

	"signoff/internal/fact"
)

// junitTotals is what the header of a suite or of all counts, and what was read
// before it.
type junitTotals struct {
	line                  int
	tests, bad, skipped   int64
	ran, broken, skipped0 int64
}

// totals reads them. Catch2 counts assertions where others count tests.
func (u *junit) totals() junitTotals {
	t := junitTotals{line: u.x.Line(), ran: u.runs, broken: u.explained(), skipped0: u.skipped}
	if u.x.Attr("hostname") == "tbd" {
		return t
	}
	count := func(attr string) int64 {
		n, ok := u.x.Decimal(attr)
		if !ok {
			return 0
		}
		return int64(n.Float())
	}
	t.tests, t.bad, t.skipped = count("tests"), count("failures")+count("errors"), count("skipped")
	return t
}

// hold compares what the header counts with the cases inside. That there is no
// failure at all where some are counted is an error already.
func (u *junit) hold(t junitTotals) {
	for _, of := range []struct {
		what           string
		listed, stated int64
	}{
		{"tests", u.runs - t.ran, t.tests},
		{"failures", u.explained() - t.broken, t.bad},
		{"skipped tests", u.skipped - t.skipped0, t.skipped},
	} {
		if of.listed < of.stated {
			u.s.Short(t.line, of.listed, of.stated, of.what)
		}
	}
}

// junitStates are what writers put into the attributes status and result of a
// case, in lower case. No schema lists them.
var junitStates = outcomes{
	"": fact.Passed, "run": fact.Passed, "completed": fact.Passed, "complete": fact.Passed, "executed": fact.Passed, "finished": fact.Passed,
	"passed": fact.Passed, "pass": fact.Passed, "ok": fact.Passed, "success": fact.Passed, "successful": fact.Passed, "succeeded": fact.Passed,
	"notrun": fact.Skipped, "not run": fact.Skipped, "not_run": fact.Skipped, "disabled": fact.Skipped, "skipped": fact.Skipped,
	"skip": fact.Skipped, "ignored": fact.Skipped, "pending": fact.Skipped, "suppressed": fact.Skipped, "todo": fact.Skipped,
	"fail": fact.Failed, "failed": fact.Failed, "failure": fact.Failed, "error": fact.Errored, "errored": fact.Errored, "broken": fact.Errored,
}

// status is what the attributes of a case say, for writers that add no child
// element to a case that did not run or did not pass. Of a word that nobody
// wrote so far nothing is known.
func (u *junit) status() fact.Outcome {
	became := fact.Passed
	for _, name := range []string{"result", "status"} {
		word := strings.ToLower(strings.TrimSpace(u.x.Attr(name)))
		o, known := junitStates[word]
		if !known {
			u.s.Skip(u.x.Line(), "a case has the %s %.40q, which says nothing", name, word)
		}
		if o != fact.Passed && known {
			became = o
		}
	}
	return became
}

// junitOutput are elements of a case that say nothing about what became of it.
var junitOutput = []string{"system-out", "system-err", "properties", "property", "attachments", "output", "metadata", "description"}

// foreign notes an element that no dialect has: it may be what the writer calls a
// failure.
func (u *junit) foreign(name string) {
	if !slices.Contains(junitOutput, name) {
		u.s.Skip(u.x.Line(), "a case holds an element %.40q, which is none of JUnit's", name)
	}
}
