package scorecard

import (
	"math/big"
	"slices"
)

// Diff tells what changed from before to after. Criteria, evidence and waivers
// are found by their ids and listed in the order of after, then those that are
// gone in the order of before.
func Diff(before, after *Scorecard) *Difference {
	d := &Difference{
		Before: side(before), After: side(after),
		PlanChanged:       before.Plan.SHA256 != after.Plan.SHA256,
		ThresholdsChanged: !sameThresholds(before.Plan.Thresholds, after.Plan.Thresholds),
		Rules:             append(ruleChanges(&before.Plan, &after.Plan), askedChanges(before.Evidence, after.Evidence)...),
		Criteria:          []CriterionChange{},
		Evidence:          []EvidenceChange{},
		Waivers:           []WaiverChange{},
		Terms:             []TermChange{},
	}
	if !before.FromRun() && !after.FromRun() { // a row of a history does not explain its score
		d.Terms = termChanges(before.Terms(), after.Terms())
	}
	if d.ThresholdsChanged {
		d.Thresholds = [2]string{before.Plan.Thresholds.words(), after.Plan.Thresholds.words()}
	}
	digests := [2]map[string]string{evidenceDigests(before), evidenceDigests(after)}
	named := renamed(before, after)
	each(before.Criteria, after.Criteria, func(c *Criterion) string { return named(c.ID) }, func(a, b *Criterion) {
		if change, differs := criterionChange(a, b, digests); differs {
			d.Criteria = append(d.Criteria, change)
		}
	})
	each(before.Evidence, after.Evidence, func(e *Evidence) string { return e.ID }, func(a, b *Evidence) {
		if change := evidenceChange(a, b); change.What != "" {
			d.Evidence = append(d.Evidence, change)
		}
	})
	each(before.Waivers, after.Waivers, func(w *Waiver) string { return w.ID + " " + w.Criterion }, func(a, b *Waiver) {
		if change := waiverChange(a, b); change.What != "" {
			d.Waivers = append(d.Waivers, change)
		}
	})
	return d
}

// renamed gives a criterion of before the id that it has in after, when one there
// says that it was it.
func renamed(before, after *Scorecard) func(id string) string {
	there := map[string]bool{}
	for i := range before.Criteria {
		there[before.Criteria[i].ID] = true
	}
	names := map[string]string{}
	for i := range after.Criteria {
		for _, was := range after.Criteria[i].Was {
			if there[was] && !there[after.Criteria[i].ID] {
				names[was] = after.Criteria[i].ID
			}
		}
	}
	return func(id string) string {
		if name, ok := names[id]; ok {
			return name
		}
		return id
	}
}

// each visits the pairs of equal ids, with nil for what is missing on a side.
func each[T any](before, after []T, id func(*T) string, visit func(a, b *T)) {
	old, now := map[string]*T{}, map[string]bool{}
	for i := range before {
		old[id(&before[i])] = &before[i]
	}
	for i := range after {
		now[id(&after[i])] = true
		visit(old[id(&after[i])], &after[i])
	}
	for i := range before {
		if !now[id(&before[i])] {
			visit(&before[i], nil)
		}
	}
}

func side(s *Scorecard) Side {
	return Side{
		Project: s.Project, Release: s.Release, Commit: s.Commit, AsOf: s.AsOf, Verdict: s.Verdict.Outcome,
		Compliance: s.Compliance.Strict, Score: s.Score.Strict, Declared: s.Compliance.Declared, SHA256: s.Digest(),
	}
}

// sameThresholds compares what verdicts rest on. An assessment that does not
// say how long waivers may last differs from none in that.
func sameThresholds(a, b Thresholds) bool {
	return a.Approved.words() == b.Approved.words() && a.Conditional.words() == b.Conditional.words() && a.Warning == b.Warning && slices.Equal(a.Grades, b.Grades) &&
		(a.WaiverMax == b.WaiverMax || a.WaiverMax == "" || b.WaiverMax == "")
}

// evidenceDigests gives for each evidence the digest of what was read.
func evidenceDigests(s *Scorecard) map[string]string {
	digests := map[string]string{}
	for i := range s.Evidence {
		e := &s.Evidence[i]
		digests[e.ID] = e.SHA256
		if e.Statement != nil {
			digests[e.ID] = e.Statement.Text + e.Statement.On
		}
	}
	return digests
}

