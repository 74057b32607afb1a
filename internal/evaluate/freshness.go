package evaluate

import (
	"fmt"
	"slices"
	"time"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// datings orders who states a date, from the one that carries least.
var datings = []scorecard.Dating{scorecard.DatedByPerson, scorecard.DatedByRecord, scorecard.DatedByFile, scorecard.DatedByNothing}

// How far after as-of a date may lie: clocks differ a little, and a date
// without its zone may be that of a zone up to 14 hours ahead of UTC.
const (
	clockSkew = 5 * time.Minute
	zoneSkew  = 14 * time.Hour
)

// dating is what is known about the time at which evidence was produced.
type dating struct {
	// oldest is the earliest production date, zero when there is none.
	oldest time.Time
	by     scorecard.Dating
	// zoneless says that a date lacks its zone and was read as UTC.
	zoneless bool
	// undated says that a part of the evidence has no date at all.
	undated  bool
	problems []fact.Problem
}

// date is the rule of freshness: evidence is fresh when as-of minus the oldest
// date inside its files is at most max_age. A date in the future is stale
// always, and a file without a date where max_age is asked, unless a collect
// record of the same bytes or `dated` states one. The time of the file itself
// never counts: a clone changes it.
func (a *assessment) date(s *origin) dating {
	d := dating{by: scorecard.DatedByNothing}
	for _, f := range s.files() {
		oldest, newest, by, zoned := f.Oldest, f.Newest, scorecard.DatedByFile, f.Zoned
		switch {
		case !oldest.IsZero():
		case !f.Collected.IsZero():
			oldest, newest, by, zoned = f.Collected, f.Collected, scorecard.DatedByRecord, true
		case !s.declared.Dated.IsZero():
			oldest, newest, by, zoned = s.declared.Dated, s.declared.Dated, scorecard.DatedByPerson, false
		}
		if newest.Before(oldest) {
			newest = oldest
		}
		at := fact.Location{Path: f.Path}
		switch {
		case oldest.IsZero():
			d.undated = true
			if s.declared.MaxAge.Known() {
				d.stale(at, "states no date, and at most %s of age is asked", s.declared.MaxAge)
			}
			continue
		case a.inFuture(newest, zoned):
			d.stale(at, "is dated %s, which is after the assessment", stamp(newest))
		case a.olderThan(oldest, s.declared.MaxAge):
			d.stale(at, "was produced on %s, more than %s ago", stamp(oldest), s.declared.MaxAge)
		}
		if d.oldest.IsZero() || oldest.Before(d.oldest) {
			d.oldest = oldest
		}
		if slices.Index(datings, by) < slices.Index(datings, d.by) {
			d.by = by
		}
		d.zoneless = d.zoneless || by == scorecard.DatedByFile && !zoned
	}
	return d
}

// dateStatement is the rule of freshness for a person's word: it must have a
// max_age, because what a person says never changes by itself.
func (a *assessment) dateStatement(s *origin) dating {
	said := s.declared.Statement
	d := dating{oldest: said.On, by: scorecard.DatedByPerson}
	switch {
	case said.On.IsZero():
		d.by, d.undated = scorecard.DatedByNothing, true
		d.stale(fact.Location{}, "statement %s has no date", s.declared.ID)
	case a.inFuture(said.On, false):
		d.stale(fact.Location{}, "statement %s is dated %s, which is after the assessment", s.declared.ID, day(said.On))
	case !s.declared.MaxAge.Known():
		d.stale(fact.Location{}, "statement %s has no max_age, so nothing says how long it holds", s.declared.ID)
	case a.olderThan(said.On, s.declared.MaxAge):
		d.stale(fact.Location{}, "statement %s was made on %s, more than %s ago", s.declared.ID, day(said.On), s.declared.MaxAge)
	}
	return d
}

func (d *dating) stale(at fact.Location, format string, args ...any) {
	d.problems = append(d.problems, fact.Problem{Reason: fact.Stale, Text: fmt.Sprintf(format, args...), At: at})
}

func (a *assessment) inFuture(t time.Time, zoned bool) bool {
	limit := a.in.AsOf.Add(clockSkew)
	if !zoned {
		limit = a.in.AsOf.Add(zoneSkew)
	}
	return t.After(limit)
}

// olderThan says whether t lies more than life before as-of; without a life
// nothing is too old.
func (a *assessment) olderThan(t time.Time, life quantity.Value) bool {
	return life.Known() && a.age(t).Cmp(life) > 0
}

// age is as-of minus t in seconds, never less than 0.
func (a *assessment) age(t time.Time) quantity.Value {
	return quantity.Elapsed(t, a.in.AsOf)
}

// stamp writes an instant for the scorecard.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// day writes a date that was declared as a day, or the whole instant.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	if isMidnight(t) {
		return t.UTC().Format(time.DateOnly)
	}
	return stamp(t)
}

// lastDay writes an end: that of a whole day is the following midnight.
func lastDay(t time.Time) string {
	if !t.IsZero() && isMidnight(t) {
		return t.UTC().AddDate(0, 0, -1).Format(time.DateOnly)
	}
	return stamp(t)
}

// isMidnight says whether an instant can be a day that was declared without a
// time.
func isMidnight(t time.Time) bool { return t.Equal(t.UTC().Truncate(24 * time.Hour)) }
