package evaluate

import (
	"testing"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// scoped makes a waiver one for some records of C-1: it covers so many, and so
// many more remain.
func (p *project) scoped(w *criteria.Waiver, covered, rest string) {
	scope := where(p.t, fact.Scanner, "rule", "X")
	inside := p.ask("findings.high", "e-C-1", p.figures("e-C-1", covered))
	p.in.Plan.Asks[inside].Question.Where = fact.Where{}.Within(scope)
	outside := p.ask("findings.high", "e-C-1", p.figures("e-C-1", rest))
	p.in.Plan.Asks[outside].Question.Where = fact.Where{}.Without(scope)
	w.Inside, p.in.Plan.Criteria[0].Rest = criteria.One{Ask: inside}, criteria.One{Ask: outside}
}

func TestWaiverState(t *testing.T) {
	tests := []struct {
		name   string
		change func(*project, *criteria.Waiver)
		want   string
		waived bool
	}{
		{"plain", func(*project, *criteria.Waiver) {}, string(scorecard.InForce), true},
		{"at its last instant", func(_ *project, w *criteria.Waiver) { w.Expires = asOf }, string(scorecard.Expiring), true},
		{"an instant later", func(_ *project, w *criteria.Waiver) { w.Expires = asOf.Add(-1) }, string(scorecard.Expired), false},
		{"on its day", func(p *project, w *criteria.Waiver) {
			w.Expires = quantity.EndOfDay(asOf)
			p.in.AsOf = quantity.EndOfDay(asOf)
		}, string(scorecard.Expiring), true},
		{"soon over", func(p *project, w *criteria.Waiver) {
			p.in.WarnDays, w.Expires = 14, asOf.AddDate(0, 0, 14)
		}, string(scorecard.Expiring), true},
		{"not soon over", func(p *project, w *criteria.Waiver) {
			p.in.WarnDays, w.Expires = 14, asOf.AddDate(0, 0, 14).Add(1)
		}, string(scorecard.InForce), true},
		{"granted now", func(_ *project, w *criteria.Waiver) { w.Granted = asOf }, string(scorecard.InForce), true},
		{"granted in an instant", func(_ *project, w *criteria.Waiver) { w.Granted = asOf.Add(1) }, string(scorecard.NotYetGranted), false},
		{"granted just before", func(_ *project, w *criteria.Waiver) { w.Granted = asOf.Add(-1) }, string(scorecard.InForce), true},
		{"granted on the day after", func(p *project, w *criteria.Waiver) {
			p.in.AsOf = quantity.EndOfDay(asOf)
			w.Granted = p.in.AsOf
		}, string(scorecard.NotYetGranted), false},
		{"granted tomorrow", func(_ *project, w *criteria.Waiver) { w.Granted = asOf.AddDate(0, 0, 1) }, string(scorecard.NotYetGranted), false},
		{"a year from as-of", func(_ *project, w *criteria.Waiver) { w.Expires = asOf.AddDate(0, 0, 365) }, string(scorecard.InForce), true},
		{"more than a year from as-of", func(_ *project, w *criteria.Waiver) { w.Expires = asOf.AddDate(0, 0, 365).Add(1) }, string(scorecard.TooLong), false},
		{"more than a year from granted", func(_ *project, w *criteria.Waiver) {
			w.Granted, w.Expires = asOf.AddDate(0, 0, -300), asOf.AddDate(0, 0, 66)
		}, string(scorecard.TooLong), false},
		{"a year from granted", func(_ *project, w *criteria.Waiver) {
			w.Granted, w.Expires = asOf.AddDate(0, 0, -300), asOf.AddDate(0, 0, 65)
		}, string(scorecard.InForce), true},
		{"a shorter waiver_max", func(p *project, _ *criteria.Waiver) { p.in.Plan.WaiverMax = quantity.Int(30, quantity.Day) }, string(scorecard.TooLong), false},
		{"the owner approves", func(_ *project, w *criteria.Waiver) { w.Owner, w.ApprovedBy = "A. Owner ", "a.  owner" }, string(scorecard.CoversNothing), false},
		{"the owner approves without a space", func(_ *project, w *criteria.Waiver) { w.Owner, w.ApprovedBy = "A. Owner", "A.Owner" }, string(scorecard.CoversNothing), false},
		{"the owner approves invisibly", func(_ *project, w *criteria.Waiver) {
			w.Owner, w.ApprovedBy = "A. Owner", "A.\u00a0Ow\u200bner\u2060"
		}, string(scorecard.CoversNothing), false},
		{"within its limit", func(p *project, w *criteria.Waiver) { w.Limit = bar(p.t, "<= 3") }, string(scorecard.InForce), true},
		{"out of its limit", func(p *project, w *criteria.Waiver) { w.Limit = bar(p.t, "<= 2") }, string(scorecard.OutOfLimit), false},
		{"for this release", func(p *project, w *criteria.Waiver) { p.in.Plan.Release, w.Release = "2.0", "2.0" }, string(scorecard.InForce), true},
		{"for another release", func(p *project, w *criteria.Waiver) { p.in.Plan.Release, w.Release = "2.1", "2.0" }, string(scorecard.CoversNothing), false},
		{"for another release, unused", func(p *project, w *criteria.Waiver) {
			p.met("C-2")
			w.Criterion, w.Release = "C-2", "2.0"
		}, string(scorecard.CoversNothing), false},
		{"for all that breaks the target", func(p *project, w *criteria.Waiver) { p.scoped(w, "3", "0") }, string(scorecard.InForce), true},
		{"for all records there are", func(p *project, w *criteria.Waiver) {
			p.scoped(w, "3", "0")
			a := &p.in.Answers[len(p.in.Answers)-1]
			a.Matched, a.Figures, a.Problem = 0, nil, []fact.Problem{{Reason: fact.NoMatch}}
		}, string(scorecard.InForce), true},
		{"for a part of what breaks the target", func(p *project, w *criteria.Waiver) { p.scoped(w, "2", "1") }, string(scorecard.InForce), false},
		{"for records that are not there", func(p *project, w *criteria.Waiver) { p.scoped(w, "0", "3") }, string(scorecard.CoversNothing), false},
		{"for a part, and nobody counted the rest", func(p *project, w *criteria.Waiver) {
			p.scoped(w, "2", "0")
			p.in.Plan.Criteria[0].Rest = nil
		}, string(scorecard.InForce), false},
		{"for a part, out of its limit", func(p *project, w *criteria.Waiver) {
			p.scoped(w, "3", "0")
			w.Limit = bar(p.t, "<= 2")
		}, string(scorecard.OutOfLimit), false},
		{"for what nobody can tell apart", func(p *project, w *criteria.Waiver) {
			p.scoped(w, "3", "0")
			p.in.Answers[len(p.in.Answers)-1].Problem = []fact.Problem{{Reason: fact.Unreadable}}
		}, string(scorecard.InForce), false},
		{"covers only unknown", func(_ *project, w *criteria.Waiver) { w.CoversUnmet, w.CoversUnknown = false, true }, string(scorecard.CoversNothing), false},
		{"for a criterion that is not there", func(_ *project, w *criteria.Waiver) { w.Criterion = "C-9" }, string(scorecard.CoversNothing), false},
		{"for one that is met", func(p *project, w *criteria.Waiver) { p.met("C-2"); w.Criterion = "C-2" }, string(scorecard.CoversNothing), false},
		{"for one that is unknown", func(p *project, w *criteria.Waiver) { p.unknown("C-2"); w.Criterion = "C-2" }, string(scorecard.CoversNothing), false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newProject(t)
			p.unmet("C-1")
			test.change(p, p.waive("C-1"))
			card := p.run()
			if got := card.Waivers[0].State; string(got) != test.want {
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
	if card := p.run(); card.Waivers[0].State != scorecard.InForce || !card.Criteria[0].Waived {
		t.Errorf("the waiver is %s", card.Waivers[0].State)
	}
	w.Limit = bar(t, "<= 3")
	if card := p.run(); card.Waivers[0].State != scorecard.OutOfLimit {
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
