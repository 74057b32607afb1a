package tests

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var newmanFormat = reader.Format{
	Name: "newman",
	Doc:  "Newman's JSON reporter (newman run --reporters json). A test is an assertion of a request; a request that got no answer, and a script that threw, is an error beside them. A run that ended with an error is incomplete.",
	Kind: fact.Tests,
	Claims: func(h *reader.Head) bool {
		return h.Has("run.executions") || h.Has("run.stats") || h.Has("collection.item", "collection.info")
	},
	Read: readNewman,
}

func readNewman(in *reader.Input, s *fact.Sink) error {
	n := newman{j: in.JSON(), tally: tally{s: s}}
	s.Named("newman", "")
	ran := false
	for key := range n.j.Fields() {
		if key != "run" {
			continue
		}
		ran = true
		for key := range n.j.Fields() {
			switch key {
			case "executions":
				for range n.j.Items() {
					n.execution()
				}
			case "timings":
				for key := range n.j.Fields() {
					if key == "started" {
						s.Dated(n.j.Text())
					}
				}
			case "error":
				if line := n.j.Line(); n.j.Kind() == '{' {
					s.Incomplete(line, "the run ended with an error: %s", errorMessage(n.j))
				}
			}
		}
	}
	if !ran {
		n.j.Fail("wanted a run, found a collection alone")
	}
	return n.j.Err()
}

// newman is the state of a file.
type newman struct {
	tally
	j *reader.JSON
}

// execution reads one request with its assertions. The cursor names the
// iteration, which tells repetitions of an item apart.
func (n *newman) execution() {
	j, line := n.j, n.j.Line()
	var item, iteration string
	var cases []fact.Case
	var broken []string
	for key := range j.Fields() {
		switch key {
		case "cursor":
			for key := range j.Fields() {
				if key == "iteration" {
					iteration = j.Text()
				}
			}
		case "item":
			for key := range j.Fields() {
				if key == "name" {
					item = j.Text()
				}
			}
		case "assertions":
			for range j.Items() {
				cases = append(cases, newmanAssertion(j))
			}
		case "requestError":
			broken = append(broken, errorMessage(j))
		case "testScript", "prerequestScript":
			broken = append(broken, newmanScript(j)...)
		}
	}
	if iteration != "" && iteration != "0" {
		item = strings.TrimSpace(item + " #" + iteration)
	}
	for i := range cases {
		cases[i].Suite = item
		n.add(&cases[i])
	}
	for _, message := range broken {
		n.broken(line, item, message)
	}
}

func newmanAssertion(j *reader.JSON) fact.Case {
	c := fact.Case{Line: j.Line(), Outcome: fact.Passed}
	for key := range j.Fields() {
		switch key {
		case "assertion":
			c.Name = j.Text()
		case "skipped":
			if j.Bool() {
				c.Outcome = fact.Skipped
			}
		case "error":
			if j.Kind() == '{' {
				c.Outcome, c.Message = fact.Failed, errorMessage(j)
			}
		}
	}
	return c
}

// newmanScript gives the errors that scripts threw.
func newmanScript(j *reader.JSON) (errors []string) {
	for range j.Items() {
		for key := range j.Fields() {
			if key == "error" && j.Kind() == '{' {
				errors = append(errors, errorMessage(j))
			}
		}
	}
	return errors
}
