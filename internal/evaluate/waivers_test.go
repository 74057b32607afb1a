package evaluate

import (
	"testing"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// outside asks the question of C-1 of all that a waiver is not for.
func (p *project) outside(value string) criteria.Expr {
	ask := p.ask("findings.high", "e-C-1", p.figures("e-C-1", value))
	p.in.Plan.Asks[ask].Question.Where = fact.Where{}.Without(where(p.t, fact.Scanner, "rule", "X"))
	return criteria.One{Ask: ask}
}

func TestWaiverState(t *testing.T) {
	tests := []struct {
		name   string
		change func(*project, *criteria.Waiver)
		want   string
		waived bool
	}{
		{"plain", func(*project, *criteria.Waiver) {}, inForce, true},
		{"at its last instant", func(_ *project, w *criteria.Waiver) { w.Expires = asOf }, expiring, true},
		{"an instant later", func(_ *project, w *criteria.Waiver) { w.Expires = asOf.Add(-1) }, expired, false},
		{"on its day", func(p *project, w *criteria.Waiver) {
			w.Expires = quantity.EndOfDay(asOf)
			p.in.AsOf = quantity.EndOfDay(asOf)
		}, expiring, true},
		{"soon over", func(p *project, w *criteria.Waiver) {
			p.in.WarnDays, w.Expires = 14, asOf.AddDate(0, 0, 14)
		}, expiring, true},
		{"not soon over", func(p *project, w *criteria.Waiver) {
			p.in.WarnDays, w.Expires = 14, asOf.AddDate(0, 0, 14).Add(1)
		}, inForce, true},
		{"granted now", func(_ *project, w *criteria.Waiver) { w.Granted = asOf }, inForce, true},
		{"granted in an instant", func(_ *project, w *criteria.Waiver) { w.Granted = asOf.Add(1) }, notYet, false},
		{"granted just before", func(_ *project, w *criteria.Waiver) { w.Granted = asOf.Add(-1) }, inForce, true},
		{"granted on the day after", func(p *project, w *criteria.Waiver) {
			p.in.AsOf = quantity.EndOfDay(asOf)
			w.Granted = p.in.AsOf
		}, notYet, false},
		{"granted tomorrow", func(_ *project, w *criteria.Waiver) { w.Granted = asOf.AddDate(0, 0, 1) }, notYet, false},
		{"a year from as-of", func(_ *project, w *criteria.Waiver) { w.Expires = asOf.AddDate(0, 0, 365) }, inForce, true},
		{"more than a year from as-of", func(_ *project, w *criteria.Waiver) { w.Expires = asOf.AddDate(0, 0, 365).Add(1) }, tooLong, false},
		{"more than a year from granted", func(_ *project, w *criteria.Waiver) {
			w.Granted, w.Expires = asOf.AddDate(0, 0, -300), asOf.AddDate(0, 0, 66)
		}, tooLong, false},
		{"a year from granted", func(_ *project, w *criteria.Waiver) {
			w.Granted, w.Expires = asOf.AddDate(0, 0, -300), asOf.AddDate(0, 0, 65)
		}, inForce, true},
		{"a shorter waiver_max", func(p *project, _ *criteria.Waiver) { p.in.Plan.WaiverMax = quantity.Int(30, quantity.Day) }, tooLong, false},
		{"the owner approves", func(_ *project, w *criteria.Waiver) { w.Owner, w.ApprovedBy = "A. Owner ", "a.  owner" }, selfMade, false},
		{"the owner approves without a space", func(_ *project, w *criteria.Waiver) { w.Owner, w.ApprovedBy = "A. Owner", "A.Owner" }, selfMade, false},
		{"the owner approves invisibly", func(_ *project, w *criteria.Waiver) {
			w.Owner, w.ApprovedBy = "A. Owner", "A.\u00a0Ow\u200bner\u2060"
		}, selfMade, false},
		{"within its limit", func(p *project, w *criteria.Waiver) { w.Limit = bar(p.t, "<= 3") }, inForce, true},
		{"out of its limit", func(p *project, w *criteria.Waiver) { w.Limit = bar(p.t, "<= 2") }, outOfLimit, false},
		{"for this release", func(p *project, w *criteria.Waiver) { p.in.Plan.Release, w.Release = "2.0", "2.0" }, inForce, true},
		{"for another release", func(p *project, w *criteria.Waiver) { p.in.Plan.Release, w.Release = "2.1", "2.0" }, outOfScope, false},
		{"for another release, unused", func(p *project, w *criteria.Waiver) {
			p.met("C-2")
			w.Criterion, w.Release = "C-2", "2.0"
		}, outOfScope, false},
		{"for all that breaks the target", func(p *project, w *criteria.Waiver) { w.Outside = p.outside("0") }, inForce, true},
		{"for all records there are", func(p *project, w *criteria.Waiver) {
			w.Outside = p.outside("0")
			a := &p.in.Answers[len(p.in.Answers)-1]
			a.Matched, a.Figures, a.Trouble = 0, nil, []fact.Trouble{{Reason: fact.NoMatch}}
		}, inForce, true},
		{"for a part of what breaks the target", func(p *project, w *criteria.Waiver) { w.Outside = p.outside("1") }, outOfScope, false},
		{"for what nobody can tell apart", func(p *project, w *criteria.Waiver) {
			w.Outside = p.outside("0")
			p.in.Answers[len(p.in.Answers)-1].Trouble = []fact.Trouble{{Reason: fact.Unreadable}}
		}, outOfScope, false},
		{"covers only unknown", func(_ *project, w *criteria.Waiver) { w.CoversUnmet, w.CoversUnknown = false, true }, unused, false},
		{"for a criterion that is not there", func(_ *project, w *criteria.Waiver) { w.Criterion = "C-9" }, unused, false},
		{"for one that is met", func(p *project, w *criteria.Waiver) { p.met("C-2"); w.Criterion = "C-2" }, unused, false},
		{"for one that is unknown", func(p *project, w *criteria.Waiver) { p.unknown("C-2"); w.Criterion = "C-2" }, unused, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newProject(t)
			p.unmet("C-1")
			test.change(p, p.waive("C-1"))
			card := p.run()
			if got := card.Waivers[0].State; got != test.want {
				t.Errorf("the waiver is %s, want %s", got, test.want)
			}
			c := card.Criteria[0]
			if c.Waived != test.waived || (c.Waiver != "") != test.waived {
				t.Errorf("waived is %v by %q, want %v", c.Waived, c.Waiver, test.waived)
			}
			if c.Outcome != scorecard.Unmet {
				t.Errorf("the outcome is %s, want unmet whatever is waived", c.Outcome)
			}
		})
	}
}

func TestAWaiverOfTheUnknown(t *testing.T) {
	p := newProject(t)
	p.unknown("C-1")
	w := p.waive("C-1")
	w.CoversUnknown = true
	if card := p.run(); card.Waivers[0].State != inForce || !card.Criteria[0].Waived {
		t.Errorf("the waiver is %s", card.Waivers[0].State)
	}
	w.Limit = bar(t, "<= 3")
	if card := p.run(); card.Waivers[0].State != outOfLimit {
		t.Errorf("without a figure nothing shows the limit, and the waiver is %s", card.Waivers[0].State)
	}
}

func TestWaiverDates(t *testing.T) {
	p := newProject(t)
	p.unmet("C-1")
	w := p.waive("C-1")
	w.Expires = quantity.EndOfDay(asOf)
	if got := p.run().Waivers[0].Expires; got != "2026-11-20" {
		t.Errorf("a waiver to the end of a day shows %q, want the day", got)
	}
}
