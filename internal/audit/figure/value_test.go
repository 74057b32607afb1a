package figure

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParseValue(t *testing.T) {
	tests := []struct{ text, want string }{
		{"92%", "92 step 1 %"},
		{"91.40 %", "91.4 step 0.01 %"},
		{"<10ms P95", "< 10 step 1 ms rest P95"},
		{"≥1000 msg/s", ">= 1000 step 1 msg/s"},
		{"~ 2.0s", "~ 2 step 0.1 s"},
		{"850+", "850+ step 1"},
		{"99.9%+ during testing", "99.9+ step 0.1 % rest during testing"},
		{"1,752", "1752 step 1"},
		{"0,892", "0.89 step 0.001"},
		{"$1.375M", "1375000 step 1000 $"},
		{"<10K", "< 10000 step 1000"},
		{"5kz", "5 step 1 kz"},
		{"5ka", "5 step 1 ka"},
		{"906 params", "906 step 1 params"},
		{"7/8", "7/8 step 1"},
		{"7.2 / 10", "7.2/10 step 0.1"},
		{"95/100 (Excellent)", "95/100 step 1 rest (Excellent)"},
		{"3+ days stable", "3+ step 1 days rest stable"},
		{"-5 pp", "-5 step 1 pp"},
		{"2-3 days", "none"},
		{"96–99%", "none"},
		{"2026-04-24", "none"},
		{"0.0.0.0:5432", "none"},
		{"12:30", "none"},
		{"1.2.3", "none"},
		{"v2", "none"},
		{"", "none"},
		{"60/80/90%", "none"},
		{strings.Repeat("9", 400), "none"},
	}
	for _, tt := range tests {
		if got := described(tt.text); got != tt.want {
			t.Errorf("%q reads as %q, want %q", tt.text, got, tt.want)
		}
	}
}

func described(text string) string {
	v, ok := Parse(text)
	if !ok {
		return "none"
	}
	parts := []string{v.Qualifier, Show(v.Number), "step", fmt.Sprint(math.Round(v.Step*1e6) / 1e6), v.Unit}
	if v.Ratio() {
		parts[1] += "/" + Show(v.Of)
	}
	if v.Plus {
		parts[1] += "+"
	}
	if v.Rest != "" {
		parts = append(parts, "rest", v.Rest)
	}
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

// TestPrinted holds that whatever is rounded or cut to some places is taken
// for what was printed.
func TestPrinted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k, n := rapid.IntRange(0, 5000).Draw(t, "k"), rapid.IntRange(1, 5000).Draw(t, "n")
		places := rapid.IntRange(0, 4).Draw(t, "places")
		share := 100 * float64(min(k, n)) / float64(n)
		scale := int(math.Pow(10, float64(places)))
		cut := 100 * scale * min(k, n) / n
		rounded := (2*100*scale*min(k, n) + n) / (2 * n)
		for _, shown := range []int{rounded, cut} {
			v, ok := Parse(fmt.Sprintf("%.*f%%", places, float64(shown)/float64(scale)))
			if !ok || !v.Prints(share) {
				t.Fatalf("%d of %d is %v, printed as %v and not taken for it", min(k, n), n, share, v.Text)
			}
		}
	})
}
