package evaluate

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strconv"
	"testing"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// rung is a figure of a criterion that asks for at most 5 and warns above 2, and
// what a person may say about it; -1 is no figure at all.
type rung struct {
	category, weight, found int
	blocker, informs, later bool   // later binds from a day that has not come
	waiver                  string // "", "unmet", "unknown" or "both"
	limit                   string
}

// ladder is a random plan of rungs with bars of every kind.
type ladder struct {
	weights, bars [4]int
	warning       *big.Rat
	rungs         []rung
}

func drawLadder(random *rand.Rand) ladder {
	l := ladder{warning: big.NewRat(random.Int64N(5), 4)}
	for i := range l.weights {
		l.weights[i] = 1 + random.IntN(5)
		l.bars[i] = random.IntN(22) * 5 // above 100 % there is none
	}
	for range 1 + random.IntN(7) {
		l.rungs = append(l.rungs, rung{
			category: random.IntN(3), weight: 1 + random.IntN(7), found: random.IntN(10) - 1, blocker: random.IntN(5) == 0,
			informs: random.IntN(12) == 0, later: random.IntN(12) == 0,
			waiver: []string{"", "", "unmet", "unknown", "both"}[random.IntN(5)], limit: []string{"", "", "<= 7"}[random.IntN(3)],
		})
	}
	return l
}

func (l ladder) project(t testing.TB) *project {
	p := newProject(t)
	p.in.Plan.Categories = nil
	for i := range 3 {
		p.in.Plan.Categories = append(p.in.Plan.Categories, criteria.Category{ID: "c" + strconv.Itoa(i), Weight: big.NewRat(int64(l.weights[i]), 1)})
	}
	p.in.Plan.WarningCredit = l.warning
	p.in.Plan.Verdict = criteria.Thresholds{}
	for i, place := range []**quantity.Target{
		&p.in.Plan.Verdict.ApprovedCompliance, &p.in.Plan.Verdict.ConditionalCompliance,
		&p.in.Plan.Verdict.ApprovedScore, &p.in.Plan.Verdict.ConditionalScore,
	} {
		if l.bars[i] <= 100 {
			*place = bar(t, fmt.Sprintf(">= %d%s", l.bars[i], [...]string{"%", "%", " points", " points"}[i]))
		}
	}
	for i, r := range l.rungs {
		id := fmt.Sprintf("C-%d", i)
		c := p.simple(id, "findings.high", "<= 5", strconv.Itoa(max(0, r.found)))
		c.Category, c.Weight, c.Warn, c.Blocker = "c"+strconv.Itoa(r.category), big.NewRat(int64(r.weight), 1), bar(t, "<= 2"), r.blocker && !r.informs
		if c.Informs = r.informs || r.later; r.later {
			c.Binds = asOf.AddDate(0, 1, 0)
		}
		if r.found < 0 {
			_, f := p.source("e-" + id)
			f.Files = nil
		}
		if r.waiver != "" {
			w := p.waive(id)
			w.CoversUnmet, w.CoversUnknown = r.waiver != "unknown", r.waiver != "unmet"
			if r.limit != "" {
				w.Limit = bar(t, r.limit)
			}
		}
	}
	return p
}

// TestOneStepBetterNeverLowersTheVerdict improves figures of random plans, one by
// one and mostly by one: neither the verdict nor a figure that it rests on may
// fall, whatever bars, waivers, limits and warn bands there are. Nothing known is
// no worse than unmet, so a figure where there was none must satisfy the target
// to be better.
func TestOneStepBetterNeverLowersTheVerdict(t *testing.T) {
	steps := 12_500 * *draws
	if testing.Short() {
		steps = 5_000
	}
	random := rand.New(rand.NewPCG(23, 24))
	for steps > 0 {
		l := drawLadder(random)
		p := l.project(t)
		was := judged(p)
		for range 20 {
			i := random.IntN(len(l.rungs))
			found := &l.rungs[i].found
			if *found < 0 {
				*found = random.IntN(6)
				p.in.Evidence[i].Files = []fact.File{file("found.json")}
			} else if *found > 0 {
				*found--
			}
			p.in.Answers[i].Figures[0].Value = quantity.Int(int64(*found), quantity.Count)
			is := judged(p)
			is.notBelow(t, was, l)
			was = is
			steps--
		}
	}
}

// rating is a verdict and what it rests on.
type rating struct {
	verdict string
	totals
}

func judged(p *project) rating {
	a := assess(p.in)
	outcome, _ := a.decide(a.votes, signatures{})
	return rating{string(outcome), addUp(a.plan, a.votes)}
}

func (r rating) notBelow(t *testing.T, was rating, l ladder) {
	t.Helper()
	if better(scorecard.Ruling(was.verdict), scorecard.Ruling(r.verdict)) {
		t.Fatalf("the verdict falls from %s to %s: %+v", was.verdict, r.verdict, l)
	}
	falls := func(what string, from, to *big.Rat) {
		if from != nil && to != nil && from.Cmp(to) > 0 {
			t.Fatalf("%s falls from %s to %s: %+v", what, from.FloatString(4), to.FloatString(4), l)
		}
	}
	falls("compliance", was.strictCompliance, r.strictCompliance)
	falls("compliance with waivers", was.lenientCompliance, r.lenientCompliance)
	falls("the score", was.strict, r.strict)
	falls("the score with waivers", was.lenient, r.lenient)
	falls("compliance without waivers", r.strictCompliance, r.lenientCompliance)
	falls("the score without waivers", r.strict, r.lenient)
}

// TestAWarningUnderAWaiverIsLeftOut walks down a latency under a waiver with bars
// on the score: 12, 9 and 8 of at most 10, warning above 8.
func TestAWarningUnderAWaiverIsLeftOut(t *testing.T) {
	for _, test := range []struct{ found, want string }{
		{"12", string(scorecard.Conditional)}, {"9", string(scorecard.Conditional)}, {"8", string(scorecard.Approved)},
	} {
		p := newProject(t)
		p.met("OK")
		p.simple("LAT", "findings.high", "<= 10", test.found).Warn = bar(t, "<= 8")
		p.waive("LAT")
		p.in.Plan.Verdict = criteria.Thresholds{ApprovedScore: bar(t, ">= 95 points"), ConditionalScore: bar(t, ">= 80 points")}
		if got := p.run().Verdict; string(got.Outcome) != test.want {
			t.Errorf("at %s the verdict is %s %v, want %s", test.found, got.Outcome, got.Reasons, test.want)
		}
	}
}
