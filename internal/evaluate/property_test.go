package evaluate

import (
	"cmp"
	"fmt"
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/scorecard"
)

// sketch is a random plan: every criterion asks for at most 5 findings and
// warns above 2.
type sketch struct {
	weights []int // of the categories
	rows    []row
	score   bool // whether the verdict asks for scores too
}

type row struct {
	category, weight int
	found            int // how many findings there are
	known            bool
	applies, blocker bool
	waiver           string // "", "unmet" or "both"
}

func drawSketch(t *rapid.T) sketch {
	drawn := rapid.Custom(func(t *rapid.T) row {
		return row{
			category: rapid.IntRange(0, 2).Draw(t, "category"),
			weight:   rapid.IntRange(1, 7).Draw(t, "weight"),
			found:    rapid.IntRange(0, 8).Draw(t, "found"),
			known:    rapid.IntRange(0, 5).Draw(t, "known") > 0,
			applies:  rapid.IntRange(0, 5).Draw(t, "applies") > 0,
			blocker:  rapid.IntRange(0, 5).Draw(t, "blocker") == 0,
			waiver:   rapid.SampledFrom([]string{"", "", "unmet", "both"}).Draw(t, "waiver"),
		}
	})
	return sketch{
		weights: rapid.SliceOfN(rapid.IntRange(1, 5), 3, 3).Draw(t, "weights"),
		rows:    rapid.SliceOfN(drawn, 1, 12).Draw(t, "rows"),
		score:   rapid.Bool().Draw(t, "score"),
	}
}

func (s sketch) project(t testing.TB) *project {
	p := newProject(t)
	p.in.Plan.Categories = nil
	for i, w := range s.weights {
		p.in.Plan.Categories = append(p.in.Plan.Categories, criteria.Category{ID: "c" + strconv.Itoa(i), Weight: big.NewRat(int64(w), 1)})
	}
	if s.score {
		p.in.Plan.Verdict.ApprovedScore = bar(t, ">= 90 points")
	}
	for i, r := range s.rows {
		id := fmt.Sprintf("C-%d", i)
		c := p.simple(id, "findings.high", "<= 5", strconv.Itoa(r.found))
		c.Category, c.Weight = "c"+strconv.Itoa(r.category), big.NewRat(int64(r.weight), 1)
		c.Warn, c.Blocker, c.Applies = bar(t, "<= 2"), r.blocker, r.applies
		if !r.known {
			_, f := p.source("e-" + id)
			f.Files = nil
		}
		if r.waiver != "" {
			p.waive(id).CoversUnknown = r.waiver == "both"
		}
	}
	return p
}

func (s sketch) run(t testing.TB) *scorecard.Scorecard { return s.project(t).run() }

// with returns the sketch with one row changed.
func (s sketch) with(i int, change func(*row)) sketch {
	s.rows = slices.Clone(s.rows)
	change(&s.rows[i])
	return s
}

// number reads a fraction of the scorecard; what does not exist is nil.
func fractionOf(text string) *big.Rat {
	if text == "" {
		return nil
	}
	return rat(text)
}

// above says whether figure a is above b; a figure that does not exist is
// neither.
func above(a, b string) bool {
	x, y := fractionOf(a), fractionOf(b)
	return x != nil && y != nil && x.Cmp(y) > 0
}

func TestNoEvidenceNeverRaisesAScore(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := drawSketch(rt)
		before := s.run(t)
		after := s.with(rapid.IntRange(0, len(s.rows)-1).Draw(rt, "lost"), func(r *row) { r.known = false }).run(t)
		noBetter(rt, before, after)
	})
}

func TestAnAddedUnknownNeverHelps(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := drawSketch(rt)
		before := s.run(t)
		s.rows = append(slices.Clone(s.rows), row{
			category: rapid.IntRange(0, 2).Draw(rt, "added to"), weight: rapid.IntRange(1, 7).Draw(rt, "added weight"), applies: true,
		})
		noBetter(rt, before, s.run(t))
	})
}

