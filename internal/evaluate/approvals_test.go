package evaluate

import (
	"slices"
	"strings"
	"testing"
	"time"

	"signoff/internal/criteria"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// roles are roles that ask nothing but a name.
func roles(names ...string) criteria.Sign {
	var s criteria.Sign
	for _, n := range names {
		s.Roles = append(s.Roles, criteria.Role{Name: n, Need: 1})
	}
	return s
}

// keyed is a record with a signature that holds.
func keyed(role, name, by string) Approval {
	return Approval{
		Approval:  criteria.Approval{Role: role, Name: name, Date: asOf.Add(-time.Hour)},
		Signature: Signature{By: []string{by}, Key: "SHA256:" + by},
	}
}

func named(role, name string) Approval {
	a := keyed(role, name, "")
	a.Signature = Signature{}
	return a
}

func but(a Approval, change func(*Approval)) Approval {
	change(&a)
	return a
}

func TestWhatMakesAnApprovalCount(t *testing.T) {
	dev := criteria.Role{Name: "Dev", Need: 1, Signers: []string{"ann@example.org", "bob@example.org"}}
	ops := criteria.Role{Name: "Ops", Need: 1}
	two := criteria.Role{Name: "Dev", Need: 2}
	days, _ := quantity.ParseAge("14d")
	refuses := but(named("Dev", "Ann"), func(a *Approval) { a.Refused, a.Digest = true, "D" })
	for _, test := range []struct {
		name     string
		roles    []criteria.Role
		required bool
		records  []Approval
		verdict  string
		states   string
		note     string
	}{
		{"signed", []criteria.Role{dev}, true, []Approval{keyed("Dev", "Ann", "ann@example.org")}, "approved", "signed", ""},
		{"recorded where a key is asked", []criteria.Role{dev}, true, []Approval{named("Dev", "Ann")}, "conditional", "recorded", "only signed approvals count"},
		{"recorded where none is", []criteria.Role{dev}, false, []Approval{named("Dev", "Ann")}, "approved", "recorded", ""},
		{"by another role's key", []criteria.Role{dev}, false, []Approval{keyed("Dev", "Eve", "eve@example.org")}, "conditional", "invalid", "eve@example.org, who does not sign for Dev"},
		{"a signature that does not hold", []criteria.Role{dev}, false,
			[]Approval{but(named("Dev", "Ann"), func(a *Approval) { a.Signature = Signature{Key: "k", Fault: "is signed for git"} })}, "conditional", "invalid", "is signed for git"},
		{"changed", []criteria.Role{ops}, false, []Approval{but(named("Ops", "Ann"), func(a *Approval) { a.Changed = "was changed" })}, "conditional", "invalid", "was changed"},
		{"means another thing", []criteria.Role{ops}, false, []Approval{but(named("Ops", "Ann"), func(a *Approval) { a.Meaning = "I saw it" })}, "conditional", "invalid", "means something else"},
		{"a changed refusal still keeps from approving", []criteria.Role{ops}, false,
			[]Approval{but(named("Ops", "Ann"), func(a *Approval) { a.Refused, a.Changed = true, "was changed" }), named("Ops", "Bob")}, "conditional", "invalid recorded", "was changed"},
		{"one of two", []criteria.Role{two}, false, []Approval{named("Dev", "Ann")}, "conditional", "recorded missing", "1 of 2 persons"},
		{"two of two", []criteria.Role{two}, false, []Approval{named("Dev", "Ann"), named("Dev", "Bob")}, "approved", "recorded recorded", ""},
		{"one person twice", []criteria.Role{two}, false, []Approval{named("Dev", "Ann"), named("Dev", "\u0410nn")}, "conditional", "recorded void missing", "one person signs once"},
		{"two roles, letters that look alike", []criteria.Role{two, ops}, false, []Approval{named("Dev", "Ada Lee"), named("Dev", "Bob"), named("Ops", "\u0410da Lee")}, "conditional", "recorded recorded void", "looks like Ada Lee"},
		{"two roles, one key", []criteria.Role{dev, ops}, false, []Approval{keyed("Dev", "Ann", "ann@example.org"), keyed("Ops", "Bob", "ann@example.org")}, "conditional", "signed void", "this name signs Dev"},
		{"taken back", []criteria.Role{two}, false,
			[]Approval{refuses, but(named("Dev", "Ann"), func(a *Approval) { a.TakesBack = refuses.Record() }), named("Dev", "Bob")}, "approved", "recorded recorded void", "taken back by Ann"},
		{"taken back by another", []criteria.Role{two}, false,
			[]Approval{refuses, but(named("Dev", "Cid"), func(a *Approval) { a.TakesBack = refuses.Record() }), named("Dev", "Bob")}, "rejected", "refused recorded recorded", ""},
		{"lapsed", []criteria.Role{{Name: "Ops", Need: 1, Valid: days}}, false,
			[]Approval{but(named("Ops", "Ann"), func(a *Approval) { a.Date = asOf.AddDate(0, 0, -15) })}, "conditional", "void", "and lasts 14"},
		{"dated ahead to last longer", []criteria.Role{{Name: "Ops", Need: 1, Valid: days}}, false,
			[]Approval{but(named("Ops", "Ann"), func(a *Approval) { a.Date = asOf.AddDate(70, 0, 0) })}, "conditional", "invalid", "dated after"},
		{"a condition past its day", []criteria.Role{ops}, false,
			[]Approval{but(named("Ops", "Ann"), func(a *Approval) { a.Condition, a.Until = "scan", asOf.Add(-time.Minute) })}, "conditional", "void", "had to be fulfilled by"},
		{"by the author", []criteria.Role{{Name: "Ops", Need: 1, Not: []string{criteria.NotAuthor}}}, false, []Approval{named("Ops", "Writer")}, "conditional", "invalid", "author of the commit"},
		{"by the author's key", []criteria.Role{{Name: "Ops", Need: 1, Not: []string{criteria.NotAuthor}}}, false, []Approval{keyed("Ops", "Nick", "writer@example.org")}, "conditional", "invalid", "author of the commit"},
		{"by the owner of a waiver", []criteria.Role{{Name: "Ops", Need: 1, Not: []string{criteria.NotOwner}}}, false, []Approval{named("Ops", "Owner")}, "conditional", "invalid", "owner of a waiver"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := newProject(t)
			p.many(20, 0)
			p.in.Plan.Sign = criteria.Sign{Roles: test.roles, Required: test.required}
			p.in.Plan.Waivers = []criteria.Waiver{{Criterion: "M-1", Owner: "Owner", ApprovedBy: "Chief"}}
			p.in.Commit.Authors = []string{"Writer", "writer@example.org"}
			digest := p.run().Digest()
			for _, r := range test.records {
				back := refuses
				if back.Digest = digest; r.TakesBack == refuses.Record() {
					r.TakesBack = back.Record()
				}
				r.Digest = digest
				p.in.Approvals = append(p.in.Approvals, r)
			}
			card := p.run()
			var states, notes []string
			for _, a := range card.Approvals {
				states, notes = append(states, string(a.State)), append(notes, a.Notes...)
			}
			if got := strings.Join(states, " "); got != test.states || string(card.Verdict.Outcome) != test.verdict {
				t.Errorf("got %s, %s; want %s, %s (%s)", card.Verdict.Outcome, got, test.verdict, test.states, notes)
			}
			if !strings.Contains(strings.Join(notes, "\n"), test.note) {
				t.Errorf("the notes %q do not say %q", notes, test.note)
			}
		})
	}
}

