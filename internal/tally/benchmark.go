package tally

import (
	"cmp"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"sync"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// Limits of one file of benchmarks.
const (
	maxSeries       = 1 << 20
	maxObservations = 1 << 24
)

// benchTable keeps the observations and stated figures of each series.
type benchTable struct {
	set      *Set
	file     *Sink
	series   map[seriesKey]*series
	kinds    map[seriesKind]*seriesKind
	last     *series
	observed int
	named    bool  // some benchmark has a name
	nameless int   // the line of the last without one
	width    int   // how many statistics the last series states
	warm     int64 // samples that were left out as warm-up
	sorted   sync.Once
	list     []*series // by key, once sorted
	groups   []group   // the list by the filters that select it, once sorted
	failures []failed  // the requests that failed, by the filters that name their series
	chosen   index     // of the groups
	failing  index     // of the failures
}

// seriesKey is what makes a series: most series of a file are of few kinds.
type seriesKey struct {
	name string
	*seriesKind
}

// seriesKind is what a series measures; a table keeps each once.
type seriesKind struct {
	metric, config string
	unit           quantity.Unit
}

// series is one row of figures that may be compared.
type series struct {
	seriesKey
	next    *series // that of the figure which came after one of this
	samples observations
	parts   sections
	runs    []runs
	stated  []stated
	at      fact.Location // the first record
	passed  bitset        // the filters that select it, once sorted
	// requests says that the samples are requests of one run a file.
	requests bool
}

// runs are figures of which every run has one: rates, requests, errors, bytes
// and allocations.
type runs struct {
	stat fact.Stat
	observations
	parts sections
	files []fileRuns // of several files, once merged
}

// fileRuns is the median of the runs of one file, and how many they are.
type fileRuns struct {
	at     fact.Location
	median *big.Rat
	n      int
}

// stated is a statistic that the tool computed.
type stated struct {
	stat  fact.Stat
	value quantity.Decimal
	at    fact.Location
}

func newBenchTable(s *Set, file *Sink) *benchTable {
	return &benchTable{set: s, file: file, series: map[seriesKey]*series{}, kinds: map[seriesKind]*seriesKind{}, last: &series{}}
}

func (t *benchTable) add(x *fact.Sample) error {
	dimension := x.Unit.Dimension()
	physical := dimension == quantity.Time || dimension == quantity.Size || dimension == quantity.Rate || dimension == quantity.Throughput
	switch {
	case x.Stat > fact.Allocs:
		return fmt.Errorf("expected a known statistic of %q, found number %d", x.Name, x.Stat)
	case x.Value.Sign() < 0 && (physical || x.Stat == fact.Stddev || x.Stat >= fact.Rate):
		return fmt.Errorf("expected a figure of %q that is not negative, found %s", x.Name, x.Value.Value(x.Unit))
	}
	if x.Name == "" {
		t.nameless = x.Line
	} else {
		t.named = true
	}
	s := t.find(x.Name, seriesKind{x.Metric, x.Config, x.Unit})
	if s.at == (fact.Location{}) {
		s.at = fact.Location{Path: t.file.path, Line: x.Line}
	}
	t.observed++
	if t.file.Reading.Warmup > 0 && t.file.warming(x) {
		t.warm++
		return nil
	}
	switch {
	case len(t.series) > maxSeries:
		return fmt.Errorf("expected at most %d series", maxSeries)
	case t.observed > maxObservations:
		return fmt.Errorf("expected at most %d figures", maxObservations)
	case x.Stat == fact.Sampled:
		s.samples.add(x.Value)
	case x.Stat >= fact.Rate:
		s.runsOf(x.Stat).add(x.Value)
	case x.Name == "" && slices.ContainsFunc(s.stated, func(known stated) bool { return known.stat == x.Stat }):
		return errors.New("expected the name of a benchmark, found none")
	default:
		if s.stated == nil {
			s.stated = make([]stated, 0, t.width) // as many as the series before had
		}
		s.stated = append(s.stated, stated{x.Stat, x.Value, fact.Location{Path: t.file.path, Line: x.Line}})
		t.width = len(s.stated)
	}
	return nil
}

// find returns the series of a key, a new one if there is none yet. Benchmarks
// recur in one order, so the next figure is mostly of the series that followed
// this one before.
func (t *benchTable) find(name string, of seriesKind) *series {
	s := t.last.next
	if s == nil || s.name != name || *s.seriesKind != of {
		kind := t.kinds[of]
		if kind == nil {
			kind = &of
			t.kinds[of] = kind
		}
		key := seriesKey{name, kind}
		if s = t.series[key]; s == nil {
			s = &series{seriesKey: key}
			t.series[key] = s
		}
		t.last.next = s
	}
	t.last = s
	return s
}

// runsOf returns the list of one statistic.
func (s *series) runsOf(stat fact.Stat) *runs {
	for i := range s.runs {
		if s.runs[i].stat == stat {
			return &s.runs[i]
		}
	}
	s.runs = append(s.runs, runs{stat: stat})
	return &s.runs[len(s.runs)-1]
}

func (t *benchTable) listed() int64 { return int64(t.observed) }

func (t *benchTable) merge(other table) {
	o := other.(*benchTable)
	o.sorted.Do(o.sort) // what other folds may read at the same time
	t.warm += o.warm
	for key, theirs := range o.series {
		mine := t.find(key.name, *key.seriesKind)
		if mine.at == (fact.Location{}) || theirs.at.Before(mine.at) {
			mine.at = theirs.at
		}
		mine.samples.merge(&theirs.samples)
		mine.requests = mine.requests || theirs.requests
		mine.parts = append(mine.parts, theirs.parts...)
		mine.stated = append(mine.stated, theirs.stated...)
		for i := range theirs.runs {
			run := mine.runsOf(theirs.runs[i].stat)
			run.files = append(run.files, fileRuns{theirs.at, theirs.runs[i].median(), theirs.runs[i].len()})
			run.merge(&theirs.runs[i].observations)
			run.parts = append(run.parts, theirs.runs[i].parts...)
		}
	}
}

// sort brings everything in its order and finds the filters of each series.
func (t *benchTable) sort() {
	match := newMatcher(t.set.filters, []column[series]{
		{"name", func(s *series) string { return s.name }},
		{"metric", func(s *series) string { return s.metric }},
	})
	for _, s := range t.series {
		s.passed = match.match(s).set
		if t.set.samples {
			s.keepParts()
		}
		s.requests = s.requests || t.file != nil && t.file.Requests
		s.samples.sort()
		for i := range s.runs {
			s.runs[i].observations.sort()
		}
		for i := range s.runs {
			slices.SortFunc(s.runs[i].files, func(a, b fileRuns) int {
				return cmp.Or(strings.Compare(a.at.Path, b.at.Path), cmp.Compare(a.at.Line, b.at.Line))
			})
		}
		slices.SortFunc(s.stated, func(a, b stated) int {
			return cmp.Or(strings.Compare(a.at.Path, b.at.Path), cmp.Compare(a.at.Line, b.at.Line), a.value.Cmp(b.value))
		})
		t.list = append(t.list, s)
	}
	slices.SortFunc(t.list, func(a, b *series) int {
		if n := strings.Compare(a.name, b.name); n != 0 {
			return n
		}
		return cmp.Or(
			strings.Compare(a.metric, b.metric),
			strings.Compare(a.unit.Name(), b.unit.Name()),
			cmp.Compare(a.unit.Dimension(), b.unit.Dimension()),
			strings.Compare(a.config, b.config),
		)
	})
	t.arrange()
}

// keepParts takes what there is in the order of the file, or puts the parts of
// several files in their order.
func (s *series) keepParts() {
	s.parts.keep(s.at, &s.samples)
	s.parts.sort()
	for i := range s.runs {
		s.runs[i].parts.keep(s.at, &s.runs[i].observations)
		s.runs[i].parts.sort()
	}
}
