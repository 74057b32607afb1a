package expression

import (
	"errors"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"signoff/internal/quantity"
)

func value(t testing.TB, text string) quantity.Value {
	t.Helper()
	v, err := quantity.ParseValue(text, quantity.Any)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return v
}

func TestEval(t *testing.T) {
	operands := map[string]quantity.Value{
		"fixed": value(t, "19"), "total": value(t, "20"), "zero": value(t, "0"),
		"p95": value(t, "12ms"), "p50": value(t, "4ms"), "cover": value(t, "80%"),
		"size": value(t, "3MB"), "rate": value(t, "50 req/s"), "flow": value(t, "1MB/s"),
	}
	for _, test := range []struct {
		text string
		want string // a quantity, true, false, or the start of an error
	}{
		{"fixed / total", "95%"},
		{"fixed/total", "0.95"},
		{"1 - fixed/total", "5%"},
		{"fixed - total * 2 + 1", "-20"},
		{"(fixed - total) * 2", "-2"},
		{"2 - 1 - 1", "0"},
		{"8 / 4 / 2", "100%"},
		{"-fixed + 20", "1"},
		{"- - fixed", "19"},
		{"0.1 + 0.2", "0.3"},
		{"1e3 * 2", "2000"},
		{"p95 / p50", "3"},
		{"p95 - p50", "8ms"},
		{"p95 + 1s", "1012ms"},
		{"3 * p95 / 4", "9ms"},
		{"cover - 75%", "5pp"},
		{"cover + (cover - 75%)", "85%"},
		{"95% * total", "19"},
		{"cover * cover", "64%"},
		{"fixed/total - cover", "15pp"},
		{"size / 2s", "1.5MB/s"},
		{"size / flow", "3s"},
		{"rate * 2m", "6000"},
		{"2m * rate", "6000"},
		{"fixed / 2s", "9.5/s"},
		{"fixed / rate", "0.38s"},
		{"fixed < total", "true"},
		{"fixed >= total", "false"},
		{"fixed <= 19 && total == 20", "true"},
		{"fixed != 19 || total > 20", "false"},
		{"true_ == 0", "the operand true_"},
		{"!(fixed > 3)", "false"},
		{"fixed/total >= 95%", "true"},
		{"fixed/total > 95%", "false"},
		{"p95 < 12ms", "false"},
		{"1 < 2 && 2 < 1", "false"},
		{"2 < 1 && 1 < 2", "false"},
		{"2 < 1 || 1 < 2", "true"},
		{"2 * (fixed/total)", "190%"},
		{"(fixed/total) * 2", "190%"},
		{"fixed/total * (fixed/total)", "0.9025"},
		{"fixed > 1 || fixed > 2 && fixed > 100", "true"},
		{"fixed / zero", "expected something to divide by, found 0"},
		{"fixed / (total - 20)", "expected something to divide by"},
		{"missing + 1", "the operand missing has no figure"},
		{"fixed > 1 || missing > 1", "the operand missing has no figure"},
		{"p95 + fixed", "expected figures that fit together, found a time + a number"},
		{"p95 < 3", "expected figures that fit together, found a time < a number"},
		{"p95 * p50", "expected figures that fit together"},
		{"fixed + (1 < 2)", "expected figures that fit together"},
		{"1 < 2 && total", "expected figures that fit together"},
		{"total || 1 < 2", "expected figures that fit together"},
		{"(1 < 2) + total", "expected figures that fit together"},
		{"cover + fixed", "expected figures that fit together"},
		{"p95 + fixed/total", "expected figures that fit together"},
		{"fixed/total < p95", "expected figures that fit together"},
		{"size * p95", "expected figures that fit together"},
		{"p95 / size", "expected figures that fit together"},
		{"fixed && total", "expected figures that fit together"},
		{"(1 < 2) == (2 < 3)", "expected figures that fit together"},
		{"!fixed", "expected another operand of !, found a number"},
		{"-(1 < 2)", "expected another operand of -, found true or false"},
	} {
		e, err := Parse(test.text)
		if err != nil {
			t.Errorf("%s: %v", test.text, err)
			continue
		}
		r, err := e.Eval(operands)
		if err != nil {
			if !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("%s: %v, want %s", test.text, err, test.want)
			}
			continue
		}
		if r.IsTruth() || test.want == "true" || test.want == "false" {
			if !r.IsTruth() || r.Truth() != (test.want == "true") || r.As(quantity.Number).Known() {
				t.Errorf("%s: %v %t, want %s", test.text, r, r.Truth(), test.want)
			}
			continue
		}
		want := value(t, test.want)
		if got := r.As(want.Dimension()); !got.Known() || got.Cmp(want) != 0 {
			t.Errorf("%s = %v (%s), want %s", test.text, got, r, want)
		}
	}
}

// TestUnitsAreKept holds that a figure does not pass for one of another
// dimension.
func TestUnitsAreKept(t *testing.T) {
	for text, wrong := range map[string]quantity.Dimension{
		"n":        quantity.Proportion,
		"n + n":    quantity.Proportion,
		"2 * t":    quantity.Number,
		"c":        quantity.Number,
		"c - c":    quantity.Proportion,
		"t / t":    quantity.Time,
		"n / t":    quantity.Number,
		"n == 1":   quantity.Number,
		"100 * n":  quantity.Proportion,
		"(n / n)t": quantity.Number,
	} {
		e, err := Parse(text)
		if err != nil {
			if text != "(n / n)t" {
				t.Errorf("%s: %v", text, err)
			}
			continue
		}
		r, err := e.Eval(map[string]quantity.Value{"n": value(t, "3"), "t": value(t, "2s"), "c": value(t, "50%")})
		if err != nil || r.As(wrong).Known() || r.Fits(wrong) {
			t.Errorf("%s (%s) passes for %s, %v", text, r, wrong, err)
		}
	}
}

