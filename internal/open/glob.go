package open

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// What a pattern may cost: each alternative is a walk of its own, and each **
// looks through every folder below what came before it.
const (
	maxAlternatives = 1000
	maxDeep         = 4
	longestPattern  = 4096
)

// Glob lists the files that match a pattern: *, ?, [a-z], {a,b} and ** for any
// number of folders; after "x.zip!" it matches members. A path without any of
// these is itself the list when it is there. Paths are relative to the root,
// with forward slashes, sorted. Nothing that matches is an empty list and no
// error, unless the folder to look in cannot be used. Links to folders are not
// followed by **; links that lead nowhere are listed, for Open to refuse.
func (r *Root) Glob(pattern string) ([]string, error) {
	outer, member, inZip := cutMember(filepath.ToSlash(pattern))
	if !doublestar.ValidatePattern(outer) || !doublestar.ValidatePattern(member) {
		return nil, fault(pattern, "not a valid pattern")
	}
	if !affordable(outer) || !affordable(member) {
		return nil, fault(pattern, "a pattern of more than %d alternatives or %d times **", maxAlternatives, maxDeep)
	}
	found, err := r.glob(outer)
	if err != nil || !inZip {
		return found, err
	}
	var members []string
	for _, archive := range found {
		names, err := r.matchMembers(archive, member)
		if err != nil {
			return nil, err
		}
		members = append(members, names...)
	}
	return members, nil
}

// affordable says whether looking a pattern up stays within bounds: {a,b}{c,d}
// is four patterns.
func affordable(pattern string) bool {
	if len(pattern) > longestPattern || strings.Count(pattern, "**") > maxDeep {
		return false
	}
	all := 1
	var open []int // the alternatives of each brace that is open
	for i := 0; i < len(pattern); i++ {
		switch pattern[i] {
		case '\\':
			i++
		case '{':
			open = append(open, 1)
		case ',':
			if len(open) > 0 {
				open[len(open)-1]++
			}
		case '}':
			if len(open) == 0 {
				continue
			}
			all *= open[len(open)-1]
			open = open[:len(open)-1]
		}
		if all > maxAlternatives {
			return false
		}
	}
	return true
}

// Matches says whether any of the patterns stands for a path, for the archive of
// a member as well.
func Matches(patterns []string, name string) bool {
	for _, p := range patterns {
		outer, _, _ := cutMember(filepath.ToSlash(p))
		if affordable(outer) && doublestar.MatchUnvalidated(path.Clean(outer), name) {
			return true
		}
	}
	return false
}

func (r *Root) glob(pattern string) ([]string, error) {
	dir, prefix := r.dir, ""
	clean := path.Clean(pattern)
	if !filepath.IsLocal(filepath.FromSlash(clean)) {
		if !r.Outside {
			return nil, fault(pattern, "outside the project")
		}
		prefix, clean = doublestar.SplitPattern(clean)
		dir = r.place(prefix)
	}
	names, err := globIn(dir, clean)
	if err != nil {
		return nil, fault(pattern, "%s", cause(err))
	}
	for i, name := range names {
		names[i] = path.Join(prefix, name)
	}
	if len(names) == 0 {
		folder, _ := doublestar.SplitPattern(path.Clean(pattern))
		if err := r.obstacle(folder); err != nil && !errors.Is(err, ErrMissing) {
			return nil, err
		}
	}
	slices.Sort(names)
	return names, nil
}

func globIn(dir, pattern string) ([]string, error) {
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return doublestar.Glob(withLinks{root.FS()}, pattern, doublestar.WithFilesOnly(), doublestar.WithNoFollow())
}

// withLinks shows a link that cannot be followed as the link that it is.
type withLinks struct{ fs.FS }

// Stat implements fs.StatFS.
func (w withLinks) Stat(name string) (fs.FileInfo, error) {
	if info, err := fs.Stat(w.FS, name); err == nil {
		return info, nil
	}
	return fs.Lstat(w.FS, name)
}
