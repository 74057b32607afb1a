package git

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// project is a folder with a repository of its own.
type project struct {
	*testing.T
	dir string
}

// begin makes a repository with one commit of the files.
func begin(t *testing.T, files map[string]string) project {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	t.Setenv("HOME", t.TempDir())
	p := project{t, t.TempDir()}
	p.git("init", "-q", "-b", "main")
	p.write(files)
	p.commit("one")
	return p
}

func (p project) git(args ...string) string {
	p.Helper()
	cmd := exec.Command("git", append([]string{"-C", p.dir, "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"}, args...)...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		p.Fatalf("git %v: %v: %s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

func (p project) commit(message string) string {
	p.Helper()
	p.git("add", "-A")
	p.git("commit", "-q", "--allow-empty", "-m", message)
	return p.git("rev-parse", "HEAD")
}

func (p project) write(files map[string]string) {
	p.Helper()
	for name, text := range files {
		path := filepath.Join(p.dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			p.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			p.Fatal(err)
		}
	}
}

func (p project) repository() *Repository {
	p.Helper()
	r, err := Around(p.dir)
	if err != nil {
		p.Fatal(err)
	}
	return r
}

// look gives what the newest commit holds and what lies on disk.
func (p project) look() (Tree, *Disk) {
	p.Helper()
	r := p.repository()
	head, err := r.Head()
	if err != nil {
		p.Fatal(err)
	}
	held, err := r.Tree(head.Hash)
	if err != nil {
		p.Fatal(err)
	}
	disk, err := r.Working(held)
	if err != nil {
		p.Fatal(err)
	}
	return held, disk
}

func nothing(string) bool { return false }

func TestWorkingIsWhatGitWouldCommit(t *testing.T) {
	p := begin(t, map[string]string{"a.txt": "a\n", "dir/b.txt": "b\n", ".gitignore": "*.log\n", "gone.txt": "x\n"})
	if err := os.Symlink("a.txt", filepath.Join(p.dir, "link")); err != nil {
		t.Skip("no symbolic links here")
	}
	p.write(map[string]string{"new é.txt": "new\n", "made.log": "ignored\n", "dir/b.txt": "changed\n"})
	if err := os.Remove(filepath.Join(p.dir, "gone.txt")); err != nil {
		t.Fatal(err)
	}
	held, disk := p.look()
	if got, want := held.Differ(disk.Files, nothing), []string{"dir/b.txt", "gone.txt", "link", "new é.txt"}; !slices.Equal(got, want) {
		t.Errorf("differs in %q, want %q", got, want)
	}
	before := disk.Files
	p.commit("two")
	held, disk = p.look()
	if d := held.Differ(disk.Files, nothing); d != nil {
		t.Errorf("differs in %q after the commit", d)
	}
	if held.Digest(nothing) != before.Digest(nothing) {
		t.Error("what was committed has another digest than what lay on disk")
	}
}

func TestNoMarkHidesAChange(t *testing.T) {
	for _, mark := range []string{"--assume-unchanged", "--skip-worktree"} {
		p := begin(t, map[string]string{"a.txt": "a\n"})
		p.git("update-index", mark, "a.txt")
		p.write(map[string]string{"a.txt": "b\n"})
		if held, disk := p.look(); !slices.Equal(held.Differ(disk.Files, nothing), []string{"a.txt"}) {
			t.Errorf("%s hides a change", mark)
		}
	}
}

func TestOtherWordsForTheSameBytes(t *testing.T) {
	big := strings.Repeat("payload ", 1000)
	pointer := "version https://git-lfs.github.com/spec/v1\noid sha256:2c0d3327d1fe2e78e1a1a8bd1b1b1ad8e6ee6ac6b7c7ec8a2ebf0ac3a10b7c5c\nsize 8000\n"
	p := begin(t, map[string]string{"text.txt": "a\nb\n", "big.bin": pointer, "other.bin": pointer})
	p.write(map[string]string{"text.txt": "a\r\nb\r\n", "big.bin": big})
	held, disk := p.look()
	if got := held.Differ(disk.Files, nothing); !slices.Equal(got, []string{"big.bin"}) {
		t.Errorf("a pointer to other bytes: differs in %q", got)
	}
	sum := sha256Of(p, "big.bin")
	p.write(map[string]string{"big.bin": strings.Replace(pointer, "2c0d3327d1fe2e78e1a1a8bd1b1b1ad8e6ee6ac6b7c7ec8a2ebf0ac3a10b7c5c", sum, 1)})
	p.commit("pointer")
	p.write(map[string]string{"big.bin": big})
	held, disk = p.look()
	if got := held.Differ(disk.Files, nothing); got != nil {
		t.Errorf("a pointer to these bytes: differs in %q", got)
	}
}

func sha256Of(p project, path string) string {
	root, err := os.OpenRoot(p.dir)
	if err != nil {
		p.Fatal(err)
	}
	defer root.Close()
	return disk{root: root}.sha256(path)
}

// TestARepositoryRunsNothing sets everything in a repository that makes git run
// a command or ask another machine, and asks everything of it.
func TestARepositoryRunsNothing(t *testing.T) {
	p := begin(t, map[string]string{"a.txt": "a\n", ".gitattributes": "* filter=evil diff=evil\n"})
	marker := filepath.Join(t.TempDir(), "ran")
	command := "touch " + marker + "; true #"
	script := filepath.Join(t.TempDir(), "script")
	if err := os.WriteFile(script, []byte("#!/bin/sh\ntouch "+marker+"\nexit 1\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	hooks := filepath.Join(p.dir, ".git", "hooks")
	if err := os.MkdirAll(hooks, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, hook := range []string{"post-index-change", "post-checkout", "reference-transaction", "fsmonitor-watchman"} {
		if err := os.WriteFile(filepath.Join(hooks, hook), []byte("#!/bin/sh\ntouch "+marker+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, pair := range [][2]string{
		{"filter.evil.clean", command}, {"filter.evil.smudge", command}, {"filter.evil.process", script}, {"filter.evil.required", "true"},
		{"diff.evil.command", script}, {"diff.evil.textconv", script}, {"diff.external", script}, {"core.pager", script}, {"pager.ls-tree", script},
		{"gpg.program", script}, {"log.showSignature", "true"}, {"core.sshCommand", script}, {"core.askPass", script}, {"credential.helper", "!" + script},
		{"remote.origin.url", "ssh://example.invalid/x"}, {"remote.origin.promisor", "true"}, {"remote.origin.partialclonefilter", "blob:none"},
		{"extensions.partialClone", "origin"}, {"core.alternateRefsCommand", script}, {"core.fsmonitor", command}, {"core.untrackedCache", "true"},
	} {
		p.git("config", pair[0], pair[1])
	}
	os.Remove(marker)
	p.write(map[string]string{"a.txt": "b\n"})
	held, _ := p.look()
	if len(held) != 2 {
		t.Errorf("the commit holds %d files, want 2", len(held))
	}
	r := p.repository()
	if _, err := r.Commit("1234567890abcdef1234567890abcdef12345678"); err == nil {
		t.Error("found a commit that is not there")
	}
	head, _ := r.Head()
	r.Since(head.Hash, time.Unix(0, 0))
	r.ChangedBy(head.Hash)
	if _, err := os.Stat(marker); err == nil {
		t.Error("something ran")
	}
}

func TestABareRepositoryInsideIsNotRead(t *testing.T) {
	p := begin(t, map[string]string{"sub/signoff.yaml": "version: 1\n"})
	sub := filepath.Join(p.dir, "sub")
	inner := project{t, sub}
	inner.git("init", "-q", "--bare", ".")
	if _, err := Around(sub); err != ErrElsewhere {
		t.Errorf("got %v, want that it lies elsewhere", err)
	}
}

func TestAWorkingTreeElsewhereIsNotRead(t *testing.T) {
	p := begin(t, map[string]string{"a.txt": "a\n"})
	other := t.TempDir()
	p.git("config", "core.worktree", other)
	if _, err := Around(p.dir); err != ErrElsewhere {
		t.Errorf("got %v, want that it lies elsewhere", err)
	}
}

func TestTheEnvironmentSaysNothing(t *testing.T) {
	p := begin(t, map[string]string{"a.txt": "a\n"})
	other := begin(t, map[string]string{"b.txt": "b\n", "c.txt": "c\n"})
	t.Setenv("GIT_DIR", filepath.Join(other.dir, ".git"))
	t.Setenv("GIT_INDEX_FILE", filepath.Join(other.dir, ".git", "index"))
	if held, _ := p.look(); len(held) != 1 {
		t.Errorf("read %d files, want the project's 1", len(held))
	}
}

func TestNoCommitIsAnother(t *testing.T) {
	p := begin(t, map[string]string{"a.txt": "a\n"})
	old := p.git("rev-parse", "HEAD")
	p.write(map[string]string{"a.txt": "b\n"})
	head := p.commit("two")
	p.git("replace", old, head)
	p.git("branch", "abcdef1")
	r := p.repository()
	if changed, err := r.Changed(old, head); err != nil || !slices.Equal(changed, []string{"a.txt"}) {
		t.Errorf("git replace: changed %q, %v", changed, err)
	}
	if c, err := r.Commit("abcdef1"); err == nil {
		t.Errorf("a branch named like a hash is commit %s", c.Hash)
	}
	if c, err := r.Commit(old[:9]); err != nil || c.Hash != old {
		t.Errorf("an abbreviated hash: %v, %v", c, err)
	}
	if _, err := r.Commit("HEAD"); err == nil {
		t.Error("a name is taken for a hash")
	}
}

func TestSince(t *testing.T) {
	p := begin(t, map[string]string{"a.txt": "a\n"})
	for i, date := range []string{"2026-11-01T00:00:00Z", "2026-11-10T00:00:00Z", "2026-11-20T00:00:00Z"} {
		t.Setenv("GIT_COMMITTER_DATE", date)
		p.write(map[string]string{"f" + string(rune('1'+i)): date})
		p.commit(date)
	}
	r := p.repository()
	head, err := r.Head()
	if err != nil {
		t.Fatal(err)
	}
	steps, err := r.Since(head.Hash, time.Date(2026, 11, 5, 0, 0, 0, 0, time.UTC))
	if err != nil || len(steps) != 2 || !slices.Equal(steps[0].Paths, []string{"f3"}) || !slices.Equal(steps[1].Paths, []string{"f2"}) || steps[1].End {
		t.Errorf("got %+v, %v", steps, err)
	}
	clone := project{t, t.TempDir()}
	clone.git("clone", "-q", "--depth", "1", "file://"+p.dir, ".")
	r = clone.repository()
	steps, err = r.Since(head.Hash, time.Date(2026, 11, 5, 0, 0, 0, 0, time.UTC))
	if err != nil || !r.Shallow || len(steps) != 1 || !steps[0].End || len(steps[0].Paths) != 0 {
		t.Errorf("of a shallow clone: %+v, %v", steps, err)
	}
}

func TestWithoutGit(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := Around(t.TempDir()); err != ErrNoGit {
		t.Errorf("got %v", err)
	}
}

func TestPointed(t *testing.T) {
	text := "version https://git-lfs.github.com/spec/v1\noid sha256:" + strings.Repeat("a", 64) + "\nsize 3\n"
	got := pointed(fmt.Sprintf("1111 blob 3\nabc\n2222 missing\n3333 blob 7\nversion\n4444 blob %d\n%s\n", len(text), text))
	if len(got) != 1 || got["4444"] != strings.Repeat("a", 64) {
		t.Errorf("got %v", got)
	}
}

func FuzzPointed(f *testing.F) {
	f.Add("1111 blob 3\nabc\n")
	f.Add("1111 blob -3\nabc\n")
	f.Fuzz(func(_ *testing.T, text string) { pointed(text) })
}
