package criteria

import (
	"time"

	"signoff/internal/quantity"
	"signoff/internal/source"
)

// Standing is what the dates of a waiver say of it.
type Standing uint8

// The standings, in the order of the life of a waiver.
const (
	WaiverNotYet Standing = iota // it is not granted yet
	WaiverInForce
	WaiverEnding  // in force, and ends soon
	WaiverExpired // no more in force
	WaiverTooLong // it lasts longer than waivers may
)

// Standing is that of a waiver at an instant; it ends soon when
// that is within so many days.
func (p *Plan) Standing(w *Waiver, asOf time.Time, warnDays int) Standing {
	switch {
	case asOf.After(w.Expires):
		return WaiverExpired
	case !begun(w.Granted, asOf):
		return WaiverNotYet
	case p.livesTooLong(w, asOf):
		return WaiverTooLong
	case !w.Expires.After(asOf.Add(time.Duration(warnDays) * 24 * time.Hour)):
		return WaiverEnding
	}
	return WaiverInForce
}

// livesTooLong compares the life of a waiver with waiver_max: from the day it
// was granted, or from as-of when that is not said.
func (p *Plan) livesTooLong(w *Waiver, asOf time.Time) bool {
	from := w.Granted
	if from.IsZero() {
		from = asOf
	}
	return p.WaiverMax.Known() && quantity.Elapsed(from, w.Expires).Cmp(p.WaiverMax) > 0
}

// isEffective says whether nothing in the dates keeps the waiver from having an
// effect.
func (p *Plan) isEffective(w *Waiver, asOf time.Time) bool {
	state := p.Standing(w, asOf, 0)
	return state == WaiverInForce || state == WaiverEnding
}

// Counts says whether a criterion counts at an instant. A day on which it begins
// to is counted from its first instant on, which as the end of the day before
// belongs to that one.
func (c *Criterion) Counts(asOf time.Time) bool {
	return !c.Informs && (c.Binds.IsZero() || begun(c.Binds, asOf))
}

// begun says whether an instant is reached that is a time, or the start of a
// day: 24:00 of the day before is not yet that day.
func begun(from, asOf time.Time) bool {
	midnight := from.Equal(from.UTC().Truncate(24 * time.Hour))
	return asOf.After(from) || asOf.Equal(from) && !midnight
}

// Settle asks of each criterion what is left when all that its waivers cover at
// that instant is taken out. It is called once, before the evidence is read.
func (p *Plan) Settle(asOf time.Time) {
	for i := range p.Criteria {
		c := &p.Criteria[i]
		one, ok := c.Expr.(One)
		if !ok || one.Ask < 0 {
			continue
		}
		c.Rest = p.rest(c, one, func(w *Waiver) bool { return p.isEffective(w, asOf) })
		c.RestUnlimited = p.rest(c, one, func(w *Waiver) bool { return w.Limit == nil && p.isEffective(w, asOf) })
	}
}

// rest asks the question of what no such waiver with a scope covers.
func (p *Plan) rest(c *Criterion, one One, counts func(*Waiver) bool) Expr {
	ask, covered := p.Asks[one.Ask], false
	for i := range p.Waivers {
		if w := &p.Waivers[i]; w.Criterion == c.ID && w.Inside != nil && w.isFor(p.Release) && counts(w) {
			ask.Question.Where, covered = ask.Question.Where.Without(w.selects), true
		}
	}
	if !covered {
		return nil
	}
	ask.Question.By = ""
	p.Asks = append(p.Asks, ask)
	return One{len(p.Asks) - 1}
}

// isFor says whether a waiver is for a release.
func (w *Waiver) isFor(release string) bool { return w.Release == "" || w.Release == release }

// LintWaivers points out waivers that have expired or soon will, and refuses
// those that live longer than waivers may.
func (p *Plan) LintWaivers(asOf time.Time, warnDays int) source.List {
	var faults source.List
	for i := range p.Waivers {
		w := &p.Waivers[i]
		last := w.Expires.Add(-1).UTC().Format(time.DateOnly)
		switch p.Standing(w, asOf, warnDays) {
		case WaiverExpired:
			faults.Warn(w.Declared, "the waiver %s of %s expired on %s and has no effect", w.ID, w.Criterion, last)
		case WaiverEnding:
			faults.Warn(w.Declared, "the waiver %s of %s ends on %s", w.ID, w.Criterion, last)
		case WaiverTooLong:
			faults.Add(w.Declared, "expected a waiver of at most %s, found %s that ends on %s", p.WaiverMax, w.ID, last).Hint = "waiver_max sets the longest life; it counts from granted, else from the assessment"
		}
	}
	return faults
}
