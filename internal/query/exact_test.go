package query

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func results(t testing.TB, lang, text string, c Container, document string) ([]Result, error) {
	t.Helper()
	q, err := Parse(lang, text, nil)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return q.Run(&Document{Container: c, Bytes: []byte(document)})
}

// TestComputedInDecimals holds what a query computes against what paper and
// pencil give, and that everything else is marked; "≈" is the mark.
func TestComputedInDecimals(t *testing.T) {
	const costs = `{"a": 0.1, "b": 0.7, "list": [0.1, 0.2, 0.3, null], "n": [0.1, 0.7], "text": "0.30", "big": 12345678901234567890.5, "neg": -2.5, "long": 0.1000000000000000000000000001}`
	for _, test := range []struct {
		lang, query string
		container   Container
		document    string
		want        string
	}{
		{"jq", ".a + .b", JSON, costs, "0.8"},
		{"jq", "[.n[]] | add", JSON, costs, "0.8"},
		{"jq", ".n | add", JSON, costs, "0.8"},
		{"jq", "add(.n[])", JSON, costs, "0.8"},
		{"jq", "reduce .n[] as $x (0; . + $x)", JSON, costs, "0.8"},
		{"jq", "(.n | add) / (.n | length)", JSON, costs, "0.4"},
		{"jq", ".a * .b - 0.07", JSON, costs, "0"},
		{"jq", ".a * 3", JSON, costs, "0.3"},
		{"jq", ".a / 3", JSON, costs, "≈0.03333333333333333"},
		{"jq", ".a / 3 * 3", JSON, costs, "≈0.1"},
		{"jq", ".a / 8", JSON, costs, "0.0125"},
		{"jq", "(.text | tonumber) + .a", JSON, costs, "0.4"},
		{"jq", ".text | tonumber", JSON, costs, "0.30"},
		{"jq", ".big + 1", JSON, costs, "12345678901234567891.5"},
		{"jq", ".long - .a", JSON, costs, "0.0000000000000000000000000001"},
		{"jq", ".long > .a", JSON, costs, "true"},
		{"jq", ".a + .b == 0.8", JSON, costs, "true"},
		{"jq", ".a + .b < .8", JSON, costs, "false"},
		{"jq", "[.a + .b, 8e-1] | min", JSON, costs, "0.8"},
		{"jq", "[.long, .a] | max", JSON, costs, "0.1000000000000000000000000001"},
		{"jq", ".neg | floor, ceil, round, trunc, fabs", JSON, costs, "-3 -2 -3 -2 2.5"},
		{"jq", ".neg | -., -(-.)", JSON, costs, "2.5 -2.5"},
		{"jq", ".a | sqrt", JSON, costs, "≈0.31622776601683794"},
		{"jq", "def add: 7; .n | add", JSON, costs, "7"},
		{"jq", "def f(x): x + 0.2; f(.a)", JSON, costs, "0.3"},
		{"jq", ".list | map(. // 0) | add", JSON, costs, "0.6"},
		{"jq", ".list | add", JSON, costs, "≈0.6000000000000001"}, // of null jq makes what it likes
		{"jq", `"a" + "b"`, JSON, "1", "ab"},
		{"jq", `[1] + [2], {a: 1} + {b: 2}, [1, 2] - [2], "ab" * 2, ("a,b" / ",")`, JSON, "1", `[1,2] {"a":1,"b":2} [1] abab ["a","b"]`},
		{"jq", `.x += 0.2 | .x | . < 0.31`, JSON, `{"x": 0.1}`, "true"},
		{"jq", ".a + .b", YAML, "a: 0.1\nb: 0.7\n", "0.8"},
		{"jq", ".a + .b", TOML, "a = 0.1\nb = 0.7\n", "0.8"},
		{"jq", ".a", TOML, "a = 0.10000000000000000000001", "0.10000000000000000000001"},
		{"jq", ".a[1], .t.x, .t.y, .s, .d, .z", TOML, "a = [ 1.50, +2_0.5e1, 3 ] # 1.5\ns = 'x = 1.5'\nd = 1979-05-27T07:32:00.5Z\nt = { x = 1.0, y = 2 }\nz = -0.10\n",
			"20.5e1 1.0 2 x = 1.5 1979-05-27T07:32:00.5Z -0.10"},
		{"jq", `.l[0].a, .l[1]["1"]["5"]`, TOML, "l = [ { a = 1.50 }, { b = 1, 1.5 = 2 } ]\n[x.1.5]\ny = 1\n", "1.50 2"},
		{"xpath", "sum(//c)", XML, "<r><c>0.1</c><c> 0.7 </c></r>", "0.8"},
		{"xpath", "sum(//d)", XML, "<r><c>0.1</c></r>", "0"},
		{"xpath", "count(//c)", XML, "<r><c>0.1</c></r>", "1"},
		{"xpath", "//c", XML, "<r><c>0.10</c></r>", "0.10"},
		{"xpath", "sum(//c) div 3", XML, "<r><c>0.1</c></r>", "≈0.03333333333333333"},
	} {
		got, err := results(t, test.lang, test.query, test.container, test.document)
		var words []string
		for _, r := range got {
			words = append(words, map[bool]string{true: "≈"}[r.Inexact]+r.Text)
		}
		if said := strings.Join(words, " "); err != nil || said != test.want {
			t.Errorf("%s %s: got %q, %v, want %q", test.lang, test.query, said, err, test.want)
		}
	}
}

// TestTooNearToCompare refuses to say which of two numbers is greater where the
// engine's rounding may have decided it.
func TestTooNearToCompare(t *testing.T) {
	for text, near := range map[string]bool{
		".a / 3 == 0.1": true, ".a / 3 < 0.1": true, "0.1 >= .a / 3": true, ".a / 3 != .a / 3": true,
		".a / 3 < 0.2": false, ".a / 4 == 0.075": false, ".a == 0.3": false, `.a / 3 == "x"`: false,
	} {
		if _, err := results(t, "jq", text, JSON, `{"a": 0.3000000000000000001}`); errors.Is(err, ErrInexact) != near {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// TestArithmeticAgreesWithFractions draws expressions of decimals.
func TestArithmeticAgreesWithFractions(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var build func(depth int) (string, *big.Rat)
		build = func(depth int) (string, *big.Rat) {
			if depth == 0 || rapid.IntRange(0, 3).Draw(rt, "leaf") == 0 {
				text := fmt.Sprintf("%d.%0*d", rapid.IntRange(0, 99).Draw(rt, "whole"), rapid.IntRange(1, 9).Draw(rt, "places"), rapid.IntRange(0, 9).Draw(rt, "digit"))
				r, _ := new(big.Rat).SetString(text)
				return text, r
			}
			left, x := build(depth - 1)
			right, y := build(depth - 1)
			switch op := rapid.SampledFrom([]string{"+", "-", "*"}).Draw(rt, "operator"); op {
			case "+":
				return "(" + left + " + " + right + ")", new(big.Rat).Add(x, y)
			case "-":
				return "(" + left + " - " + right + ")", new(big.Rat).Sub(x, y)
			default:
				return "(" + left + " * " + right + ")", new(big.Rat).Mul(x, y)
			}
		}
		text, want := build(3)
		got, err := results(t, "jq", text, JSON, "null")
		if err != nil || len(got) != 1 || got[0].Inexact {
			rt.Fatalf("%s: %v, %v", text, got, err)
		}
		if r, ok := new(big.Rat).SetString(got[0].Text); !ok || r.Cmp(want) != 0 {
			rt.Fatalf("%s is %s, want %s", text, got[0].Text, want.FloatString(30))
		}
	})
}
