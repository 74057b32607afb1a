// Package open opens evidence: plain files, .gz and .zst, and single members
// of a zip ("artifacts.zip!report.xml"). It streams, counts and digests the
// bytes, keeps paths inside the project and stops what grows beyond its
// limits. It refuses directories, devices and pipes, never writes, never
// unpacks to disk and knows nothing of what the bytes mean.
package open

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"

	"signoff/internal/source"
)

// Limits bound what one evidence file may cost. A zero field has the default
// given next to it.
type Limits struct {
	// FileBytes is the longest a file may be once decompressed: 4 GiB.
	FileBytes int64
	// Ratio is how many times its compressed size a file may grow to: 200.
	// The first mebibyte is always allowed.
	Ratio int64
	// Members is how many members a zip may have: 10,000.
	Members int
}

func (l Limits) withDefaults() Limits {
	if l.FileBytes == 0 {
		l.FileBytes = 4 << 30
	}
	if l.Ratio == 0 {
		l.Ratio = 200
	}
	if l.Members == 0 {
		l.Members = 10_000
	}
	return l
}

// ErrMissing is what Open's error wraps when there is no such file or member;
// any other error means that it is there and cannot be used.
var ErrMissing = errors.New("no such file")

// Root is the folder that evidence paths start from. Its methods may be used
// by several goroutines at once.
type Root struct {
	// Outside allows absolute paths, "..", and links that leave the folder.
	Outside bool
	// OnRead, when set, is told how many bytes of a file were read from disk;
	// it is called from several goroutines.
	OnRead func(bytes int)

	dir    string
	limits Limits

	mutex  sync.Mutex
	folder *os.Root // the folder once something in it was reached; the collector closes it
}

// NewRoot gives access to the evidence under dir.
func NewRoot(dir string, limits Limits) *Root {
	return &Root{dir: dir, limits: limits.withDefaults()}
}

// place is where a slash path lies on disk.
func (r *Root) place(name string) string {
	if local := filepath.FromSlash(name); filepath.IsAbs(local) {
		return local
	}
	return filepath.Join(r.dir, filepath.FromSlash(name))
}

// disk is how a root reaches files: without following a link out of its
// folder, or freely.
type disk struct {
	stat, lstat func(string) (fs.FileInfo, error)
	open        func(string) (*os.File, error)
}

// reach gives the disk for a path, and where the path lies on it.
func (r *Root) reach(name string) (d disk, place string, err error) {
	if r.Outside {
		return disk{os.Stat, os.Lstat, os.Open}, r.place(name), nil
	}
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return d, "", fault(name, "outside the project")
	}
	root, err := r.opened()
	if err != nil {
		return d, "", unusable(name, err)
	}
	return disk{root.Stat, root.Lstat, root.Open}, filepath.FromSlash(name), nil
}

// opened is the folder itself, opened once however many files are read in it.
func (r *Root) opened() (*os.Root, error) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.folder == nil {
		folder, err := os.OpenRoot(r.dir)
		if err != nil {
			return nil, err
		}
		r.folder = folder
	}
	return r.folder, nil
}

// obstacle is why what lies at a path, or a link on the way, cannot be used.
func (r *Root) obstacle(name string) error {
	d, place, err := r.reach(name)
	if err != nil {
		return err
	}
	_, err = d.look(name, place)
	return err
}

// look tells what lies at a place, behind any links.
func (d disk) look(name, place string) (fs.FileInfo, error) {
	info, err := d.stat(place)
	switch {
	case errors.Is(err, fs.ErrNotExist) && d.dangles(place):
		return nil, fault(name, "a link that leads nowhere")
	case err != nil:
		return nil, unusable(name, err)
	}
	return info, nil
}

// dangles tells whether the last part of a path that is there is a link to
// what is not.
func (d disk) dangles(place string) bool {
	for {
		if _, err := d.lstat(place); err == nil {
			_, err = d.stat(place)
			return err != nil
		}
		folder := filepath.Dir(place)
		if folder == place {
			return false
		}
		place = folder
	}
}

// openRegular opens a regular file; it looks before it opens, since opening a
// pipe would wait for a writer.
func (r *Root) openRegular(name string) (*os.File, fs.FileInfo, error) {
	d, place, err := r.reach(name)
	if err != nil {
		return nil, nil, err
	}
	info, err := d.look(name, place)
	if err != nil {
		return nil, nil, err
	}
	switch mode := info.Mode(); {
	case mode.IsDir():
		return nil, nil, fault(name, "a directory, expected a file")
	case !mode.IsRegular():
		return nil, nil, fault(name, "neither a file nor a link to one")
	}
	file, err := d.open(place)
	if err != nil {
		return nil, nil, unusable(name, err)
	}
	return file, info, nil
}

// unusable says in our words why a file could not be opened; the system's own
// message would show where the project lies on this machine.
func unusable(name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return fmt.Errorf("%s: %w", name, ErrMissing)
	}
	return fault(name, "%s", cause(err))
}

// cause is the bare reason, without the operation and the path.
func cause(err error) string {
	var failed *fs.PathError
	switch {
	case errors.Is(err, fs.ErrPermission):
		return "not readable: permission denied"
	case errors.As(err, &failed) && strings.Contains(failed.Err.Error(), "escapes"):
		return "a link that leads outside the project, or to an absolute path"
	case errors.As(err, &failed):
		return "not readable: " + failed.Err.Error()
	}
	return err.Error()
}

func fault(name, format string, args ...any) error {
	return &source.Error{Pos: source.Pos{File: name}, Msg: fmt.Sprintf(format, args...)}
}

// ReadFile gives the bytes of a regular file as they are on disk, and fails over
// a length. Errors are those of Open.
func (r *Root) ReadFile(name string, most int64) ([]byte, error) {
	name = filepath.ToSlash(name)
	file, info, err := r.openRegular(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if info.Size() > most {
		return nil, fault(name, "longer than the limit of %d bytes", most)
	}
	data, err := io.ReadAll(io.LimitReader(file, most+1))
	switch {
	case err != nil:
		return nil, unusable(name, err)
	case int64(len(data)) > most: // it has no size, or grew
		return nil, fault(name, "longer than the limit of %d bytes", most)
	}
	return data, nil
}

// Raw opens a regular file to be read as it is on disk. Errors are those of Open.
func (r *Root) Raw(name string) (*os.File, error) {
	file, _, err := r.openRegular(filepath.ToSlash(name))
	return file, err
}
