package quantity

import (
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestShow(t *testing.T) {
	rat := func(s string) *big.Rat {
		r, _ := new(big.Rat).SetString(s)
		return r
	}
	percent := func(s string) Value { return Of(rat(s), Percent) }
	ms := func(s string) Value { return Of(rat(s), Millisecond) }
	bounds := func(v ...Value) []Value { return v }
	tests := []struct {
		value  Value
		bounds []Value
		want   string
	}{
		{Value{}, nil, "–"},
		{percent("97.6"), nil, "97.6 %"},
		{percent("97.64999"), nil, "97.6 %"},
		{percent("97.65"), nil, "97.6 %"}, // half to even
		{percent("97.75"), nil, "97.8 %"},
		{percent("80"), nil, "80.0 %"},
		{percent("99.99"), nil, "99.99 %"},
		{percent("99.999999999"), nil, "<100 %"},
		{percent("0.0000000001"), nil, ">0 %"},
		{percent("79.96"), bounds(percent("80")), "79.96 %"},
		{percent("79.9999999996"), bounds(percent("80")), "<80 %"},
		{percent("80.0000000004"), bounds(percent("80")), ">80 %"},
		{percent("80.04"), bounds(percent("80"), percent("80.01")), "80.04 %"},
		{Of(rat("94.97"), Point), bounds(Int(95, Point)), "94.97"},
		{Of(rat("-4.26"), PercentagePoint), nil, "-4.3 pp"},
		{Int(0, Count), nil, "0"},
		{Int(1048576, Count), nil, "1,048,576"},
		{Int(-1048576, Count), nil, "-1,048,576"},
		{Of(rat("1234.5"), Count), nil, "1,234"},
		{ms("2.671"), nil, "2.67 ms"},
		{ms("2.5"), nil, "2.5 ms"},
		{ms("10"), nil, "10 ms"},
		{ms("0.000123456"), nil, "0.000123 ms"},
		{ms("9.996"), bounds(ms("10")), "9.996 ms"},
		{Int(2671, Microsecond), bounds(ms("10")), "2.67 ms"},
		{Int(90, Second), bounds(Int(1, Percent), Int(2, Minute)), "1.5 m"},
		{Int(60000, MustUnit("requests/min")), bounds(Int(900, MustUnit("msg/s"))), "1,000 msg/s"},
		{Int(7, PerSecond), nil, "7/s"},
		{Int(3, Count), bounds(ms("3")), "3"},
		{Of(rat("1.23456e30"), Byte), nil, "1.23e30 B"},
		{Of(rat("9.9999e30"), Byte), bounds(Of(rat("1e31"), Byte)), "9.9999e30 B"},
		{Of(rat("1.23456e-12"), Second), nil, "1.23e-12 s"},
		{Of(rat("1.2345e20"), Byte), nil, "123,450,000,000,000,000,000 B"},
		{Of(rat("1e21"), Byte), nil, "1e21 B"},
		{Of(rat("1.2004e-7"), Second), nil, "0.000000120 s"},
		{Of(rat("1.2004e-8"), Second), nil, "1.2e-8 s"},
		{percent("79.9999999"), bounds(percent("80")), "79.9999999 %"}, // six decimals more, the last that are tried
		{Int(1200, Second), bounds(Int(1, Hour), Int(1200, Second)), "0.33333333333333333 h"},
	}
	for _, test := range tests {
		got := strings.NewReplacer(noBreakSpace, " ", narrowNoBreakSpace, " ").Replace(Show(test.value, test.bounds))
		if got != test.want {
			t.Errorf("Show(%s, %v) = %q, want %q", test.value, test.bounds, got, test.want)
		}
	}
}

// TestShowNeverCrossesABound draws figures that stand close to their bounds,
// reads what Show printed back and compares sides.
func TestShowNeverCrossesABound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u := rapid.SampledFrom([]Unit{Percent, Point, Millisecond, Count, MustUnit("msg/s"), Byte}).Draw(t, "unit")
		var bounds []Value
		for range rapid.IntRange(0, 3).Draw(t, "bounds") {
			bounds = append(bounds, Of(big.NewRat(rapid.Int64Range(-500, 20000).Draw(t, "bound"), 100), u))
		}
		v := Of(big.NewRat(rapid.Int64Range(-500, 20000).Draw(t, "x"), 100), u)
		if len(bounds) > 0 && rapid.Bool().Draw(t, "close") {
			nudge := shift(big.NewRat(rapid.Int64Range(-99, 99).Draw(t, "nudge"), 1), -rapid.IntRange(1, 30).Draw(t, "by"))
			v = bounds[0].Add(Of(nudge, u))
		}
		shown := Show(v, bounds)
		number := strings.NewReplacer(noBreakSpace, " ", narrowNoBreakSpace, "", ",", "").Replace(shown)
		side := 0
		if strings.HasPrefix(number, "<") {
			side, number = -1, number[1:]
		} else if strings.HasPrefix(number, ">") {
			side, number = +1, number[1:]
		}
		read, err := ParseValue(number, u.Dimension())
		if err != nil {
			t.Fatalf("%q: %v", shown, err)
		}
		for _, b := range append(bounds, naturalBounds(u)...) {
			c := read.Cmp(b)
			if c == 0 && side != 0 {
				c = side
			}
			if c != v.Cmp(b) {
				t.Fatalf("%s is shown as %q, on another side of %s", v, shown, b)
			}
		}
	})
}

func TestTargetShow(t *testing.T) {
	for written, want := range map[string]string{
		"<10ms": "< 10 ms", ">= 80%": "≥ 80 %", "0": "= 0", "<= 1048576": "≤ 1,048,576",
		"between 1 and 5ms": "1–5 ms", "between 1 and 5": "1–5", "between 500us and 2ms": "500 µs–2 ms",
		">= 1000 msg/s": "≥ 1,000 msg/s", "== true": "== true", "> 0.12345678901234567891 s": "> 0.12345678901234567891 s",
	} {
		target, err := ParseTarget(written, Any)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.NewReplacer(noBreakSpace, " ", narrowNoBreakSpace, " ").Replace(target.Show()); got != want {
			t.Errorf("%q shows as %q, want %q", written, got, want)
		}
	}
}