func TestFaults(t *testing.T) {
	for _, test := range []struct {
		text        string
		from, width int
		want        string
	}{
		{"", 0, 1, "expected an operand or a quantity, found \"\""},
		{"a +", 3, 1, "expected an operand or a quantity, found \"\""},
		{"a + * b", 4, 1, `found "*"`},
		{"a b", 2, 1, `expected an operator, found "b"`},
		{"a = b", 2, 1, "expected an operator"},
		{"(a + b", 6, 1, "expected ), found"},
		{"a < b < c", 6, 1, "expected one comparison"},
		{"a + 10msec", 6, 4, "expected a unit"},
		{"a + b.c", 5, 2, `expected an operator, found ".c"`},
		{"a & b", 2, 1, `found "&"`},
		{"f(a)", 1, 1, `expected an operator, found "("`},
		{strings.Repeat("(", 51), 50, 1, "expected at most 50 levels"},
		{strings.Repeat("a+", 500), 1000, 1, "expected an operand"},
		{strings.Repeat("a+", 500) + "a", 0, 1, "at most 1000 bytes"},
	} {
		_, err := Parse(test.text)
		var fault *quantity.SyntaxError
		if !errors.As(err, &fault) || fault.Offset != test.from || fault.Width != test.width || !strings.Contains(fault.Msg, test.want) {
			t.Errorf("%.20s: %+v, want %q at %d+%d", test.text, fault, test.want, test.from, test.width)
		}
	}
}

func TestCheck(t *testing.T) {
	operands := map[string]quantity.Dimension{"n": quantity.Number, "t": quantity.Time, "any": quantity.Any}
	for _, test := range []struct{ text, want string }{
		{"n / n", "a quotient"},
		{"t + any", "a figure"},
		{"any * any < t", "true or false"},
		{"n + t", "expected figures that fit together, found a number + a time"},
		{"2 * (n + 3) - (t + 1)", "expected figures that fit together, found a time + a number"},
	} {
		e, err := Parse(test.text)
		if err != nil {
			t.Fatal(err)
		}
		r, err := e.Check(operands)
		if err != nil {
			var fault *quantity.SyntaxError
			if !errors.As(err, &fault) || fault.Msg != test.want {
				t.Errorf("%s: %v, want %s", test.text, err, test.want)
			} else if place := test.text[fault.Offset : fault.Offset+fault.Width]; test.text[0] == '2' && place != "(t + 1)" {
				t.Errorf("the fault is at %q", place)
			}
			continue
		}
		if r.String() != test.want || r.As(quantity.Number).Known() {
			t.Errorf("%s gives %s, want %s and no figure", test.text, r, test.want)
		}
	}
}

func TestHints(t *testing.T) {
	for text, want := range map[string]string{"a = 3": "write ==", "a b": "", "a < 1 < 2": "write a < b && b < c"} {
		_, err := Parse(text)
		var fault *quantity.SyntaxError
		if !errors.As(err, &fault) || fault.Hint != want {
			t.Errorf("%s: %+v, want the hint %q", text, fault, want)
		}
	}
}

func TestNames(t *testing.T) {
	e, err := Parse("b + a * b - 10ms")
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(e.Names(), " "); got != "a b" {
		t.Errorf("operands %q", got)
	}
}

// TestAgainstAnotherReading computes random sums and products by a method of
// its own: term by term, without a tree.
func TestAgainstAnotherReading(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var text strings.Builder
		sum := new(big.Rat)
		for i := range rapid.IntRange(1, 8).Draw(t, "terms") {
			minus := rapid.Bool().Draw(t, "minus")
			term := big.NewRat(1, 1)
			switch {
			case i > 0 && minus:
				text.WriteString(" - ")
			case i > 0:
				text.WriteString(" + ")
			case minus:
				text.WriteString("-")
			}
			for j := range rapid.IntRange(1, 4).Draw(t, "factors") {
				n := rapid.Int64Range(1, 99).Draw(t, "n")
				by := j > 0 && rapid.Bool().Draw(t, "by")
				switch {
				case by:
					text.WriteString("/")
					term.Quo(term, big.NewRat(n, 1))
				case j > 0:
					text.WriteString("*")
					fallthrough
				default:
					term.Mul(term, big.NewRat(n, 1))
				}
				text.WriteString(big.NewInt(n).String())
			}
			if minus {
				term.Neg(term)
			}
			sum.Add(sum, term)
		}
		e, err := Parse(text.String())
		if err != nil {
			t.Fatalf("%s: %v", text.String(), err)
		}
		r, err := e.Eval(nil)
		if err != nil || r.As(quantity.Number).Base().Cmp(sum) != 0 {
			t.Fatalf("%s = %v, want %s (%v)", text.String(), r.base, sum, err)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"a / b >= 95%", "!(a < 3ms) && -b == 1e3", "((((", "1e999999999", "µ"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e, err := Parse(text)
		if err != nil {
			var fault *quantity.SyntaxError
			if !errors.As(err, &fault) || fault.Offset > len(text) {
				t.Fatalf("%q: %#v", text, err)
			}
			return
		}
		operands := map[string]quantity.Value{}
		for _, name := range e.Names() {
			operands[name] = value(t, "7")
		}
		_, _ = e.Eval(operands)
	})
}
