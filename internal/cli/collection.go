package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"signoff/internal/criteria"
	"signoff/internal/evidence"
	"signoff/internal/open"
)

// collection is one run of a collect command.
type collection struct {
	evidence *criteria.Evidence
	root     *os.Root
	files    *open.Root
}

// folder is where the record lies: that of the file, or in which its pattern
// starts.
func (c collection) folder() string { return path.Dir(recordPath(c.evidence)) }

// recordPath is where the collect record of evidence lies.
func recordPath(e *criteria.Evidence) string {
	start := ""
	if len(e.Paths) > 0 {
		start = e.Paths[0][:strings.IndexAny(e.Paths[0]+"*", patternSigns)]
	}
	return path.Join(path.Dir(start), e.ID+evidence.RecordSuffix)
}

// patternSigns are what makes a path stand for several files, or for a member
// of a zip.
const patternSigns = criteria.PatternSigns + "!"

// patterns are the files and globs that the command makes.
func (c collection) patterns() []string {
	return append(slices.Clone(c.evidence.Paths), c.evidence.Makes...)
}

// unmade lists what the command was to make and did not.
func (c collection) unmade(files map[string]string) []string {
	return slices.DeleteFunc(slices.Clone(c.evidence.Makes), func(pattern string) bool {
		for path := range files {
			if open.Matches([]string{pattern}, onDisk(path)) {
				return true
			}
		}
		return false
	})
}

// paths lists the files of the evidence that are there.
func (c collection) paths() ([]string, error) {
	var list []string
	for _, pattern := range c.patterns() {
		found, err := c.files.Glob(pattern)
		if err != nil {
			return nil, err
		}
		list = append(list, found...)
	}
	slices.Sort(list)
	list = slices.Compact(list)
	return slices.DeleteFunc(list, func(p string) bool { return strings.HasSuffix(p, evidence.RecordSuffix) }), nil
}

// stamps tells of each file how it is, to see later whether it was written.
func (c collection) stamps() (map[string]fs.FileInfo, error) {
	paths, err := c.paths()
	stamps := map[string]fs.FileInfo{}
	for _, p := range paths {
		stamps[p], _ = c.root.Stat(onDisk(p)) // without it the file counts as new
	}
	return stamps, err
}

// onDisk is the path itself or, of a member, that of its archive.
func onDisk(p string) string {
	outer, _, _ := strings.Cut(p, "!")
	return outer
}

// errNothing is why there is nothing to record.
var errNothing = errors.New("the command wrote no file")

// written gives the digest of every file that the command wrote. What was there
// before and was left alone is not its work, so that it borrows no date; neither
// is silence of one that failed.
func (c collection) written(before map[string]fs.FileInfo, printed string, code int) (map[string]string, error) {
	fresh, err := c.fresh(before)
	if err != nil {
		return nil, err
	}
	declared := c.evidence.Paths
	info, err := c.root.Stat(printed)
	if err != nil {
		return nil, broken{err}
	}
	spoke := code == 0 || info.Size() > 0
	if spoke && len(fresh) == 0 && len(declared) == 1 && !strings.ContainsAny(declared[0], patternSigns) {
		if err := c.root.Rename(printed, declared[0]); err != nil {
			return nil, broken{err}
		}
		fresh = []string{path.Clean(declared[0])}
	}
	if len(fresh) == 0 {
		return nil, fmt.Errorf("%w at %s", errNothing, strings.Join(declared, ", "))
	}
	digests := map[string]string{}
	for _, p := range fresh {
		if digests[p], err = c.digest(p); err != nil {
			return nil, err
		}
	}
	return digests, nil
}

// fresh lists the files that are not as they were.
func (c collection) fresh(before map[string]fs.FileInfo) ([]string, error) {
	now, err := c.stamps()
	var list []string
	for _, p := range sortedKeys(now) {
		is, was := now[p], before[p]
		if is == nil || was == nil || !os.SameFile(is, was) || is.Size() != was.Size() || !is.ModTime().Equal(was.ModTime()) {
			list = append(list, p)
		}
	}
	return list, err
}

func (c collection) digest(p string) (string, error) {
	f, err := c.files.Open(p)
	if err != nil {
		return "", err
	}
	defer f.Close()
	if _, err := io.Copy(io.Discard, f); err != nil {
		return "", err
	}
	return f.Digest(), nil
}
