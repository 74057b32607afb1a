package cli

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// places are where files of one run appear, in one folder. Each is written
// next to its place first; then all are put there, so that a run that fails or is
// killed leaves no half file, and two runs at once leave the files of one.
type places struct {
	root   *os.Root
	folder string // as messages call it
	force  bool   // put a file in place of one that signoff did not write
	drafts []draftFile
}

// draftFile is a file that waits next to its place.
type draftFile struct{ beside, name string }

// places opens a folder, which is made when it is not there. Inside the project
// no link on the way may lead out of it.
func (g *global) places(folder string, force bool) (*places, error) {
	shown := filepath.ToSlash(g.path(folder))
	root, err := g.outFolder(folder)
	if err != nil {
		return nil, broken{fmt.Errorf("can't write %s: %w", shown, plainly(bare(err)))}
	}
	return &places{root: root, folder: shown, force: force}, nil
}

func (g *global) outFolder(folder string) (*os.Root, error) {
	inner := g.inside(filepath.FromSlash(folder))
	if !filepath.IsLocal(inner) {
		if err := os.MkdirAll(g.path(folder), 0o777); err != nil {
			return nil, err
		}
		return os.OpenRoot(g.path(folder))
	}
	if err := os.MkdirAll(g.dir, 0o777); err != nil {
		return nil, err
	}
	project, err := os.OpenRoot(g.dir)
	if err != nil {
		return nil, err
	}
	defer project.Close()
	if err := project.MkdirAll(inner, 0o777); err != nil {
		return nil, err
	}
	return project.OpenRoot(inner)
}

// bare is an error of the file system without the path, which only this machine
// knows.
func bare(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// looked is how much of a file is read to see whose it is, at either end.
const looked = 64 << 10

// claim says why a file must not be put at a place: it would go through a link,
// or stand in for a file that ours does not know.
func (p *places) claim(name string, ours func(start string) bool) error {
	shown := path.Join(p.folder, name)
	info, err := p.root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return broken{fmt.Errorf("can't write %s: %w", shown, bare(err))}
	case info.Mode()&fs.ModeSymlink != 0:
		return hinted{fmt.Errorf("%s is a link, and nothing is written through one", shown), "take it away, or write elsewhere with --out"}
	case !info.Mode().IsRegular():
		return broken{fmt.Errorf("can't write %s: what is there is not a file", shown)}
	case p.force || ours == nil:
		return nil
	}
	start, err := p.ends(name, info.Size())
	if err != nil {
		return broken{fmt.Errorf("can't write %s: %w", shown, bare(err))}
	}
	if start != "" && !ours(start) {
		return hinted{fmt.Errorf("%s is there already, and signoff did not write it", shown), "--force writes over it"}
	}
	return nil
}

// ends reads the start and the end of a file.
func (p *places) ends(name string, size int64) (string, error) {
	file, err := p.root.Open(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	start, err := io.ReadAll(io.LimitReader(file, looked))
	if err != nil || size <= looked {
		return string(start), err
	}
	end := make([]byte, looked)
	n, err := file.ReadAt(end, size-looked)
	if err == io.EOF {
		err = nil
	}
	return string(start) + string(end[:n]), err
}

// add writes a file next to its place. Ours tells a file of an earlier run from
// a foreign one; without it whatever is there may be replaced.
func (p *places) add(name string, write func(io.Writer) error, ours func(start string) bool) error {
	if err := p.claim(name, ours); err != nil {
		return err
	}
	beside := path.Join(path.Dir(name), "."+path.Base(name)+"."+strings.ToLower(rand.Text()[:8])+".tmp")
	failed := func(err error) error {
		return broken{fmt.Errorf("can't write %s: %w", path.Join(p.folder, name), bare(err))}
	}
	if dir := path.Dir(name); dir != "." {
		if err := p.root.MkdirAll(dir, 0o777); err != nil {
			return failed(err)
		}
	}
	file, err := p.root.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return failed(err)
	}
	p.drafts = append(p.drafts, draftFile{beside, name})
	err = write(file)
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return failed(err)
	}
	return nil
}

