package cli

import (
	"slices"

	"signoff/internal/audit"
	"signoff/internal/criteria"
	"signoff/internal/lazy"
	"signoff/internal/report"
	"signoff/internal/scorecard"
	"signoff/internal/source"
	"signoff/internal/tree"
)

// checkNarrative finds the faults of calls in the project's own texts, and slots
// that are likely misspelt: a text whose slot no template names is shown among
// its notes.
func checkNarrative(plan *criteria.Plan) source.List {
	var ids, categories []string
	for i := range plan.Criteria {
		ids = append(ids, plan.Criteria[i].ID)
	}
	for _, c := range plan.Categories {
		categories = append(categories, c.ID)
	}
	var faults source.List
	slots := narrativeSlots()
	for _, n := range plan.Narrative {
		faults = append(faults, report.CheckNarrative(n.Path, n.Text, ids, categories)...)
		if mean := tree.Mean(n.Slot, slots); mean != "" && !slices.Contains(slots, n.Slot) {
			e := faults.Warn(n.Declared, "no template has the slot %q%s", n.Slot, mean)
			e.Hint = "the assessment shows it among its notes"
		}
	}
	return faults
}

// narrativeSlots lists the slots that the templates which ship with the tool
// name.
func narrativeSlots() []string {
	var slots []string
	for _, name := range templateNames() {
		slots = append(slots, report.Slots(shipped(name+templateExt))...)
	}
	slices.Sort(slots)
	return slices.Compact(slots)
}

var narrativeCall = lazy.Regexp(`\{\{.*?\}\}`)

// typedFigures points out the figures in the project's own texts that were
// typed, not called, and that no figure of the assessment is equal to.
func typedFigures(plan *criteria.Plan, s *scorecard.Scorecard) (source.List, error) {
	// What people wrote proves no figure.
	measured := *s
	measured.Narrative = nil
	measured.Criteria = append([]scorecard.Criterion(nil), s.Criteria...)
	for i := range measured.Criteria {
		c := &measured.Criteria[i]
		c.Title, c.Why, c.Fix = "", "", ""
	}
	known, err := audit.EvidenceOf(&measured)
	if err != nil {
		return nil, broken{err}
	}
	var inputs []audit.Input
	for _, n := range plan.Narrative {
		inputs = append(inputs, audit.Input{Path: n.Path, Data: narrativeCall().ReplaceAll([]byte(n.Text), nil)})
	}
	results, err := audit.Run(inputs, audit.Options{Only: []string{"against"}, Against: known})
	if err != nil {
		return nil, broken{err}
	}
	var faults source.List
	for _, r := range results {
		for _, f := range r.Findings {
			e := faults.Warn(source.Pos{File: r.Path, Line: f.Line}, "%s", f.Message)
			if len(faults) > 1 {
				continue
			}
			e.Hint = `write {{ measure "CRITERION" }} in place of a figure, so that it follows the evidence`
		}
	}
	return faults, nil
}
