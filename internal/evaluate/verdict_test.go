package evaluate

import (
	"fmt"
	"slices"
	"testing"

	"signoff/internal/criteria"
	"signoff/internal/scorecard"
)

func TestVerdict(t *testing.T) {
	tests := []struct {
		name   string
		build  func(*project)
		want   string
		codes  []string
		wanted bool // for want of evidence
	}{
		{"all met", func(p *project) { p.many(20, 0) }, "approved", nil, false},
		{"nothing declared", func(*project) {}, "indeterminate", []string{string(scorecard.NothingApplicable)}, false},
		{"nothing applicable", func(p *project) { p.met("C-1").Applies = false }, "indeterminate", []string{string(scorecard.NothingApplicable)}, false},
		{"19 of 20", func(p *project) { p.many(19, 1) }, "approved", nil, false},
		{"18 of 20", func(p *project) { p.many(18, 2) }, "conditional", []string{string(scorecard.BelowApproved)}, false},
		{"17 of 20", func(p *project) { p.many(17, 3) }, "rejected", []string{string(scorecard.BelowConditional)}, false},
		{"a blocker unmet", func(p *project) { p.many(40, 0); p.unmet("B-1").Blocker = true }, "rejected", []string{string(scorecard.BlockerUnmet)}, false},
		{"a blocker unknown", func(p *project) { p.many(40, 0); p.unknown("B-1").Blocker = true }, "rejected", []string{string(scorecard.BlockerUnknown)}, true},
		{"a blocker with a warning", func(p *project) {
			p.many(19, 0)
			c := p.met("B-1")
			c.Blocker, c.Warn = true, bar(p.t, "< 0")
		}, "approved", nil, false},
		{"every code of a rejection", func(p *project) {
			p.many(2, 1)
			p.unmet("B-1").Blocker = true
			p.unknown("B-2").Blocker = true
		}, "rejected", []string{string(scorecard.BlockerUnmet), string(scorecard.BlockerUnknown), string(scorecard.BelowConditional)}, false},
		{"a blocker waived", func(p *project) {
			p.many(40, 0)
			p.unmet("B-1").Blocker = true
			p.waive("B-1")
		}, "conditional", []string{string(scorecard.BlockerWaived)}, false},
		{"waived up to conditional", func(p *project) {
			p.many(18, 4)
			p.waive("U-1")
			p.waive("U-2")
		}, "conditional", []string{string(scorecard.BelowApproved)}, false},
		{"everything waived", func(p *project) {
			p.many(0, 2)
			p.waive("U-1")
			p.waive("U-2")
		}, "conditional", []string{string(scorecard.BelowApproved)}, false},
		{"unknown, and it would be better", func(p *project) { p.many(18, 0); p.unknown("C-1"); p.unknown("C-2") }, "conditional", []string{string(scorecard.BelowApproved)}, true},
		{"unknown, and it would not be better", func(p *project) { p.many(2, 2); p.unknown("C-1") }, "rejected", []string{string(scorecard.BelowConditional)}, false},
		{"a draft", func(p *project) { p.many(20, 0); p.in.Plan.Draft = true }, "conditional", []string{string(scorecard.Draft)}, false},
		{"a draft with a blocker unmet", func(p *project) {
			p.many(40, 0)
			p.unmet("B-1").Blocker = true
			p.in.Plan.Draft = true
		}, "rejected", []string{string(scorecard.BlockerUnmet), string(scorecard.Draft)}, false},
		{"a score is asked", func(p *project) {
			p.many(19, 1)
			p.in.Plan.Verdict.ApprovedScore = bar(p.t, ">= 96 points")
		}, "conditional", []string{string(scorecard.BelowApproved)}, false},
		{"compliance and score both miss", func(p *project) {
			p.many(18, 2)
			p.in.Plan.Verdict.ApprovedScore = bar(p.t, ">= 96 points")
		}, "conditional", []string{string(scorecard.BelowApproved)}, false},
		{"exactly the bar", func(p *project) {
			p.many(2, 1)
			p.in.Plan.Verdict = criteria.Thresholds{ApprovedCompliance: bar(p.t, ">= 66%"), ConditionalCompliance: bar(p.t, ">= 66%")}
		}, "approved", nil, false},
		{"approved asks less than conditional, and a waiver", func(p *project) {
			p.many(1, 1)
			p.in.Plan.Verdict = criteria.Thresholds{ApprovedCompliance: bar(p.t, ">= 10%"), ConditionalCompliance: bar(p.t, ">= 90%")}
			p.waive("U-1")
		}, "conditional", []string{string(scorecard.BelowApproved)}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newProject(t)
			test.build(p)
			got := p.run().Verdict
			if string(got.Outcome) != test.want || !slices.Equal(reasons(got), test.codes) {
				t.Errorf("got %s %v, want %s %v", got.Outcome, got.Reasons, test.want, test.codes)
			}
			if got.ForWantOfEvidence != test.wanted {
				t.Errorf("for want of evidence is %v", got.ForWantOfEvidence)
			}
		})
	}
}

