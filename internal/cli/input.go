package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"signoff/internal/open"
	"signoff/internal/source"
	"signoff/internal/tree"
)

// longestInput bounds a file of the project's own: criteria, narrative, a
// template, a record.
const longestInput = tree.MaxSize

// readFile reads a file of the project's own, such as criteria or narrative, and
// remembers that it did. Like evidence it has to be a regular file inside the
// project: what a pull request brings must not show what lies next to it.
func (g *global) readFile(path string) ([]byte, error) {
	if path == planFile && g.asked != nil {
		return g.asked, nil
	}
	if g.readFrom != nil {
		return g.readFrom(path)
	}
	data, err := g.readOwn(path)
	if err == nil {
		g.read = append(g.read, path)
	}
	return data, err
}

// readOwn reads it without remembering. The error says why without the path.
func (g *global) readOwn(path string) ([]byte, error) {
	data, err := open.NewRoot(g.dir, open.Limits{}).ReadFile(g.inside(path), longestInput)
	return data, plainly(err)
}

// inside is a path as it leads from the project's folder, where it does.
func (g *global) inside(name string) string {
	if !filepath.IsAbs(name) {
		return name
	}
	dir, err := filepath.Abs(g.dir)
	if err != nil {
		return name
	}
	if rel, err := filepath.Rel(dir, name); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return name
}

// named opens files that the command line names, wherever they lie.
func (g *global) named() *open.Root {
	root := open.NewRoot(g.dir, open.Limits{})
	root.Outside = true
	return root
}

// readNamed reads a file that the command line names, wherever it lies, up to a
// length. It has to be a regular file.
func (g *global) readNamed(path string, most int64) ([]byte, error) {
	data, err := g.named().ReadFile(path, most)
	return data, plainly(err)
}

// plainly is an error of a file without the file's name, which whoever asked
// for it knows.
func plainly(err error) error {
	var at *source.Error
	switch {
	case err == nil:
		return nil
	case errors.Is(err, open.ErrMissing):
		return fs.ErrNotExist
	case errors.As(err, &at):
		return errors.New(at.Msg)
	}
	return err
}

// ownFlag reads a file of the project's own that a flag names.
func (g *global) ownFlag(flag, path string) ([]byte, error) {
	data, err := g.readOwn(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: no such file: %s", flag, filepath.ToSlash(path))
	case err != nil:
		fault := fmt.Errorf("%s: %s: %w", flag, filepath.ToSlash(path), err)
		if strings.Contains(err.Error(), "outside the project") {
			return nil, hinted{fault, "copy it into the project"}
		}
		return nil, fault
	}
	return data, nil
}

// isFolder says whether a path leads to a folder.
func (g *global) isFolder(path string) bool {
	info, err := os.Stat(g.path(path))
	return err == nil && info.IsDir()
}
