package git

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Commit is one commit of the history.
type Commit struct {
	Hash    string // in full
	Date    time.Time
	Parents []string
	Authors []string // who wrote it: name and address
}

// IsHash says whether a text may be the hash of a commit, in full or cut to 7
// digits or more.
func IsHash(s string) bool {
	return len(s) >= 7 && len(s) <= 64 && strings.Trim(strings.ToLower(s), "0123456789abcdef") == ""
}

// Head is the commit that is checked out.
func (r *Repository) Head() (Commit, error) { return r.resolve("HEAD") }

// Commit finds a commit by its hash. A branch or tag that is named like a hash
// is not taken for one.
func (r *Repository) Commit(hash string) (Commit, error) {
	if !IsHash(hash) {
		return Commit{}, ErrNoCommit
	}
	c, err := r.resolve(hash)
	if err == nil && !strings.HasPrefix(c.Hash, strings.ToLower(hash)) {
		return Commit{}, ErrNoCommit
	}
	return c, err
}

// Named finds a commit by any name that git knows: a branch, a tag, a hash.
func (r *Repository) Named(name string) (Commit, error) {
	if strings.HasPrefix(name, "-") || strings.ContainsAny(name, "\x00\n") {
		return Commit{}, ErrNoCommit
	}
	return r.resolve(name)
}

// File gives what a commit holds at a path from the project's folder, up to a
// limit in bytes. What is not a file there is fs.ErrNotExist.
func (r *Repository) File(commit, name string, most int) ([]byte, error) {
	if !IsHash(commit) {
		return nil, ErrNoCommit
	}
	full := path.Join(r.Prefix, name)
	if !fs.ValidPath(full) {
		return nil, fs.ErrNotExist
	}
	text, err := r.run("", "cat-file", "blob", commit+":"+full)
	switch {
	case errors.Is(err, ErrNoCommit):
		return nil, fs.ErrNotExist
	case err == nil && len(text) > most:
		return nil, fmt.Errorf("expected at most %d bytes", most)
	}
	return text, err
}

func (r *Repository) resolve(name string) (Commit, error) {
	hash, err := r.ask("rev-parse", "--verify", "--quiet", name+"^{commit}")
	if err != nil {
		return Commit{}, err
	}
	object, err := r.run("", "cat-file", "commit", hash)
	if err != nil {
		return Commit{}, err
	}
	c := Commit{Hash: hash}
	head, _, _ := bytes.Cut(object, []byte("\n\n"))
	for line := range strings.Lines(string(head)) {
		key, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		switch key {
		case "parent":
			c.Parents = append(c.Parents, value)
		case "author":
			c.Authors = author(value)
		case "committer":
			c.Date = dateOf(value)
		}
	}
	return c, nil
}

// author reads the name and the address of "NAME <MAIL> SECONDS ZONE".
func author(signature string) []string {
	name, rest, _ := strings.Cut(signature, "<")
	mail, _, _ := strings.Cut(rest, ">")
	return slices.DeleteFunc([]string{strings.TrimSpace(name), strings.TrimSpace(mail)}, func(s string) bool { return s == "" })
}

