package tally

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"signoff/internal/fact"
)

// Limits of one file of health.
const (
	maxServices = 1 << 18
	maxInstants = 1 << 22
	maxRestarts = 1 << 40
)

// healthTable keeps the services of snapshots and the instants of series.
type healthTable struct {
	set      *Set
	file     *Sink
	services map[serviceKey]*service
	series   map[string]*upSeries
	records  int

	prepared, counted sync.Once
	seen              int64 // services, once counted
	pool              *pool[*serviceTally]
	spans             []*availability // by name, once counted
}

// serviceKey is what makes a service the same in several snapshots.
type serviceKey struct{ namespace, name, image string }

// service is what the evidence says of one service: in the latest dated file,
// and in files without a date, which have no place in the order.
type service struct {
	dated, undated snapshot
}

// snapshot is what one file says of a service; it may name several alike. They
// are sorted, the worst first.
type snapshot struct {
	at       time.Time
	services []keptService
}

// keptService is a service of one evidence file.
type keptService struct {
	fact.Service
	path string
}

func newHealthTable(s *Set, file *Sink) *healthTable {
	return &healthTable{set: s, file: file, services: map[serviceKey]*service{}, series: map[string]*upSeries{}}
}

func (t *healthTable) addService(v *fact.Service) error {
	switch {
	case v.Condition > fact.Unhealthy:
		return fmt.Errorf("wanted a condition of the service %q, found number %d", v.Name, v.Condition)
	case v.Uptime != nil && v.Uptime.Sign() < 0:
		return fmt.Errorf("wanted an uptime of the service %q, found a negative one", v.Name)
	case v.Restarts > maxRestarts:
		return fmt.Errorf("wanted the restarts of the service %q, found %d", v.Name, v.Restarts)
	case t.records >= maxServices:
		return fmt.Errorf("wanted at most %d services", maxServices)
	}
	t.records++
	key := serviceKey{v.Namespace, v.Name, v.Image}
	if t.services[key] == nil {
		t.services[key] = &service{}
	}
	kept := keptService{Service: *v, path: t.file.path}
	if v.Uptime != nil {
		uptime := *v.Uptime // the reader's to reuse
		kept.Uptime = &uptime
	}
	t.services[key].undated.services = append(t.services[key].undated.services, kept)
	return nil
}

func (t *healthTable) addUp(u *fact.Up) error {
	if t.records >= maxInstants {
		return fmt.Errorf("wanted at most %d instants", maxInstants)
	}
	if u.Step < 0 || u.At.Before(time.Unix(0, 0)) || u.At.Year() > 2200 {
		return fmt.Errorf("wanted an instant of %q with a step, found %s and %s", u.Series, u.At.Format(time.RFC3339), u.Step)
	}
	t.records++
	s := t.series[u.Series]
	if s == nil {
		s = &upSeries{name: u.Series, files: []string{t.file.path}}
		t.series[u.Series] = s
	}
	s.add(u)
	return nil
}

// prepare brings the records of one file in their order.
func (t *healthTable) prepare() {
	for _, v := range t.services {
		for _, list := range [][]keptService{v.dated.services, v.undated.services} {
			slices.SortFunc(list, func(a, b keptService) int { return a.compare(&b) })
		}
	}
	for _, s := range t.series {
		s.unite()
	}
}

func (t *healthTable) listed() int64 { return int64(t.records) }

// merge keeps of each service what the latest file says, and of files of the
// same or no date the worse. Series are united instant by instant.
func (t *healthTable) merge(other table) {
	o := other.(*healthTable)
	o.prepared.Do(o.prepare) // what other folds may read at the same time
	for key, v := range o.services {
		theirs := *v
		if o.file != nil && !o.file.Newest.IsZero() {
			theirs = service{dated: snapshot{o.file.Newest, v.undated.services}}
		}
		mine := t.services[key]
		if mine == nil {
			t.services[key] = &theirs
			continue
		}
		mine.dated = mine.dated.later(theirs.dated)
		mine.undated = mine.undated.worse(theirs.undated)
	}
	for name, theirs := range o.series {
		if t.series[name] == nil {
			t.series[name] = &upSeries{name: name}
		}
		t.series[name].merge(theirs)
	}
}

// later chooses what the later file says, the worse of files of one date.
func (s snapshot) later(o snapshot) snapshot {
	switch {
	case s.at.After(o.at):
		return s
	case o.at.After(s.at):
		return o
	}
	return s.worse(o)
}

// worse chooses the snapshot with the worse service, then the greater one.
func (s snapshot) worse(o snapshot) snapshot {
	switch {
	case len(o.services) == 0:
		return s
	case len(s.services) == 0:
		return o
	}
	order := cmp.Or(
		cmp.Compare(badness(o.services[0].Condition), badness(s.services[0].Condition)),
		cmp.Compare(len(o.services), len(s.services)),
		slices.CompareFunc(s.services, o.services, func(a, b keptService) int { return a.compare(&b) }),
	)
	if order <= 0 {
		return s
	}
	return o
}

// current lists the services that count.
func (v *service) current() []keptService {
	return v.dated.worse(v.undated).services
}

// badness orders conditions from good to bad.
func badness(c fact.Condition) int {
	switch c {
	case fact.Unhealthy:
		return 2
	case fact.Unchecked:
		return 1
	}
	return 0
}

// compare orders services by condition, the worst first, then by where the
// evidence reports them.
func (k *keptService) compare(l *keptService) int {
	return cmp.Or(
		cmp.Compare(badness(l.Condition), badness(k.Condition)),
		strings.Compare(k.path, l.path),
		cmp.Compare(k.Line, l.Line),
		strings.Compare(k.Namespace, l.Namespace),
		strings.Compare(k.Name, l.Name),
		strings.Compare(k.Image, l.Image),
		strings.Compare(k.Status, l.Status),
	)
}
