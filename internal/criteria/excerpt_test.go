package criteria

import (
	"strings"
	"testing"
)

const quotingPlan = `version: 1
project: Shop
evidence:
  debt: { path: debt.yaml }
  redis: { path: redis.csv }
  word: { statement: It holds, by: A, on: 2026-01-01, max_age: 9d }
categories: [ { id: a } ]
criteria:
  - { id: A-1, title: Fast, category: a, evidence: redis, measure: benchmark.p95, target: < 10ms, blocker: true }
  - { id: A-2, title: Kept, category: a, evidence: debt, measure: document.exists }
`

func TestExcerptsAskThePlan(t *testing.T) {
	plan, list := Load(of(quotingPlan + `
excerpts:
  - { title: Debt, evidence: debt, under: debt, jq: ".items[] | [.id]", heads: [Marker] }
kpis: [ { criterion: A-1, next: < 5ms } ]
remarks: [ { about: "src/*", text: old } ]
risk: { level: low, because: small, by: A. Owner, on: 2026-01-01, mitigations: [ { risk: r, text: t, criteria: [A-2] } ] }
`))
	if err := list.Err(); err != nil {
		t.Fatal(err)
	}
	d := plan.Document
	if len(d.Excerpts) != 2 || d.Excerpts[0].Title != "Debt" || !plan.Asks[d.Excerpts[0].Asks[0]].Question.List {
		t.Errorf("excerpts %+v", d.Excerpts)
	}
	if figures := d.Excerpts[1]; len(figures.Asks) != 5 || figures.Heads[0] != "p50" {
		t.Errorf("figures %+v", figures)
	}
	if d.KPIs[0].Next.String() != "< 5ms" && d.KPIs[0].Next.String() != "< 5 ms" || d.Risk.Mitigations[0].Criteria[0] != "A-2" || d.Remarks[0].About != "src/*" {
		t.Errorf("%+v %+v %+v", d.KPIs, d.Risk, d.Remarks)
	}
}

func TestFaultsOfWhatIsQuoted(t *testing.T) {
	for text, want := range map[string]string{
		"excerpts: [ { title: T, evidence: nope, jq: . } ]":                                                             `no evidence declares "nope"`,
		"excerpts: [ { title: T, evidence: word, jq: . } ]":                                                             "is a statement",
		"excerpts: [ { title: T, evidence: debt } ]":                                                                    "expected one of jq, xpath, column and regexp, found 0",
		"excerpts: [ { title: T, evidence: debt, under: hall, jq: . } ]":                                                "hall",
		"kpis: [ { criterion: B-1 } ]":                                                                                  `no criterion has the id "B-1"`,
		"kpis: [ { criterion: A-1, next: < 5 MB } ]":                                                                    "expected",
		`remarks: [ { about: "[", text: x } ]`:                                                                          "expected a name, or a pattern",
		"risk: { level: tiny, because: x, by: y, on: 2026-01-01 }":                                                      "tiny",
		"risk: { level: low, because: x, by: y, on: 2026-01-01, mitigations: [ { risk: r, text: t, criteria: [Z] } ] }": `no criterion has the id "Z"`,
	} {
		if _, list := Load(of(quotingPlan + text + "\n")); !strings.Contains(show(list), want) {
			t.Errorf("%s: %s, want %q", text, show(list), want)
		}
	}
}
