package history

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// TestNoByteOfARowCanChange changes one byte of a row, or of its name, many times,
// and asks for a fault every time.
func TestNoByteOfARowCanChange(t *testing.T) {
	at := here(t.TempDir())
	s := opened(t, "dir:history", at)
	add(t, s, 2, row(t, "a", "main", 1), row(t, "a", "main", 2))
	files, err := filepath.Glob(filepath.Join(at.Dir, "history/runs/*/*/*.json"))
	if err != nil || len(files) != 2 {
		t.Fatal(files, err)
	}
	caught := func() bool {
		v, err := Verify(t.Context(), s)
		return err != nil || len(v.Faults) > 0
	}
	if caught() {
		t.Fatal("unchanged rows have faults")
	}
	was, err := os.ReadFile(files[1])
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(7, 18))
	for range 300 {
		is, i, change := bytes.Clone(was), random.IntN(len(was)), byte(1+random.IntN(255))
		is[i] ^= change
		if err := os.WriteFile(files[1], is, 0o666); err != nil {
			t.Fatal(err)
		}
		if !caught() {
			t.Errorf("byte %d ^ %#x of %s is not seen", i, change, was)
		}
	}
	if err := os.WriteFile(files[1], was, 0o666); err != nil {
		t.Fatal(err)
	}
	name := filepath.Base(files[1])
	for i := range len(name) - len(".json") {
		other := []byte(name)
		switch c := other[i]; {
		case c >= '0' && c < '9', c >= 'a' && c < 'f':
			other[i]++
		default:
			continue // another name is no row's, and a row that is gone shows in a store of git alone
		}
		to := filepath.Join(filepath.Dir(files[1]), string(other))
		if err := os.Rename(files[1], to); err != nil {
			t.Fatal(err)
		}
		if !caught() {
			t.Errorf("%s under the name %s is not seen", name, other)
		}
		if err := os.Rename(to, files[1]); err != nil {
			t.Fatal(err)
		}
	}
}