// noBetter fails when any strict figure or the verdict is better than before.
func noBetter(rt *rapid.T, before, after *scorecard.Scorecard) {
	if above(after.Compliance.Exact, before.Compliance.Exact) {
		rt.Fatalf("compliance rises from %s to %s", before.Compliance.Exact, after.Compliance.Exact)
	}
	if above(after.Score.Exact, before.Score.Exact) {
		rt.Fatalf("the score rises from %s to %s", before.Score.Exact, after.Score.Exact)
	}
	for i := range before.Categories {
		if above(after.Categories[i].Exact, before.Categories[i].Exact) {
			rt.Fatalf("category %d rises from %s to %s", i, before.Categories[i].Exact, after.Categories[i].Exact)
		}
	}
	if before.Verdict.Outcome != scorecard.Indeterminate && better(after.Verdict.Outcome, before.Verdict.Outcome) {
		rt.Fatalf("the verdict rises from %s to %s", before.Verdict.Outcome, after.Verdict.Outcome)
	}
	if after.Verdict.Outcome == scorecard.Approved && before.Verdict.Outcome == scorecard.Indeterminate {
		rt.Fatal("nothing to judge becomes approved")
	}
}

func TestImprovingAValueNeverLowersAScore(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := drawSketch(rt)
		before := s.run(t)
		i := rapid.IntRange(0, len(s.rows)-1).Draw(rt, "improved")
		after := s.with(i, func(r *row) { r.found = rapid.IntRange(0, r.found).Draw(rt, "to") }).run(t)
		noBetter(rt, after, before)
		if above(before.Compliance.WithWaivers, after.Compliance.WithWaivers) && !strings.ContainsAny(before.Compliance.WithWaivers+after.Compliance.WithWaivers, "<>") {
			rt.Fatalf("compliance with waivers falls from %s to %s", before.Compliance.WithWaivers, after.Compliance.WithWaivers)
		}
	})
}

func TestAWaiverOnlyMarks(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := drawSketch(rt)
		i := rapid.IntRange(0, len(s.rows)-1).Draw(rt, "waived")
		before := s.with(i, func(r *row) { r.waiver = "" }).run(t)
		after := s.with(i, func(r *row) { r.waiver = "both" }).run(t)
		for k := range before.Criteria {
			if before.Criteria[k].Outcome != after.Criteria[k].Outcome {
				rt.Fatalf("%s turns from %s to %s", before.Criteria[k].ID, before.Criteria[k].Outcome, after.Criteria[k].Outcome)
			}
		}
		if before.Compliance.Exact != after.Compliance.Exact || before.Score.Exact != after.Score.Exact {
			rt.Fatal("a strict figure changes")
		}
		for k := range before.Categories {
			b, a := before.Categories[k], after.Categories[k]
			if b.Exact != a.Exact || b.Grade != a.Grade || b.Risk != a.Risk {
				rt.Fatalf("category %+v becomes %+v", b, a)
			}
		}
		if better(after.Verdict.Outcome, before.Verdict.Outcome) && after.Verdict.Outcome == scorecard.Approved {
			rt.Fatalf("the verdict rises from %s to approved", before.Verdict.Outcome)
		}
		if better(before.Verdict.Outcome, after.Verdict.Outcome) {
			rt.Fatalf("a waiver lowers the verdict from %s to %s", before.Verdict.Outcome, after.Verdict.Outcome)
		}
	})
}

