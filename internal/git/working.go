package git

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"os"
	"path/filepath"
	"slices"
)

// Disk is the tree as it lies on disk.
type Disk struct {
	Files Tree
	// Indexed holds what the index names: the files that the next commit holds.
	Indexed map[string]bool
}

// Working reads what a commit or the index names, and what is there next to it
// and not ignored. A file that holds what the commit
// holds has the commit's blob, also where it was checked out with other line
// ends or by Git LFS; any other has that of its bytes. Marks in the index, such
// as assume-unchanged, count for nothing.
func (r *Repository) Working(commit Tree) (*Disk, error) {
	cached, err := r.run("", "ls-files", "-z", "--cached")
	if err != nil {
		return nil, err
	}
	others, err := r.run("", "ls-files", "-z", "--others", "--exclude-standard")
	if err != nil {
		return nil, err
	}
	indexed := map[string]bool{}
	names := paths(cached)
	for _, path := range names {
		indexed[path] = true
	}
	names = append(names, paths(others)...)
	for path := range commit {
		names = append(names, path)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	root, err := os.OpenRoot(r.top)
	if err != nil {
		return nil, ErrNoAnswer
	}
	defer root.Close()
	d := disk{root: root, digests: digestsOf(commit)}
	blobs := d.blobs(names)
	working := Tree{}
	var differ []string
	for i, path := range names {
		switch {
		case blobs[i] == "":
			continue // it is gone
		case blobs[i] == gitlink:
			if blobs[i] = r.linked(path); blobs[i] == "" {
				blobs[i] = commit[path]
			}
		case commit[path] != "" && commit[path] != blobs[i]:
			differ = append(differ, path)
		}
		if blobs[i] != "" {
			working[path] = blobs[i]
		}
	}
	r.forgive(d, commit, working, differ)
	return &Disk{working, indexed}, nil
}

// gitlink stands for a folder: a submodule, or nothing.
const gitlink = "folder"

// linked is the commit that a submodule has checked out, "" when it has none.
func (r *Repository) linked(path string) string {
	inner, err := Around(filepath.Join(r.top, filepath.FromSlash(path)))
	if err != nil || inner.Prefix != "" {
		return ""
	}
	head, err := inner.Head()
	if err != nil {
		return ""
	}
	return head.Hash
}

// disk reads files of the working tree, and follows no link.
type disk struct {
	root    *os.Root
	digests func() hash.Hash
}

const (
	// longestText is up to which length a file is read again for its line ends.
	longestText = 16 << 20
	// longestPointer is how long a pointer of Git LFS may be, by its document.
	longestPointer = 1024
)

// Digest is the SHA-256, in hexadecimal, over path and blob of every file but
// those to leave out, in the order of their paths.
func (t Tree) Digest(leaveOut func(path string) bool) string {
	var names []string
	for path := range t {
		if !leaveOut(path) {
			names = append(names, path)
		}
	}
	slices.Sort(names)
	sum := sha256.New()
	for _, path := range names {
		fmt.Fprintf(sum, "%s\x00%s\n", path, t[path])
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// Differ lists, sorted, the paths that are not the same in two trees, but for
// those to leave out.
func (t Tree) Differ(other Tree, leaveOut func(path string) bool) []string {
	var names []string
	for path, blob := range t {
		if other[path] != blob && !leaveOut(path) {
			names = append(names, path)
		}
	}
	for path := range other {
		if t[path] == "" && !leaveOut(path) {
			names = append(names, path)
		}
	}
	slices.Sort(names)
	return names
}
