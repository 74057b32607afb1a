package bundle

import (
	"archive/tar"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// Spread writes an archive as the folder of the same files.
func Spread(archive io.Reader, dir string) error {
	from := tar.NewReader(archive)
	for {
		header, err := from.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if !inside(header.Name) {
			return fmt.Errorf("%.80q is no path inside a bundle", header.Name)
		}
		name := filepath.Join(dir, filepath.FromSlash(header.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		file, err := os.Create(name)
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

// Pack makes the archive of a folder that Spread wrote, with every file that
// is there now, so that Unpack finds what was changed, added or taken away.
func Pack(w io.Writer, dir string) error {
	archive := tar.NewWriter(w)
	add := func(name string) error {
		f, err := describe(dir, name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		file, err := os.Open(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			return err
		}
		defer file.Close()
		return entry(archive, name, f.Bytes, file)
	}
	for _, name := range []string{manifestName, assessmentName} {
		if err := add(name); err != nil {
			return err
		}
	}
	root := filepath.Join(dir, filepath.FromSlash(strings.TrimSuffix(inputs, "/")))
	var names []string
	err := filepath.WalkDir(root, func(file string, item fs.DirEntry, err error) error {
		if err != nil || item.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, file)
		names = append(names, filepath.ToSlash(name))
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	sort.Strings(names)
	for _, name := range names {
		if err := add(name); err != nil {
			return err
		}
	}
	return archive.Close()
}