// TestWhatVoidsAnApprovalIsNamed holds the parts of what was signed against
// those of now.
func TestWhatVoidsAnApprovalIsNamed(t *testing.T) {
	for want, change := range map[string]func(*project){
		"changed: plan":           func(p *project) { p.in.Plan.SHA256 = "other" },
		"changed: parameters":     func(p *project) { p.in.Plan.Params = []criteria.Param{{Name: "a", Value: "b"}} },
		"changed: evidence e-M-1": func(p *project) { p.in.Evidence[0].Files[0].SHA256 = "other" },
		"changed: src/a.go": func(p *project) {
			p.in.Commit.Tree, p.in.Approvals[0].Since = "other", []string{"src/a.go"}
		},
		"changed: source": func(p *project) { p.in.Commit.Tree = "other" },
	} {
		p := newProject(t)
		p.many(20, 0)
		p.in.Plan.Sign = roles("Dev")
		p.in.Commit.Tree = "some"
		signed := p.run()
		record := named("Dev", "Ann")
		record.Digest = signed.Digest()
		for _, part := range signed.Parts() {
			record.Parts = append(record.Parts, part.Short())
		}
		p.in.Approvals = []Approval{record}
		if got := p.run().Approvals[0]; got.State != scorecard.Recorded {
			t.Fatalf("unchanged it is %s: %v", got.State, got.Notes)
		}
		change(p)
		if got := p.run().Approvals[0]; got.State != scorecard.Void || len(got.Notes) == 0 || !strings.Contains(got.Notes[0], want) {
			t.Errorf("expected %q, got %s: %q", want, got.State, got.Notes)
		}
	}
}

func TestAnUnattendedApprovalIsALimit(t *testing.T) {
	p := newProject(t)
	p.many(20, 0)
	p.in.Plan.Sign = roles("Dev")
	record := named("Dev", "Ann")
	record.Digest, record.Unattended = p.run().Digest(), true
	p.in.Approvals = []Approval{record}
	if ids, _ := limitIDs(p.run(), "unattended"); !slices.Equal(ids, []string{"Dev"}) {
		t.Errorf("the limit concerns %v", ids)
	}
}