func criterionChange(a, b *Criterion, digests [2]map[string]string) (CriterionChange, bool) {
	switch {
	case a == nil:
		return CriterionChange{
			ID: b.ID, Title: b.Title, What: New, After: b.Outcome, Reason: b.Reason, Declared: b.Declared,
			Measured: [2]string{"", b.Shown()}, Target: [2]Bound{{}, b.Target},
		}, true
	case b == nil:
		return CriterionChange{
			ID: a.ID, Title: a.Title, What: Gone, Before: a.Outcome, Declared: a.Declared,
			Measured: [2]string{a.Shown(), ""}, Target: [2]Bound{a.Target, {}},
		}, true
	}
	change := CriterionChange{
		ID: b.ID, Title: b.Title, What: Changed, Before: a.Outcome, After: b.Outcome, Reason: b.Reason,
		Measured: [2]string{a.Shown(), b.Shown()}, Target: [2]Bound{a.Target, b.Target},
		Changes: countedOtherwise(a, b), Declared: b.Declared,
	}
	change.AskedOtherwise = a.Question != b.Question || a.Measure != b.Measure ||
		a.Revision != b.Revision && a.Target.written == b.Target.written && len(change.Changes) == 0
	change.CriterionChanged = a.Revision != b.Revision || a.Target.written != b.Target.written || len(change.Changes) > 0
	change.Loosened, change.Tightened = stricterThan(a.Target, b.Target)
	for _, place := range [][]Place{a.Evidence, b.Evidence} {
		for _, p := range place {
			change.EvidenceChanged = change.EvidenceChanged || digests[0][p.ID] != digests[1][p.ID]
		}
	}
	open := func(o Outcome) bool { return o == Unmet || o == Unknown }
	switch {
	case open(a.Outcome) && b.Outcome.Satisfied():
		change.What = Fixed
	case a.Outcome.Satisfied() && open(b.Outcome):
		change.What = Regressed
	}
	return change, a.Outcome != b.Outcome || a.Shown() != b.Shown() || change.CriterionChanged
}

// countedOtherwise names what is not as it was about how a criterion counts.
func countedOtherwise(a, b *Criterion) []string {
	var changes []string
	switch {
	case a.Blocker && !b.Blocker:
		changes = append(changes, "blocker dropped")
	case b.Blocker && !a.Blocker:
		changes = append(changes, "blocker added")
	}
	switch {
	case a.Informs && !b.Informs:
		changes = append(changes, "counts now")
	case b.Informs && !a.Informs:
		changes = append(changes, "counts no more")
	case a.Binds != b.Binds:
		changes = append(changes, "binds "+orNone(a.Binds)+" → "+orNone(b.Binds))
	}
	for _, part := range [][3]string{{"weight", a.Weight, b.Weight}, {"warn", a.Warn.written, b.Warn.written}} {
		switch name, before, after := part[0], part[1], part[2]; {
		case before == after:
		case after == "":
			changes = append(changes, name+" "+before+" dropped")
		case before == "":
			changes = append(changes, name+" "+after+" added")
		default:
			changes = append(changes, name+" "+before+" → "+after)
		}
	}
	return changes
}

func orNone(text string) string {
	if text == "" {
		return "always"
	}
	return text
}

func evidenceChange(a, b *Evidence) EvidenceChange {
	var change EvidenceChange
	for i, e := range []*Evidence{a, b} {
		if e == nil {
			continue
		}
		change.ID, change.Files[i], change.State[i], change.SHA256[i] = e.ID, len(e.Files), e.State, e.SHA256
		if e.Tool != nil {
			change.Tool[i] = e.Tool.Name + " " + e.Tool.Version
		}
	}
	switch change.Severities = severityChanges(a, b); {
	case a == nil:
		change.What = New
	case b == nil:
		change.What = Gone
	case len(change.Severities) > 0 || change.Files[0] != change.Files[1] || change.State[0] != change.State[1] || change.SHA256[0] != change.SHA256[1]:
		change.What = Changed
	}
	return change
}

// severityChanges lists the rules that both assessments know and rate
// differently, in the order of the later one.
func severityChanges(a, b *Evidence) []SeverityChange {
	if a == nil || b == nil {
		return nil
	}
	var list []SeverityChange
	each(a.Rules, b.Rules, func(r *Rule) string { return r.ID }, func(old, now *Rule) {
		if old != nil && now != nil && old.Severity != now.Severity {
			list = append(list, SeverityChange{Rule: now.ID, Before: old.Severity, After: now.Severity})
		}
	})
	return list
}

func waiverChange(a, b *Waiver) WaiverChange {
	var change WaiverChange
	for i, w := range []*Waiver{a, b} {
		if w != nil {
			change.ID, change.Criterion, change.State[i], change.Expires[i], change.Declared = w.ID, w.Criterion, w.State, w.Expires, w.Declared
		}
	}
	switch {
	case a == nil:
		change.What = Added
	case b == nil:
		change.What = Gone
	case a.State != b.State && b.State == Expired:
		change.What = Lapsed
	case a.State != b.State || a.Expires != b.Expires:
		change.What = Changed
	}
	return change
}

// termChanges explains the change of the score, the largest change first.
func termChanges(before, after []Term) []TermChange {
	type change struct {
		TermChange
		by *big.Rat
	}
	var list []change
	each(before, after, func(t *Term) string { return t.Criterion }, func(a, b *Term) {
		c := change{by: new(big.Rat)}
		if b != nil {
			c.Criterion, c.After = b.Criterion, b.Points
			c.by.Add(c.by, b.points)
		}
		if a != nil {
			c.Criterion, c.Before = a.Criterion, a.Points
			c.by.Sub(c.by, a.points)
		}
		c.Change, c.Exact = showPoints(c.by), c.by.RatString()
		if c.by.Sign() != 0 || a == nil || b == nil {
			list = append(list, c)
		}
	})
	slices.SortStableFunc(list, func(a, b change) int {
		return new(big.Rat).Abs(b.by).Cmp(new(big.Rat).Abs(a.by))
	})
	terms := make([]TermChange, 0, len(list))
	for _, c := range list {
		terms = append(terms, c.TermChange)
	}
	return terms
}
