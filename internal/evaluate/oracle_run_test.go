package evaluate

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/scorecard"
)

// TestRunAgainstAnOracle holds whole assessments against an oracle that counts
// in integers, tries every way in which unknown members could turn out, and
// compares days as numbers.
func TestRunAgainstAnOracle(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long and has nothing to race")
	}
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			random, seen := rand.New(rand.NewPCG(2026, seed)), map[string]int{}
			for range 5_000 {
				seen[imagine(random).check(t)]++
			}
			for _, outcome := range verdictRank {
				if seen[string(outcome)] < 25 {
					t.Errorf("only %d plans are %s", seen[string(outcome)], outcome)
				}
			}
		})
	}
}

// check assesses what was imagined, holds it against what was foretold and
// gives the verdict.
func (m imagined) check(t *testing.T) string {
	card, want := m.project(t).run(), m.foretell()
	for i := range m.rows {
		got := card.Criteria[i]
		if got.Outcome != want.votes[i].outcome || got.Waived != want.votes[i].waived {
			t.Fatalf("%+v is %s, waived %v; want %s, waived %v", m.rows[i], got.Outcome, got.Waived, want.votes[i].outcome, want.votes[i].waived)
		}
	}
	compliance, score := oracle(m.weights, want.votes, m.warning, false)
	if !equal(fractionOf(card.Compliance.Exact), compliance) || !equal(hundredth(fractionOf(card.Score.Exact)), score) {
		t.Fatalf("%+v: got %s and %s, want %v and %v", m, card.Compliance.Exact, card.Score.Exact, compliance, score)
	}
	v := card.Verdict
	if string(v.Outcome) != want.verdict || !slices.Equal(reasons(v), want.codes) || v.ForWantOfEvidence != want.hopeful {
		t.Fatalf("%+v: got %s %v %v, want %s %v %v", m, v.Outcome, reasons(v), v.ForWantOfEvidence, want.verdict, want.codes, want.hopeful)
	}
	return string(v.Outcome)
}

func hundredth(r *big.Rat) *big.Rat {
	if r == nil {
		return nil
	}
	return new(big.Rat).Quo(r, hundred)
}

// imagined is a random plan with what its evidence shows. Every question asks
// for at most 5 findings, and a criterion of one question warns above 2.
type imagined struct {
	weights               []int64
	warning               int64 // the credit of a warning in twelfths
	approved, conditional int64 // compliance in percent
	approvedScore         int64 // in points, -1 when not asked
	rows                  []imaginedRow
}

type imaginedRow struct {
	found            []int // findings by question, -1 for unknown
	least            int   // how many questions must hold, 0 for a criterion of one
	category, weight int
	applies, blocker bool
	waiver           *imaginedWaiver
}

// imaginedWaiver counts days from that of the assessment.
type imaginedWaiver struct {
	since, until   int
	dated          bool // whether since is declared
	limit          int  // -1 for none
	unmet, unknown bool
}

func imagine(random *rand.Rand) imagined {
	m := imagined{
		weights: []int64{1 + random.Int64N(5), 1 + random.Int64N(5)}, warning: random.Int64N(twelfths + 1),
		approved: 50 + 5*random.Int64N(11), conditional: 30 + 5*random.Int64N(15), approvedScore: 10*random.Int64N(11) - 10,
	}
	for range 1 + random.IntN(8) {
		r := imaginedRow{
			category: random.IntN(2), weight: 1 + random.IntN(7),
			applies: random.IntN(8) > 0, blocker: random.IntN(6) == 0,
		}
		questions := 1
		if random.IntN(3) == 0 {
			questions = 1 + random.IntN(4)
			r.least = 1 + random.IntN(questions)
		}
		for range questions {
			r.found = append(r.found, max(-1, random.IntN(9)-2))
		}
		if random.IntN(2) == 0 {
			r.waiver = &imaginedWaiver{
				since: random.IntN(300) - 290, until: random.IntN(400) - 20, dated: random.IntN(2) == 0,
				limit: -1, unmet: random.IntN(4) > 0, unknown: random.IntN(2) == 0,
			}
			if random.IntN(3) == 0 && r.least == 0 {
				r.waiver.limit = random.IntN(9)
			}
		}
		m.rows = append(m.rows, r)
	}
	return m
}