// dateOf reads the instant at the end of "NAME <MAIL> SECONDS ZONE".
func dateOf(signature string) time.Time {
	words := strings.Fields(signature)
	if len(words) < 2 {
		return time.Time{}
	}
	seconds, err := strconv.ParseInt(words[len(words)-2], 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.Unix(seconds, 0).UTC()
}

// Tree is the blob of every file by its path from the root of the repository,
// both as git writes them.
type Tree map[string]string

// Tree is what a commit holds.
func (r *Repository) Tree(hash string) (Tree, error) {
	listing, err := r.run("", "ls-tree", "-r", "-z", "--full-tree", hash)
	if err != nil {
		return nil, err
	}
	files := Tree{}
	for entry := range strings.SplitSeq(strings.TrimSuffix(string(listing), "\x00"), "\x00") {
		head, path, ok := strings.Cut(entry, "\t")
		if words := strings.Fields(head); ok && len(words) == 3 {
			files[path] = words[2]
		}
	}
	return files, nil
}

// Changed lists, sorted, the paths in which two commits differ.
func (r *Repository) Changed(a, b string) ([]string, error) {
	listing, err := r.run("", "diff-tree", "-r", "-z", "--name-only", "--no-renames", a, b)
	if err != nil {
		return nil, err
	}
	return paths(listing), nil
}

// ChangedBy lists, sorted, the paths that a commit changes against any parent.
func (r *Repository) ChangedBy(hash string) ([]string, error) {
	listing, err := r.run("", "diff-tree", "--root", "--no-commit-id", "-r", "-m", "-z", "--name-only", "--no-renames", hash)
	if err != nil {
		return nil, err
	}
	return paths(listing), nil
}

// mostRenames bounds the files between which git looks for renames.
const mostRenames = "2000"

// Renamed gives the new name of each file that was renamed between two commits, by
// the earlier one, both from the folder of the project; files outside are left out.
func (r *Repository) Renamed(from, to string) (map[string]string, error) {
	listing, err := r.run("", "diff-tree", "-r", "-z", "-M", "-l"+mostRenames, "--diff-filter=R", "--name-status", from, to)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	words := strings.Split(strings.TrimSuffix(string(listing), "\x00"), "\x00")
	for i := 0; i+2 < len(words); i += 3 {
		old, inside := strings.CutPrefix(words[i+1], r.Prefix)
		name, stays := strings.CutPrefix(words[i+2], r.Prefix)
		if inside && stays {
			names[old] = name
		}
	}
	return names, nil
}

func paths(listing []byte) []string {
	list := strings.Split(strings.TrimSuffix(string(listing), "\x00"), "\x00")
	if list[0] == "" {
		return nil
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// Step is one commit of the history with what it changes.
type Step struct {
	Date  time.Time
	Paths []string
	// End says that what came before is not there: a shallow boundary, or the
	// limit of the walk.
	End bool
}

// maxSteps bounds how far a walk goes back.
const maxSteps = 2000

// Since walks back from a commit over those that were committed after an
// instant, the newest first.
func (r *Repository) Since(hash string, after time.Time) ([]Step, error) {
	listing, err := r.ask("rev-list", "--max-count="+strconv.Itoa(maxSteps), "--timestamp", "--since="+strconv.FormatInt(after.Unix(), 10), hash)
	if err != nil || listing == "" {
		return nil, err
	}
	var order []string
	dates := map[string]time.Time{}
	for line := range strings.Lines(listing) {
		seconds, commit, _ := strings.Cut(strings.TrimSpace(line), " ")
		n, err := strconv.ParseInt(seconds, 10, 64)
		if err != nil {
			return nil, ErrNoAnswer
		}
		order, dates[commit] = append(order, commit), time.Unix(n, 0).UTC()
	}
	// What a merge brings was committed before it, by commits of its own.
	changes, err := r.run(strings.Join(order, "\n")+"\n", "diff-tree", "--stdin", "--root", "-r", "-z", "--name-only", "--no-renames")
	if err != nil {
		return nil, err
	}
	boundary := r.boundary()
	steps, at := make([]Step, len(order)), map[string]int{}
	for i, commit := range order {
		steps[i] = Step{Date: dates[commit], End: boundary[commit]}
		at[commit] = i
	}
	steps[len(steps)-1].End = steps[len(steps)-1].End || len(order) == maxSteps
	now := -1
	for entry := range strings.SplitSeq(string(changes), "\x00") {
		if i, known := at[entry]; known {
			now = i
		} else if now >= 0 && entry != "" && !boundary[order[now]] {
			steps[now].Paths = append(steps[now].Paths, entry)
		}
	}
	return steps, nil
}

// boundary lists the commits whose parents a shallow clone lacks.
func (r *Repository) boundary() map[string]bool {
	list := map[string]bool{}
	if !r.Shallow {
		return list
	}
	lines, err := r.ask("rev-list", "--boundary", "--max-parents=0", "HEAD")
	if err != nil {
		return list
	}
	for scan := bufio.NewScanner(strings.NewReader(lines)); scan.Scan(); {
		list[strings.TrimPrefix(scan.Text(), "-")] = true
	}
	return list
}
