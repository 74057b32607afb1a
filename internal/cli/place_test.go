package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

func says(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

func mine(start string) bool { return strings.HasPrefix(start, "mine") }

func names(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return strings.Join(list, " ")
}

func TestPlacesAppearTogetherOrNotAtAll(t *testing.T) {
	g := &global{dir: t.TempDir()}
	p, err := g.places("out", false)
	if err != nil {
		t.Fatal(err)
	}
	full := errors.New("no space left")
	if err := errors.Join(p.add("a.md", says("mine"), mine), p.add("b.md", func(w io.Writer) error {
		io.WriteString(w, "mi")
		return full
	}, mine)); !errors.Is(err, full) {
		t.Fatalf("got %v", err)
	}
	p.close()
	if got := names(t, filepath.Join(g.dir, "out")); got != "" {
		t.Errorf("a run that failed left %s", got)
	}
}

func TestPlacesRefuse(t *testing.T) {
	g := &global{dir: t.TempDir()}
	out := filepath.Join(g.dir, "out")
	if err := os.MkdirAll(filepath.Join(out, "folder.md"), 0o777); err != nil {
		t.Fatal(err)
	}
	victim := filepath.Join(g.dir, "victim")
	for file, text := range map[string]string{victim: "theirs", filepath.Join(out, "foreign.md"): "theirs", filepath.Join(out, "old.md"): "mine, old", filepath.Join(out, "empty.md"): ""} {
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("../victim", filepath.Join(out, "link.md")); err != nil {
		t.Skip("no symbolic links here")
	}
	for name, want := range map[string]string{"foreign.md": "signoff did not write it", "link.md": "is a link", "folder.md": "is not a file", "old.md": "", "empty.md": "", "new.md": ""} {
		p, err := g.places("out", false)
		if err != nil {
			t.Fatal(err)
		}
		err = p.add(name, says("mine"), mine)
		if err == nil {
			_, err = p.put("")
		}
		p.close()
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: got %v, want %q", name, err, want)
		}
	}
	p, err := g.places("out", true)
	if err != nil {
		t.Fatal(err)
	}
	defer p.close()
	if err := p.add("foreign.md", says("mine"), mine); err != nil {
		t.Errorf("with force: %v", err)
	}
	if err := p.add("link.md", says("mine"), mine); err == nil {
		t.Error("with force something is written through a link")
	}
	if text, err := os.ReadFile(victim); err != nil || string(text) != "theirs" {
		t.Errorf("the file behind the link is %q, %v", text, err)
	}
}

// A file is known by what stands in its first and last bytes, however long it is.
func TestPlacesKnowAFileByItsEnds(t *testing.T) {
	const mark = "made by us"
	marked := func(ends string) bool { return strings.Contains(ends, mark) }
	fill := func(n int) string { return strings.Repeat("x", n) }
	for name, tt := range map[string]struct {
		text string
		ours bool
	}{
		"at the start":                {mark + fill(3*looked), true},
		"last of the first bytes":     {fill(looked-len(mark)) + mark + fill(2*looked), true},
		"in between":                  {fill(looked) + mark + fill(looked), false},
		"first of the last bytes":     {fill(2*looked) + mark + fill(looked-len(mark)), true},
		"at the end":                  {fill(3*looked) + mark, true},
		"at the end, as long as read": {fill(looked-len(mark)) + mark, true},
		"at the end, a byte longer":   {fill(looked-len(mark)+1) + mark, true},
	} {
		g := &global{dir: t.TempDir()}
		if err := os.WriteFile(filepath.Join(g.dir, "a.md"), []byte(tt.text), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := g.writeFile("a.md", []byte("new"), marked); (err == nil) != tt.ours {
			t.Errorf("%s: got %v, want ours %v", name, err, tt.ours)
		}
	}
}

func TestPlacesStayInTheProject(t *testing.T) {
	g := &global{dir: t.TempDir()}
	elsewhere := t.TempDir()
	if err := os.Symlink(elsewhere, filepath.Join(g.dir, "reports")); err != nil {
		t.Skip("no symbolic links here")
	}
	if p, err := g.places("reports", true); err == nil {
		p.close()
		t.Error("a folder that is a link out of the project is written to")
	}
	p, err := g.places(elsewhere, false)
	if err != nil {
		t.Fatalf("a folder elsewhere that somebody names: %v", err)
	}
	p.close()
}

// Runs at once leave the files of one of them.
func TestPlacesOfTwoRunsDoNotMix(t *testing.T) {
	g := &global{dir: t.TempDir()}
	var wait sync.WaitGroup
	for run := range 8 {
		wait.Go(func() {
			p, err := g.places("out", false)
			if err != nil {
				t.Error(err)
				return
			}
			defer p.close()
			for _, name := range []string{"a.md", "b.md", "assessment.json"} {
				if err := p.add(name, says(fmt.Sprintf("mine %d", run)), mine); err != nil {
					t.Error(err)
				}
			}
			if _, err := p.put("assessment.json"); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	var texts []string
	for _, name := range []string{"a.md", "b.md", "assessment.json"} {
		text, err := os.ReadFile(filepath.Join(g.dir, "out", name))
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	if texts[0] != texts[1] || texts[1] != texts[2] {
		t.Errorf("the files are of several runs: %q", texts)
	}
	if got := names(t, filepath.Join(g.dir, "out")); got != "a.md assessment.json b.md" {
		t.Errorf("there are %s", got)
	}
}

// What a killed run left is swept up by a later one, and not what another is
// about to put in place.
func TestPlacesSweep(t *testing.T) {
	g := &global{dir: t.TempDir()}
	out := filepath.Join(g.dir, "out")
	if err := os.MkdirAll(out, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{".a.md.aaaaaaaa.tmp", ".a.md.bbbbbbbb.tmp", ".theirs.tmp"} {
		if err := os.WriteFile(filepath.Join(out, name), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	old := time.Now().Add(-2 * abandoned)
	if err := os.Chtimes(filepath.Join(out, ".a.md.aaaaaaaa.tmp"), old, old); err != nil {
		t.Fatal(err)
	}
	if err := g.writeFile("out/a.md", []byte("mine"), mine); err != nil {
		t.Fatal(err)
	}
	if got := names(t, out); got != ".a.md.bbbbbbbb.tmp .theirs.tmp a.md" {
		t.Errorf("there are %s", got)
	}
}
