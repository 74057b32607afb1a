package criteria

import (
	"fmt"
	"strings"
	"testing"

	"signoff/internal/source"
)

func TestSecretsOfTheCriteriaAreLeftOut(t *testing.T) {
	token := "gh" + "p_" + "abcdefg1234567Zt3mKp9Wb2Lx8Rv5Yd4Hs6"
	text := strings.ReplaceAll(`version: 1
project: X TOKEN
evidence:
  scan: { path: a.sarif, transcribed: TOKEN }
  word: { statement: the key is TOKEN, by: A, on: 2026-01-01, max_age: 9d }
categories: [{ id: q, title: TOKEN }]
params: { api_key: kX9mLqd2Zt, fine: 3 }
criteria:
  - { id: A-1, title: T TOKEN, why: TOKEN, fix: "TOKEN", category: q, evidence: scan, measure: findings.high, target: "<= ${fine}", blocker: true }
  - { id: A-2, title: T, category: q, evidence: word }
waivers:
  - { criterion: A-1, reason: TOKEN, owner: A, approved_by: B, expires: 2026-12-31 }
`, "TOKEN", token)
	in := of(text)
	in.Set = []string{"fine=2"}
	plan, list := Load(in)
	if plan == nil {
		t.Fatal(show(list))
	}
	for _, said := range []string{fmt.Sprintf("%+v", *plan), fmt.Sprintf("%+v", *plan.Evidence[1].Statement), show(list)} {
		if strings.Contains(said, token) || strings.Contains(said, "kX9mLqd2Zt") {
			t.Errorf("a secret shows:\n%s", said)
		}
	}
	if got := plan.Waivers[0].Reason; got != "[redacted: github-token]" {
		t.Errorf("the reason is %q", got)
	}
	warned := map[int]int{}
	for _, e := range list {
		if strings.Contains(e.Msg, "holds a secret") && e.Level == source.Warning {
			warned[e.Pos.Line]++
		}
	}
	if want := map[int]int{2: 1, 4: 1, 5: 1, 6: 1, 7: 1, 9: 3, 12: 1}; fmt.Sprint(warned) != fmt.Sprint(want) {
		t.Errorf("warned at the lines %v, want %v", warned, want)
	}
}