func TestOrderNeverMatters(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := drawSketch(rt)
		p := s.project(t)
		for i := range p.in.Evidence {
			for k := range rapid.IntRange(0, 3).Draw(rt, "more files") {
				if len(p.in.Evidence[i].Files) > 0 {
					f := file(fmt.Sprintf("e-C-%d-%d.json", i, k))
					f.Commits = rapid.SampledFrom([][]string{{hash}, nil, {"fedcba9"}}).Draw(rt, "commits")
					p.in.Evidence[i].Files = append(p.in.Evidence[i].Files, f)
				}
			}
		}
		for i := range p.in.Answers {
			for k := range rapid.IntRange(0, 3).Draw(rt, "more figures") {
				p.in.Answers[i].Figures = append(p.in.Answers[i].Figures, fact.Figure{
					Label: fmt.Sprint("s", k), Value: value(t, strconv.Itoa(rapid.IntRange(0, 8).Draw(rt, "figure"))), At: fact.Location{Path: fmt.Sprint("f", k)},
				})
			}
		}
		before := p.run()
		seed := rapid.Uint64().Draw(rt, "order")
		shuffle(rand.New(rand.NewPCG(seed, 1)), &p.in)
		after := p.run()
		if before.Compliance != after.Compliance || before.Score != after.Score || !reflect.DeepEqual(before.Categories, after.Categories) {
			rt.Fatalf("figures differ:\n%+v\n%+v", before.Compliance, after.Compliance)
		}
		if before.Verdict.Outcome != after.Verdict.Outcome || !slices.Equal(reasons(before.Verdict), reasons(after.Verdict)) {
			rt.Fatalf("the verdict turns from %v to %v", before.Verdict, after.Verdict)
		}
		byID := func(a, b scorecard.Criterion) int { return strings.Compare(a.ID, b.ID) }
		slices.SortFunc(before.Criteria, byID)
		slices.SortFunc(after.Criteria, byID)
		if !reflect.DeepEqual(before.Criteria, after.Criteria) {
			rt.Fatal("a criterion differs")
		}
		byEvidence := func(a, b scorecard.Evidence) int { return cmp.Compare(a.ID, b.ID) }
		slices.SortFunc(before.Evidence, byEvidence)
		slices.SortFunc(after.Evidence, byEvidence)
		if !reflect.DeepEqual(before.Evidence, after.Evidence) {
			rt.Fatal("the register differs")
		}
	})
}

// shuffle puts criteria, evidence, files, figures and troubles in another order.
func shuffle(random *rand.Rand, in *Input) {
	random.Shuffle(len(in.Plan.Criteria), reflect.Swapper(in.Plan.Criteria))
	random.Shuffle(len(in.Plan.Evidence), func(i, j int) {
		in.Plan.Evidence[i], in.Plan.Evidence[j] = in.Plan.Evidence[j], in.Plan.Evidence[i]
		in.Evidence[i], in.Evidence[j] = in.Evidence[j], in.Evidence[i]
	})
	for i := range in.Evidence {
		random.Shuffle(len(in.Evidence[i].Files), reflect.Swapper(in.Evidence[i].Files))
	}
	for i := range in.Answers {
		random.Shuffle(len(in.Answers[i].Figures), reflect.Swapper(in.Answers[i].Figures))
	}
}

func TestDisplayedFiguresNeverCrossABound(t *testing.T) {
	sides := func(rt *rapid.T, shown, exact string, scale int64, bounds ...string) {
		if exact == "" {
			return
		}
		x := new(big.Rat).Mul(rat(exact), big.NewRat(scale, 1))
		for _, b := range append(bounds, "0", "100") {
			want := x.Cmp(rat(b))
			switch got := 0; {
			case shown == "<"+b:
				if want >= 0 {
					rt.Fatalf("%s is shown as %s", exact, shown)
				}
			case shown == ">"+b:
				if want <= 0 {
					rt.Fatalf("%s is shown as %s", exact, shown)
				}
			default:
				if got = rat(strings.Trim(shown, "<>")).Cmp(rat(b)); got != want && !strings.ContainsAny(shown, "<>") {
					rt.Fatalf("%s is shown as %s, on another side of %s", exact, shown, b)
				}
			}
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		s := drawSketch(rt)
		card := s.run(t)
		sides(rt, card.Compliance.Strict, card.Compliance.Exact, 100, "95", "90")
		sides(rt, card.Score.Strict, card.Score.Exact, 1, "90", "95", "85")
		for _, c := range card.Categories {
			sides(rt, c.Score, c.Exact, 1, "95", "85")
		}

		whole := rapid.Int64Range(1, 1_000_000).Draw(rt, "whole")
		part := rapid.Int64Range(0, whole).Draw(rt, "part")
		p := newProject(t)
		p.evidence("e", fact.Tests)
		over := p.ask("tests.passed", "e", p.figures("e", fmt.Sprint(part)))
		under := p.ask("tests.total", "e", p.figures("e", fmt.Sprint(whole)))
		p.criterion("C-1", criteria.Quotient{Over: over, Under: under}, ">= 80%").Warn = bar(t, ">= 99.9%")
		c := p.only()
		sides(rt, c.Measured.Value, c.Exact, 100, "80", "99.9")
	})
}

