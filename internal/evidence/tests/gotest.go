package tests

import (
	"maps"
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var goTestFormat = reader.Format{
	Name:      "go-test",
	CutUnseen: true,
	Doc:       "The event stream of go test -json (cmd/test2json). A package that fails without a failed test, or a test that begins and never ends, is an error; a stream in which a package never ends is refused as cut off. Lines of plain text among the events (2>&1) are passed over, but for FAIL, which is an error of its package. Benchmarks (-bench) are not tests; one that fails is a failure. A package that runs again in the stream (gotestsum --rerun-fails) tries its tests again; repeats within one run of it (-count) are tests of their own.",
	Kind:      fact.Tests,
	Retry:     "a test of a package that runs again in the stream (gotestsum --rerun-fails)",
	Claims: func(h *reader.Head) bool {
		return h.JSON() && h.Has("Action") && (h.Has("Package") || h.Has("ImportPath")) || slices.ContainsFunc(h.Lines, isGoTestEvent)
	},
	Read: readGoTest,
}

// isGoTestEvent tells whether a line is an event as go test writes it.
func isGoTestEvent(line string) bool {
	return strings.HasPrefix(line, `{"`) && strings.Contains(line, `"Action":"`) && (strings.Contains(line, `"Package":"`) || strings.Contains(line, `"ImportPath":"`))
}

func readGoTest(in *reader.Input, s *tally.Sink) error {
	t := goTest{s: s, packages: map[string]*goPackage{}}
	s.Named("go test", "")
	if slices.ContainsFunc(in.Head.Lines, isGoTestEvent) {
		t.j = in.Objects()
	} else {
		t.j = in.JSON()
	}
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
	if t.broken > 0 && !t.blamed {
		return in.Errorf(t.broken, "a build failed, and no package says so: the stream is cut off")
	}
	if in.Head.Container == reader.Text {
		return t.plainFailures(in.Lines())
	}
	return nil
}

// plainFailures finds the packages of which Go before 1.20 says in plain text
// alone that they failed: "FAIL	example.com/a [setup failed]".
func (t *goTest) plainFailures(l *reader.Lines) error {
	for range l.All() {
		rest, ok := strings.CutPrefix(l.Text(), "FAIL\t")
		if name, _, _ := strings.Cut(rest, " "); ok && t.packages[name] == nil {
			t.s.Case(&fact.Case{Line: l.Line(), Suite: name, Outcome: fact.Errored, Extra: true, Message: l.Text()})
		}
	}
	return l.Err()
}

// goTest is the state of a stream: packages run side by side, so their events
// are mixed.
type goTest struct {
	j        *reader.JSON
	s        *tally.Sink
	packages map[string]*goPackage
	last     *goPackage
	dated    bool
	broken   int       // the line of a build that failed
	blamed   bool      // a package failed for a build
	record   fact.Case // the current one, to save an allocation each
}

// goPackage is one package: what runs in it now, and whether a test of it has
// failed.
type goPackage struct {
	name          string
	line          int
	running       map[string]goRun
	failed, ended bool
	again         bool // it ran before in the same stream: its tests are tried again
	said          message
}

// goRun is one test between run and its end.
type goRun struct {
	line int
	said *message // nil while it said nothing
}

// goEvent is one line of the stream.
type goEvent struct {
	line         int
	action, test string
	elapsed      quantity.Decimal
}

func (t *goTest) event() {
	e := goEvent{line: t.j.Line()}
	var p *goPackage
	early := output("")
	for key := range t.j.Fields() {
		switch key {
		case "Action":
			e.action = t.j.Text()
		case "Package":
			p = t.pkg(t.j.Text(), e.line)
		case "Test":
			e.test = t.j.Text()
		case "Output": // stands last as go test writes it
			if p != nil {
				p.output(e.test, t.j)
			} else {
				early = output(t.j.Text())
			}
		case "FailedBuild":
			t.blamed = t.blamed || t.j.Text() != ""
		case "Elapsed":
			e.elapsed = t.j.Decimal()
		case "Time":
			// The stream is in order of time: its first event is its oldest.
			if !t.dated {
				t.dated = true
				t.s.Dated(t.j.Text())
			}
		}
	}
	if early != "" && p != nil {
		p.output(e.test, early)
	}
	switch {
	case p == nil: // events of a build; the package that needed it fails
		if e.action == "build-fail" {
			t.broken = e.line
		}
	case e.test == "":
		t.packageEvent(p, e)
	default:
		t.testEvent(p, e)
	}
}

// pkg finds a package by its name.
func (t *goTest) pkg(name string, line int) *goPackage {
	if t.last != nil && t.last.name == name {
		return t.last
	}
	p := t.packages[name]
	if p == nil && name != "" {
		p = &goPackage{name: name, line: line, running: map[string]goRun{}}
		t.packages[name] = p
	}
	t.last = p
	return p
}

// texter is an output that need not be read.
type texter interface{ Text() string }

// output is one that was read, since it stood before its package.
type output string

func (o output) Text() string { return string(o) }

// output keeps what the package or a test that runs in it says. Most of it is
// not kept and not even read.
func (p *goPackage) output(test string, said texter) {
	if test == "" {
		p.said.add(said)
		return
	}
	run, ok := p.running[test]
	if !ok {
		return
	}
	if run.said == nil {
		run.said = &message{}
		p.running[test] = run
	}
	run.said.add(said)
}

func (t *goTest) testEvent(p *goPackage, e goEvent) {
	// A benchmark ends by an event only when it is skipped or fails.
	if strings.HasPrefix(e.test, "Benchmark") && e.action != "fail" {
		return
	}
	c := &t.record
	*c = fact.Case{Line: e.line, Suite: p.name, Name: e.test, Duration: e.elapsed, Again: p.again}
	switch e.action {
	case "run":
		p.begin()
		p.running[e.test] = goRun{line: e.line}
		return
	case "pass":
		c.Outcome = fact.Passed
	case "skip":
		c.Outcome = fact.Skipped
	case "fail":
		c.Outcome, p.failed = fact.Failed, true
		c.Message = p.running[e.test].said.String()
	default:
		return
	}
	delete(p.running, e.test)
	t.s.Case(c)
}

// begin is the first event of a run of the package, or another one of the same.
func (p *goPackage) begin() { p.again, p.ended = p.again || p.ended, false }

func (t *goTest) packageEvent(p *goPackage, e goEvent) {
	switch e.action {
	case "start":
		p.begin()
	case "pass", "skip", "fail":
		p.ended = true
		t.s.None() // unless some test says otherwise
		for _, name := range slices.Sorted(maps.Keys(p.running)) {
			p.failed = true
			t.s.Case(&fact.Case{
				Line: p.running[name].line, Suite: p.name, Name: name, Outcome: fact.Errored, Again: p.again, Lost: true,
				Message: "began and did not end",
			})
		}
		clear(p.running)
		if e.action == "fail" && !p.failed {
			t.s.Case(&fact.Case{Line: e.line, Suite: p.name, Outcome: fact.Errored, Extra: true, Message: p.said.String()})
		}
		p.failed, p.said = false, message{}
	}
}

// message keeps the first lines that a test prints about itself.
type message struct{ text string }

const longestMessage = 500

// add reads an output, unless enough was kept, and keeps it.
func (m *message) add(said texter) {
	if len(m.text) >= longestMessage {
		return
	}
	output := said.Text()
	if line := strings.TrimLeft(output, " "); strings.HasPrefix(line, "=== ") || strings.HasPrefix(line, "--- ") || strings.TrimSpace(line) == "" {
		return
	}
	m.text += output[:min(len(output), longestMessage)]
}

func (m *message) String() string {
	if m == nil {
		return ""
	}
	return strings.TrimSpace(m.text)
}
