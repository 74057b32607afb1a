package evaluate

import (
	"slices"
	"testing"
	"time"

	"signoff/internal/fact"
	"signoff/internal/scorecard"
)

// TestWhoStatesTheDate: a file speaks before its record, a record before a
// person, and of several files the one whose date carries least is named.
func TestWhoStatesTheDate(t *testing.T) {
	made := asOf.Add(-2 * time.Hour)
	dates := func(file, record bool) fact.File {
		f := fact.File{Path: "a", Facts: fact.Facts{Zoned: true}}
		if file {
			f.Oldest, f.Newest = made, made
		}
		if record {
			f.Collected = made.Add(time.Hour)
		}
		return f
	}
	tests := []struct {
		name     string
		files    []fact.File
		declared bool
		by       string
		produced time.Time
		limit    string // "" for none
	}{
		{"the file", []fact.File{dates(true, true)}, true, "file", made, ""},
		{"its record", []fact.File{dates(false, true)}, false, "collect", made.Add(time.Hour), "date-collected"},
		{"its record before a person", []fact.File{dates(false, true)}, true, "collect", made.Add(time.Hour), "date-collected"},
		{"a person", []fact.File{dates(false, false)}, true, "declared", asOf.Add(-3 * time.Hour), "date-declared"},
		{"file and record", []fact.File{dates(true, false), dates(false, true), dates(true, false)}, false, "collect", made, "date-collected"},
		{"record and person", []fact.File{dates(false, true), dates(false, false)}, true, "declared", asOf.Add(-3 * time.Hour), "date-declared"},
		{"nobody", []fact.File{dates(false, false)}, false, "none", time.Time{}, "undated"},
	}
	for _, test := range tests {
		p := newProject(t)
		p.met("C-1")
		d, f := p.source("e-C-1")
		f.Files = test.files
		if test.declared {
			d.Dated, d.DatedBy = asOf.Add(-3*time.Hour), "Ann"
		}
		card := p.run()
		if e := card.Evidence[0]; string(e.DatedBy) != test.by || e.ProducedAt != stamp(test.produced) {
			t.Errorf("%s: dated %s by %s, want %s by %s", test.name, e.ProducedAt, e.DatedBy, stamp(test.produced), test.by)
		}
		for _, code := range []string{"date-collected", "date-declared", "undated", "record-differs"} {
			if ids, listed := limitIDs(card, code); listed != (code == test.limit) || listed && !slices.Equal(ids, []string{"e-C-1"}) {
				t.Errorf("%s: limit %s concerns %v", test.name, code, ids)
			}
		}
	}
}

func TestACollectedDateIsHeldAgainstItsAge(t *testing.T) {
	for ago, want := range map[time.Duration]scorecard.Outcome{
		7 * 24 * time.Hour: scorecard.Met, 7*24*time.Hour + time.Second: scorecard.Unknown,
		-5 * time.Minute: scorecard.Met, -6 * time.Minute: scorecard.Unknown,
	} {
		p := newProject(t)
		p.met("C-1")
		d, f := p.source("e-C-1")
		d.MaxAge = value(t, "7d")
		f.Files[0].Oldest, f.Files[0].Newest, f.Files[0].Collected = time.Time{}, time.Time{}, asOf.Add(-ago)
		f.Strayed = true
		if got := p.only(); got.Outcome != want {
			t.Errorf("collected %s ago: got %s, want %s", ago, got.Outcome, want)
		}
		if _, listed := limitIDs(p.run(), "record-differs"); !listed {
			t.Error("a record that does not fit is not pointed out")
		}
	}
}
