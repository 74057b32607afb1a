package open

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// directoryBytes bounds the directory of a zip, which is held in memory.
const directoryBytes = 16 << 20

// cutMember splits "a.zip!b" at the mark after .zip; other exclamation marks
// are part of a name.
func cutMember(name string) (archive, member string, found bool) {
	i := strings.Index(strings.ToLower(name), ".zip!")
	if i < 0 {
		return name, "", false
	}
	return name[:i+len(".zip")], name[i+len(".zip!"):], true
}

// directory reads the list of members. The caller closes the file.
func (r *Root) directory(archive string) (*os.File, *zip.Reader, error) {
	disk, info, err := r.openRegular(archive)
	if err != nil {
		return nil, nil, err
	}
	bounded := &budget{at: disk, left: directoryBytes}
	list, err := zip.NewReader(bounded, info.Size())
	bounded.left = -1
	if err == nil && len(list.File) > r.limits.Members {
		err = fmt.Errorf("%d members, the limit is %d", len(list.File), r.limits.Members)
	}
	if err != nil {
		disk.Close()
		return nil, nil, fault(archive, "%s", strings.TrimPrefix(cause(err), "zip: "))
	}
	return disk, list, nil
}

// budget stops reading after so many bytes, until it is lifted with a negative
// number.
type budget struct {
	at   io.ReaderAt
	left int64
}

func (b *budget) ReadAt(p []byte, off int64) (int, error) {
	if b.left >= 0 {
		if int64(len(p)) > b.left {
			return 0, fmt.Errorf("its directory is longer than the limit of %d bytes", directoryBytes)
		}
		b.left -= int64(len(p))
	}
	return b.at.ReadAt(p, off)
}

func (r *Root) matchMembers(archive, pattern string) ([]string, error) {
	disk, list, err := r.directory(archive)
	if err != nil {
		return nil, err
	}
	defer disk.Close()
	var names []string
	for _, m := range list.File {
		name := slashed(m.Name)
		if ok, _ := doublestar.Match(pattern, name); ok && !m.FileInfo().IsDir() {
			names = append(names, archive+"!"+name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// slashed undoes the backslashes that some Windows tools write into zips.
func slashed(name string) string { return strings.ReplaceAll(name, `\`, "/") }

func (r *Root) openMember(name, archive, member string) (*File, error) {
	disk, list, err := r.directory(archive)
	if err != nil {
		return nil, err
	}
	f := &File{name: name, close: []func() error{disk.Close}}
	m, err := pick(list.File, member)
	if errors.Is(err, ErrMissing) {
		f.Close()
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var body io.ReadCloser
	if err == nil {
		body, err = m.Open()
	}
	if err != nil {
		f.Close()
		return nil, fault(name, "%s", strings.TrimPrefix(cause(err), "zip: "))
	}
	f.close = append(f.close, body.Close)
	return f.begin(body, int64(min(m.CompressedSize64, 1<<40)), true, r.limits)
}

// pick finds the one member of that name: two would let a reviewer and a
// reader see different files.
func pick(members []*zip.File, name string) (*zip.File, error) {
	same := func(m *zip.File) bool { return slashed(m.Name) == name }
	i := slices.IndexFunc(members, same)
	switch {
	case i < 0:
		return nil, ErrMissing
	case slices.ContainsFunc(members[i+1:], same):
		return nil, errors.New("the zip has several members of this name")
	case members[i].Flags&1 != 0:
		return nil, errors.New("the member is encrypted")
	case members[i].FileInfo().IsDir():
		return nil, errors.New("a directory, expected a file")
	}
	return members[i], nil
}
