package bundle

import (
	"archive/tar"
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

// Write makes the archive: the manifest, the assessment, and every input read
// from dir. The same inputs give the same bytes. Paths that leave the folder
// are refused: a bundle holds a project and nothing else.
func Write(w io.Writer, m Manifest, assessment []byte, dir string, paths []string) error {
	m.Schema, m.Assessment, m.Files = Schema, digest(assessment), nil
	paths = slices.Compact(slices.Sorted(slices.Values(paths)))
	for _, p := range paths {
		if !inside(p) {
			return fmt.Errorf("%s lies outside the project and can't be bundled", p)
		}
		f, err := describe(dir, p)
		if err != nil {
			return err
		}
		m.Files = append(m.Files, f)
	}
	manifest, err := m.text()
	if err != nil {
		return err
	}
	archive := tar.NewWriter(w)
	for _, text := range []struct {
		name string
		data []byte
	}{{manifestName, manifest}, {assessmentName, assessment}} {
		if err := entry(archive, text.name, int64(len(text.data)), strings.NewReader(string(text.data))); err != nil {
			return err
		}
	}
	for _, f := range m.Files {
		if err := input(archive, dir, f); err != nil {
			return err
		}
	}
	return archive.Close()
}

func describe(dir, p string) (File, error) {
	file, err := os.Open(filepath.Join(dir, filepath.FromSlash(p)))
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

func input(archive *tar.Writer, dir string, f File) error {
	file, err := os.Open(filepath.Join(dir, filepath.FromSlash(f.Path)))
	if err != nil {
		return err
	}
	defer file.Close()
	return entry(archive, inputs+f.Path, f.Bytes, file)
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
