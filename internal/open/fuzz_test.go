package open

import (
	"io"
	"os"
	"path/filepath"
	"testing"
)

// FuzzOpen reads compressed files and archives that nobody vouches for to their
// end, whatever they say of their length.
func FuzzOpen(f *testing.F) {
	text := []byte("some evidence\n")
	f.Add("a.gz", "", gzipped(text))
	f.Add("a.zst", "", zstdCompressed(text))
	f.Add("a.zip", "b.xml", zipped("b.xml", "<a/>"))
	f.Add("a.txt", "", text)
	f.Fuzz(func(t *testing.T, name, member string, data []byte) {
		name = filepath.Base(filepath.Clean("/" + name))
		dir := t.TempDir()
		if os.WriteFile(filepath.Join(dir, name), data, 0o600) != nil {
			t.Skip() // no name of a file
		}
		if member != "" {
			name += "!" + member
		}
		const most = 1 << 20
		root := NewRoot(dir, Limits{FileBytes: most})
		file, err := root.Open(name)
		if err != nil {
			return
		}
		defer file.Close()
		if n, err := io.Copy(io.Discard, file); n > most || err == nil && file.Digest() == "" {
			t.Fatalf("%d bytes, digest %q, %v", n, file.Digest(), err)
		}
	})
}

// FuzzGlob looks for whatever a pattern asks.
func FuzzGlob(f *testing.F) {
	for _, p := range []string{"**/*.xml", "{a,b}{c,d}", "[a-", "a.zip!*", "../x", "\\"} {
		f.Add(p)
	}
	dir := f.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.xml"), nil, 0o600); err != nil {
		f.Fatal(err)
	}
	root := NewRoot(dir, Limits{})
	f.Fuzz(func(t *testing.T, pattern string) {
		found, err := root.Glob(pattern)
		for _, name := range found {
			if err == nil && !filepath.IsLocal(filepath.FromSlash(onDisk(name))) {
				t.Errorf("%q finds %q", pattern, name)
			}
		}
	})
}

func onDisk(name string) string {
	archive, _, _ := cutMember(name)
	return archive
}
