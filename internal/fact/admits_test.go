package fact

import "testing"

func TestAdmits(t *testing.T) {
	var w Where
	for _, c := range []struct{ field, condition string }{{"severity", ">= high"}, {"rule", "B6*"}, {"rule", "!B602"}} {
		f, _ := FieldNamed(Scanner, c.field)
		term, err := ParseCondition(f, c.condition)
		if err != nil {
			t.Fatal(err)
		}
		w.Add(term)
	}
	for value, want := range map[[2]string]bool{
		{"severity", "critical"}: true, {"severity", "high"}: true, {"severity", "medium"}: false,
		{"rule", "B601"}: true, {"rule", "B602"}: false, {"rule", "B101"}: false, {"path", "anything"}: true,
	} {
		if got := w.Admits(value[0], value[1]); got != want {
			t.Errorf("%s admits %v: %v, want %v", w, value, got, want)
		}
	}
}
