package git

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

// Fetch takes what a remote has of the chain; where both went on, they are joined
// by a commit without a text.
func (c *Chain) Fetch(remote string) error {
	if strings.HasPrefix(remote, "-") || remote == "" {
		return fmt.Errorf("expected a remote such as origin, found %q", remote)
	}
	theirs := "refs/signoff-fetched/" + strings.TrimPrefix(c.ref, "refs/")
	if _, err := c.talking("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", remote, "+"+c.ref+":"+theirs); err != nil {
		if there, asked := c.talking("ls-remote", remote, c.ref); asked == nil && len(there) == 0 {
			return nil // the remote has none yet
		}
		return fmt.Errorf("git can't fetch %s from %s: %w", c.ref, remote, err)
	}
	other, err := c.ask("rev-parse", "--verify", "--quiet", theirs+"^{commit}")
	if err != nil {
		return err
	}
	for try := 0; try <= mostTries; try++ {
		tip, err := c.Tip()
		if err != nil {
			return err
		}
		to, err := c.joined(tip, other)
		if err != nil || to == tip {
			return err
		}
		if c.move(c.ref, to, tip) == nil {
			return nil
		}
	}
	return ErrNoAnswer
}

// joined is the commit that has both.
func (c *Chain) joined(tip, other string) (string, error) {
	switch {
	case tip == "" || c.has(other, tip):
		return other, nil
	case c.has(tip, other):
		return tip, nil
	}
	tree, err := c.writing("", "mktree")
	if err != nil {
		return "", err
	}
	at := time.Time{}
	for _, hash := range []string{tip, other} {
		if commit, err := c.Commit(hash); err == nil && commit.Date.After(at) {
			at = commit.Date
		}
	}
	text := fmt.Sprintf("tree %s\nparent %s\nparent %s\n%s", strings.TrimSpace(string(tree)), tip, other, signature(at))
	hash, err := c.writing(text, "hash-object", "-t", "commit", "-w", "--stdin")
	return strings.TrimSpace(string(hash)), err
}

// has says whether a commit is behind another, or the same.
func (c *Chain) has(commit, behind string) bool {
	_, err := c.run("", "merge-base", "--is-ancestor", behind, commit)
	return err == nil
}

// Push gives a remote what the chain has, with what the remote has next to.
func (c *Chain) Push(remote string) error {
	var err error
	for range 10 {
		if err = c.Fetch(remote); err != nil {
			return err
		}
		if _, err = c.talking("push", "--quiet", remote, c.ref+":"+c.ref); err == nil {
			return nil
		}
	}
	return fmt.Errorf("git can't push %s to %s: %w", c.ref, remote, err)
}

// talking calls git where it may reach a remote, as the person would: with its
// own configuration of transports and credentials, but no hook.
func (c *Chain) talking(args ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, "git", append([]string{"-C", c.top, "-c", "core.hooksPath=" + os.DevNull, "-c", "core.fsmonitor=false", "-c", "gc.auto=0"}, args...)...)
	complaint, answer := &bounded{most: 64 << 10}, &bounded{most: 1 << 20}
	for _, entry := range os.Environ() {
		name, _, _ := strings.Cut(strings.ToUpper(entry), "=")
		switch name {
		case "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE", "LC_ALL":
		default:
			cmd.Env = append(cmd.Env, entry)
		}
	}
	cmd.Env = append(cmd.Env, "LC_ALL=C", "GIT_TERMINAL_PROMPT=0")
	cmd.Stdout, cmd.Stderr, cmd.WaitDelay = answer, complaint, time.Second
	if err := cmd.Run(); err != nil {
		if line, _, _ := strings.Cut(strings.TrimSpace(complaint.String()), "\n"); line != "" {
			return nil, errors.New(line)
		}
		return nil, ErrNoAnswer
	}
	return answer.Bytes(), nil
}
