package tally

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// healthOf is how a measure of health is answered: by the services of
// snapshots or by the series of probes. Either is false where what the measure
// needs is not stated.
type healthOf struct {
	services func(t *serviceTally) (fact.Figure, bool)
	series   func(a *availability, f fact.Figure) (fact.Figure, bool)
}

// healthMeasures are the measures of services and of their availability.
var healthMeasures = measures[healthOf]{
	{fact.Measure{Name: "services.total", Total: true, Doc: "services seen"}, inConditions(fact.Healthy, fact.Unhealthy, fact.Unchecked)},
	{fact.Measure{Name: "services.healthy", Doc: "services that say they are healthy"}, inConditions(fact.Healthy)},
	{fact.Measure{Name: "services.unhealthy", Doc: "services that say they are not",
		First: fact.First{Title: "No service is unhealthy", Target: "== 0"}}, inConditions(fact.Unhealthy)},
	{fact.Measure{Name: "services.unchecked", Doc: "services that run without a health check"}, inConditions(fact.Unchecked)},
	{fact.Measure{Name: "services.ratio", Unit: quantity.Percent, Doc: "healthy ÷ total"}, healthOf{services: (*serviceTally).ratio}},
	{fact.Measure{Name: "services.uptime", Unit: quantity.Second, Doc: "the smallest time since a service's last start"},
		healthOf{services: (*serviceTally).uptime}},
	{fact.Measure{Name: "services.restarts", Doc: "restarts of all services"}, healthOf{services: (*serviceTally).restarted}},
	{fact.Measure{Name: "health.availability", Unit: quantity.Percent, Availability: true, Window: "health.window",
		Doc: "up time ÷ window; a gap is not up; the worst series decides"},
		healthOf{series: (*availability).share}},
	{fact.Measure{Name: "health.outages", Window: "health.window", Doc: "stretches without up; of the worst series"},
		healthOf{series: (*availability).outageCount}},
	{fact.Measure{Name: "health.mttr", Unit: quantity.Second, Doc: "mean length of an outage; absent without one"}, healthOf{series: (*availability).mttr}},
	{fact.Measure{Name: "health.longest_outage", Unit: quantity.Second, Window: "health.window", Doc: "longest stretch without up"},
		healthOf{series: (*availability).longestOutage}},
	{fact.Measure{Name: "health.window", Unit: quantity.Second, Doc: "first to last instant of the file"}, healthOf{series: (*availability).length}},
}

// inConditions answers with how many services are in one of the conditions.
func inConditions(conditions ...fact.Condition) healthOf {
	return healthOf{services: func(t *serviceTally) (fact.Figure, bool) {
		var n int64
		for _, c := range conditions {
			n = plus(n, t.conditions[c])
		}
		return count(n, t.first()), true
	}}
}

var serviceColumns = []column[fact.Service]{
	{"name", func(v *fact.Service) string { return v.Name }},
	{"status", func(v *fact.Service) string { return v.Status }},
	{"image", func(v *fact.Service) string { return v.Image }},
	{"namespace", func(v *fact.Service) string { return v.Namespace }},
}

// serviceTally counts the services of one combination of filters.
type serviceTally struct {
	conditions [fact.Unhealthy + 1]int64
	restarts   int64
	restarting bool // some service states its restarts
	keep       int
	youngest   top[keptService] // by uptime
	worst      top[keptService]
	rows       []map[string]*serviceTally
}

// count sorts services and series out by the filters that they pass.
func (t *healthTable) count() {
	t.prepared.Do(t.prepare)
	match := newMatcher(t.set.filters, serviceColumns)
	t.pool = newPool(len(t.set.filters.wheres), t.tally)
	for _, k := range t.services {
		t.seen++
		tally := t.pool.at(match.match(&k.Service))
		tally.add(&k)
		for i, rows := range tally.rows {
			if rows == nil {
				continue
			}
			for _, value := range valuesOf(serviceColumns, t.set.by[i].field, &k.Service) {
				if rows[value] == nil {
					rows[value] = &serviceTally{keep: 1}
				}
				rows[value].add(&k)
			}
		}
	}
	var from, to int64
	names := slices.Sorted(maps.Keys(t.series))
	for n, name := range names {
		s := t.series[name]
		first, last := s.instants[0].at, s.instants[len(s.instants)-1].at
		if n == 0 {
			from, to = first, last
		}
		from, to = min(from, first), max(to, last)
	}
	for _, name := range names {
		a := t.series[name].measure(from, to)
		a.passed = match.match(&fact.Service{Name: name}).set
		t.spans = append(t.spans, a)
	}
}

// tally makes an empty tally for services that pass exactly these filters.
func (t *healthTable) tally(passed bitset) *serviceTally {
	n := &serviceTally{keep: exhibitsKept, rows: make([]map[string]*serviceTally, len(t.set.by))}
	for i, b := range t.set.by {
		if passed.meets(b.filters) {
			n.rows[i] = map[string]*serviceTally{}
		}
	}
	return n
}

