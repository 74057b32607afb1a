package quantity

import (
	"errors"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParseUnit(t *testing.T) {
	tests := []struct {
		written, name string
		dimension     Dimension
		base          string // one unit in base units
	}{
		{"", "", Number, "1"},
		{"%", "%", Proportion, "1/100"},
		{"pp", "pp", Difference, "1/100"},
		{"points", "points", Points, "1"},
		{"ns", "ns", Time, "1/1000000000"},
		{"us", "µs", Time, "1/1000000"},
		{"\u00b5s", "µs", Time, "1/1000000"},
		{"\u03bcs", "µs", Time, "1/1000000"},
		{"ms", "ms", Time, "1/1000"},
		{"s", "s", Time, "1"},
		{"m", "m", Time, "60"},
		{"h", "h", Time, "3600"},
		{"d", "d", Time, "86400"},
		{"w", "w", Time, "604800"},
		{"kB", "kB", Size, "1000"},
		{"TB", "TB", Size, "1000000000000"},
		{"KiB", "KiB", Size, "1024"},
		{"TiB", "TiB", Size, "1099511627776"},
		{"msg/s", "msg/s", Rate, "1"},
		{"/s", "/s", Rate, "1"},
		{"req/min", "req/min", Rate, "1/60"},
		{"приказ/h", "приказ/h", Rate, "1/3600"},
		{"MiB/s", "MiB/s", Throughput, "1048576"},
		{"kB/h", "kB/h", Throughput, "5/18"},
		{strings.Repeat("x", 32) + "/s", strings.Repeat("x", 32) + "/s", Rate, "1"},
	}
	for _, test := range tests {
		u, err := ParseUnit(test.written)
		if err != nil {
			t.Errorf("ParseUnit(%q): %v", test.written, err)
			continue
		}
		if u.Name() != test.name || u.Dimension() != test.dimension || u.factor().RatString() != test.base {
			t.Errorf("ParseUnit(%q) = %q, %s, %s; want %q, %s, %s", test.written,
				u.Name(), u.Dimension(), u.factor().RatString(), test.name, test.dimension, test.base)
		}
	}
}

func TestParseUnitRefuses(t *testing.T) {
	tests := []struct{ written, hint string }{
		{"KB", "kB"}, {"K", "KiB"}, {"Mb", "MB"}, {"mb", "MB"}, {"MIB", "MiB"}, {"k", "kB"},
		{"MS", "ms"}, {"sec", "write s"}, {"min", "write m"}, {"Hours", "write h"},
		{"months", "differ in length"}, {"y", "differ in length"}, {"percent", "%"},
		{"msg/sec", "per s, min or h"}, {"msg/m", "per s, min or h"}, {"msg/", "per s, min or h"},
		{"KB/s", "kB"}, {"ms/s", "a time per time"}, {"%/s", "a percentage per time"},
		{"a b/s", "a word per time"}, {"<b>/s", "a word per time"}, {"9/s", "a word per time"},
		{strings.Repeat("x", 33) + "/s", "a word per time"}, {"furlong", ""}, {" ms", ""},
	}
	for _, test := range tests {
		_, err := ParseUnit(test.written)
		var syntax *SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("ParseUnit(%q): got %v, want a *SyntaxError", test.written, err)
			continue
		}
		if !strings.Contains(syntax.Hint, test.hint) || test.hint == "" && syntax.Hint != "" {
			t.Errorf("ParseUnit(%q): hint %q, want %q", test.written, syntax.Hint, test.hint)
		}
	}
}

func TestUnitsAreListedOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, u := range units {
		if seen[u.name] {
			t.Errorf("%q is listed twice", u.name)
		}
		seen[u.name] = true
		if MustUnit(u.name) != u {
			t.Errorf("%q does not read back as itself", u.name)
		}
	}
	for _, h := range unitHints {
		if seen[h.wrong] {
			t.Errorf("%q is a unit and a mistake", h.wrong)
		}
	}
}

// anyUnit draws a unit of every dimension that has figures.
func anyUnit() *rapid.Generator[Unit] {
	all := append([]Unit{Count, PerSecond, BytePerSecond, MustUnit("msg/min"), MustUnit("GiB/h")}, units...)
	return rapid.SampledFrom(all)
}

func anyRat() *rapid.Generator[*big.Rat] {
	return rapid.Custom(func(t *rapid.T) *big.Rat {
		return big.NewRat(rapid.Int64().Draw(t, "num"), rapid.Int64Range(1, 1<<40).Draw(t, "den"))
	})
}

func TestConversionIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u, w := anyUnit().Draw(t, "from"), anyUnit().Draw(t, "to")
		r := anyRat().Draw(t, "r")
		v := Of(r, u)
		if v.Number().Cmp(r) != 0 {
			t.Fatalf("%s in %q came back as %s", r, u.Name(), v.Number())
		}
		converted := v.In(w)
		if converted.Known() != (u.Dimension() == w.Dimension()) {
			t.Fatalf("%q in %q: known is %t", u.Name(), w.Name(), converted.Known())
		}
		if converted.Known() && (converted.Cmp(v) != 0 || converted.In(u).Number().Cmp(r) != 0) {
			t.Fatalf("%s in %q changed on the way to %q and back", r, u.Name(), w.Name())
		}
	})
}