// many declares so many met criteria M-1 … and unmet ones U-1 ….
func (p *project) many(met, unmet int) {
	for i := range met {
		p.met(fmt.Sprintf("M-%d", i+1))
	}
	for i := range unmet {
		p.unmet(fmt.Sprintf("U-%d", i+1))
	}
}

func TestReasonsQuoteTheirFigures(t *testing.T) {
	p := newProject(t)
	p.many(18, 2)
	want := "compliance is 90.0\u202f%, and approved needs 95\u202f%"
	if got := p.run().Verdict.Reasons[0].Text; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAReasonNamesTheBarThatIsMissed(t *testing.T) {
	p := newProject(t)
	p.many(1, 1)
	p.in.Plan.Verdict = criteria.Thresholds{ApprovedCompliance: bar(t, ">= 10%"), ConditionalCompliance: bar(t, ">= 90%")}
	p.waive("U-1")
	want := "compliance without waivers is 50.0\u202f%, and conditional needs 90\u202f%"
	if got := p.run().Verdict.Reasons[0].Text; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestConditionsNameWhomTheyWaitFor(t *testing.T) {
	p := newProject(t)
	p.many(18, 0)
	p.unmet("C-1").Owner = "platform"
	p.unmet("C-2").Owner = "platform"
	p.waive("C-2").Owner = "Ann"
	got := p.run().Verdict
	if got.Outcome != scorecard.Conditional || len(got.Conditions) != 2 {
		t.Fatalf("got %s with %v", got.Outcome, got.Conditions)
	}
	if c := got.Conditions[0]; c.Criterion != "C-1" || c.Owner != "platform" || c.Text != "Title of C-1 is unmet: 3, and =\u00a00 is asked" {
		t.Errorf("got %+v", c)
	}
	if c := got.Conditions[1]; c.Owner != "Ann" {
		t.Errorf("a waived condition waits for %q, want the owner of the waiver", c.Owner)
	}
}

func TestApprovals(t *testing.T) {
	signed := named
	with := func(a Approval, change func(*Approval)) Approval { change(&a); return a }
	tests := []struct {
		name    string
		records []Approval
		want    string
		codes   []string
		states  []string
	}{
		{"none", nil, "conditional", []string{string(scorecard.ApprovalMissing)}, []string{"missing", "missing"}},
		{"both", []Approval{signed("Dev", "Ann"), signed("Ops", "Bob")}, "approved", nil, []string{"recorded", "recorded"}},
		{"one", []Approval{signed("Dev", "Ann")}, "conditional", []string{string(scorecard.ApprovalMissing)}, []string{"recorded", "missing"}},
		{"one person signs both", []Approval{signed("Dev", "Ann"), signed("Ops", " ann ")}, "conditional", []string{string(scorecard.ApprovalMissing)}, []string{"recorded", "void"}},
		{"one person signs both, once with a condition", []Approval{with(signed("Dev", "Ann"), func(a *Approval) { a.Condition = "fix C-1" }), signed("Ops", "Ann")},
			"conditional", []string{string(scorecard.ApprovalMissing), string(scorecard.ApprovalConditional)}, []string{"recorded", "void"}},
		{"with a condition", []Approval{signed("Dev", "Ann"), with(signed("Ops", "Bob"), func(a *Approval) { a.Condition = "fix C-1" })},
			"conditional", []string{string(scorecard.ApprovalConditional)}, []string{"recorded", "recorded"}},
		{"refused", []Approval{signed("Dev", "Ann"), with(signed("Ops", "Bob"), func(a *Approval) { a.Refused = true })},
			"rejected", []string{string(scorecard.RoleRefused)}, []string{"recorded", "refused"}},
		{"refused, then given", []Approval{signed("Dev", "Ann"), with(signed("Ops", "Bob"), func(a *Approval) { a.Refused = true }), signed("Ops", "Cid")},
			"rejected", []string{string(scorecard.RoleRefused)}, []string{"recorded", "refused", "recorded"}},
		{"for another assessment", []Approval{signed("Dev", "Ann"), with(signed("Ops", "Bob"), func(a *Approval) { a.Digest = "other" })},
			"conditional", []string{string(scorecard.ApprovalMissing)}, []string{"recorded", "void"}},
		{"refused for another assessment", []Approval{signed("Dev", "Ann"), with(signed("Ops", "Bob"), func(a *Approval) { a.Digest, a.Refused = "other", true })},
			"conditional", []string{string(scorecard.ApprovalMissing)}, []string{"recorded", "void"}},
		{"by nobody", []Approval{signed("Dev", "Ann"), signed("Ops", " ")}, "conditional", []string{string(scorecard.ApprovalMissing)}, []string{"recorded", "invalid"}},
		{"of a role that is not asked", []Approval{signed("Dev", "Ann"), signed("Ops", "Bob"), with(signed("Cook", "Cid"), func(a *Approval) { a.Refused = true })},
			"approved", nil, []string{"recorded", "recorded", "void"}},
		{"the role in other letters", []Approval{signed("dev ", "Ann"), signed("OPS", "Bob")}, "approved", nil, []string{"recorded", "recorded"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newProject(t)
			p.many(20, 0)
			p.in.Plan.Sign = roles("Dev", "Ops")
			digest := p.run().Digest()
			for _, r := range test.records {
				if r.Digest == "" {
					r.Digest = digest
				}
				p.in.Approvals = append(p.in.Approvals, r)
			}
			card := p.run()
			if got := card.Verdict; string(got.Outcome) != test.want || !slices.Equal(reasons(got), test.codes) || got.BeforeApprovals != "approved" {
				t.Errorf("got %s %v (before approvals %s), want %s %v", got.Outcome, reasons(got), got.BeforeApprovals, test.want, test.codes)
			}
			var states []string
			for _, a := range card.Approvals {
				states = append(states, string(a.State))
			}
			if !slices.Equal(states, test.states) {
				t.Errorf("approvals are %v, want %v", states, test.states)
			}
			if card.Digest() != digest {
				t.Error("an approval changes the digest that it signs")
			}
		})
	}
}

func TestDigestChangesWithOutcomesAndNotWithTime(t *testing.T) {
	build := func() *project {
		p := newProject(t)
		p.many(19, 1)
		p.waive("U-1").Expires = asOf.AddDate(0, 0, 20)
		p.simple("D-1", "document.age", "<= 30d")
		p.in.Answers[len(p.in.Answers)-1] = textAnswer("2026-11-10")
		p.in.WarnDays = 14
		return p
	}
	p := build()
	before := p.run().Digest()
	p.in.AsOf, p.in.AsOfFrom, p.in.Tool.Version = asOf.AddDate(0, 0, 10), "clock", "other"
	if got := p.run(); got.Digest() != before || got.Waivers[0].State != scorecard.Expiring {
		t.Errorf("ten days later the digest differs (waiver %s)", got.Waivers[0].State)
	}
	p.in.AsOf = asOf.AddDate(0, 0, 21)
	if p.run().Digest() == before {
		t.Error("an expired waiver and an old document leave the digest as it was")
	}
	for name, change := range map[string]func(*project){
		"a figure":   func(p *project) { p.in.Answers[0].Figures[0].Value = value(t, "1") },
		"evidence":   func(p *project) { p.in.Evidence[0].Files[0].SHA256 = "other" },
		"a target":   func(p *project) { p.in.Plan.Criteria[0].Target = target(t, "== 1") },
		"the plan":   func(p *project) { p.in.Plan.SHA256 = "other" },
		"the source": func(p *project) { p.in.Commit.Tree = "other" },
		"the owner":  func(p *project) { p.in.Plan.Waivers[0].Owner = "other" },
	} {
		p := build()
		change(p)
		if p.run().Digest() == before {
			t.Errorf("%s changes and the digest does not", name)
		}
	}
}
