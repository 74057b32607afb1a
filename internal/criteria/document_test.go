package criteria

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

const documented = "version: 1\nproject: X\n" + `lang: pt-BR
period: 2026-11-01 to 2026-11-21
branch: release/2.4
control: { id: QA-17, version: 1.20, distribution: release board, classification: internal, contact: qa@example.org }
contacts:
  - { name: Operations, for: restores, address: ops@example.org }
  - { name: Ada }
objectives:
  - { id: O-1, title: No message is lost, refs: [SLA-3] }
  - { id: SLA-9, title: Fast }
evidence: { scan: a.json }
categories: [{ id: sec, title: Security, note: Measured on one machine. }]
criteria:
  - { id: A, title: A, category: sec, evidence: scan, measure: findings.high, target: == 0, due: 2026-12-15, priority: high, phase: Phase 3, refs: [SLA-3] }
  - { id: B, title: B, category: sec, evidence: scan, measure: findings.low, target: == 0, refs: [SLA-9] }
waivers:
  - { criterion: A, reason: r, owner: o, approved_by: p, granted: 2026-11-01, expires: 2026-12-31, due: 2026-12-10 }
`

func TestDocument(t *testing.T) {
	plan, list := Load(of(documented))
	if plan == nil || len(list) > 1 { // nothing blocks, which lint says
		t.Fatalf("faults:\n%s", show(list))
	}
	want := Document{
		Control: Control{"QA-17", "1.20", "release board", "internal", "qa@example.org"},
		Lang:    "pt-BR", Period: "2026-11-01 to 2026-11-21", Branch: "release/2.4",
		Contacts:   []Contact{{"Operations", "restores", "ops@example.org"}, {Name: "Ada"}},
		Objectives: []Objective{{"O-1", "No message is lost", []string{"SLA-3"}}, {ID: "SLA-9", Title: "Fast"}},
	}
	if !reflect.DeepEqual(plan.Document, want) {
		t.Errorf("found  %+v\nwanted %+v", plan.Document, want)
	}
	c, w := plan.Criteria[0], plan.Waivers[0]
	if got := c.Due.Format(time.DateOnly) + " " + c.Priority + " " + c.Phase + " " + w.Due.Format(time.DateOnly) + " " + plan.Categories[0].Note; got != "2026-12-15 high Phase 3 2026-12-10 Measured on one machine." {
		t.Errorf("found %s", got)
	}
	if b := plan.Criteria[1]; !b.Due.IsZero() || b.Priority+b.Phase != "" {
		t.Errorf("set by nobody: %+v", b)
	}
}

// A date or a word beside a criterion changes nothing of what it asks.
func TestDocumentChangesNoRevision(t *testing.T) {
	plain := strings.ReplaceAll(documented, ", due: 2026-12-15, priority: high, phase: Phase 3", "")
	with, _ := Load(of(documented))
	without, _ := Load(of(plain))
	if with == nil || without == nil || with.Criteria[0].Revision != without.Criteria[0].Revision {
		t.Error("the revision moved")
	}
}

func TestDocumentFaults(t *testing.T) {
	for _, test := range []struct{ old, with, want string }{
		{"lang: pt-BR", "lang: portuguese", "expected a language such as en"},
		{"lang: pt-BR", "lang: [a]", "expected a text"},
		{"due: 2026-12-15", "due: soon", "expected a date such as"},
		{"due: 2026-12-10", "due: 10.12.2026", "expected a date such as"},
		{"version: 1.20", "verson: 1.20", `did you mean "version"?`},
		{"id: SLA-9", "id: O-1", `duplicate objective "O-1"`},
		{"id: SLA-9, title", "title", "expected \"id\" in objective"},
		{"{ name: Ada }", "{ for: x }", "expected \"name\" in contact"},
		{"refs: [SLA-9]", "refs: [SLA-8]", `no criterion refers to objective "SLA-9"`},
	} {
		if !strings.Contains(documented, test.old) {
			t.Fatalf("no %q", test.old)
		}
		_, list := Load(of(strings.Replace(documented, test.old, test.with, 1)))
		if !strings.Contains(show(list), test.want) {
			t.Errorf("%s: expected %s, found\n%s", test.with, test.want, show(list))
		}
	}
}
