package quantity

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParseDecimal(t *testing.T) {
	tests := []struct{ written, rat string }{
		{"0", "0"}, {"-0", "0"}, {"0.000", "0"}, {"+5", "5"}, {"-2.50", "-5/2"}, {"1.5e3", "1500"},
		{"1E-2", "1/100"}, {"2e+1", "20"}, {"0e400", "0"},
		{"999999999999999999", "999999999999999999"},
		{"1000000000000000000", "1000000000000000000"},
		{"-0.1234567890123456789", "-1234567890123456789/10000000000000000000"},
		{"0.00000000000000000000000001", "1/100000000000000000000000000"},
		{"1e400", "1" + strings.Repeat("0", 400)}, {"1e-400", "1/1" + strings.Repeat("0", 400)},
		{strings.Repeat("9", 1000), strings.Repeat("9", 1000)},
	}
	for _, test := range tests {
		d, err := ParseDecimal(test.written)
		if err != nil {
			t.Errorf("ParseDecimal(%q): %v", test.written, err)
		} else if got := d.Rat().RatString(); got != test.rat {
			t.Errorf("ParseDecimal(%q) = %s, want %s", test.written, got, test.rat)
		}
	}
}

func TestParseDecimalRefuses(t *testing.T) {
	for _, s := range []string{
		"", "-", "+", ".5", "5.", "01", "-007", "1e", "1e+", "1e1.5", "NaN", "nan", "Inf", "-Infinity", "0x10",
		"1_000", "1,000", " 1", "1 ", "1.2.3", "--1", "1e401", "1e-401", "1e99999999999999999999", "\x00", "١",
		strings.Repeat("9", 1001), "0." + strings.Repeat("1", 1000),
	} {
		if d, err := ParseDecimal(s); err == nil {
			t.Errorf("ParseDecimal(%.20q) = %v, want an error", s, d)
		}
	}
}

func TestParseDecimalDoesNotAllocate(t *testing.T) {
	figure := []byte("-12345.678901234567e-3")
	if n := testing.AllocsPerRun(100, func() { _, _ = ParseDecimal(figure) }); n != 0 {
		t.Errorf("%v allocations, want none", n)
	}
}

// TestDecimalIsWideOnlyWhenItMust keeps figures of up to 18 digits cheap.
func TestDecimalIsWideOnlyWhenItMust(t *testing.T) {
	for written, wide := range map[string]bool{
		"999999999999999999": false, "-0.00999999999999999999": false, "1000000000000000000": true, "0": false,
	} {
		if d, err := ParseDecimal(written); err != nil || (d.Wide != nil) != wide {
			t.Errorf("%s: %#v, %v; want it wide: %t", written, d, err, wide)
		}
	}
}

func TestDecimalCmp(t *testing.T) {
	tests := []struct {
		a, b Decimal
		want int
	}{
		{Decimal{Mant: 5, Exp: 1}, Decimal{Mant: 6}, +1},
		{Decimal{Mant: 5, Exp: 1}, Decimal{Mant: 50}, 0},
		{Decimal{Mant: -5, Exp: 1}, Decimal{Mant: 6}, -1},
		{Decimal{Mant: 2, Exp: -1}, Decimal{Mant: 1}, -1},
		{Decimal{Exp: 300}, Decimal{Exp: -300}, 0},
		{Decimal{Mant: math.MaxInt64, Exp: 1}, Decimal{Mant: 1}, +1}, // ten times it would wrap around
		{Decimal{Mant: 1}, Decimal{Mant: math.MaxInt64, Exp: 1}, -1},
		{Decimal{Mant: math.MinInt64, Exp: 1}, Decimal{Mant: -1}, -1},
		{Decimal{Mant: 1, Exp: 400}, Decimal{Mant: 1, Exp: -400}, +1},
		{Decimal{Wide: pow10(20)}, Decimal{Mant: 1, Exp: 20}, 0},
		{Decimal{Mant: 1}, Decimal{Wide: pow10(20)}, -1},
	}
	for _, test := range tests {
		if got := test.a.Cmp(test.b); got != test.want {
			t.Errorf("%v compared with %v is %d, want %d", test.a, test.b, got, test.want)
		}
	}
}

// TestNarrowDecimalsCompare draws figures around the edge of an int64.
func TestNarrowDecimalsCompare(t *testing.T) {
	narrow := rapid.Custom(func(t *rapid.T) Decimal {
		return Decimal{Mant: rapid.Int64().Draw(t, "mant"), Exp: rapid.Int32Range(-20, 20).Draw(t, "exp")}
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := narrow.Draw(t, "a"), narrow.Draw(t, "b")
		if got, want := a.Cmp(b), a.Rat().Cmp(b.Rat()); got != want {
			t.Fatalf("Cmp = %d, want %d", got, want)
		}
	})
}

// TestFloatIsTheNearest takes figures on both sides of what a float64 holds
// exactly.
func TestFloatIsTheNearest(t *testing.T) {
	for _, mant := range []int64{0, 1, -3, 12345, 1<<53 - 1, 1 << 53, 1<<53 + 1, -(1<<53 + 3), 123456789012345679, math.MaxInt64, math.MinInt64} {
		for exp := int32(-40); exp <= 40; exp++ {
			d := Decimal{Mant: mant, Exp: exp}
			if want, _ := d.Rat().Float64(); d.Float() != want {
				t.Errorf("%d × 10^%d is %v as a float, want %v", mant, exp, d.Float(), want)
			}
		}
	}
}

func decimalText() *rapid.Generator[string] {
	return rapid.StringMatching(`[-+]?(0|[1-9][0-9]{0,24})(\.[0-9]{1,24})?([eE][-+]?[0-9]{1,2})?`)
}

func TestDecimalIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := decimalText().Draw(t, "s")
		d, err := ParseDecimal(s)
		if err != nil {
			t.Fatal(err)
		}
		want, ok := new(big.Rat).SetString(s)
		if !ok || d.Rat().Cmp(want) != 0 {
			t.Fatalf("%s became %s", s, d.Rat())
		}
		if d.Sign() != want.Sign() {
			t.Fatalf("sign of %s is %d", s, d.Sign())
		}
		if f, _ := want.Float64(); d.Float() != f {
			t.Fatalf("%s is %v as a float, want %v", s, d.Float(), f)
		}
	})
}

func TestDecimalCmpAgreesWithRat(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, _ := ParseDecimal(decimalText().Draw(t, "a"))
		b, _ := ParseDecimal(decimalText().Draw(t, "b"))
		if rapid.Bool().Draw(t, "near") { // the same figure with other zeros
			b = a
			if a.Wide == nil && a.Mant > -1e15 && a.Mant < 1e15 {
				b = Decimal{Mant: a.Mant * 1000, Exp: a.Exp - 3}
			}
		}
		if got, want := a.Cmp(b), a.Rat().Cmp(b.Rat()); got != want {
			t.Fatalf("Cmp = %d, want %d", got, want)
		}
	})
}

func FuzzParseDecimal(f *testing.F) {
	for _, s := range []string{"0", "-1.5e-3", "1e400", "12345678901234567890", "1e", "..", "+"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDecimal(s)
		if err != nil {
			return
		}
		want, ok := new(big.Rat).SetString(s)
		if !ok || d.Rat().Cmp(want) != 0 {
			t.Errorf("%q became %s", s, d.Rat())
		}
		if fromBytes, err := ParseDecimal([]byte(s)); err != nil || fmt.Sprint(fromBytes) != fmt.Sprint(d) {
			t.Errorf("%q read differently from bytes", s)
		}
	})
}
