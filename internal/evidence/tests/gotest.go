package tests

import (
	"maps"
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

var goTestFormat = reader.Format{
	Name: "go-test",
	Doc:  "The event stream of go test -json (cmd/test2json). A package that fails without a failed test, or a test that begins and never ends, is an error; a stream in which a package never ends is refused as cut off.",
	Kind: fact.Tests,
	Claims: func(h *reader.Head) bool {
		return h.JSON() && h.Has("Action") && (h.Has("Package") || h.Has("ImportPath"))
	},
	Read: readGoTest,
}

func readGoTest(in *reader.Input, s *fact.Sink) error {
	t := goTest{j: in.JSON(), s: s, packages: map[string]*goPackage{}}
	s.Named("go test", "")
	for range t.j.Values() {
		t.event()
	}
	if err := t.j.Err(); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(t.packages)) {
		if p := t.packages[name]; !p.ended {
			return in.Errorf(p.line, "package %s has no end: the stream is cut off", name)
		}
	}
	return nil
}

// goTest is the state of a stream: packages run side by side, so their events
// are mixed.
type goTest struct {
	j        *reader.JSON
	s        *fact.Sink
	packages map[string]*goPackage
	dated    bool
}

// goPackage is one package: what runs in it now, and whether a test of it has
// failed.
type goPackage struct {
	line          int
	running       map[string]*goRun
	failed, ended bool
	said          message
}

// goRun is one test between run and its end.
type goRun struct {
	line int
	said message
}

// goEvent is one line of the stream.
type goEvent struct {
	line                            int
	action, pkg, test, output, time string
	elapsed                         quantity.Decimal
}

func (t *goTest) event() {
	e := goEvent{line: t.j.Line()}
	for key := range t.j.Fields() {
		switch key {
		case "Action":
			e.action = t.j.Text()
		case "Package":
			e.pkg = t.j.Text()
		case "Test":
			e.test = t.j.Text()
		case "Output":
			e.output = t.j.Text()
		case "Elapsed":
			e.elapsed = t.j.Decimal()
		case "Time":
			if !t.dated {
				e.time = t.j.Text()
			}
		}
	}
	// The stream is in order of time: its first event is its oldest.
	if e.time != "" {
		t.s.Dated(e.time)
		t.dated = true
	}
	if e.pkg == "" {
		return // events of a build; the package that needed it fails
	}
	p := t.packages[e.pkg]
	if p == nil {
		p = &goPackage{line: e.line, running: map[string]*goRun{}}
		t.packages[e.pkg] = p
	}
	if e.test == "" {
		t.packageEvent(p, e)
		return
	}
	t.testEvent(p, e)
}

func (t *goTest) testEvent(p *goPackage, e goEvent) {
	run := p.running[e.test]
	switch e.action {
	case "run":
		p.ended = false
		p.running[e.test] = &goRun{line: e.line}
	case "output":
		if run != nil {
			run.said.add(e.output)
		}
	case "pass", "fail", "skip":
		c := fact.Case{Line: e.line, Suite: e.pkg, Name: e.test, Duration: e.elapsed, Outcome: fact.Passed}
		switch e.action {
		case "fail":
			c.Outcome, p.failed = fact.Failed, true
			if run != nil {
				c.Message = run.said.String()
			}
		case "skip":
			c.Outcome = fact.Skipped
		}
		delete(p.running, e.test)
		t.s.Case(&c)
	}
}

func (t *goTest) packageEvent(p *goPackage, e goEvent) {
	switch e.action {
	case "start":
		p.ended = false
	case "output":
		p.said.add(e.output)
	case "pass", "skip", "fail":
		p.ended = true
		for _, name := range slices.Sorted(maps.Keys(p.running)) {
			p.failed = true
			t.s.Case(&fact.Case{
				Line: p.running[name].line, Suite: e.pkg, Name: name, Outcome: fact.Errored,
				Message: "began and did not end",
			})
		}
		clear(p.running)
		if e.action == "fail" && !p.failed {
			t.s.Case(&fact.Case{Line: e.line, Suite: e.pkg, Outcome: fact.Errored, Extra: true, Message: p.said.String()})
		}
		p.failed, p.said = false, message{}
	}
}

// message keeps the first lines that a test prints about itself.
type message struct{ text string }

const longestMessage = 500

func (m *message) add(output string) {
	switch {
	case len(m.text) >= longestMessage,
		strings.HasPrefix(output, "=== "), strings.HasPrefix(output, "--- "), strings.HasPrefix(output, "    --- "),
		strings.TrimSpace(output) == "":
		return
	}
	m.text += output[:min(len(output), longestMessage)]
}

func (m *message) String() string { return strings.TrimSpace(m.text) }