// project declares what was imagined.
func (m imagined) project(t *testing.T) *project {
	p := newProject(t)
	plan := p.in.Plan
	plan.WarningCredit = big.NewRat(m.warning, twelfths)
	plan.Verdict = criteria.Thresholds{
		ApprovedCompliance: bar(t, fmt.Sprintf(">= %d%%", m.approved)), ConditionalCompliance: bar(t, fmt.Sprintf(">= %d%%", m.conditional)),
	}
	if m.approvedScore >= 0 {
		plan.Verdict.ApprovedScore = bar(t, fmt.Sprintf(">= %d points", m.approvedScore))
	}
	plan.Categories = nil
	for i, w := range m.weights {
		plan.Categories = append(plan.Categories, criteria.Category{ID: fmt.Sprint("c", i), Weight: big.NewRat(w, 1)})
	}
	for i, r := range m.rows {
		id := fmt.Sprintf("C-%d", i)
		some := criteria.Some{N: r.least, Form: "at_least"}
		for k, found := range r.found {
			name := fmt.Sprintf("e-%d-%d", i, k)
			_, evidence := p.evidence(name, fact.Scanner)
			if found < 0 {
				evidence.Files, found = nil, 0
			}
			ask := criteria.One{Ask: p.ask("findings.high", name, p.figures(name, strconv.Itoa(found)))}
			some.Members = append(some.Members, criteria.Member{Expr: ask, Target: target(t, "<= 5"), Measure: "findings.high"})
		}
		var c *criteria.Criterion
		if r.least == 0 {
			c = p.criterion(id, some.Members[0].Expr, "<= 5")
			c.Warn = bar(t, "<= 2")
		} else {
			c = p.criterion(id, some, "")
		}
		c.Category, c.Weight, c.Applies, c.Blocker = fmt.Sprint("c", r.category), big.NewRat(int64(r.weight), 1), r.applies, r.blocker
		if w := r.waiver; w != nil {
			declared := p.waive(id)
			declared.Expires, declared.CoversUnmet, declared.CoversUnknown = asOf.AddDate(0, 0, w.until), w.unmet, w.unknown
			if w.dated {
				declared.Granted = asOf.AddDate(0, 0, w.since)
			}
			if w.limit >= 0 {
				declared.Limit = bar(t, fmt.Sprint("<= ", w.limit))
			}
		}
	}
	return p
}

// foretold is what must become of a plan.
type foretold struct {
	votes   []vote
	verdict string
	codes   []string
	hopeful bool
}

func (m imagined) foretell() foretold {
	var f foretold
	for _, r := range m.rows {
		o := r.outcome()
		f.votes = append(f.votes, vote{
			category: r.category, weight: big.NewRat(int64(r.weight), 1), blocker: r.blocker, outcome: o, waived: r.waiver.waives(o, r.found),
		})
	}
	f.verdict, f.codes = m.verdict(f.votes)
	hoped := slices.Clone(f.votes)
	for i := range hoped {
		if hoped[i].outcome == scorecard.Unknown {
			hoped[i].outcome, hoped[i].waived = scorecard.Met, false
		}
	}
	best, _ := m.verdict(hoped)
	f.hopeful = slices.Index(verdictRank, scorecard.Ruling(best)) > slices.Index(verdictRank, scorecard.Ruling(f.verdict))
	return f
}

// outcome of several questions is what all ways agree on in which the unknown
// ones could turn out.
func (r imaginedRow) outcome() scorecard.Outcome {
	switch {
	case !r.applies:
		return scorecard.NotApplicable
	case r.least == 0 && r.found[0] < 0:
		return scorecard.Unknown
	case r.least == 0 && r.found[0] > 5:
		return scorecard.Unmet
	case r.least == 0 && r.found[0] > 2:
		return scorecard.Warning
	case r.least == 0:
		return scorecard.Met
	}
	yes, no := false, false
	for way := range 1 << len(r.found) {
		held := 0
		for k, found := range r.found {
			if found < 0 && way>>k&1 == 1 || found >= 0 && found <= 5 {
				held++
			}
		}
		yes, no = yes || held >= r.least, no || held < r.least
	}
	switch {
	case yes && no:
		return scorecard.Unknown
	case yes:
		return scorecard.Met
	}
	return scorecard.Unmet
}

func (w *imaginedWaiver) waives(o scorecard.Outcome, found []int) bool {
	if w == nil || w.until < 0 || w.dated && w.since > 0 {
		return false
	}
	since := 0
	if w.dated {
		since = w.since
	}
	if w.until-since > 365 || w.limit >= 0 && (found[0] < 0 || found[0] > w.limit) {
		return false
	}
	return w.unmet && o == scorecard.Unmet || w.unknown && o == scorecard.Unknown
}

// verdict reads the rule from the top; figures are compared by multiplication.
func (m imagined) verdict(votes []vote) (string, []string) {
	misses := func(f [2]*big.Int, percent int64) bool {
		return f[0] != nil && percent >= 0 &&
			new(big.Int).Mul(f[0], big.NewInt(100)).Cmp(new(big.Int).Mul(f[1], big.NewInt(percent))) < 0
	}
	strict, score := oracle(m.weights, votes, m.warning, false)
	lenient, _ := oracle(m.weights, votes, m.warning, true)
	blocks := func(o scorecard.Outcome, waived bool) bool {
		return slices.ContainsFunc(votes, func(v vote) bool { return v.blocker && v.outcome == o && v.waived == waived })
	}
	pick := func(rules ...any) (codes []string) {
		for i := 0; i < len(rules); i += 2 {
			if rules[i+1].(bool) {
				codes = append(codes, rules[i].(string))
			}
		}
		return codes
	}
	if strict[0] == nil {
		return "indeterminate", []string{"nothing-applicable"}
	}
	if codes := pick(
		"blocker-unmet", blocks(scorecard.Unmet, false),
		"blocker-unknown", blocks(scorecard.Unknown, false),
		"below-conditional", misses(lenient, m.conditional),
	); len(codes) > 0 {
		return "rejected", codes
	}
	if codes := pick(
		"blocker-waived", blocks(scorecard.Unmet, true) || blocks(scorecard.Unknown, true),
		"below-approved", misses(strict, max(m.approved, m.conditional)) || misses(score, m.approvedScore),
	); len(codes) > 0 {
		return "conditional", codes
	}
	return "approved", nil
}