func (t *serviceTally) add(k *keptService) {
	t.conditions[k.Condition]++
	if k.Restarts >= 0 {
		t.restarts, t.restarting = plus(t.restarts, k.Restarts), true
	}
	if k.Uptime != nil {
		t.youngest.offer(k, 1, (*keptService).younger, itself)
	}
	if k.Condition != fact.Healthy {
		t.worst.offer(k, t.keep, (*keptService).before, itself)
	}
}

func (k *keptService) before(l *keptService) bool { return k.compare(l) < 0 }

func (k *keptService) younger(l *keptService) bool {
	return cmp.Or(k.Uptime.Cmp(*l.Uptime), k.compare(l)) < 0
}

func (t *serviceTally) merge(o *serviceTally) {
	for c, n := range o.conditions {
		t.conditions[c] = plus(t.conditions[c], n)
	}
	t.restarts = plus(t.restarts, o.restarts)
	t.restarting = t.restarting || o.restarting
	for i := range o.youngest.kept {
		t.youngest.offer(&o.youngest.kept[i], 1, (*keptService).younger, itself)
	}
	for i := range o.worst.kept {
		t.worst.offer(&o.worst.kept[i], t.keep, (*keptService).before, itself)
	}
	for i, rows := range t.rows {
		if rows == nil || o.rows == nil {
			continue
		}
		for value, theirs := range o.rows[i] {
			if rows[value] == nil {
				rows[value] = &serviceTally{keep: 1}
			}
			rows[value].merge(theirs)
		}
	}
}

// names lists what a field of the services may be.
func (t *healthTable) names(field string, most int) (names []string) {
	for _, s := range t.services {
		switch {
		case len(t.services) > most:
			return nil
		case field == "name":
			names = append(names, s.Name)
		case field == "status":
			names = append(names, s.Status)
		case field == "image":
			names = append(names, s.Image)
		case field == "namespace":
			names = append(names, s.Namespace)
		}
	}
	return names
}

func (t *healthTable) answer(q *fact.Question, filter int) fact.Answer {
	t.counted.Do(t.count)
	of := healthMeasures.of(q)
	if of.series != nil {
		return t.availability(q, filter)
	}
	all := t.pool.of(filter)
	a := fact.Answer{Seen: t.seen, Matched: all.total()}
	a.Problem = near(t.set, q, unmatched(q, a.Seen, a.Matched, "services"), t.names)
	figure, ok := of.services(all)
	switch {
	case len(a.Problem) > 0:
		return a
	case len(t.services) == 0 && len(t.series) > 0:
		return absent(a, "the evidence has availability series and no services")
	case !ok:
		return absent(a, "no service states what %s needs", q.Measure.Name)
	}
	a.Figures = []fact.Figure{figure}
	for i := range all.worst.kept {
		k := &all.worst.kept[i]
		a.Exhibits = append(a.Exhibits, fact.Exhibit{
			Rank: k.Condition.String(), Name: k.Name, Text: bounded(k.Status),
			Subject: strings.TrimSpace(k.Namespace + " " + k.Image), At: fact.Location{Path: k.path, Line: k.Line},
		})
	}
	a.More = a.Matched - all.conditions[fact.Healthy] - int64(len(a.Exhibits))
	for i, b := range t.set.by {
		if b.field.Name != q.By {
			continue
		}
		for _, value := range slices.Sorted(maps.Keys(all.rows[i])) {
			if figure, ok := of.services(all.rows[i][value]); ok {
				a.Rows = append(a.Rows, fact.Row{Name: value, Figure: figure})
			}
		}
	}
	return a
}

func (t *serviceTally) total() int64 {
	return plus(plus(t.conditions[fact.Healthy], t.conditions[fact.Unhealthy]), t.conditions[fact.Unchecked])
}

// first is where the worst service stands.
func (t *serviceTally) first() fact.Location {
	if len(t.worst.kept) == 0 {
		return fact.Location{}
	}
	return fact.Location{Path: t.worst.kept[0].path, Line: t.worst.kept[0].Line}
}

func (t *serviceTally) ratio() (fact.Figure, bool) {
	healthy, total := t.conditions[fact.Healthy], t.total()
	return fact.Figure{Value: quantity.Ratio(healthy, total), Part: healthy, Whole: total, At: t.first()}, total > 0
}

func (t *serviceTally) restarted() (fact.Figure, bool) {
	return count(t.restarts, t.first()), t.restarting
}

func (t *serviceTally) uptime() (fact.Figure, bool) {
	if len(t.youngest.kept) == 0 {
		return fact.Figure{}, false
	}
	k := &t.youngest.kept[0]
	return fact.Figure{Label: k.Name, Value: k.Uptime.Value(quantity.Second), At: fact.Location{Path: k.path, Line: k.Line}}, true
}
