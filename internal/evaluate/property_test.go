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
	"time"

	"pgregory.net/rapid"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/scorecard"
)

// fractionOf reads a fraction of the scorecard; what does not exist is nil.
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

// TestAnOverrideMovesNoFigure holds that an override in force changes nothing of an
// assessment but that it stands there, in the list and in one limit.
func TestAnOverrideMovesNoFigure(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := drawSketch(rt)
		p := s.project(t)
		before := Run(p.in)
		record := criteria.Override{
			Name: "Ada", Because: "outage", Ticket: "INC-7", Date: p.in.AsOf.Add(-time.Hour), Until: p.in.AsOf.Add(time.Hour), Digest: before.Digest(),
		}
		record.Meaning = record.Means(before.Project, before.Release)
		p.in.Overrides = []Override{{Override: record, Signature: Signature{By: []string{"ada@example.org"}, Key: "SHA256:x"}}}
		after := Run(p.in)
		if want := before.Verdict.Outcome != scorecard.Approved; (after.Released() != nil) != want {
			rt.Fatalf("%s: released is %v, expected %v: %+v", before.Verdict.Outcome, !want, want, after.Overrides)
		}
		if after.Digest() != before.Digest() {
			rt.Fatal("the digest changes")
		}
		after.Overrides = nil
		after.Limits = slices.DeleteFunc(after.Limits, func(l scorecard.Limit) bool { return l.Code == scorecard.Overridden })
		if !reflect.DeepEqual(after, before) {
			rt.Fatalf("an override changes more than that it is there")
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

// shuffle puts criteria, evidence, files, figures and problems in another order.
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
