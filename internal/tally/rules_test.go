package tally

import (
	"fmt"
	"slices"
	"testing"

	"signoff/internal/fact"

	"pgregory.net/rapid"
)

// TestRulesListed holds the list against one made of all rules at once: neither
// the order of the findings nor how they are spread over files shows.
func TestRulesListed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		distinct := rapid.SampledFrom([]int{1, rulesListed, rulesListed + 1, rulesKept, 3 * rulesKept}).Draw(t, "distinct")
		random := func(i int) uint64 { return (seed + uint64(i)) * 0x9e3779b97f4a7c15 >> 32 }
		worst := map[string]fact.Severity{}
		var files [3]Rules
		for i := range 4 * distinct {
			id, severity := fmt.Sprintf("R%d", int(random(i))%distinct), fact.Severities[random(-i)%5]
			worst[id] = max(worst[id], severity)
			files[random(i*i)%3].add(id, severity)
		}
		var want []fact.Rule
		for _, severity := range fact.Severities {
			var ids []string
			for id, s := range worst {
				if s == severity {
					ids = append(ids, id)
				}
			}
			slices.Sort(ids)
			for _, id := range ids {
				want = append(want, fact.Rule{ID: id, Severity: severity})
			}
		}
		for _, order := range [][3]int{{0, 1, 2}, {2, 0, 1}} {
			var whole Rules
			for _, i := range order {
				whole.Merge(files[i])
			}
			listed, more := whole.List()
			if !slices.Equal(listed, want[:min(len(want), rulesListed)]) || more != (len(want) > rulesListed) {
				t.Fatalf("%d of %d rules, more %t: %v", len(listed), len(want), more, listed)
			}
		}
	})
}

// TestRulesOfAFile takes the worst severity of each rule, of findings that were
// suppressed too, and passes over those without a rule.
func TestRulesOfAFile(t *testing.T) {
	sink := Compile(fact.Scanner, nil).Sink("scan.json")
	for _, f := range []fact.Finding{
		{Rule: "B101", Severity: fact.Low}, {Rule: "B602", Severity: fact.High, Suppressed: true},
		{Rule: "B101", Severity: fact.Medium}, {Rule: "B602", Severity: fact.Info}, {Severity: fact.Critical},
	} {
		sink.Finding(&f)
	}
	rules := sink.Rules()
	listed, more := rules.List()
	if want := []fact.Rule{{ID: "B602", Severity: fact.High}, {ID: "B101", Severity: fact.Medium}}; !slices.Equal(listed, want) || more || sink.Err() != nil {
		t.Errorf("got %v, more %t, %v", listed, more, sink.Err())
	}
}
