package bundle

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func project(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"signoff.yaml":        "version: 1\n",
		"evidence/a.json":     "{}\n",
		"evidence/deep/b.xml": "<b/>\n",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func archive(t *testing.T) []byte {
	t.Helper()
	var w bytes.Buffer
	m := Manifest{AsOf: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC), AsOfFrom: "--as-of", Set: []string{"a=b"}}
	if err := Write(&w, m, []byte("{}\n"), []Page{{"README.md", []byte("read me\n")}, {"page.html", []byte("<p>")}}, project(t), []string{"signoff.yaml", "evidence/deep/b.xml", "evidence/a.json", "signoff.yaml"}); err != nil {
		t.Fatal(err)
	}
	return w.Bytes()
}

func TestUnpackGivesWhatWasWritten(t *testing.T) {
	b, err := Unpack(bytes.NewReader(archive(t)), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if string(b.Recorded) != "{}\n" || len(b.Files) != 3 || b.Files[0].Path != "evidence/a.json" {
		t.Errorf("got %+v", b)
	}
	if text, err := os.ReadFile(filepath.Join(b.Dir, "evidence", "deep", "b.xml")); err != nil || string(text) != "<b/>\n" {
		t.Errorf("got %q, %v", text, err)
	}
}

func TestTheSameInputsGiveTheSameBytes(t *testing.T) {
	if !bytes.Equal(archive(t), archive(t)) {
		t.Error("two archives of the same inputs differ")
	}
}

// Whatever byte is changed, the archive is refused.
func TestEveryByteCounts(t *testing.T) {
	whole := archive(t)
	step := 37
	if testing.Short() {
		step = 311
	}
	for i := 0; i < len(whole); i += step {
		changed := bytes.Clone(whole)
		changed[i] ^= 0x20
		if _, err := Unpack(bytes.NewReader(changed), t.TempDir()); err == nil {
			t.Errorf("byte %d was changed and nobody noticed", i)
		}
	}
	for _, n := range []int{0, 1, 511, len(whole) / 2, len(whole) - 1} {
		if _, err := Unpack(bytes.NewReader(whole[:n]), t.TempDir()); err == nil {
			t.Errorf("cut after %d bytes and nobody noticed", n)
		}
	}
	if _, err := Unpack(bytes.NewReader(append(bytes.Clone(whole), 0)), t.TempDir()); err == nil {
		t.Error("a byte behind the end and nobody noticed")
	}
}

func TestAFolderIsPackedAgain(t *testing.T) {
	whole, dir := archive(t), t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if err := Spread(bytes.NewReader(whole), root); err != nil {
		t.Fatal(err)
	}
	var again bytes.Buffer
	if err := Pack(&again, dir); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(whole, again.Bytes()) {
		t.Error("packing a folder again gives another archive")
	}
	for _, added := range []string{"inputs/added.txt", "added.html", "zzz.txt", "deep/added.html"} {
		file := filepath.Join(dir, filepath.FromSlash(added))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, nil, 0o666); err != nil {
			t.Fatal(err)
		}
		again.Reset()
		if err := Pack(&again, dir); err != nil {
			t.Fatal(err)
		}
		if _, err := Unpack(bytes.NewReader(again.Bytes()), t.TempDir()); err == nil || !strings.Contains(err.Error(), added) {
			t.Errorf("got %v, want an error that names %s", err, added)
		}
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("README.md", filepath.Join(dir, "link.md")); err == nil {
		if err := Pack(io.Discard, dir); err == nil || !strings.Contains(err.Error(), "link.md") {
			t.Errorf("got %v, want an error that names link.md", err)
		}
	}
}

func TestPathsStayInside(t *testing.T) {
	for _, path := range []string{"", "..", "../x", "/etc/passwd", "a/../../b", "a//b", `a\b`, "C:x", "a\x00b"} {
		if inside(path) {
			t.Errorf("%q counts as a path inside a project", path)
		}
	}
	var w bytes.Buffer
	if err := Write(&w, Manifest{}, nil, nil, project(t), []string{"../signoff.yaml"}); err == nil {
		t.Error("a file outside the project was bundled")
	}
}
