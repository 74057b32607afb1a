package bundle

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// FuzzUnpack gives Unpack archives that nobody vouches for: it must neither fail
// in a way of its own nor write beside its folder, and what it accepts is what
// Write writes.
func FuzzUnpack(f *testing.F) {
	whole := seed(f)
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add([]byte("not an archive"))
	f.Fuzz(func(t *testing.T, data []byte) {
		parent := t.TempDir()
		dir := filepath.Join(parent, "inside")
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		_, err := Unpack(bytes.NewReader(data), dir)
		entries, read := os.ReadDir(parent)
		if read != nil || len(entries) != 1 {
			t.Fatalf("something stands next to the folder: %v, %v", entries, read)
		}
		if err == nil && !bytes.Equal(data, whole) {
			again, changed := Unpack(bytes.NewReader(data), t.TempDir())
			if changed != nil || again == nil {
				t.Fatalf("accepted once, and then: %v", changed)
			}
		}
	})
}

func seed(f *testing.F) []byte {
	f.Helper()
	dir := f.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "signoff.yaml"), []byte("version: 1\n"), 0o600); err != nil {
		f.Fatal(err)
	}
	var w bytes.Buffer
	if err := Write(&w, Manifest{}, []byte("{}\n"), []Page{{"README.md", []byte("read\n")}}, dir, []string{"signoff.yaml"}); err != nil {
		f.Fatal(err)
	}
	return w.Bytes()
}
