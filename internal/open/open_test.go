package open

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// tree writes files below a new folder.
func tree(t *testing.T, files map[string][]byte) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		place := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(place), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(place, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func gzipped(data []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(data)
	w.Close()
	return b.Bytes()
}

func zstdCompressed(data []byte) []byte {
	w, _ := zstd.NewWriter(nil)
	return w.EncodeAll(data, nil)
}

// zipped makes a zip of name, content pairs.
func zipped(members ...string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(members); i += 2 {
		m, _ := w.Create(members[i])
		io.WriteString(m, members[i+1])
	}
	w.Close()
	return b.Bytes()
}

func sum(data []byte) string {
	digest := sha256.Sum256(data)
	return hex.EncodeToString(digest[:])
}

func join(a []byte, b ...byte) []byte { return append(bytes.Clone(a), b...) }

func TestOpenGivesDecompressedBytesAndTheDigestOfThoseOnDisk(t *testing.T) {
	text := []byte(strings.Repeat("some evidence\n", 10_000))
	gz, zst := gzipped(text), zstdCompressed(text)
	files := map[string][]byte{
		"plain.txt": text, "a/x.json.gz": gz, "x.json.zst": zst, "gzip-without-suffix": gz, "twice.gz": join(gz, gz...),
		"empty": nil, "z.zip": zipped("report.xml", string(text), `dir\nested.xml.gz`, string(gz)),
	}
	root := NewRoot(tree(t, files), Limits{})
	for name, want := range map[string]struct{ text, disk []byte }{
		"plain.txt": {text, text}, "a/x.json.gz": {text, gz}, "x.json.zst": {text, zst}, "gzip-without-suffix": {text, gz},
		"twice.gz": {join(text, text...), files["twice.gz"]}, "empty": {nil, nil},
		"z.zip!report.xml": {text, text}, "z.zip!dir/nested.xml.gz": {text, gz},
	} {
		f, err := root.Open(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if f.Digest() != "" {
			t.Errorf("%s: a digest before the end", name)
		}
		data, err := io.ReadAll(f)
		if err != nil || !bytes.Equal(data, want.text) {
			t.Errorf("%s: %d bytes, %v", name, len(data), err)
		}
		if f.Digest() != sum(want.disk) || f.Bytes() != int64(len(want.disk)) {
			t.Errorf("%s: %d bytes on disk, digest %s", name, f.Bytes(), f.Digest())
		}
		for range 2 {
			if err := f.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	long := []byte(strings.Repeat("x", 3<<20))
	gz := gzipped(long)
	damaged := bytes.Clone(gz)
	damaged[len(damaged)-5] ^= 1
	dir := tree(t, map[string][]byte{
		"dir/file": nil, "not.gz": []byte("text"), "empty.zst": nil, "cut.gz": gz[:len(gz)/2], "bomb.gz": gz, "bomb.zst": zstdCompressed(long),
		"damaged.gz": damaged, "trailing.gz": join(gz, []byte("more than ten bytes")...), "long": long, "no.zip": []byte("text"),
		"z.zip":    zipped("a", "1", "b", "1", "b", "2", "dir/", "", "bomb", string(long)),
		"many.zip": zipped("1", "", "2", "", "3", "", "4", "", "5", "", "6", ""),
	})
	outside := tree(t, map[string][]byte{"secret": []byte("s")})
	for name, target := range map[string]string{"link-out": filepath.Join(outside, "secret"), "link-in": "dir/file", "link-gone": "gone", "links": outside, "links-gone": "gone/there"} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	small := NewRoot(dir, Limits{FileBytes: 2 << 20, Ratio: 100, Members: 5})
	for name, want := range map[string]string{
		"none":         "no such file",
		"dir/file/x":   "no such file",
		"link-gone":    "a link that leads nowhere",
		"links-gone/x": "a link that leads nowhere",
		"link-gone!x":  "no such file",
		"none.zip!a":   "no such file",
		"z.zip!c":      "no such file",
		"dir":          "a directory, expected a file",
		"../x":         "outside the project",
		"dir/../../x":  "outside the project",
		"/etc/passwd":  "outside the project",
		"link-out":     "a link that leads outside the project, or to an absolute path",
		"links/secret": "a link that leads outside the project, or to an absolute path",
		"not.gz":       "not compressed as its name says",
		"empty.zst":    "not compressed as its name says",
		"bomb.gz":      "longer than the limit of 1048576 bytes, 100 times its compressed size",
		"bomb.zst":     "longer than the limit of 1048576 bytes, 100 times its compressed size",
		"z.zip!bomb":   "longer than the limit of 1048576 bytes, 100 times its compressed size",
		"long":         "longer than the limit of 2097152 bytes",
		"no.zip!a":     "not a valid zip file",
		"z.zip!b":      "the zip has several members of this name",
		"z.zip!dir/":   "a directory, expected a file",
		"many.zip!1":   "6 members, the limit is 5",
	} {
		err := readAll(small, name)
		if file, _, _ := strings.Cut(name, "!"); fmt.Sprint(err) != name+": "+want && fmt.Sprint(err) != file+": "+want {
			t.Errorf("%s: got %v, want %s", name, err, want)
		}
		if missing := want == "no such file"; errors.Is(err, ErrMissing) != missing {
			t.Errorf("%s: ErrMissing %t", name, !missing)
		}
	}
	free := NewRoot(dir, Limits{Ratio: 10_000})
	for name, want := range map[string]string{
		"cut.gz": "the compressed data ends early", "damaged.gz": "gzip: invalid checksum", "trailing.gz": "gzip: invalid header",
	} {
		if err := readAll(free, name); fmt.Sprint(err) != name+": "+want {
			t.Errorf("%s: got %v, want %s", name, err, want)
		}
	}
	for _, name := range []string{"link-in", "z.zip!a", "bomb.gz", "long"} {
		if err := readAll(free, name); err != nil {
			t.Error(err)
		}
	}
}

func readAll(root *Root, name string) error {
	f, err := root.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(io.Discard, f)
	return err
}

func TestGlob(t *testing.T) {
	dir := tree(t, map[string][]byte{
		"b.xml": nil, "a.xml": nil, "sub/deep/c.xml": nil, "sub/x.json": nil, "odd!name.xml": nil,
		"z.zip": zipped("b.xml", "", "in/a.xml", "", "in/", "", "c.txt", ""), "y.zip": zipped("d.xml", ""),
	})
	root := NewRoot(dir, Limits{})
	abs := filepath.ToSlash(dir)
	for pattern, want := range map[string]string{
		"*.xml":          "[a.xml b.xml odd!name.xml]",
		"**/*.xml":       "[a.xml b.xml odd!name.xml sub/deep/c.xml]",
		"./sub/**":       "[sub/deep/c.xml sub/x.json]",
		"{a,b}.xml":      "[a.xml b.xml]",
		"a.xml":          "[a.xml]",
		"sub":            "[]",
		"none":           "[]",
		"none/*.xml":     "[]",
		"z.zip!*.xml":    "[z.zip!b.xml]",
		"*.zip!**/*.xml": "[y.zip!d.xml z.zip!b.xml z.zip!in/a.xml]",
		"z.zip!in/a.xml": "[z.zip!in/a.xml]",
		"odd!name.xml":   "[odd!name.xml]",
		"../*":           "../*: outside the project",
		abs + "/*.xml":   abs + "/*.xml: outside the project",
		"[":              "[: not a valid pattern",
	} {
		found, err := root.Glob(pattern)
		got := fmt.Sprint(found)
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", pattern, got, want)
		}
	}
	free := NewRoot(filepath.Join(dir, "sub"), Limits{})
	free.Outside = true
	for pattern, want := range map[string]string{
		"../*.xml": "[../a.xml ../b.xml ../odd!name.xml]", "*.json": "[x.json]", abs + "/a.*": "[" + abs + "/a.xml]",
	} {
		found, err := free.Glob(pattern)
		if err != nil || fmt.Sprint(found) != want {
			t.Errorf("%s: got %v, %v, want %s", pattern, found, err, want)
			continue
		}
		if err := readAll(free, found[0]); err != nil {
			t.Error(err)
		}
	}
}

func TestGlobListsLinksThatCannotBeFollowed(t *testing.T) {
	dir := tree(t, map[string][]byte{"a.xml": nil, "in/b.xml": nil})
	outside := tree(t, map[string][]byte{"o.xml": nil})
	for name, target := range map[string]string{
		"gone.xml": "nowhere", "out.xml": filepath.Join(outside, "o.xml"), "folder": "nowhere", "away": outside, "to": "in",
	} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	root := NewRoot(dir, Limits{})
	for pattern, want := range map[string]string{
		"*.xml":            "[a.xml gone.xml out.xml]",
		"**/*.xml":         "[a.xml gone.xml in/b.xml out.xml]",
		"gone.xml":         "[gone.xml]",
		"out.xml":          "[out.xml]",
		"{a,gone,out}.xml": "[a.xml gone.xml out.xml]",
		"to/*.xml":         "[to/b.xml]",
		"to/none.xml":      "[]",
		"a.xml/none":       "[]",
		"folder/*.xml":     "folder: a link that leads nowhere",
		"folder/x.xml":     "folder: a link that leads nowhere",
		"away/*.xml":       "away: a link that leads outside the project, or to an absolute path",
		"away/o.xml":       "away: a link that leads outside the project, or to an absolute path",
	} {
		found, err := root.Glob(pattern)
		got := fmt.Sprint(found)
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", pattern, got, want)
		}
	}
}

// A file that is too long is refused from its size: this one has none of its
// bytes on disk.
func TestOpenReadsNothingOfWhatIsTooLong(t *testing.T) {
	dir := tree(t, map[string][]byte{"long": nil})
	if err := os.Truncate(filepath.Join(dir, "long"), 5<<30); err != nil {
		t.Skip(err)
	}
	read := 0
	root := NewRoot(dir, Limits{})
	root.OnRead = func(bytes int) { read += bytes }
	_, err := root.Open("long")
	if want := "long: longer than the limit of 4294967296 bytes"; fmt.Sprint(err) != want || read > 4 {
		t.Errorf("got %v after %d bytes, want %s", err, read, want)
	}
}

func TestRootOfAMissingFolder(t *testing.T) {
	root := NewRoot(filepath.Join(t.TempDir(), "none"), Limits{})
	if found, err := root.Glob("*"); len(found) > 0 || err != nil {
		t.Error(found, err)
	}
	if _, err := root.Open("x"); !errors.Is(err, ErrMissing) {
		t.Error(err)
	}
}

func TestGlobRefusesWhatCostsTooMuch(t *testing.T) {
	root := NewRoot(tree(t, map[string][]byte{"a/b.xml": nil}), Limits{})
	for _, pattern := range []string{strings.Repeat("{a,b}", 24), strings.Repeat("{a,b,{c,d}}/", 8), strings.Repeat("**/", 20) + "x", strings.Repeat("a", 5000)} {
		if _, err := root.Glob(pattern); err == nil || !strings.Contains(err.Error(), "a pattern of more than") {
			t.Errorf("%.40s: got %v", pattern, err)
		}
		if Matches([]string{pattern}, strings.Repeat("a", 24)) {
			t.Errorf("%.40s: matches", pattern)
		}
	}
	for _, pattern := range []string{"{a,c}/{b,d}.xml", "**/{b,c}.xml", "a/{b}.xml"} {
		if found, err := root.Glob(pattern); err != nil || len(found) != 1 {
			t.Errorf("%s: got %v, %v", pattern, found, err)
		}
	}
}
