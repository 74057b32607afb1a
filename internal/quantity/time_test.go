package quantity

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseTime(t *testing.T) {
	tests := []struct {
		written, want string
		zoned         bool
	}{
		{"2026-11-02T10:04:05Z", "2026-11-02T10:04:05Z", true},
		{" 2026-11-02T10:04:05.123456789+02:00\n", "2026-11-02T08:04:05.123456789Z", true},
		{"2026-11-02T10:04:05+0200", "2026-11-02T08:04:05Z", true},
		{"2026-11-02T10:04Z", "2026-11-02T10:04:00Z", true},
		{"2026-11-02T10:04:05", "2026-11-02T10:04:05Z", false},
		{"2026-11-02T10:04:05.5", "2026-11-02T10:04:05.5Z", false},
		{"2026-11-02 10:04:05", "2026-11-02T10:04:05Z", false},
		{"2026-11-02 10:04:05.25", "2026-11-02T10:04:05.25Z", false},
		{"2026-11-02 10:04:05,25", "2026-11-02T10:04:05.25Z", false},
		{"2026-11-02 10:04:05+01:00", "2026-11-02T09:04:05Z", true},
		{"2026-11-02 10:04:05 -0800", "2026-11-02T18:04:05Z", true},
		{"2026-11-02 10:04:05 UTC", "2026-11-02T10:04:05Z", true},
		{"2026-11-02 10:04:05 CEST", "2026-11-02T10:04:05Z", false},
		{"2026-11-02 10:04:05.123456 +0200 CEST m=+0.0123", "2026-11-02T08:04:05.123456Z", true},
		{"2026-11-02", "2026-11-02T00:00:00Z", false},
		{"Mon, 02 Nov 2026 10:04:05 GMT", "2026-11-02T10:04:05Z", true},
		{"Mon, 2 Nov 2026 10:04:05 PST", "2026-11-02T10:04:05Z", false},
		{"Mon, 02 Nov 2026 10:04:05 +0100", "2026-11-02T09:04:05Z", true},
		{"Mon, 2 Nov 2026 10:04:05", "2026-11-02T10:04:05Z", false},
		{"Mon Nov  2 10:04:05 UTC 2026", "2026-11-02T10:04:05Z", true},
		{"Mon Nov  2 10:04:05 2026", "2026-11-02T10:04:05Z", false},
		{"1793613845", "2026-11-02T10:04:05Z", true},
		{"1793613845250", "2026-11-02T10:04:05.25Z", true},
	}
	for _, test := range tests {
		got, as, err := ParseTime(test.written)
		if err != nil {
			t.Errorf("ParseTime(%q): %v", test.written, err)
			continue
		}
		if got.Format(time.RFC3339Nano) != test.want || (as == Instant) != test.zoned {
			t.Errorf("ParseTime(%q) = %s, %t; want %s, %t", test.written, got.Format(time.RFC3339Nano), as == Instant, test.want, test.zoned)
		}
	}
}

func TestParseTimeRefuses(t *testing.T) {
	for _, s := range []string{
		"", "yesterday", "2026-13-01", "2026-02-30", "02/11/2026", "2026-11-02T25:00:00Z", "20261102", "0", "-793613845",
		"+793613845", "17936138450", "0001-01-01T00:00:00Z", "2026-11-02T10:04:05Z trailing",
	} {
		if got, _, err := ParseTime(s); err == nil {
			t.Errorf("ParseTime(%q) = %s, want an error", s, got)
		}
	}
}

func TestEndOfDay(t *testing.T) {
	for written, want := range map[string]string{
		"2026-11-02":                "2026-11-03T00:00:00Z",
		"2026-12-31T23:59:59Z":      "2027-01-01T00:00:00Z",
		"2026-11-02T23:00:00-05:00": "2026-11-04T00:00:00Z",
	} {
		day, _, err := ParseTime(written)
		if err != nil {
			t.Fatal(err)
		}
		if got := EndOfDay(day).Format(time.RFC3339); got != want {
			t.Errorf("the end of %s is %s, want %s", written, got, want)
		}
	}
}

