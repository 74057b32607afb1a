package tally

import (
	"math/big"
	"slices"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/stats"
)

// section is what one file holds of a series, in the order of the file. Sections
// are kept only where a question asks for samples.
type section struct {
	from fact.Location
	observations
}

// sections are those of a series, in the order of their files.
type sections []section

// keep takes the observations of a file before they are sorted.
func (p *sections) keep(at fact.Location, o *observations) {
	if len(*p) == 0 && o.len() > 0 {
		*p = sections{{at, o.clone()}}
	}
}

func (p sections) sort() {
	slices.SortStableFunc(p, func(a, b section) int {
		switch {
		case a.from.Before(b.from):
			return -1
		case b.from.Before(a.from):
			return +1
		}
		return 0
	})
}

// each is every observation as a run of its own.
func (p sections) each(u quantity.Unit) []fact.Run {
	var list []fact.Run
	for i := range p {
		for k := range p[i].len() {
			list = append(list, fact.Run{Value: p[i].at(k).Value(u), At: p[i].from})
		}
	}
	return list
}

// reduced makes a run of each file, by a statistic of its samples; a file with
// too few for it has none.
func (p sections) reduced(u quantity.Unit, of func(*observations) (*big.Rat, bool)) []fact.Run {
	var list []fact.Run
	for i := range p {
		o := p[i].clone()
		o.sort()
		if r, ok := of(&o); ok {
			list = append(list, fact.Run{Value: quantity.Of(r, u), At: p[i].from})
		}
	}
	return list
}

// dependence is how far requests depend on those before them, at a quantile and
// at the median, in the order in which they were made.
func (p sections) dependence(sorted *observations, q fact.Quantile) *fact.Dependence {
	n := sorted.len()
	d := &fact.Dependence{}
	for _, at := range []struct {
		rank int
		to   **big.Rat
	}{{stats.Rank(n, big.NewRat(q.Num, q.Den)), &d.AtQuantile}, {stats.Rank(n, big.NewRat(1, 2)), &d.AtMedian}} {
		bound := sorted.at(at.rank - 1)
		marks := make([]bool, 0, n)
		for i := range p {
			for k := range p[i].len() {
				marks = append(marks, p[i].at(k).Cmp(bound) <= 0)
			}
		}
		*at.to = stats.BlockDependence(marks)
	}
	return d
}

// sampled adds to a figure what its samples show: those themselves, the runs that
// they make up, and how they depend on each other where they are requests.
func (s *series) sampled(f fact.Figure, q *fact.Question, of func(*observations) (*big.Rat, bool)) fact.Figure {
	f.Samples, f.Requests = s.samples.decimals(), s.requests
	quantile := q.Measure.Quantile
	tail := quantile.Exists() && !quantile.IsMedian()
	switch {
	case s.requests:
		f.Runs = s.parts.reduced(s.unit, of)
		if quantile.Exists() {
			f.Dependence = s.parts.dependence(&s.samples, quantile)
		}
	default:
		f.Runs = s.parts.each(s.unit)
	}
	if !s.requests && (tail || q.Measure.Spread) {
		f.ByFile = s.parts.reduced(s.unit, several(of))
	}
	return f
}

// several is a statistic that one observation does not have.
func several(of func(*observations) (*big.Rat, bool)) func(*observations) (*big.Rat, bool) {
	return func(o *observations) (*big.Rat, bool) {
		if o.len() < 2 {
			return nil, false
		}
		return of(o)
	}
}
