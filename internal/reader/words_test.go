package reader

import "testing"

// TestWordsOfOneHash holds that two texts with the same hash stay two.
func TestWordsOfOneHash(t *testing.T) {
	w := newWords(0)
	w.of([]byte("first"))
	h := hash([]byte("second"))
	w.slots[h&uint64(len(w.slots)-1)] = word{h, "first"}
	if got := w.of([]byte("second")); got != "second" {
		t.Errorf("got %q, want second", got)
	}
	if got := w.of([]byte("second")); got != "second" {
		t.Errorf("again: got %q, want second", got)
	}
}
