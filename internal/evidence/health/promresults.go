package health

import (
	"time"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

// result reads one series of a vector or a matrix; the parts of a scalar are no
// objects.
func (p *prometheusAPI) result() setter {
	var at point
	var named, valued, told bool
	point, instants := at.read(), layout{{"[]", p.instant()}}.Reader()
	read := service(layout{
		{"metric.@", func(reader.Value, *report) { named = true }},
		{"^metric", labelled()},
		{"value", func(v reader.Value, r *report) {
			metric := r.labels.get("__name__")
			told = true
			if point(v, r); !stateName(metric) {
				return
			}
			if r.Condition, valued = promState(metric, at.value, v.Fail); valued {
				p.found++
				p.latest(at.time)
				r.Name, r.Namespace, r.Status = r.labels.series(metric), r.labels.get("namespace"), at.value
			}
		}},
		{"values", func(v reader.Value, r *report) {
			metric := r.labels.get("__name__")
			told = true
			if stateName(metric) {
				p.found++
				r.Name = r.labels.series(metric)
				instants(v, r)
			}
		}},
	}, func(v reader.Value, r *report) {
		if !named || !told {
			v.Fail("expected the metric of a series and its value, found one of them or none")
		}
		if r.labels.get("__name__") == "" {
			p.nameless++
		}
		r.none, named, valued, told = !valued, false, false, false
	})
	return func(v reader.Value, r *report) {
		if v.Kind() == '{' {
			p.seen++
			read(v, r)
		}
	}
}

// instant reads one instant of the series that is being read.
func (p *prometheusAPI) instant() setter {
	var at point
	point := at.read()
	return func(v reader.Value, r *report) {
		u := fact.Up{Line: v.Line(), Series: r.Name}
		point(v, r)
		condition, ok := promState(r.labels.get("__name__"), at.value, v.Fail)
		u.At, u.Up, u.Gap = at.time, condition == fact.Healthy, condition == fact.Unchecked || !ok
		if v.Err() == nil {
			p.latest(u.At)
			r.sink.Up(&u)
		}
	}
}

func (p *prometheusAPI) latest(at time.Time) {
	if at.After(p.last) {
		p.last = at
	}
}

// point is an instant and its value, [1795294502.458, "1"].
type point struct {
	time  time.Time
	value string
}

func (p *point) read() setter {
	n := 0
	read := layout{{"[]", func(v reader.Value, _ *report) {
		switch text := v.Text(); n {
		case 0:
			var ok bool
			if p.time, ok = unixTime(text); !ok {
				v.Fail("expected an instant in seconds since 1970, found %.40q", text)
			}
		case 1:
			p.value = text
		}
		n++
	}}}.Reader()
	return func(v reader.Value, r *report) {
		n = 0
		if read(v, r); n != 2 {
			v.Fail("expected an instant and a value, found %d texts", n)
		}
	}
}
