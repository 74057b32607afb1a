package git

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha1"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Chain is a ref of our own: a chain of commits of the empty tree, each of which
// has one text as its message. It only grows: what was written is never written
// anew, and of two who write at once both stay.
type Chain struct {
	*Repository
	ref string
}

// Chain gives the chain under a ref, which is refs/NAME or NAME for that. It may
// not be a branch, a tag or what mirrors a remote.
func (r *Repository) Chain(name string) (*Chain, error) {
	ref := name
	if !strings.HasPrefix(ref, "refs/") {
		ref = "refs/" + ref
	}
	for _, taken := range []string{"refs/heads/", "refs/tags/", "refs/remotes/", "refs/notes/", "refs/stash"} {
		if strings.HasPrefix(ref+"/", taken) {
			return nil, fmt.Errorf("expected a ref of its own such as refs/signoff/history, found %s", ref)
		}
	}
	if _, err := r.run("", "check-ref-format", ref); err != nil {
		return nil, fmt.Errorf("expected the name of a ref such as refs/signoff/history, found %q", name)
	}
	return &Chain{r, ref}, nil
}

// Tip is the newest commit, "" of a chain without one.
func (c *Chain) Tip() (string, error) {
	tip, err := c.ask("rev-parse", "--verify", "--quiet", c.ref+"^{commit}")
	if errors.Is(err, ErrNoCommit) {
		return "", nil
	}
	return tip, err
}

// Read visits the texts with the hashes of their commits, the newest first, at
// most so many; 0 is all.
func (c *Chain) Read(ctx context.Context, most int, visit func(hash string, text []byte) error) error {
	tip, err := c.Tip()
	if err != nil || tip == "" {
		return err
	}
	args := []string{"rev-list", tip}
	if most > 0 {
		args = []string{"rev-list", "-n", strconv.Itoa(most), tip}
	}
	hashes, err := c.run("", args...)
	if err != nil {
		return err
	}
	return c.Texts(ctx, string(hashes), visit)
}

// Texts visits the texts of commits, which are given a line each.
func (c *Chain) Texts(ctx context.Context, hashes string, visit func(hash string, text []byte) error) error {
	return c.stream(ctx, strings.NewReader(hashes), func(out *bufio.Reader) error {
		for {
			hash, text, err := object(out)
			if err == io.EOF {
				return nil
			}
			if err == nil && len(text) > 0 {
				err = visit(hash, text)
			}
			if err != nil {
				return err
			}
		}
	}, "cat-file", "--batch")
}

// longestCommit bounds a commit that is read.
const longestCommit = 17 << 20

// object reads the message of the next commit of a batch.
func object(out *bufio.Reader) (hash string, text []byte, err error) {
	line, err := out.ReadString('\n')
	if err != nil {
		return "", nil, io.EOF
	}
	words := strings.Fields(line)
	if len(words) != 3 || words[1] != "commit" {
		return "", nil, ErrNoAnswer
	}
	size, err := strconv.Atoi(words[2])
	if err != nil || size > longestCommit {
		return "", nil, ErrNoAnswer
	}
	commit := make([]byte, size+1)
	if _, err := io.ReadFull(out, commit); err != nil {
		return "", nil, ErrNoAnswer
	}
	if !named(words[0], commit[:size]) {
		return "", nil, fmt.Errorf("commit %.12s was changed: its bytes have another hash", words[0])
	}
	_, text, _ = bytes.Cut(commit[:size], []byte("\n\n"))
	return words[0], text, nil
}

// named says whether a commit has the hash that it is called by.
func named(hash string, commit []byte) bool {
	object := append([]byte(fmt.Sprintf("commit %d\x00", len(commit))), commit...)
	if len(hash) == 2*sha256.Size {
		return fmt.Sprintf("%x", sha256.Sum256(object)) == hash
	}
	return fmt.Sprintf("%x", sha1.Sum(object)) == hash
}

// Append adds texts, each with the instant that its commit is of, in the order
// given. It is done when the ref is on the disk.
func (c *Chain) Append(ctx context.Context, texts [][]byte, when []time.Time) error {
	tree, err := c.writing("", "mktree")
	if err != nil {
		return err
	}
	for len(texts) > 0 {
		n := min(len(texts), mostAtOnce)
		if err := c.race(ctx, strings.TrimSpace(string(tree)), texts[:n], when[:n]); err != nil {
			return err
		}
		texts, when = texts[n:], when[n:]
	}
	return nil
}

