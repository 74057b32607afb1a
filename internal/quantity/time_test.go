package quantity

import (
	"testing"
	"time"
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

func TestAges(t *testing.T) {
	for written, want := range map[string]string{ // seconds, "" for an error
		"7d": "604800", "0s": "0", "-1d": "", "7": "", "1 month": "",
	} {
		v, err := ParseAge(written)
		if (err != nil) != (want == "") || v.Fraction() != want && err == nil && v.Base().RatString() != want {
			t.Errorf("%q = %s, %v; want %q", written, v, err, want)
		}
	}
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
