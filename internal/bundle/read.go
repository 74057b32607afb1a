package bundle

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// Bundle is an archive whose digests hold, unpacked.
type Bundle struct {
	Manifest
	// Recorded is assessment.json as it was written.
	Recorded []byte
	// Pages are the files for people.
	Pages []Page
	// Dir holds the inputs as they stood in the project's folder.
	Dir string
}

// Unpack reads an archive into an empty folder and checks every byte of it: an
// entry that is missing, added, out of place or changed is an error that names
// it. Nothing is written outside dir.
func Unpack(r io.ReadSeeker, dir string) (*Bundle, error) {
	archive := tar.NewReader(r)
	manifest, err := text(archive, manifestName)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoBundle, err)
	}
	m, err := parse(manifest)
	if err != nil {
		return nil, err
	}
	if len(m.Files) > maxFiles {
		return nil, fmt.Errorf("expected at most %d files, found %d", maxFiles, len(m.Files))
	}
	recorded, err := text(archive, assessmentName)
	if err != nil {
		return nil, err
	}
	if digest(recorded) != m.Assessment {
		return nil, fmt.Errorf("%s: was changed after it was written", assessmentName)
	}
	var pages []Page
	total := int64(0)
	for _, f := range m.Readable {
		page, err := text(archive, f.Path)
		if err != nil {
			return nil, err
		}
		if total += int64(len(page)); digest(page) != f.SHA256 || total > maxText {
			return nil, fmt.Errorf("%s: was changed after it was written", f.Path)
		}
		pages = append(pages, Page{f.Path, page})
	}
	total = 0
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	for _, f := range m.Files {
		total += f.Bytes
		if f.Bytes < 0 || f.Bytes > maxFile || total > maxTotal {
			return nil, fmt.Errorf("%s: larger than a bundle may be", f.Path)
		}
		if err := unpack(archive, root, f); err != nil {
			return nil, err
		}
	}
	if header, err := archive.Next(); err == nil {
		return nil, fmt.Errorf("%.80q is not in the manifest", header.Name)
	} else if !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("damaged after the last file: %w", err)
	}
	b := &Bundle{Manifest: *m, Recorded: recorded, Pages: pages, Dir: dir}
	return b, b.sameArchive(r)
}

// OutsideFiles gives the files from outside of the project by their names, and the
// pages that are none of them.
func (b *Bundle) OutsideFiles() (files map[string][]byte, pages []Page) {
	files = map[string][]byte{}
	for _, p := range b.Pages {
		at := slices.IndexFunc(b.Outside, func(o Outside) bool { return o.Page == p.Name })
		if at < 0 {
			pages = append(pages, p)
			continue
		}
		for _, o := range b.Outside {
			if o.Page == p.Name {
				files[o.Name] = p.Text
			}
		}
	}
	return files, pages
}

// next finds the entry that has to come now.
func next(archive *tar.Reader, name string) (*tar.Header, error) {
	header, err := archive.Next()
	switch {
	case errors.Is(err, io.EOF):
		return nil, fmt.Errorf("%s is missing", name)
	case err != nil:
		return nil, fmt.Errorf("damaged before %s: %w", name, err)
	case header.Name != name || header.Typeflag != tar.TypeReg:
		return nil, fmt.Errorf("expected %s, found %.80q", name, header.Name)
	}
	return header, nil
}

// text reads an entry that is kept in memory.
func text(archive *tar.Reader, name string) ([]byte, error) {
	header, err := next(archive, name)
	if err != nil {
		return nil, err
	}
	if header.Size > maxText {
		return nil, fmt.Errorf("%s: larger than the limit of %d bytes", name, maxText)
	}
	data, err := io.ReadAll(archive)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return data, nil
}

func unpack(archive *tar.Reader, root *os.Root, f File) error {
	header, err := next(archive, inputs+f.Path)
	if err != nil {
		return err
	}
	if header.Size != f.Bytes {
		return fmt.Errorf("%s: expected %d bytes, found %d", f.Path, f.Bytes, header.Size)
	}
	name := filepath.FromSlash(f.Path)
	if err := root.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	file, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(file, archive)
	if end := file.Close(); err == nil {
		err = end
	}
	if err != nil {
		return fmt.Errorf("%s: %w", f.Path, err)
	}
	if found, err := describe(root, f.Path); err != nil || found != f {
		return fmt.Errorf("%s: was changed after it was written", f.Path)
	}
	return nil
}

// sameArchive writes the archive again from what was unpacked and compares it
// with the one that was read: what no digest covers, such as headers and
// padding, has only one spelling too.
func (b *Bundle) sameArchive(r io.ReadSeeker) error {
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return err
	}
	paths := make([]string, len(b.Files))
	for i, f := range b.Files {
		paths[i] = f.Path
	}
	same := &comparer{with: r}
	if err := Write(same, b.Manifest, b.Recorded, b.Pages, b.Dir, paths); err != nil {
		return err
	}
	if n, _ := io.ReadFull(r, make([]byte, 1)); n > 0 {
		return errors.New("bytes stand behind the end of the archive")
	}
	return nil
}

// comparer is a writer that compares what it is given with a reader.
type comparer struct {
	with io.Reader
	at   int64
}

func (c *comparer) Write(p []byte) (int, error) {
	other := make([]byte, len(p))
	if _, err := io.ReadFull(c.with, other); err != nil || !bytes.Equal(p, other) {
		return 0, fmt.Errorf("the archive was changed between the bytes %d and %d", c.at, c.at+int64(len(p)))
	}
	c.at += int64(len(p))
	return len(p), nil
}
