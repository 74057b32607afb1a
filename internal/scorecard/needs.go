package scorecard

import (
	"math/big"
	"slices"
	"sort"

	"signoff/internal/quantity"
)

// Need is what would lift an assessment to a verdict: the open blockers, and
// how many criteria more of those that are left.
type Need struct {
	To       Ruling
	Blockers []string
	// More is the smallest number of other criteria that would do, Of how many
	// there are to choose from: open ones, and warnings where the score asks.
	More, Of int
	// Roles have to approve or to take back a refusal.
	Roles []string
}

// Needs tells what would lift the assessment to conditional or approved, exactly
// and with the waivers that are in force; nil when the criteria are good enough
// for it or nothing applies.
func (s *Scorecard) Needs(to Ruling) *Need {
	waivers := to == Conditional
	bar, floor := s.Plan.Thresholds.Conditional, Bar{}
	if to == Approved {
		bar, floor = s.Plan.Thresholds.Approved, s.Plan.Thresholds.Conditional
	}
	n := &Need{To: to}
	var open, warned []*Criterion
	for i := range s.Criteria {
		c := &s.Criteria[i]
		switch {
		case !c.Counts() || waivers && c.excused():
		case c.Outcome.Satisfied():
			if c.Outcome == Warning {
				warned = append(warned, c)
			}
		case c.Blocker:
			n.Blockers = append(n.Blockers, c.ID)
		default:
			open = append(open, c)
		}
	}
	s.byWorth(open)
	with := func(lists ...[]*Criterion) supposed {
		p := supposed{s: s, waivers: waivers, met: map[string]bool{}}
		for _, id := range n.Blockers {
			p.met[id] = true
		}
		for _, list := range lists {
			for _, c := range list {
				p.met[c.ID] = true
			}
		}
		return p
	}
	first := sort.Search(len(open), func(k int) bool {
		p := with(open[:k])
		return p.reachCompliance(bar) && p.reachCompliance(floor)
	})
	n.More, n.Of = first, len(open)
	if p := with(open[:first]); !p.reachScore(bar) || !p.reachScore(floor) {
		rest := append(open[first:len(open):len(open)], warned...)
		s.byWorth(rest)
		n.More += sort.Search(len(rest), func(k int) bool {
			p := with(open[:first], rest[:k])
			return p.reachScore(bar) && p.reachScore(floor)
		})
		n.Of += len(warned)
	}
	for _, a := range s.Approvals {
		asked := slices.Contains(s.Plan.Roles, a.Role) && !slices.Contains(n.Roles, a.Role)
		if asked && (a.State == Refused || to == Approved && (!a.Counts() || a.Condition != "")) {
			n.Roles = append(n.Roles, a.Role)
		}
	}
	if s.Compliance.Applicable == 0 || len(n.Blockers)+n.More == 0 {
		return nil
	}
	return n
}

// excused says whether figures with waivers leave the criterion out.
func (c *Criterion) excused() bool { return c.Waived && !c.Outcome.Satisfied() }

// byWorth sorts criteria by what they would add to the score, the most first.
func (s *Scorecard) byWorth(list []*Criterion) {
	worth := map[string]*big.Rat{}
	for _, t := range s.Terms() {
		worth[t.Criterion] = t.missing
	}
	slices.SortStableFunc(list, func(a, b *Criterion) int {
		x, y := worth[a.ID], worth[b.ID]
		if x == nil || y == nil {
			return 0
		}
		return y.Cmp(x)
	})
}

// supposed is an assessment in which some criteria are supposed to be met.
type supposed struct {
	s       *Scorecard
	waivers bool
	met     map[string]bool
}

func (p supposed) reachScore(b Bar) bool {
	return b.Score.holds(quantity.Of(p.score(), quantity.Count))
}

func (p supposed) reachCompliance(b Bar) bool {
	satisfied, of := int64(0), int64(0)
	for i := range p.s.Criteria {
		c := &p.s.Criteria[i]
		if p.left(c) {
			continue
		}
		of++
		if c.Outcome.Satisfied() || p.met[c.ID] {
			satisfied++
		}
	}
	return of == 0 || b.Compliance.holds(quantity.Ratio(satisfied, of))
}

// left says whether the figures leave a criterion out.
func (p supposed) left(c *Criterion) bool {
	return !c.Counts() || p.waivers && c.excused() && !p.met[c.ID]
}

// score is the weighted mean of the categories, each the weighted mean of the
// credits of its criteria.
func (p supposed) score() *big.Rat {
	sums, weights := map[string]*big.Rat{}, map[string]*big.Rat{}
	for i := range p.s.Criteria {
		c := &p.s.Criteria[i]
		if p.left(c) {
			continue
		}
		if sums[c.Category] == nil {
			sums[c.Category], weights[c.Category] = new(big.Rat), new(big.Rat)
		}
		credit := fraction(c.Credit)
		if p.met[c.ID] {
			credit = big.NewRat(1, 1)
		}
		weight := fraction(c.Weight)
		weights[c.Category].Add(weights[c.Category], weight)
		sums[c.Category].Add(sums[c.Category], new(big.Rat).Mul(weight, credit))
	}
	total, all := new(big.Rat), new(big.Rat)
	for i := range p.s.Categories {
		c := &p.s.Categories[i]
		if weights[c.ID] == nil || weights[c.ID].Sign() == 0 {
			continue
		}
		weight := fraction(c.Weight)
		mean := new(big.Rat).Quo(sums[c.ID], weights[c.ID])
		total.Add(total, mean.Mul(mean, weight))
		all.Add(all, weight)
	}
	if all.Sign() == 0 {
		return total
	}
	return total.Quo(total.Mul(total, big.NewRat(100, 1)), all)
}
