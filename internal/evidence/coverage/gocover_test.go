package coverage

import "testing"

// TestGoBlock: a block has its lines, its statements and whether it ran; what is not
// one is refused, and so is a count that no function has.
func TestGoBlock(t *testing.T) {
	b, ok := parseGoBlock([]byte("12.34,56.7 8 9"))
	if !ok || b.from != 12 || b.to != 56 || b.statements != 8 || !b.hit {
		t.Errorf("%+v, %v", b, ok)
	}
	if b, ok := parseGoBlock([]byte("1.1,1.2 1073741824 0")); !ok || b.statements != 1<<30 || b.hit {
		t.Errorf("%+v, %v", b, ok)
	}
	if b, ok := parseGoBlock([]byte("1.1,1.2 1 99999999999999999999999999")); !ok || !b.hit {
		t.Errorf("%+v, %v", b, ok)
	}
	for _, text := range []string{"", "1.1,1.2 1", "1.1,1.2 1 ", "1.1,1.2 1 1 ", "1,1.2 1 1", "a.1,1.2 1 1", "1.1,1.2 1073741825 0", "1.1,1.2 -1 0"} {
		if _, ok := parseGoBlock([]byte(text)); ok {
			t.Errorf("%q is taken for a block", text)
		}
	}
}
