package report

import (
	"fmt"
	"strings"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// earlier is the assessment that this one is compared with, the last of its
// history; nil when there is none.
func (v *view) earlier() *scorecard.Scorecard {
	if n := len(v.o.History); n > 0 {
		return v.o.History[n-1]
	}
	return nil
}

// compared makes a component that tells a change since the earlier assessment;
// without one it is empty.
func compared(tell func(v *view, d *scorecard.Difference, at call) piece) func(*view, call) piece {
	return func(v *view, at call) piece {
		if v.earlier() == nil {
			return piece{}
		}
		return tell(v, v.diff(), at)
	}
}

// diff is what changed since the earlier assessment, compared once.
func (v *view) diff() *scorecard.Difference {
	if v.difference == nil {
		v.difference = scorecard.Diff(v.earlier(), v.s)
	}
	return v.difference
}

// sideTable sets the two assessments next to each other, and counts what
// changed.
func sideTable(v *view, d *scorecard.Difference, _ call) piece {
	t := table{class: "tight", columns: []column{{head: "Assessment"}, {head: "Before"}, {head: "After"}}}
	for _, r := range wording.Sides(d) {
		t.rows = append(t.rows, row{cells: []piece{text(r[0]), text(r[1]), text(r[2])}})
	}
	return blocks(para("lead", text(summed(d, v.earlier().FromRun()))), t.piece())
}

// summed counts the changes in a sentence. A row of a history does not say which
// evidence there was.
func summed(d *scorecard.Difference, fromRun bool) string {
	counts := map[string]int{}
	asked, found := 0, 0
	for i := range d.Criteria {
		counts[d.Criteria[i].What]++
		if d.Criteria[i].CriterionChanged {
			asked++
		}
		if d.Criteria[i].EvidenceChanged {
			found++
		}
	}
	var said []string
	for _, head := range wording.ChangeHeads() {
		if n := counts[head[0]]; n > 0 {
			said = append(said, fmt.Sprintf("%d %s", n, strings.ToLower(head[1])))
		}
	}
	if len(said) == 0 {
		return "No criterion changed its outcome, figure or target."
	}
	if fromRun {
		return fmt.Sprintf("Of the criteria: %s. %s asked differently.", wording.Listed(said), isAre(asked, "criterion", "criteria"))
	}
	return fmt.Sprintf("Of the criteria: %s. %s asked differently; %s read from other evidence.",
		wording.Listed(said), isAre(asked, "criterion", "criteria"), isAre(found, "criterion", "criteria"))
}

// changeTable lists the criteria with one kind of change.
func changeTable(v *view, d *scorecard.Difference, at call) piece {
	known := false
	var names []string
	for _, head := range wording.ChangeHeads() {
		known = known || head[0] == at.first()
		names = append(names, head[0])
	}
	if !known {
		at.fault("unknown change %q, expected one of %s", at.first(), strings.Join(names, ", "))
	}
	t := table{class: "stack", columns: []column{{head: "Criterion"}, {head: "Outcome"}, {head: "Title"}, {head: "Measured", right: true}, {head: "Target", right: true}, {head: "Because"}}}
	for i := range d.Criteria {
		c := &d.Criteria[i]
		if c.What != at.first() {
			continue
		}
		var outcomes []piece
		for _, o := range wording.OutcomesOf(c) {
			outcomes = append(outcomes, state(o, wording.SignOf(o).Word))
		}
		t.rows = append(t.rows, row{cells: []piece{v.ref(c.ID), join(" → ", outcomes...), text(c.Title),
			text(wording.Changed(c.What, c.Measured)), text(wording.Changed(c.What, wording.Targets(c))), text(wording.Points(wording.Causes(c)))}})
	}
	return t.bounded()
}

// askedTable lists the criteria that ask something else than before, whatever
// became of them: what was asked is told apart from what was found.
func askedTable(v *view, d *scorecard.Difference, _ call) piece {
	t := table{class: "stack", columns: []column{{head: "Criterion"}, {head: "Title"}, {head: "Target"}, {head: "Change"}}}
	for i := range d.Criteria {
		c := &d.Criteria[i]
		if !c.CriterionChanged {
			continue
		}
		how := state(scorecard.Unknown, "asked differently")
		switch {
		case c.Loosened:
			how = state(scorecard.Warning, string(scorecard.Loosened))
		case c.Tightened:
			how = state(scorecard.Met, string(scorecard.Tightened))
		}
		said := []piece{how}
		for _, x := range c.Changes {
			said = append(said, text(x))
		}
		t.rows = append(t.rows, row{cells: []piece{v.ref(c.ID), text(c.Title), text(wording.Changed(c.What, wording.Targets(c))), join(", ", said...)}})
	}
	return t.bounded()
}

func evidenceChanges(_ *view, d *scorecard.Difference, _ call) piece {
	t := table{class: "stack", columns: []column{{head: "Evidence"}, {head: "Is"}, {head: "State"}, {head: "Files", right: true}, {head: "SHA-256"}, {head: "Because"}}}
	for i := range d.Evidence {
		e := &d.Evidence[i]
		t.rows = append(t.rows, row{cells: []piece{code(e.ID), text(e.What), text(wording.Changed(e.What, e.State)),
			text(wording.Changed(e.What, wording.FileCounts(e))), code(wording.Changed(e.What, [2]string{wording.Brief(e.SHA256[0]), wording.Brief(e.SHA256[1])})), text(wording.Renewed(e))}})
	}
	return t.bounded()
}

func waiverChanges(v *view, d *scorecard.Difference, _ call) piece {
	t := table{class: "stack", columns: []column{{head: "Waiver"}, {head: "Criterion"}, {head: "Is"}, {head: "State"}, {head: "Expires"}}}
	for _, w := range d.Waivers {
		t.rows = append(t.rows, row{cells: []piece{code(w.ID), v.ref(w.Criterion), text(w.What), text(wording.Changed(w.What, w.State)), text(wording.Changed(w.What, w.Expires))}})
	}
	return t.bounded()
}

func termChanges(v *view, d *scorecard.Difference, _ call) piece {
	t := table{class: "tight", columns: []column{{head: "Criterion"}, {head: "Before", right: true}, {head: "After", right: true}, {head: "Change", right: true}, {head: "Exactly", right: true}}}
	for _, x := range d.Terms {
		t.rows = append(t.rows, row{cells: []piece{v.ref(x.Criterion), text(wording.Points(x.Before)), text(wording.Points(x.After)), text(wording.Signed(x.Change)), text(x.Exact)}})
	}
	if len(t.rows) == 0 {
		return piece{}
	}
	return blocks(para("s", text(fmt.Sprintf("The changes add up to that of the score, %s.", wording.Change(wording.Points(d.Before.Score), wording.Points(d.After.Score))))), t.bounded())
}

// bounded shows so many rows of a table as somebody reads, and counts the rest.
func (t table) bounded() piece {
	rest := max(0, len(t.rows)-mostInDomain)
	t.rows = t.rows[:len(t.rows)-rest]
	return blocks(t.piece(), remaining(rest))
}
