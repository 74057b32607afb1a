package tally

import (
	"cmp"
	"errors"
	"fmt"
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
	services map[serviceKey]keptService // in its worst state
	series   map[string]*upSeries
	records  int

	prepared, counted sync.Once
	seen              int64 // services, once counted
	pool              *pool[*serviceTally]
	spans             []*availability // by name, once counted
}

// serviceKey is what makes a service the same in several snapshots: its id where
// the tool gives one, else its namespace and name.
type serviceKey struct{ id, namespace, name string }

func keyOf(v *fact.Service) serviceKey {
	if v.ID != "" {
		return serviceKey{id: v.ID}
	}
	return serviceKey{namespace: v.Namespace, name: v.Name}
}

// keptService is a service of one evidence file.
type keptService struct {
	fact.Service
	path string
}

func newHealthTable(s *Set, file *Sink) *healthTable {
	return &healthTable{set: s, file: file, services: map[serviceKey]keptService{}, series: map[string]*upSeries{}}
}

func (t *healthTable) addService(v *fact.Service) error {
	switch {
	case strings.Trim(v.Name, "/ ") == "" && v.ID == "":
		return errors.New("expected the name of a service, found none")
	case v.Condition > fact.Unhealthy:
		return fmt.Errorf("expected a condition of the service %q, found number %d", v.Name, v.Condition)
	case v.Uptime != nil && v.Uptime.Sign() < 0:
		return fmt.Errorf("expected an uptime of the service %q, found a negative one", v.Name)
	case v.Restarts > maxRestarts:
		return fmt.Errorf("expected the restarts of the service %q, found %d", v.Name, v.Restarts)
	case t.records >= maxServices:
		return fmt.Errorf("expected at most %d services", maxServices)
	}
	t.records++
	kept := keptService{Service: *v, path: t.file.path}
	if v.Uptime != nil {
		uptime := *v.Uptime // the reader's to reuse
		kept.Uptime = &uptime
	}
	t.keep(keyOf(v), kept)
	return nil
}

// keep holds a service in the worst state that any snapshot shows of it.
func (t *healthTable) keep(key serviceKey, k keptService) {
	if known, ok := t.services[key]; !ok || k.compare(&known) < 0 {
		t.services[key] = k
	}
}

func (t *healthTable) addUp(u *fact.Up) error {
	if t.records >= maxInstants {
		return fmt.Errorf("expected at most %d instants", maxInstants)
	}
	if u.Step < 0 || u.At.Before(time.Unix(0, 0)) || u.At.Year() > 2200 {
		return fmt.Errorf("expected an instant of %q with a step, found %s and %s", u.Series, u.At.Format(time.RFC3339), u.Step)
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
	for _, s := range t.series {
		s.unite()
	}
}

func (t *healthTable) listed() int64 { return int64(t.records) }

// merge keeps of each service its worst state. Series are united instant by
// instant.
func (t *healthTable) merge(other table) {
	o := other.(*healthTable)
	o.prepared.Do(o.prepare) // what other folds may read at the same time
	for key, theirs := range o.services {
		t.keep(key, theirs)
	}
	for name, theirs := range o.series {
		if t.series[name] == nil {
			t.series[name] = &upSeries{name: name}
		}
		t.series[name].merge(theirs)
	}
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
