// Package git says what git knows of a project: which commit is checked
// out, what a commit holds, and in what the working tree differs from it.
//
// Nobody vouches for the repository around a stranger's project, so git is
// called for bare facts alone and may run nothing: no fsmonitor, hook, filter,
// signature check or fetch, no replaced objects, nothing that its environment
// says. What a file holds is hashed here, so that neither a filter nor a mark in
// the index has a say in it. It judges nothing, and writes nothing but a Chain, a
// ref of our own, when it is told to.
package git

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// patience is how long git may take for one answer.
const patience = time.Minute

// maxAnswer is the longest answer that is kept, in bytes.
const maxAnswer = 512 << 20

// Repository is the one around a project's folder.
type Repository struct {
	dir string // the project's folder
	// top is the root of the working tree, and Prefix leads from it to the
	// project's folder: "" or slash-separated with a slash at its end.
	top    string
	Prefix string
	// Shallow says that the history ends before its beginning.
	Shallow bool
}

// Why there is nothing to ask. They are words for reports, without a path of
// this machine.
var (
	ErrNoGit        = errors.New("git is not installed")
	ErrNoRepository = errors.New("the project is in no git repository")
	ErrOwner        = errors.New("the git repository belongs to another user, so git does not read it (safe.directory)")
	ErrElsewhere    = errors.New("the git repository is a bare one, or keeps its working tree elsewhere")
	ErrNoCommit     = errors.New("the git repository has no such commit")
	ErrNoAnswer     = errors.New("git gave no answer")
)

// Around finds the repository around a folder; the error is one of those above.
func Around(dir string) (*Repository, error) {
	r := &Repository{dir: dir}
	answer, err := r.ask("rev-parse", "--show-toplevel", "--show-prefix", "--is-shallow-repository")
	if err != nil {
		return nil, err
	}
	lines := strings.Split(answer, "\n")
	if len(lines) < 3 {
		return nil, ErrElsewhere
	}
	r.top, r.Prefix, r.Shallow = filepath.FromSlash(lines[0]), lines[1], lines[2] == "true"
	// A working tree that the configuration puts elsewhere has no .git, and a
	// prefix that does not lead back is of another tree.
	if _, err := os.Lstat(filepath.Join(r.top, ".git")); err != nil {
		return nil, ErrElsewhere
	}
	here, err := os.Stat(dir)
	if err != nil {
		return nil, ErrNoRepository
	}
	if there, err := os.Stat(filepath.Join(r.top, filepath.FromSlash(r.Prefix))); err != nil || !os.SameFile(here, there) {
		return nil, ErrElsewhere
	}
	return r, nil
}

// harmless is said before every command.
var harmless = []string{
	"--no-pager", "--no-replace-objects", "--no-optional-locks", "--literal-pathspecs",
	"-c", "safe.bareRepository=explicit",
	"-c", "core.fsmonitor=false", "-c", "core.hooksPath=" + os.DevNull, "-c", "core.untrackedCache=false",
	"-c", "core.commitGraph=false", "-c", "core.quotePath=false", "-c", "core.alternateRefsCommand=",
	"-c", "protocol.allow=never", "-c", "log.showSignature=false", "-c", "diff.external=", "-c", "submodule.recurse=false",
}

// environment is this process's without what git would read in it, and with
// what keeps git from asking anybody.
func environment() []string {
	var kept []string
	for _, entry := range os.Environ() {
		name, _, _ := strings.Cut(strings.ToUpper(entry), "=")
		if !strings.HasPrefix(name, "GIT_") && name != "SSH_ASKPASS" && name != "LANGUAGE" && name != "LC_ALL" {
			kept = append(kept, entry)
		}
	}
	return append(kept, "LC_ALL=C", "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0", "GIT_NO_REPLACE_OBJECTS=1",
		"GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none", "GIT_ATTR_NOSYSTEM=1", "GIT_GRAFT_FILE="+os.DevNull)
}

// ask gives what git prints, without the line's end.
func (r *Repository) ask(args ...string) (string, error) {
	out, err := r.run("", args...)
	return strings.TrimRight(string(out), "\r\n"), err
}

// run calls git in the project's folder, or at the top of the tree once it is
// known, with a text on its standard input.
func (r *Repository) run(input string, args ...string) ([]byte, error) {
	answer, complaint, err := r.call(input, args...)
	if err != nil {
		return nil, reason(err, complaint)
	}
	return answer, nil
}

// call gives what git prints, and what it complains of.
func (r *Repository) call(input string, args ...string) (printed []byte, complained string, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	dir := r.dir
	if r.top != "" {
		dir = r.top
	}
	cmd := exec.CommandContext(ctx, "git", append(append([]string{"-C", dir}, harmless...), args...)...)
	answer, complaint := &bounded{most: maxAnswer}, &bounded{most: 64 << 10}
	cmd.Env, cmd.Stdin, cmd.Stdout, cmd.Stderr, cmd.WaitDelay = environment(), strings.NewReader(input), answer, complaint, time.Second
	err = cmd.Run()
	return answer.Bytes(), complaint.String(), err
}

// bounded keeps what is written to it, up to a limit over which it fails.
type bounded struct {
	bytes.Buffer
	most int
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.Len()+len(p) > b.most {
		return 0, ErrNoAnswer
	}
	return b.Buffer.Write(p)
}

// reason says in our words why git failed.
func reason(err error, complaint string) error {
	var failed *exec.ExitError
	switch {
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, exec.ErrDot), errors.Is(err, os.ErrNotExist), errors.Is(err, os.ErrPermission):
		return ErrNoGit
	case !errors.As(err, &failed):
		return ErrNoAnswer
	case strings.Contains(complaint, "dubious ownership"):
		return ErrOwner
	case strings.Contains(complaint, "bare repository"), strings.Contains(complaint, "work tree"):
		return ErrElsewhere
	case strings.Contains(complaint, "not a git repository"):
		return ErrNoRepository
	}
	return ErrNoCommit
}
