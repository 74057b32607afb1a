package health

import (
	"time"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

func readLabels(j *reader.JSON) (l labels) {
	for name := range j.Fields() {
		l = append(l, label{name, j.Text()})
	}
	return l
}

// result reads one series of a vector or a matrix.
func (p *prometheusAPI) result() {
	line, metric, series, namespace := p.j.Line(), "", "", ""
	named := false
	p.seen++
	for key := range p.j.Fields() {
		switch key {
		case "metric":
			l := readLabels(p.j)
			metric, namespace, named = l.get("__name__"), l.get("namespace"), true
			series = l.series(metric)
		case "value":
			if at, value := p.point(); stateName(metric) {
				p.service(&fact.Service{Line: line, Name: series, Namespace: namespace, Restarts: unstated}, metric, at, value)
			}
		case "values":
			if !named {
				p.j.Fail("wanted the metric of a series before its values")
			}
			if stateName(metric) {
				p.found++
				p.instants(series, metric)
			}
		}
	}
}

func (p *prometheusAPI) service(v *fact.Service, metric string, at time.Time, value string) {
	condition, ok := promState(metric, value, p.j.Fail)
	if !ok {
		return
	}
	p.found++
	p.latest(at)
	v.Condition, v.Status = condition, value
	p.s.Service(v)
}

func (p *prometheusAPI) instants(series, metric string) {
	for range p.j.Items() {
		u := fact.Up{Line: p.j.Line(), Series: series}
		at, value := p.point()
		condition, ok := promState(metric, value, p.j.Fail)
		u.At, u.Up, u.Gap = at, condition == fact.Healthy, condition == fact.Unchecked || !ok
		if p.j.Err() != nil {
			return
		}
		p.latest(at)
		p.s.Up(&u)
	}
}

// point reads an instant and its value, [1795294502.458, "1"].
func (p *prometheusAPI) point() (at time.Time, value string) {
	n := 0
	for range p.j.Items() {
		switch text := p.j.Text(); n {
		case 0:
			var ok bool
			if at, ok = unixTime(text); !ok {
				p.j.Fail("wanted an instant in seconds since 1970, found %.40q", text)
			}
		case 1:
			value = text
		}
		n++
	}
	if n != 2 {
		p.j.Fail("wanted an instant and a value, found %d texts", n)
	}
	return at, value
}

func (p *prometheusAPI) latest(at time.Time) {
	if at.After(p.last) {
		p.last = at
	}
}
