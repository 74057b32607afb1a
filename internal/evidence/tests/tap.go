package tests

import (
	"strconv"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var tapFormat = reader.Format{
	Name:     "tap",
	Doc:      "Test Anything Protocol, versions 12 to 14. Top-level test points count, since each stands for its subtest; a skip and a failing TODO are skipped. A plan that is missing or not fulfilled and a bail out make the run incomplete; what follows a bail out does not count.",
	Kind:     fact.Tests,
	Totals:   "the plan",
	LastLine: func(line string) bool { return strings.HasPrefix(line, "1..") },
	Claims: func(h *reader.Head) bool {
		if h.Container != reader.Text && h.Container != reader.CSVTable {
			return false
		}
		for _, line := range h.Lines {
			switch {
			case tapVersion().MatchString(line), tapPlan().MatchString(line), tapNumbered().MatchString(line):
				return true
			case line == "" || line[0] == '#' || line[0] == ' ' || line[0] == '\t' || strings.HasPrefix(line, "pragma "):
			case line == "ok" || line == "not ok" || strings.HasPrefix(line, "Bail out!"):
			default:
				return false
			}
		}
		return false
	},
	Read: readTAP,
}

var (
	tapVersion   = lazy.Regexp(`(?i)^TAP version \d+\s*$`)
	tapPlan      = lazy.Regexp(`^1\.\.(\d+)(?:\s+|$)(?:#\s*(.*))?`)
	tapNumbered  = lazy.Regexp(`^(?:not )?ok \d+(?:\s|$)`)
	tapPoint     = lazy.Regexp(`^(not )?ok\b\s*(?:\d+\b)?\s*(?:- )?(.*)$`)
	tapDirective = lazy.Regexp(`(?i)(?:^|[^\\])#\s*(?:(todo)\b|skip\S*)\s*(.*)$`)
	tapTime      = lazy.Regexp(`#\s*time=([0-9.]+)(ms|s)\s*\{?$`)
	tapDetail    = lazy.Regexp(`^\s+(duration_ms|message|error):\s*(.+)$`)
)

func readTAP(in *reader.Input, s *tally.Sink) error {
	t := tap{l: in.Lines(), s: s}
	for range t.l.All() {
		t.line(t.l.Text())
	}
	if err := t.l.Err(); err != nil {
		return err
	}
	t.finish()
	return nil
}

// tap is the state of a stream.
type tap struct {
	l       *reader.Lines
	s       *tally.Sink
	last    *fact.Case // the test point whose details may follow
	yaml    string     // what ends the block of details
	stream  int
	planned int64
	plan    bool
	seen    int64
	bailed  bool
}

func (t *tap) line(text string) {
	indent := text[:len(text)-len(strings.TrimLeft(text, " \t"))]
	if indent == "" {
		t.yaml = ""
	}
	switch rest := strings.TrimSpace(text[len(indent):]); {
	case t.yaml != "":
		t.detail(text)
	case indent != "" && rest == "---":
		t.yaml = indent + "..."
	case t.bailed:
	case strings.HasPrefix(rest, "Bail out!"):
		t.bailed = true
		t.s.Incomplete(t.l.Line(), "%s", rest)
	case indent != "" || text == "":
	case tapVersion().MatchString(text) && t.seen > 0:
		t.finish()
		t.stream++
	default:
		t.top(text)
	}
}

// top reads a line of the outermost test; what is not part of the protocol is
// output of the tests.
func (t *tap) top(text string) {
	if plan := tapPlan().FindStringSubmatch(text); plan != nil {
		n, err := strconv.ParseInt(plan[1], 10, 32)
		switch {
		case err != nil:
			t.l.Fail("expected a plan of fewer tests, found %.40q", text)
		case t.plan:
			t.l.Fail("expected one plan, found another")
		}
		t.plan, t.planned = true, n
		if n == 0 {
			t.s.Skip(t.l.Line(), "all tests were skipped: %s", plan[2])
		}
		return
	}
	if point := tapPoint().FindStringSubmatch(text); point != nil {
		t.point(point[1] == "", point[2])
	}
}

// point reads a test point. Its place in the stream is a part of its name, as
// neither its number nor its description need tell it from others.
func (t *tap) point(ok bool, description string) {
	t.flush()
	t.seen++
	c := &fact.Case{Line: t.l.Line(), Outcome: fact.Passed}
	if t.stream > 0 {
		c.Suite = "stream " + strconv.Itoa(t.stream+1)
	}
	if !ok {
		c.Outcome = fact.Failed
	}
	if d := tapDirective().FindStringSubmatch(description); d != nil && (!ok || d[1] == "") {
		c.Outcome, c.Message = fact.Skipped, strings.TrimSpace(d[2])
	}
	if m := tapTime().FindStringSubmatch(description); m != nil {
		t.time(c, m[1], m[2])
	}
	description, _, _ = strings.Cut(" "+description, " #")
	c.Name = strconv.FormatInt(t.seen, 10) + " " + strings.TrimSpace(strings.TrimSuffix(description, "{"))
	t.last = c
}

// detail reads a line of the YAML that follows a test point.
func (t *tap) detail(text string) {
	if strings.TrimRight(text, " ") == t.yaml {
		t.yaml = ""
		return
	}
	m := tapDetail().FindStringSubmatch(text)
	if m == nil || t.last == nil || len(t.yaml) > len("  ...") {
		return // nothing of note, or of a subtest
	}
	if m[1] == "duration_ms" {
		t.time(t.last, strings.TrimSpace(m[2]), "ms")
	} else if t.last.Message == "" && m[2][0] != '|' && m[2][0] != '>' {
		t.last.Message = strings.Trim(m[2], `'"`)
	}
}

func (t *tap) time(c *fact.Case, number, unit string) {
	d, err := quantity.ParseDecimal(number)
	if err != nil {
		return
	}
	if unit == "ms" {
		d = scaled(d, 3)
	}
	c.Duration = d
}

func (t *tap) flush() {
	if t.last != nil {
		t.s.Case(t.last)
	}
	t.last = nil
}

// finish compares the plan with what came.
func (t *tap) finish() {
	t.flush()
	switch {
	case t.bailed:
	case !t.plan:
		t.s.Incomplete(t.l.Line(), "the stream has no plan: it may be cut off")
	case t.planned != t.seen:
		t.s.Incomplete(t.l.Line(), "%d tests were planned, %d are reported", t.planned, t.seen)
	}
	t.plan, t.planned, t.seen, t.bailed = false, 0, 0, false
}
