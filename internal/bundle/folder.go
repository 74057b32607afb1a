package bundle

import (
	"archive/tar"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Spread writes an archive as the folder of the same files.
func Spread(archive io.Reader, dir *os.Root) error {
	from := tar.NewReader(archive)
	for {
		header, err := from.Next()
		if errors.Is(err, io.EOF) {
			_, err = io.Copy(io.Discard, archive) // its writer has to come to its end
			return err
		}
		if err != nil {
			return err
		}
		if !inside(header.Name) {
			return fmt.Errorf("%.80q is not a path inside a bundle", header.Name)
		}
		name := filepath.FromSlash(header.Name)
		if err := dir.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		file, err := dir.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if err != nil {
			return err
		}
		_, err = io.Copy(file, from)
		if end := file.Close(); err == nil {
			err = end
		}
		if err != nil {
			return err
		}
	}
}

// Pack makes the archive of a folder that Spread wrote, with every file that is
// there now, so that Unpack finds what was changed, added or taken away. What is
// not a regular file is an error.
func Pack(w io.Writer, dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	var names []string
	err = fs.WalkDir(root.FS(), ".", func(name string, item fs.DirEntry, err error) error {
		switch {
		case err != nil || item.IsDir():
			return err
		case !item.Type().IsRegular():
			return fmt.Errorf("%.80q is not a file", name)
		case len(names) > maxFiles:
			return fmt.Errorf("expected at most %d files", maxFiles)
		}
		names = append(names, name)
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortFunc(names, inOrder)
	archive := tar.NewWriter(w)
	for _, name := range names {
		f, err := describe(root, name)
		if err != nil {
			return err
		}
		if err := input(archive, root, name, f); err != nil {
			return err
		}
	}
	return archive.Close()
}

// inOrder compares names as an archive orders them: the manifest, the
// assessment, what is for people, then the inputs.
func inOrder(a, b string) int {
	rank := func(name string) int {
		switch {
		case name == manifestName:
			return 0
		case name == assessmentName:
			return 1
		case !strings.HasPrefix(name, inputs):
			return 2
		}
		return 3
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(a, b))
}