func TestDurations(t *testing.T) {
	type parser func(string) (Value, error)
	tests := []struct {
		name, written, want string // seconds, "" for an error
		parse               parser
	}{
		{"age", "7d", "604800", ParseAge}, {"age", "0s", "0", ParseAge}, {"age", "-1d", "", ParseAge},
		{"age", "7", "", ParseAge}, {"age", "1 month", "", ParseAge},
		{"iso", "PT1.5S", "3/2", ParseISODuration}, {"iso", "P3DT4H", "273600", ParseISODuration},
		{"iso", "PT0,5S", "1/2", ParseISODuration}, {"iso", "P2W", "1209600", ParseISODuration},
		{"iso", "PT01H02M03S", "3723", ParseISODuration}, {"iso", "-PT1M", "-60", ParseISODuration},
		{"iso", "PT0S", "0", ParseISODuration}, {"iso", "PT9S", "9", ParseISODuration},
		{"iso", "PT1M1H", "", ParseISODuration}, {"iso", "P1D1D", "", ParseISODuration},
		{"iso", "P1M", "", ParseISODuration}, {"iso", "P1Y", "", ParseISODuration}, {"iso", "P", "", ParseISODuration},
		{"iso", "PT", "", ParseISODuration}, {"iso", "P1DT", "", ParseISODuration}, {"iso", "PT1S1M", "", ParseISODuration},
		{"iso", "1S", "", ParseISODuration}, {"iso", "PTS", "", ParseISODuration}, {"iso", "P1H", "", ParseISODuration},
		{"go", "1m3.5s", "127/2", ParseGoDuration}, {"go", "2h45m0s", "9900", ParseGoDuration},
		{"go", "1.25µs", "1/800000", ParseGoDuration}, {"go", "-2ms", "-1/500", ParseGoDuration},
		{"go", "0", "0", ParseGoDuration}, {"go", "007s", "7", ParseGoDuration},
		{"go", "", "", ParseGoDuration}, {"go", "5", "", ParseGoDuration}, {"go", "s", "", ParseGoDuration},
		{"go", "5MB", "", ParseGoDuration}, {"go", "1.2.3s", "", ParseGoDuration},
	}
	for _, test := range tests {
		v, err := test.parse(test.written)
		if (err != nil) != (test.want == "") || v.Fraction() != test.want && err == nil && v.Base().RatString() != test.want {
			t.Errorf("%s %q = %s, %v; want %q", test.name, test.written, v, err, test.want)
		}
	}
}

func TestGoDurationsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := time.Duration(rapid.Int64().Draw(t, "d"))
		v, err := ParseGoDuration(d.String())
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := v.Duration(); !ok || got != d || FromDuration(d, Second).Cmp(v) != 0 {
			t.Fatalf("%s became %s", d, got)
		}
	})
}

func TestDurationThatDoesNotFit(t *testing.T) {
	for _, v := range []Value{{}, Int(1, Byte), Int(1e9, Week)} {
		if d, ok := v.Duration(); ok {
			t.Errorf("%s became %s", v, d)
		}
	}
}

func FuzzParseTime(f *testing.F) {
	for _, s := range []string{"2026-11-02", "1793613845", "Mon, 02 Nov 2026 10:04:05 GMT", "2026-11-02 10:04:05 +0200 CEST m=+1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, _, err := ParseTime(s)
		if err == nil && (got.Location() != time.UTC || got.IsZero()) {
			t.Errorf("%q gave %v", s, got)
		}
	})
}

// A day alone ends with its last hour, whatever stands around it; what says an
// instant is that instant.
func TestLastInstantOfADate(t *testing.T) {
	for written, want := range map[string]string{
		"2026-11-21": "2026-11-22T00:00:00Z", " 2026-11-21 ": "2026-11-22T00:00:00Z",
		"1763712000": "2025-11-21T08:00:00Z", "2026-11-21T08:00:00Z": "2026-11-21T08:00:00Z", "2026-11-21 08:00": "2026-11-21T08:00:00Z",
	} {
		got, as, err := ParseTime(written)
		if err != nil || as.Last(got).Format(time.RFC3339) != want {
			t.Errorf("%q ends at %s, %v; want %s", written, as.Last(got).Format(time.RFC3339), err, want)
		}
	}
}
