package quantity

import (
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestHolds(t *testing.T) {
	tests := []struct {
		target string
		value  Value
		want   bool
	}{
		{"< 10ms", Int(9999, Microsecond), true},
		{"< 10ms", Int(10, Millisecond), false},
		{"<= 10ms", Int(10, Millisecond), true},
		{"> 10ms", Int(10, Millisecond), false},
		{">= 10ms", Int(10, Millisecond), true},
		{"== 0", Int(0, Count), true},
		{"== 0", Int(1, Count), false},
		{"between 1 and 5", Int(5, Count), true},
		{"between 1 and 5", Int(6, Count), false},
		{"between 1 and 5", Int(0, Count), false},
		{">= 80%", Ratio(4, 5), true},
		{">= 80%", Ratio(799999, 1000000), false},
		{">= 1000 msg/s", Int(60000, MustUnit("req/min")), true},
		{"== 0", Value{}, false},
		{"== 0", Int(0, Second), false},
	}
	for _, test := range tests {
		target, err := ParseTarget(test.target, Any)
		if err != nil {
			t.Fatal(err)
		}
		if got := target.Holds(test.value); got != test.want {
			t.Errorf("%s of %s is %t", target, test.value, got)
		}
	}
	for _, target := range []Target{{}, {Op: Between, A: Int(0, Count)}, {Op: Matches}} {
		if target.Holds(Int(0, Count)) || target.HoldsText("") || target.Op != Between && target.String() != "" {
			t.Errorf("a target that lacks its parts holds: %#v", target)
		}
	}
}

func TestHoldsText(t *testing.T) {
	tests := []struct {
		target, text string
		want         bool
	}{
		{"== true", "true", true}, {"== true", "false", false}, {`== "a"`, "a", true}, {`== ""`, "", true},
		{"matches /^v1/", "v1.2", true}, {"matches /^v1/", "v2", false}, {"== 1", "1", false},
	}
	for _, test := range tests {
		target, err := ParseTarget(test.target, Any)
		if err != nil {
			t.Fatal(err)
		}
		if got := target.HoldsText(test.text); got != test.want {
			t.Errorf("%s of %q is %t", target, test.text, got)
		}
	}
}

func TestHeadroom(t *testing.T) {
	tests := []struct {
		target string
		value  Value
		want   string // "" for none
	}{
		{"< 10ms", Int(4, Millisecond), "60%"},
		{"< 10ms", Int(15, Millisecond), "-50%"},
		{">= 1000 msg/s", Int(1500, PerSecond), "50%"},
		{">= 80%", Int(85, Percent), "5 pp"},
		{"<= 5pp", Int(7, PercentagePoint), "-2 pp"},
		{">= -10", Int(-5, Count), "50%"},
		{"<= 0", Int(5, Count), ""},
		{"== 5", Int(5, Count), ""},
		{"between 1 and 5", Int(3, Count), ""},
		{"< 10ms", Value{}, ""},
		{"< 10ms", Int(1, Byte), ""},
		{"< 10", Value{}, ""},
	}
	for _, test := range tests {
		target, err := ParseTarget(test.target, Any)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := target.Headroom(test.value)
		if ok != (test.want != "") || got.String() != test.want {
			t.Errorf("headroom of %s under %s is %q, want %q", test.value, target, got, test.want)
		}
	}
}

func numericTarget() *rapid.Generator[Target] {
	return rapid.Custom(func(t *rapid.T) Target {
		u := rapid.SampledFrom([]Unit{Count, Percent, Millisecond}).Draw(t, "unit")
		draw := func() Value { return Of(big.NewRat(rapid.Int64Range(-9, 9).Draw(t, "figure"), 2), u) }
		target := Target{Op: rapid.SampledFrom([]Op{LT, LE, GT, GE, EQ, Between}).Draw(t, "op"), A: draw()}
		if target.Op == Between {
			if target.B = draw(); target.B.Cmp(target.A) < 0 {
				target.A, target.B = target.B, target.A
			}
		}
		return target
	})
}

// TestStricterMeansSubset compares Stricter with Holds on a grid that is finer
// than the bounds and reaches past them.
func TestStricterMeansSubset(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := numericTarget().Draw(t, "a"), numericTarget().Draw(t, "b")
		subset := a.Dimension() == b.Dimension()
		for i := int64(-40); subset && i <= 40; i++ {
			v := Of(big.NewRat(i, 4), a.A.Unit())
			subset = !a.Holds(v) || b.Holds(v)
		}
		if got := a.Stricter(b); got != subset {
			t.Fatalf("%s stricter than %s: %t", a, b, got)
		}
	})
}

func TestDistanceAgreesWithHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		target := numericTarget().Draw(t, "target")
		v := Of(big.NewRat(rapid.Int64Range(-40, 40).Draw(t, "x"), 4), target.A.Unit())
		sign := target.Distance(v).Sign()
		if sign > 0 && !target.Holds(v) || sign < 0 && target.Holds(v) {
			t.Fatalf("%s of %s: distance %s", target, v, target.Distance(v))
		}
	})
}

func TestStricterTexts(t *testing.T) {
	parse := func(s string) Target {
		target, err := ParseTarget(s, Any)
		if err != nil {
			t.Fatal(err)
		}
		return target
	}
	if !parse(`== "v1"`).Stricter(parse("matches /^v/")) || !parse("matches /a/").Stricter(parse("matches /a/")) {
		t.Error("a narrower text target is not stricter")
	}
	for _, pair := range [][2]string{
		{`== "x"`, "matches /^v/"}, {"matches /^v1/", "matches /^v/"}, {"== 1", "== true"}, {"== 1", "matches /.*/"},
		{`== ""`, "== 1"}, {"matches /a/", `== "a"`},
	} {
		if parse(pair[0]).Stricter(parse(pair[1])) {
			t.Errorf("%s is stricter than %s, which it does not speak of", pair[0], pair[1])
		}
	}
}

// TestStricterAtTheSameBound compares every pair of comparisons with one and
// the same figure, where only the ends decide.
func TestStricterAtTheSameBound(t *testing.T) {
	written := []string{"< 5", "<= 5", "> 5", ">= 5", "== 5", "between 5 and 5"}
	stricter := map[string]string{
		"< 5": "< 5 <= 5", "<= 5": "<= 5", "> 5": "> 5 >= 5", ">= 5": ">= 5",
		"== 5": "<= 5 >= 5 == 5 between 5 and 5", "between 5 and 5": "<= 5 >= 5 == 5 between 5 and 5",
	}
	for _, a := range written {
		for _, b := range written {
			at, aErr := ParseTarget(a, Number)
			bt, bErr := ParseTarget(b, Number)
			if aErr != nil || bErr != nil {
				t.Fatal(aErr, bErr)
			}
			if want := strings.Contains(stricter[a]+" ", b+" "); at.Stricter(bt) != want {
				t.Errorf("%s stricter than %s: %t, want %t", a, b, !want, want)
			}
		}
	}
}
