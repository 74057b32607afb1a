package tally

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"signoff/internal/fact"
)

// upState is what a probe said at one instant, from good to bad.
type upState uint8

const (
	isUp upState = iota
	isGap
	isDown
)

// instant is one instant of a series, in Unix nanoseconds.
type instant struct {
	at         int64
	file, line uint32
	state      upState
}

// upSeries is the availability series of one thing.
type upSeries struct {
	name     string
	step     time.Duration // the shortest declared, 0 when none is
	files    []string
	instants []instant
}

func (s *upSeries) add(u *fact.Up) {
	i := instant{at: u.At.UnixNano(), line: uint32(max(u.Line, 0))}
	switch {
	case u.Gap:
		i.state = isGap
	case !u.Up:
		i.state = isDown
	}
	s.instants = append(s.instants, i)
	s.declare(u.Step)
}

func (s *upSeries) declare(step time.Duration) {
	if s.step == 0 || step > 0 && step < s.step {
		s.step = step
	}
}

func (s *upSeries) merge(o *upSeries) {
	first := uint32(len(s.files))
	s.files = append(s.files, o.files...)
	for _, i := range o.instants {
		i.file += first
		s.instants = append(s.instants, i)
	}
	s.declare(o.step)
}

// unite sorts the instants; of several at one time the worst stays.
func (s *upSeries) unite() {
	slices.SortFunc(s.instants, func(a, b instant) int {
		return cmp.Or(
			cmp.Compare(a.at, b.at),
			cmp.Compare(b.state, a.state),
			strings.Compare(s.files[a.file], s.files[b.file]),
			cmp.Compare(a.line, b.line),
		)
	})
	s.instants = slices.CompactFunc(s.instants, func(a, b instant) bool { return a.at == b.at })
}

func (s *upSeries) location(i instant) fact.Location {
	return fact.Location{Path: s.files[i.file], Line: int(i.line)}
}

// spacing is the declared step, else the median distance of neighbours, the
// lower of two.
func (s *upSeries) spacing() int64 {
	if s.step > 0 || len(s.instants) < 2 {
		return int64(s.step)
	}
	distances := make([]int64, 0, len(s.instants)-1)
	for n := 1; n < len(s.instants); n++ {
		distances = append(distances, s.instants[n].at-s.instants[n-1].at)
	}
	slices.Sort(distances)
	return distances[(len(distances)-1)/2]
}

// outage is a stretch without up.
type outage struct {
	from, length int64
	at           fact.Location // the instant before which it began, or with which
}

// availability is what a series says about its window, in nanoseconds.
type availability struct {
	series     *upSeries
	at         fact.Location // the first instant
	up, window int64
	step       int64 // see spacing
	incidents  []time.Duration
	gap        int64 // time within the window that nothing is known of
	outages    []outage
	passed     bitset // the filters that select it
}

// measure computes the availability of a series in a window, which is that of
// all series of the evidence: from the first instant of any to the last.
//
// Each instant stands for the time until the next. Where the next is more than
// 1.5 steps away it stands for one step, and the rest is a gap. Time before the
// series begins belongs to its first instant up to 1.5 steps, and is a gap
// beyond; time after its last instant likewise. A gap is not up. An outage is a
// longest stretch that is not up. The last instant of the window stands for no
// time in it; when it is not up, its outage is taken to last for one step more.
func (s *upSeries) measure(from, to int64) *availability {
	step := s.spacing()
	a := &availability{series: s, window: to - from, at: s.location(s.instants[0]), step: step, incidents: s.incidents(step)}
	near := func(distance int64) bool { return 2*distance <= 3*step }
	down := func(from, length int64, i instant) {
		if n := len(a.outages); n > 0 && a.outages[n-1].from+a.outages[n-1].length == from {
			a.outages[n-1].length += length
			return
		}
		a.outages = append(a.outages, outage{from, length, s.location(i)})
	}
	first := s.instants[0]
	start := first.at
	if head := first.at - from; near(head) {
		start = from
	} else {
		down(from, head, first)
		a.gap += head
	}
	for n, i := range s.instants {
		next, last := to, n+1 == len(s.instants)
		if !last {
			next = s.instants[n+1].at
		}
		if n > 0 {
			start = i.at
		}
		end := next
		if !near(next - i.at) {
			end = i.at + step
		}
		switch {
		case i.state == isUp:
			a.up += end - start
		case last && i.at == to:
			down(start, end-start+step, i)
		default:
			down(start, end-start, i)
		}
		if i.state == isGap {
			a.gap += end - start
		}
		if end < next {
			down(end, next-end, i)
			a.gap += next - end
		}
	}
	return a
}

// apart is how long a service must be up between two incidents: outages closer
// than that are taken for one, since what failed twice so soon was not repaired.
const apart = 30 * time.Minute

// incidents gives the down time of each incident: its instants that were down,
// times the step. A gap is not down time here, for nothing is known of it.
func (s *upSeries) incidents(step int64) []time.Duration {
	var list []time.Duration
	last := int64(0)
	for _, i := range s.instants {
		if i.state != isDown {
			continue
		}
		if n := len(list); n > 0 && i.at-last-step < int64(apart) {
			list[n-1] += time.Duration(step)
		} else {
			list = append(list, time.Duration(step))
		}
		last = i.at
	}
	return list
}

// longest is the length of the longest outage, and all their lengths together.
func (a *availability) longest() (longest, all int64) {
	for _, o := range a.outages {
		longest = max(longest, o.length)
		all += o.length
	}
	return longest, all
}