// race appends behind the tip, and behind a newer one when somebody else was
// faster.
func (c *Chain) race(ctx context.Context, tree string, texts [][]byte, when []time.Time) error {
	for try := 0; ; try++ {
		tip, err := c.Tip()
		if err != nil {
			return err
		}
		write := c.append
		if len(texts) > fewTexts {
			write = c.appendMany
		}
		if err = write(tip, tree, texts, when); err == nil || ctx.Err() != nil {
			return err
		}
		if now, lost := c.Tip(); lost != nil || now == tip || try == mostTries {
			return err
		}
	}
}

// How many texts are written one by one, and how many at once at most.
const (
	fewTexts   = 8
	mostAtOnce = 10_000
)

// appendMany writes the commits in one pack; the ref is moved only if it goes on
// from the tip.
func (c *Chain) appendMany(tip, _ string, texts [][]byte, when []time.Time) error {
	var in strings.Builder
	for i, text := range texts {
		_, committer, _ := strings.Cut(strings.TrimSuffix(signature(when[i]), "\n"), "\n")
		fmt.Fprintf(&in, "commit %s\n%sdata %d\n%s\n", c.ref, committer, len(text), text)
		if i == 0 && tip != "" {
			fmt.Fprintf(&in, "from %s\n", tip)
		}
		in.WriteByte('\n')
	}
	in.WriteString("done\n")
	_, err := c.writing(in.String(), "fast-import", "--quiet", "--done")
	return err
}

// mostTries is how often a write is tried again after another one.
const mostTries = 50

// append writes the commits behind a tip and moves the ref, if it is still there.
func (c *Chain) append(tip, tree string, texts [][]byte, when []time.Time) error {
	parent := tip
	for i, text := range texts {
		var commit bytes.Buffer
		fmt.Fprintf(&commit, "tree %s\n", tree)
		if parent != "" {
			fmt.Fprintf(&commit, "parent %s\n", parent)
		}
		commit.WriteString(signature(when[i]))
		commit.Write(text)
		hash, err := c.writing(commit.String(), "hash-object", "-t", "commit", "-w", "--stdin")
		if err != nil {
			return err
		}
		parent = strings.TrimSpace(string(hash))
	}
	return c.move(c.ref, parent, tip)
}

// signature names no person: it says what wrote the commit, and when.
func signature(at time.Time) string {
	who := fmt.Sprintf("signoff <signoff@invalid> %d +0000", max(0, at.Unix()))
	return "author " + who + "\ncommitter " + who + "\n\n"
}

// move sets a ref to a commit if it still is at another, "" for not there.
func (c *Chain) move(ref, to, from string) error {
	if from == "" {
		from = strings.Repeat("0", len(to))
	}
	_, err := c.writing("", "update-ref", ref, to, from)
	return err
}

// writing calls git where it may write. Why it could not is what git says of it.
func (c *Chain) writing(input string, args ...string) ([]byte, error) {
	answer, complaint, err := c.call(input, append([]string{"-c", "core.fsync=all", "-c", "gc.auto=0"}, args...)...)
	if err == nil {
		return answer, nil
	}
	for line := range strings.Lines(complaint) {
		if kind, said, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && (kind == "error" || kind == "fatal") {
			return nil, errors.New(said)
		}
	}
	return nil, reason(err, complaint)
}

// stream calls git and has its answer read while it comes.
func (c *Chain) stream(ctx context.Context, input io.Reader, read func(*bufio.Reader) error, args ...string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd := exec.CommandContext(ctx, "git", append(append([]string{"-C", filepath.Clean(c.top)}, harmless...), args...)...)
	cmd.Env, cmd.Stdin, cmd.WaitDelay = environment(), input, time.Second
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return ErrNoGit
	}
	err = read(bufio.NewReaderSize(out, 1<<16))
	if err != nil {
		cancel()
		_ = cmd.Wait()
		return err
	}
	if cmd.Wait() != nil {
		return ErrNoAnswer
	}
	return nil
}