// put moves every file to its place, what names the others (last) at the end,
// and says which there are. While it does, no other run does the same here.
func (p *places) put(last string) ([]string, error) {
	free, err := lockFolder(p.root)
	if err != nil {
		return nil, broken{fmt.Errorf("can't write %s: %w", p.folder, bare(err))}
	}
	defer free()
	p.sweep()
	var order, names []string
	for _, d := range p.drafts {
		names = append(names, path.Join(p.folder, d.name))
		if d.name != last {
			order = append(order, d.name)
		}
	}
	if len(order) < len(p.drafts) {
		// An old one must not stand next to the new files.
		if err := p.root.Remove(last); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, broken{fmt.Errorf("can't write %s: %w", path.Join(p.folder, last), bare(err))}
		}
		order = append(order, last)
	}
	for _, name := range order {
		at := slices.IndexFunc(p.drafts, func(d draftFile) bool { return d.name == name })
		if err := p.root.Rename(p.drafts[at].beside, name); err != nil {
			return nil, broken{fmt.Errorf("can't write %s: %w", path.Join(p.folder, name), bare(err))}
		}
		p.drafts[at].beside = ""
	}
	return names, nil
}

// folderOf makes a folder next to its place and puts it there, in place of an
// earlier one, which a file in it tells from a foreign one.
func (p *places) folderOf(name, inside string, ours func(start string) bool, fill func(*os.Root) error) error {
	shown := path.Join(p.folder, name)
	failed := func(err error) error { return broken{fmt.Errorf("can't write %s: %w", shown, bare(err))} }
	old := ""
	switch info, err := p.root.Lstat(name); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return failed(err)
	case !info.IsDir():
		return hinted{fmt.Errorf("%s is there already, and is not a folder", shown), "take it away, or choose another name"}
	default:
		old = "." + name + "." + strings.ToLower(rand.Text()[:8]) + ".old"
		within := &places{root: p.root, folder: p.folder, force: p.force}
		entries, err := fs.ReadDir(p.root.FS(), name)
		if err != nil {
			return failed(err)
		}
		if _, err := p.root.Lstat(path.Join(name, inside)); err != nil && len(entries) > 0 && !p.force {
			return hinted{fmt.Errorf("%s is there already, and signoff did not write it", shown), "--force writes over it"}
		}
		if err := within.claim(path.Join(name, inside), ours); err != nil {
			return err
		}
	}
	beside := "." + name + "." + strings.ToLower(rand.Text()[:8]) + ".tmp"
	if err := p.root.Mkdir(beside, 0o777); err != nil {
		return failed(err)
	}
	defer p.root.RemoveAll(beside)
	folder, err := p.root.OpenRoot(beside)
	if err != nil {
		return failed(err)
	}
	err = fill(folder)
	folder.Close()
	if err != nil {
		return failed(err)
	}
	free, err := lockFolder(p.root)
	if err != nil {
		return failed(err)
	}
	defer free()
	if old != "" {
		if err := p.root.Rename(name, old); err != nil {
			return failed(err)
		}
		defer p.root.RemoveAll(old)
	}
	if err := p.root.Rename(beside, name); err != nil {
		return failed(err)
	}
	return nil
}

// abandoned is after how long a draft belongs to no run any more.
const abandoned = time.Hour

// sweep takes away drafts that runs which were killed have left, as old as the
// file system says that they are next to ours.
func (p *places) sweep() {
	if len(p.drafts) == 0 {
		return
	}
	own, err := p.root.Lstat(p.drafts[0].beside)
	if err != nil {
		return
	}
	for _, d := range p.drafts {
		left, err := fs.Glob(p.root.FS(), path.Join(path.Dir(d.name), "."+path.Base(d.name)+".????????.tmp"))
		if err != nil {
			continue // the name is not a pattern
		}
		for _, name := range left {
			if info, err := p.root.Lstat(name); err == nil && info.Mode().IsRegular() && info.ModTime().Before(own.ModTime().Add(-abandoned)) {
				_ = p.root.Remove(name) // the next run tries again
			}
		}
	}
}

// close takes away what was not put in place.
func (p *places) close() {
	for _, d := range p.drafts {
		if d.beside != "" {
			p.root.Remove(d.beside)
		}
	}
	p.root.Close()
}

// writeFile writes one whole file into a folder that may not be there yet, never
// through a link. Ours is as for add.
func (g *global) writeFile(name string, data []byte, ours func(start string) bool) error {
	return g.writeStream(name, false, ours, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// writeStream is writeFile for what is too long to be held.
func (g *global) writeStream(name string, force bool, ours func(start string) bool, write func(io.Writer) error) error {
	p, err := g.places(filepath.Dir(filepath.FromSlash(name)), force)
	if err != nil {
		return err
	}
	defer p.close()
	if err := p.add(filepath.Base(name), write, ours); err != nil {
		return err
	}
	_, err = p.put("")
	return err
}
