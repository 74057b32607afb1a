package health

import (
	"cmp"
	"time"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var gatusFormat = reader.Format{
	Name: "gatus",
	Doc:  "Gatus' statuses (/api/v1/endpoints/statuses, of all endpoints or of one). Each endpoint is a service by its latest result, unchecked without any; its results are the instants of an availability series. The latest result dates the file.",
	Kind: fact.Health,
	Claims: func(h *reader.Head) bool {
		return h.Has("[].key", "[].results") || h.Has("key", "results[].conditionResults") || h.Has("[].results[].conditionResults")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		g := gatus{}
		endpoint := service(layout{
			{"name", name},
			{"group", namespace},
			{"key", identity},
			{"results", g.results()},
		}, g.judge)
		return read(in, s, layout{{"[]", endpoint}, {"", endpoint}})
	},
}

// gatus is what the results of an endpoint say.
type gatus struct {
	instants []fact.Up
	listed   bool
}

func (g *gatus) results() setter {
	read := layout{{"[]", g.result()}}.Reader()
	return func(v reader.Value, r *report) {
		g.listed = v.Kind() == '['
		read(v, r)
	}
}

func (g *gatus) result() setter {
	at, success, told := "", false, false
	read := layout{
		{"timestamp", into(&at)},
		{"success", func(v reader.Value, _ *report) {
			told = v.Kind() != 'n'
			success = v.Bool()
		}},
	}.Reader()
	return func(v reader.Value, r *report) {
		u := fact.Up{Line: v.Line()}
		at, success, told = "", false, false
		read(v, r)
		t, _, err := quantity.ParseTime(at)
		switch {
		case err != nil:
			v.Fail("expected the timestamp of a result: %s", err)
		case !told:
			v.Fail("expected the success of a result, found none")
		}
		u.At, u.Up = t, success
		g.instants = append(g.instants, u)
	}
}

func (g *gatus) judge(v reader.Value, r *report) {
	var last fact.Up
	series := cmp.Or(r.ID, r.Namespace+"/"+r.Name)
	for _, u := range g.instants {
		if u.Series = series; !u.At.Before(last.At) {
			last = u
		}
		r.sink.Up(&u)
	}
	switch {
	case !g.listed:
		v.Fail("expected the results of an endpoint, found none")
	case len(g.instants) == 0:
		r.Status = "no result"
	case last.Up:
		r.Condition, r.Status = fact.Healthy, "up"
	default:
		r.Condition, r.Status = fact.Unhealthy, "down"
	}
	if !last.At.IsZero() {
		r.sink.Dated(last.At.Format(time.RFC3339Nano))
	}
	g.instants, g.listed = nil, false
}
