package quantity

import "testing"

func TestSmoke(t *testing.T) {
	for _, s := range []string{"< 10ms", ">= 80%", "0", "between 1 and 5 ms", "== true", "matches /a\\/b/", "> 1000 msg/s", "0.95", "<= 1,000", "< 10 KB", "≥ 5", "=> 3", "< 5 months"} {
		g, err := ParseTarget(s, Any)
		t.Logf("%q -> %s | %s | %v", s, g, g.Show(), err)
	}
	tg, _ := ParseTarget(">= 80%", Proportion)
	t.Log(Show(Ratio(7999999, 10000000), tg.Bounds()), Show(Ratio(799999999999, 1000000000000), tg.Bounds()), Show(Ratio(19, 26), nil), Show(Int(1048576, Count), nil), Ratio(1, 3).Decimal())
	ms, _ := ParseTarget("< 10 ms", Any)
	t.Log(Show(Int(2671, Microsecond), ms.Bounds()), Show(Int(9999999, Nanosecond), ms.Bounds()), Show(Int(10, Millisecond), ms.Bounds()))
}
