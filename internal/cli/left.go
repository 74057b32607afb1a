package cli

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/git"
)

// left compares the files as changes leave them with the assessed source, by the
// digest of the change, and lists those that differ from what it fits best.
func (r *checkout) left(register []fact.Evidence) map[string][]string {
	left := map[string][]string{}
	var assessed []git.Tree
	for _, e := range register {
		for _, f := range e.Files {
			if len(f.Blobs) == 0 {
				continue
			}
			if assessed == nil {
				assessed = r.sources()
			}
			best := otherwise(f.Blobs, assessed[0], "")
			for _, files := range assessed {
				// git diff names files from the root of the repository, and with
				// --relative from the project.
				for _, prefix := range []string{"", r.around.Prefix} {
					if differ := otherwise(f.Blobs, files, prefix); len(differ) < len(best) {
						best = differ
					}
				}
			}
			left[f.SHA256] = best
		}
	}
	return left
}

// sources are what may be meant by the assessed source: what is compared with the
// disk, the commit itself, which of a merge that is checked out is another, and what
// lies on disk where that is assessed.
func (r *checkout) sources() []git.Tree {
	list := []git.Tree{r.held}
	if own, err := r.around.Tree(r.commit.Hash); err == nil {
		list = append(list, own)
	}
	if r.disk != nil && r.current {
		list = append(list, r.disk.Files)
	}
	return list
}

// otherwise lists the files that a tree does not hold as a change leaves them.
func otherwise(blobs []fact.Blob, files git.Tree, prefix string) (differ []string) {
	for _, b := range blobs {
		if held := files[prefix+b.Path]; held != b.Name && (b.Name == "" || !strings.HasPrefix(held, b.Name)) {
			differ = append(differ, b.Path)
		}
	}
	return differ
}
