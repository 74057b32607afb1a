package history

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestPushed has two clones write at once and both come to the remote, and one
// fetch what the other wrote.
func TestPushed(t *testing.T) {
	t.Setenv("HOME", t.TempDir())
	far := t.TempDir()
	run(t, far, "git", "init", "-q", "--bare")
	var sides [2]*refStore
	for i := range sides {
		dir := t.TempDir()
		run(t, dir, "git", "init", "-q")
		run(t, dir, "git", "remote", "add", "origin", far)
		sides[i] = opened(t, "git:signoff/history", here(dir)).(*refStore)
		if err := sides[i].Fetch("origin"); err != nil {
			t.Fatal(err)
		}
		add(t, sides[i], 1, row(t, "a", "main", i))
	}
	for _, s := range sides {
		if err := s.Push("origin"); err != nil {
			t.Fatal(err)
		}
	}
	add(t, sides[0], 1, row(t, "a", "main", 5))
	before := run(t, far, "git", "rev-parse", usualRef)
	if err := sides[0].Push("origin"); err != nil {
		t.Fatal(err)
	}
	run(t, far, "git", "merge-base", "--is-ancestor", before, usualRef) // nothing was written anew
	if err := sides[1].Fetch("origin"); err != nil {
		t.Fatal(err)
	}
	for _, s := range sides {
		if got := strings.Join(selected(t, s, Query{}), " "); got != "a/main/01-06 a/main/01-02 a/main/01-01" {
			t.Errorf("got %s", got)
		}
	}
	for who := range strings.FieldsSeq(run(t, far, "git", "log", "--format=%an %ae %cn", usualRef)) {
		if who != "signoff" && who != "signoff@invalid" {
			t.Errorf("a person is named: %s", who)
		}
	}
	run(t, far, "git", "fsck", "--strict")
}

// TestRefs refuses refs that are somebody else's.
func TestRefs(t *testing.T) {
	t.Setenv("HOME", t.TempDir())
	dir := t.TempDir()
	run(t, dir, "git", "init", "-q")
	for _, ref := range []string{"refs/heads/main", "refs/tags/v1", "heads/main", "refs/remotes/origin/x", "a..b", "x y"} {
		if s, err := Open(t.Context(), "git:"+ref, here(dir)); err == nil {
			t.Errorf("%s: opened %v", ref, s)
		}
	}
}

// TestDamagedCommit finds an object that was changed where git keeps it.
func TestDamagedCommit(t *testing.T) {
	t.Setenv("HOME", t.TempDir())
	dir := t.TempDir()
	run(t, dir, "git", "init", "-q")
	s := opened(t, "git:", here(dir))
	add(t, s, 1, row(t, "a", "main", 1))
	first := run(t, dir, "git", "rev-parse", usualRef)
	add(t, s, 1, row(t, "a", "main", 2))
	second := run(t, dir, "git", "rev-parse", usualRef)
	object := func(hash string) string { return filepath.Join(dir, ".git/objects", hash[:2], hash[2:]) }
	bytes, err := os.ReadFile(object(second))
	if err == nil {
		err = os.Chmod(object(first), 0o666)
	}
	if err == nil {
		err = os.WriteFile(object(first), bytes, 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
	if v, err := Verify(t.Context(), s); err == nil && len(v.Faults) == 0 {
		t.Errorf("%+v", v)
	}
}
