package report

import (
	"fmt"
	"strings"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// sinceLast tells what changed: by the earlier assessment where there is one at
// hand, else by what the assessment itself says of its comparison.
func sinceLast(v *view, at call) piece {
	switch {
	case v.earlier() != nil:
		return since(v, v.diff(), at)
	case v.s.Since != nil:
		return v.sinceTold(v.s.Since)
	}
	return piece{}
}

// sinceTold tells it from the assessment alone.
func (v *view) sinceTold(s *scorecard.Since) piece {
	before := wording.DayOf(s.Before.AsOf)
	for _, more := range []struct{ name, value string }{{"release", s.Before.Release}, {"commit", wording.Brief(s.Before.Commit)}} {
		if more.value != "" {
			before += ", " + more.name + " " + more.value
		}
	}
	d := &scorecard.Difference{Before: s.Before, After: scorecard.Side{Verdict: v.s.Verdict.Outcome, Compliance: v.s.Compliance.Strict, Score: v.s.Score.Strict}}
	return blocks(para("lead", text("Against "+before+".")), v.delta(d), v.gateTold(s.Gate), v.turnsTold(s.Turns))
}

func (v *view) gateTold(changes []scorecard.GateChange) piece {
	if len(changes) == 0 {
		return v.unchangedGate()
	}
	t := gateTable()
	for i := range changes {
		c := &changes[i]
		was, is := c.Bounds()
		before := was.Shown()
		if !strings.Contains(c.Text, " → ") {
			before = wording.None
		}
		t.rows = append(t.rows, row{cells: []piece{text(string(c.What)), v.about([]string{c.ID}), wrap("<del>", measure(before), "</del>"),
			wrap("<ins>", measure(is.Shown()), "</ins>"), code(wording.Place(c.Declared.File, c.Declared.Line))}})
	}
	return t.bounded()
}

func (v *view) turnsTold(turns []scorecard.Turn) piece {
	counts := map[string]int{}
	t := turnTable()
	for _, m := range turns {
		counts[string(m.What)]++
		title := piece{}
		if c := v.criteria[m.ID]; c != nil {
			title = written(c.Title)
		}
		t.rows = append(t.rows, row{cells: []piece{join(" ", v.ref(m.ID), title), stateOrNone(m.Before), stateOrNone(m.After),
			measure(wording.Change(wording.Points(m.Was), wording.Points(m.Is)) + asks(m))}})
	}
	if len(t.rows) == 0 {
		return para("", text("No criterion came out otherwise than before."))
	}
	t.caption = text(wording.Sentence(turned(counts)) + ".")
	return t.bounded()
}

// stateOrNone is an outcome before or now, none of a criterion that was not there.
func stateOrNone(o scorecard.Outcome) piece {
	if o == "" {
		return text(wording.None)
	}
	return state(o, wording.SignOf(o).Word)
}

func countSinceLast(v *view) string {
	if v.earlier() == nil && v.s.Since != nil {
		return fmt.Sprint(len(v.s.Since.Turns))
	}
	return countSince(v)
}
