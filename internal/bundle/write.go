package bundle

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Write makes the archive: the manifest, the assessment, what is made of it for
// people to read, and every input read from dir. The same inputs give the same
// bytes. Paths that leave the folder are refused: a bundle holds a project and
// nothing else.
func Write(w io.Writer, m Manifest, assessment []byte, readable []Page, dir string, paths []string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	m.Schema, m.Assessment, m.Files, m.Readable = Schema, digest(assessment), nil, nil
	paths = slices.Compact(slices.Sorted(slices.Values(paths)))
	for _, p := range paths {
		if !inside(p) {
			return fmt.Errorf("%s lies outside the project and can't be bundled", p)
		}
		f, err := describe(root, p)
		if err != nil {
			return err
		}
		m.Files = append(m.Files, f)
	}
	slices.SortFunc(readable, func(a, b Page) int { return strings.Compare(a.Name, b.Name) })
	for _, p := range readable {
		m.Readable = append(m.Readable, File{p.Name, digest(p.Text), int64(len(p.Text))})
	}
	manifest, err := m.text()
	if err != nil {
		return err
	}
	archive := tar.NewWriter(w)
	for _, p := range append([]Page{{manifestName, manifest}, {assessmentName, assessment}}, readable...) {
		if err := entry(archive, p.Name, int64(len(p.Text)), bytes.NewReader(p.Text)); err != nil {
			return err
		}
	}
	for _, f := range m.Files {
		if err := input(archive, root, inputs+f.Path, f); err != nil {
			return err
		}
	}
	return archive.Close()
}

// describe gives the digest and length of a regular file.
func describe(root *os.Root, p string) (File, error) {
	file, err := regular(root, p)
	if err != nil {
		return File{}, err
	}
	defer file.Close()
	sum := sha256.New()
	n, err := io.Copy(sum, file)
	if err != nil {
		return File{}, err
	}
	return File{Path: p, SHA256: hex.EncodeToString(sum.Sum(nil)), Bytes: n}, nil
}

func regular(root *os.Root, p string) (*os.File, error) {
	name := filepath.FromSlash(p)
	if info, err := root.Stat(name); err != nil {
		return nil, err
	} else if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%.80q is not a file", p)
	}
	return root.Open(name)
}

func input(archive *tar.Writer, root *os.Root, name string, f File) error {
	file, err := regular(root, f.Path)
	if err != nil {
		return err
	}
	defer file.Close()
	return entry(archive, name, f.Bytes, file)
}

// entry writes one file without owner, mode or time of this machine.
func entry(archive *tar.Writer, name string, size int64, from io.Reader) error {
	header := &tar.Header{Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o644, ModTime: time.Unix(0, 0), Format: tar.FormatPAX}
	if err := archive.WriteHeader(header); err != nil {
		return err
	}
	n, err := io.Copy(archive, from)
	if err == nil && n != size {
		err = fmt.Errorf("%s changed while it was bundled", name)
	}
	return err
}
