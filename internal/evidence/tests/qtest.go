package tests

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var qTestFormat = reader.Format{
	Name:  "qtest",
	Doc:   "Qt Test's XML (-o FILE,xml); its junitxml and tap are junit and tap. Each row of a function is a test. fail and xpass fail, a skip and results of the blacklist (bpass, bfail, …) are skipped, and an expected failure counts as its test ends. A function of which nothing is said makes the run incomplete.",
	Kind:  fact.Tests,
	Codes: reader.UpTo(127),
	Claims: func(h *reader.Head) bool {
		return h.Root == "TestCase" && slices.Contains(h.Children, "TestFunction") && slices.Contains(h.Children, "Environment")
	},
	Read: readQTest,
}

var qTestOutcomes = outcomes{
	"pass": fact.Passed, "fail": fact.Failed, "xpass": fact.Failed, "bpass": fact.Skipped, "bfail": fact.Skipped, "bxpass": fact.Skipped,
	"skip": fact.Skipped, "bskip": fact.Skipped,
}

func readQTest(in *reader.Input, s *tally.Sink) error {
	s.Named("Qt Test", "")
	q := qTest{}
	row := within(layout{
		{"@type", into(&q.kind)},
		{"@file", path},
		{"DataTag", func(v reader.Value, _ *report) { q.tag = strings.TrimSpace(v.Text()) }},
		{"Description", why},
	}, q.end)
	function := within(layout{
		{"@name", into(&q.function)},
		{"Incident", row},
		{"Message", func(v reader.Value, r *report) {
			q.message = true
			row(v, r)
		}},
	})
	return read(in, s, layout{
		{"@name", suite},
		{"Environment.QtVersion", toolVersion},
		{"TestFunction", func(v reader.Value, r *report) {
			line := v.Line()
			q.said = false
			if function(v, r); !q.said {
				r.s.Incomplete(line, "nothing is said of %s", q.function)
			}
		}},
	})
}

// qTest is the function that is read.
type qTest struct {
	function, kind, tag string
	message             bool // what is read is one, which is a result only where it skips
	said                bool // there was a result
}

func (q *qTest) end(v reader.Value, r *report) {
	kind, message := q.kind, q.message
	r.Name = q.function
	if q.tag != "" {
		r.Name += "(" + q.tag + ")"
	}
	q.kind, q.tag, q.message = "", "", false
	switch {
	case message && kind != "skip" && kind != "bskip":
		return // a warning, or output
	case kind == "xfail" || kind == "bxfail":
		return // a result of the row follows
	}
	r.Outcome = qTestOutcomes.word(v, kind)
	q.said = true
	r.add(&r.Case)
}
