package quantity

import (
	"encoding/json"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func TestValueText(t *testing.T) {
	third := big.NewRat(1, 3)
	tests := []struct {
		value                     Value
		text, decimal, inFraction string
	}{
		{Value{}, "", "null", ""},
		{Int(0, Count), "0", "0", "0"},
		{Int(1000, MustUnit("msg/s")), "1000 msg/s", "1000", "1000"},
		{Int(5, PerSecond), "5/s", "5", "5"},
		{Int(80, Percent), "80%", "80", "4/5"},
		{Ratio(19, 26), "73.076923076923077%", "73.076923076923077", "19/26"},
		{Of(big.NewRat(5, 2), Millisecond), "2.5 ms", "2.5", "5/2"},
		{Of(third, Second), "0.33333333333333333 s", "0.33333333333333333", "1/3"},
		{Of(big.NewRat(-2, 3), Count), "-0.66666666666666667", "-0.66666666666666667", "-2/3"},
		{Of(big.NewRat(1, 1e9), Second), "1e-9 s", "1e-9", "1/1000000000"},
		{Of(big.NewRat(123456789012345678, 1), Count), "123456789012345678", "123456789012345680", "123456789012345678"},
		{Of(big.NewRat(999999999999999999, 1), Count), "999999999999999999", "1000000000000000000", "999999999999999999"},
		{Of(new(big.Rat).SetInt(pow10(20)), Byte), "100000000000000000000 B", "100000000000000000000", "100000000000000000000"},
		{Of(big.NewRat(1, 1e7), Second), "0.0000001 s", "0.0000001", "1/10000000"},
		{Of(new(big.Rat).SetInt(pow10(30)), Byte), "1e30 B", "1e30", "1000000000000000000000000000000"},
	}
	for _, test := range tests {
		if got := test.value.String(); got != test.text {
			t.Errorf("String() = %q, want %q", got, test.text)
		}
		if got := test.value.Decimal(); got != test.decimal {
			t.Errorf("Decimal() = %q, want %q", got, test.decimal)
		}
		if got := test.value.Fraction(); got != test.inFraction {
			t.Errorf("Fraction() = %q, want %q", got, test.inFraction)
		}
	}
}

func TestValueLeavesNothingInJSON(t *testing.T) {
	type holder struct {
		V Value `json:"v,omitzero"`
	}
	for want, v := range map[string]Value{`{}`: {}, `{"v":0}`: Int(0, Percent), `{"v":97.6}`: Ratio(976, 1000)} {
		got, err := json.Marshal(holder{v})
		if err != nil || string(got) != want {
			t.Errorf("got %s, %v; want %s", got, err, want)
		}
	}
}

func TestZeroOfZeroIsNoFigure(t *testing.T) {
	for _, v := range []Value{Ratio(0, 0), Ratio(1, -1), Of(nil, Count), {}} {
		if v.Known() || v.Base() != nil || v.Number() != nil {
			t.Errorf("%v has a figure", v)
		}
	}
}

func TestArithmetic(t *testing.T) {
	half, third := Ratio(1, 2), Ratio(1, 3)
	tests := []struct {
		name      string
		got       Value
		want      string
		dimension Dimension
	}{
		{"percent less percent", half.Sub(third), "1/6", Difference},
		{"percent plus points", half.Add(Int(5, PercentagePoint)), "11/20", Proportion},
		{"percent less points", half.Sub(Int(5, PercentagePoint)), "9/20", Proportion},
		{"times", Int(2, Second).Add(Int(500, Millisecond)), "5/2", Time},
		{"scaled", Int(2, Minute).Mul(big.NewRat(1, 2)), "60", Time},
	}
	for _, test := range tests {
		if !test.got.Known() || test.got.Base().RatString() != test.want || test.got.Dimension() != test.dimension {
			t.Errorf("%s = %s, want %s", test.name, test.got, test.want)
		}
	}
	for _, v := range []Value{
		Int(1, Second).Add(Int(1, Byte)), Int(1, Second).Sub(Value{}), Value{}.Mul(big.NewRat(1, 1)),
		Int(1, Count).Add(Value{}), Value{}.Add(Int(1, Count)), half.Add(Int(1, Second)),
		Int(1, Second).Add(Int(1, PercentagePoint)), Int(5, PercentagePoint).Add(half),
	} {
		if v.Known() {
			t.Errorf("%s from figures that do not add up", v)
		}
	}
	if q := Int(3, Minute).Quo(Int(90, Second)); q.RatString() != "2" {
		t.Errorf("3 m ÷ 90 s = %s", q)
	}
	if q := Int(3, Minute).Quo(Int(0, Second)); q != nil {
		t.Errorf("3 m ÷ 0 s = %s", q)
	}
}

func TestNoFigureComesFirst(t *testing.T) {
	none, low := Value{}, Int(-5, Count)
	if none.Cmp(low) != -1 || low.Cmp(none) != +1 || none.Cmp(Value{}) != 0 {
		t.Errorf("got %d, %d, %d; want -1, 1, 0", none.Cmp(low), low.Cmp(none), none.Cmp(Value{}))
	}
}

func TestParseValue(t *testing.T) {
	for _, test := range []struct {
		written string
		want    Dimension
		base    string // "" for an error
	}{
		{" 10ms ", Time, "1/100"}, {"80 %", Proportion, "4/5"}, {"90", Points, "90"}, {"1.5 kB", Any, "1500"},
		{"10ms later", Time, ""}, {"10ms", Size, ""}, {"", Number, ""}, {"ten", Number, ""},
	} {
		v, err := ParseValue(test.written, test.want)
		if (err == nil) != v.Known() || v.Known() != (test.base != "") || v.Known() && v.Base().RatString() != test.base {
			t.Errorf("ParseValue(%q, %s) = %s, %v; want %q", test.written, test.want, v, err, test.base)
		}
	}
}

func TestValuesAreImmutable(t *testing.T) {
	r := big.NewRat(1, 2)
	v := Of(r, Count)
	r.SetInt64(7)
	v.Base().SetInt64(8)
	v.Number().SetInt64(9)
	if v.Fraction() != "1/2" {
		t.Errorf("v became %s", v.Fraction())
	}
}

func TestJSONNumberIsWithinItsDigits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := Of(anyRat().Draw(t, "r"), anyUnit().Draw(t, "u"))
		if !json.Valid([]byte(v.Decimal())) {
			t.Fatalf("%s is not JSON", v.Decimal())
		}
		d, err := ParseDecimal(v.Decimal())
		if err != nil {
			t.Fatal(err)
		}
		deviation := new(big.Rat).Sub(d.Rat(), v.Number())
		if v.Sign() != 0 {
			deviation.Quo(deviation, v.Number())
		}
		if deviation.Abs(deviation).Cmp(big.NewRat(1, 1e16)) > 0 {
			t.Fatalf("%s deviates from %s by %s", v.Decimal(), v.Fraction(), deviation.FloatString(20))
		}
	})
}
