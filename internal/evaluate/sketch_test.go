package evaluate

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"signoff/internal/criteria"
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
