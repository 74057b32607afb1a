package tally

import "sync"

// maxTallies bounds the tallies that a pool keeps apart. Beyond it they are
// added up filter by filter.
const maxTallies = 1 << 12

// tally counts records. merge adds another tally's records; it is commutative
// and leaves the other as it is.
type tally[T any] interface {
	merge(other T)
}

// pool keeps one tally for each combination of filters that records pass, so
// that a record is counted once however many filters it passes.
type pool[T tally[T]] struct {
	filters  int
	fresh    func(passed bitset) T
	slots    map[string]int32
	sets     []bitset
	tallies  []T
	byFilter map[int]T // what was added up when there were too many tallies
	round    int32     // how often that was, from 1: slots of earlier rounds are void
	sealed   sync.Once // with the first question
	chosen   index     // of the sets, once sealed
}

// newPool makes an empty pool; fresh makes an empty tally for records that
// pass exactly these filters.
func newPool[T tally[T]](filters int, fresh func(passed bitset) T) *pool[T] {
	return &pool[T]{filters: filters, fresh: fresh, slots: map[string]int32{}, byFilter: map[int]T{}, round: 1}
}

// at returns the tally of one combination.
func (p *pool[T]) at(c *combination) T {
	if c.round != p.round {
		c.slot = p.slot(c.set)
		c.round = p.round
	}
	return p.tallies[c.slot]
}

// slot gives a set of filters its tally.
func (p *pool[T]) slot(set bitset) int32 {
	key := set.key()
	if i, ok := p.slots[key]; ok {
		return i
	}
	if len(p.tallies) >= maxTallies {
		p.addUp()
	}
	i := int32(len(p.tallies))
	p.slots[key] = i
	p.sets = append(p.sets, set)
	p.tallies = append(p.tallies, p.fresh(set))
	return i
}

// addUp moves every tally to the filters that it counts for.
func (p *pool[T]) addUp() {
	for i, set := range p.sets {
		for filter := range set.elements {
			if _, ok := p.byFilter[filter]; !ok {
				p.byFilter[filter] = p.fresh(p.only(filter))
			}
			p.byFilter[filter].merge(p.tallies[i])
		}
	}
	p.slots, p.sets, p.tallies = map[string]int32{}, nil, nil
	p.round++
}

// only is the combination of a single filter.
func (p *pool[T]) only(filter int) bitset {
	set := newBitset(p.filters)
	set.add(filter)
	return set
}

// merge adds another pool of the same set of questions.
func (p *pool[T]) merge(other *pool[T]) {
	for i, set := range other.sets {
		p.tallies[p.slot(set)].merge(other.tallies[i])
	}
	for filter, t := range other.byFilter {
		p.tallies[p.slot(p.only(filter))].merge(t)
	}
}

// of adds up the tallies that count for one filter; no record comes after it.
func (p *pool[T]) of(filter int) T {
	p.sealed.Do(func() { p.chosen = indexed(p.sets) })
	sum := p.fresh(p.only(filter))
	if t, ok := p.byFilter[filter]; ok {
		sum.merge(t)
	}
	for i := range p.chosen.holding(filter) {
		sum.merge(p.tallies[i])
	}
	return sum
}
