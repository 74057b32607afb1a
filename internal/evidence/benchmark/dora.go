package benchmark

import (
	"math/big"
	"time"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var doraFormat = reader.Format{
	Name: "dora",
	Doc:  `The deployments of a window, of which DORA's four keys are computed: {"dora": {"from": TIME, "to": TIME, "deployments": [{"id": TEXT, "at": TIME, "committed_at": TIME, "failed": false, "restored_at": TIME}]}}. The series are "deployment frequency" (mean, per day of the window), "lead time for changes" (a sample for each deployment, from committed_at to at), "change failure rate" (mean, in percent) and "time to restore" (a sample for each failed deployment, from at to restored_at). A failed deployment that is not restored makes the run incomplete. The window's end dates the file.`,
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Has("dora.deployments")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		d := dora{s: s}
		err := read(in, s, "", layout{
			{"dora.from", d.instant(&d.from)},
			{"dora.to", d.instant(&d.to)},
			{"dora.deployments[]", d.deployment()},
		})
		if err == nil {
			err = d.give(in)
		}
		return err
	},
}

// dora is a window with its deployments, as counted so far.
type dora struct {
	s                *tally.Sink
	from, to         time.Time
	deployed, failed int64
	first, last      time.Time
}

func (d *dora) instant(t *time.Time) setter {
	return func(v reader.Value, _ *report) {
		if v.Kind() == 'n' {
			return
		}
		at, _, err := quantity.ParseTime(v.Text())
		if err != nil {
			v.Fail("%s", err)
		}
		*t = at
	}
}

func (d *dora) deployment() setter {
	var at, committed, restored time.Time
	failed, told := false, false
	return within(layout{
		{"id", title},
		{"at", d.instant(&at)},
		{"committed_at", d.instant(&committed)},
		{"restored_at", d.instant(&restored)},
		{"failed", func(v reader.Value, _ *report) {
			told = v.Kind() != 'n'
			failed = told && v.Bool()
		}},
	}, func(v reader.Value, r *report) {
		d.deployed++
		switch {
		case at.IsZero():
			v.Fail("expected when the deployment was made, found no at")
		case !told:
			v.Fail("expected whether the deployment failed, found nothing of it")
		case committed.IsZero():
			v.Fail("expected when the change was committed, found no committed_at")
		case failed && restored.IsZero():
			d.s.Incomplete(r.line, "deployment %.80q failed and is not restored", r.name)
		case failed:
			d.sample(v, r.line, "time to restore", at, restored)
		}
		if d.sample(v, r.line, "lead time for changes", committed, at); failed {
			d.failed++
		}
		if d.first.IsZero() || at.Before(d.first) {
			d.first = at
		}
		if at.After(d.last) {
			d.last = at
		}
		at, committed, restored, failed, told = time.Time{}, time.Time{}, time.Time{}, false, false
	})
}

func (d *dora) sample(v reader.Value, line int, name string, from, to time.Time) {
	if v.Err() != nil {
		return
	}
	if to.Before(from) {
		v.Fail("expected a %s that is not negative", name)
		return
	}
	took := quantity.DecimalFromInt(int64(to.Sub(from)))
	took.Exp -= 9
	d.s.Sample(&fact.Sample{Line: line, Name: name, Value: took, Unit: quantity.Second})
}

// give hands the keys over that are of the whole window.
func (d *dora) give(in *reader.Input) error {
	window := d.to.Sub(d.from)
	switch {
	case d.from.IsZero() || d.to.IsZero() || window <= 0:
		return in.Errorf(1, "expected a window from dora.from to dora.to, found none")
	case d.deployed > 0 && (d.first.Before(d.from) || d.last.After(d.to)):
		return in.Errorf(1, "expected deployments in the window, found one outside of it")
	}
	d.s.Dated(d.to.Format(time.RFC3339))
	d.ratio("deployment frequency", "per day", quantity.Count, big.NewRat(d.deployed*int64(24*time.Hour), int64(window)))
	if d.deployed > 0 {
		d.ratio("change failure rate", "", quantity.Percent, big.NewRat(100*d.failed, d.deployed))
	}
	return nil
}

func (d *dora) ratio(name, metric string, u quantity.Unit, value *big.Rat) {
	written, err := quantity.ParseDecimal(value.FloatString(12))
	if err == nil {
		d.s.Sample(&fact.Sample{Line: 1, Name: name, Metric: metric, Stat: fact.Mean, Value: written, Unit: u})
	}
}