// TestTallyAgainstAnOracle holds the arithmetic against integers over a common
// denominator on random votes.
func TestTallyAgainstAnOracle(t *testing.T) {
	random := rand.New(rand.NewPCG(2026, 11))
	outcomes := []scorecard.Outcome{scorecard.Met, scorecard.Warning, scorecard.Unmet, scorecard.Unknown, scorecard.NotApplicable}
	for range 20_000 {
		plan := &criteria.Plan{WarningCredit: big.NewRat(1, 2)}
		var weights []int64
		for range 1 + random.IntN(4) {
			weights = append(weights, 1+random.Int64N(9))
			plan.Categories = append(plan.Categories, criteria.Category{Weight: big.NewRat(weights[len(weights)-1], 1)})
		}
		votes := make([]vote, random.IntN(30))
		for i := range votes {
			o := outcomes[random.IntN(len(outcomes))]
			votes[i] = vote{
				category: random.IntN(len(weights)), weight: big.NewRat(1+random.Int64N(9), 1), outcome: o,
				waived: random.IntN(3) == 0 && (o == scorecard.Unmet || o == scorecard.Unknown),
			}
		}
		got := tally(plan, votes)
		for _, lenient := range []bool{false, true} {
			compliance, score := oracle(weights, votes, lenient)
			gotCompliance, gotScore := got.strictCompliance, got.strict
			if lenient {
				gotCompliance, gotScore = got.lenientCompliance, got.lenient
			}
			if !equal(gotCompliance, compliance) || !equal(gotScore, score) {
				t.Fatalf("%+v (lenient %v): got %v and %v, want %v and %v", votes, lenient, gotCompliance, gotScore, compliance, score)
			}
		}
	}
}

// oracle gives compliance and score as numerator and denominator in integers:
// every credit counts halves, and the categories share the product of their
// sums of weights as denominator. 0 of 0 is nil.
func oracle(weights []int64, votes []vote, lenient bool) (compliance, score [2]*big.Int) {
	satisfied, applicable := int64(0), int64(0)
	halves, sums := make([]int64, len(weights)), make([]int64, len(weights))
	for _, v := range votes {
		if v.outcome == scorecard.NotApplicable || lenient && v.waived {
			continue
		}
		applicable++
		w := v.weight.Num().Int64()
		sums[v.category] += w
		switch v.outcome {
		case scorecard.Met:
			halves[v.category] += 2 * w
			satisfied++
		case scorecard.Warning:
			halves[v.category] += w
			satisfied++
		}
	}
	if applicable == 0 {
		return
	}
	product, total := big.NewInt(1), int64(0)
	for c, s := range sums {
		if s > 0 {
			product.Mul(product, big.NewInt(s))
			total += weights[c]
		}
	}
	numerator := new(big.Int)
	for c, s := range sums {
		if s > 0 {
			term := new(big.Int).Div(product, big.NewInt(s))
			numerator.Add(numerator, term.Mul(term, big.NewInt(weights[c]*halves[c])))
		}
	}
	denominator := product.Mul(product, big.NewInt(2*total))
	return [2]*big.Int{big.NewInt(satisfied), big.NewInt(applicable)}, [2]*big.Int{numerator, denominator}
}

// equal compares by cross-multiplication.
func equal(r *big.Rat, f [2]*big.Int) bool {
	if r == nil || f[0] == nil {
		return r == nil && f[0] == nil
	}
	left, right := new(big.Int).Mul(r.Num(), f[1]), new(big.Int).Mul(r.Denom(), f[0])
	return left.Cmp(right) == 0
}
