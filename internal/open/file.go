package open

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// slack is what a compressed file may always decompress to, whatever its
// ratio: short files of repeated text compress extremely well.
const slack = 1 << 20

// File is an opened evidence file: a stream of its decompressed bytes. It
// belongs to one goroutine.
type File struct {
	name  string
	raw   *meter
	text  io.Reader
	left  int64 // decompressed bytes that are still allowed
	limit string
	close []func() error
	err   error
}

// meter digests and counts what is read through it.
type meter struct {
	from io.Reader
	sum  hash.Hash
	n    int64
	told func(bytes int) // nil when nobody wants to know
}

func (m *meter) Read(p []byte) (int, error) {
	n, err := m.from.Read(p)
	m.sum.Write(p[:n])
	m.n += int64(n)
	if m.told != nil {
		m.told(n)
	}
	return n, err
}

// Open opens a file, or a member of a zip ("artifacts.zip!report.xml"), for
// one pass from its first byte. A file that starts as gzip or zstd is
// decompressed, and one named so must. Errors name the path as it was given;
// errors.Is(err, ErrMissing) tells what is not there from what is unusable.
func (r *Root) Open(name string) (*File, error) {
	name = filepath.ToSlash(name)
	if archive, member, inZip := cutMember(name); inZip {
		return r.openMember(name, archive, member)
	}
	disk, info, err := r.openRegular(name)
	if err != nil {
		return nil, err
	}
	f := &File{name: name, close: []func() error{disk.Close}}
	f.raw = &meter{told: r.OnRead}
	return f.begin(disk, info.Size(), false, r.limits)
}

// begin looks at the first bytes and sets up decompression when they ask for
// it. Size is what the file takes on disk; packed says that what from gives is
// decompressed already.
func (f *File) begin(from io.Reader, size int64, packed bool, limits Limits) (*File, error) {
	if f.raw == nil {
		f.raw = &meter{}
	}
	f.raw.from, f.raw.sum = from, sha256.New()
	var start [4]byte
	n, err := io.ReadFull(f.raw, start[:])
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		f.Close()
		return nil, unusable(f.name, err)
	}
	whole := io.MultiReader(bytes.NewReader(start[:n]), f.raw)
	f.text, f.left, f.limit = whole, limits.FileBytes, "bytes"
	unpacked, err := f.unpack(start[:n], whole)
	if err != nil {
		f.Close()
		return nil, fault(f.name, "%s", cause(err))
	}
	if !packed && !unpacked && size > f.left {
		f.Close()
		return nil, fault(f.name, "longer than the limit of %d bytes", f.left)
	}
	if most := max(slack, limits.Ratio*size); (packed || unpacked) && most < f.left {
		f.left, f.limit = most, fmt.Sprintf("bytes, %d times its compressed size", limits.Ratio)
	}
	f.limit = fmt.Sprintf("longer than the limit of %d %s", f.left, f.limit)
	return f, nil
}

func (f *File) unpack(start []byte, whole io.Reader) (unpacked bool, err error) {
	lower := strings.ToLower(f.name)
	switch {
	case bytes.HasPrefix(start, []byte{0x1f, 0x8b}):
		f.text, err = gzip.NewReader(bufio.NewReaderSize(whole, 64<<10))
		return true, err
	case bytes.Equal(start, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		z, err := zstd.NewReader(whole, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(64<<20))
		if err != nil {
			return true, err
		}
		f.close = append(f.close, func() error { z.Close(); return nil })
		f.text = z
		return true, nil
	case strings.HasSuffix(lower, ".gz"), strings.HasSuffix(lower, ".zst"):
		return false, errors.New("not compressed as its name says")
	}
	return false, nil
}

// Read gives decompressed bytes. Damaged compression, a truncated archive and
// an exceeded limit are errors that name the file; they stay.
func (f *File) Read(p []byte) (int, error) {
	if f.err != nil {
		return 0, f.err
	}
	// One byte more than is allowed tells a file at its limit from a longer one.
	if int64(len(p)) > f.left+1 {
		p = p[:f.left+1]
	}
	n, err := f.text.Read(p)
	f.left -= int64(n)
	switch {
	case f.left < 0:
		n, f.err = 0, fault(f.name, "%s", f.limit)
	case err == io.EOF:
		f.err = io.EOF
	case err != nil:
		f.err = fault(f.name, "%s", readFault(err))
	}
	return n, f.err
}

func readFault(err error) string {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return "the compressed data ends early"
	}
	return cause(err)
}

// Digest is the SHA-256, in hexadecimal, of the bytes on disk, compressed or
// not; of a zip member, of its decompressed bytes. It is "" until Read has
// given io.EOF.
func (f *File) Digest() string {
	if f.err != io.EOF {
		return ""
	}
	return hex.EncodeToString(f.raw.sum.Sum(nil))
}

// Bytes is how many bytes Digest covers.
func (f *File) Bytes() int64 { return f.raw.n }

// Close ends the pass; it may be called at any time and more than once.
func (f *File) Close() error {
	var first error
	for i := len(f.close) - 1; i >= 0; i-- {
		if err := f.close[i](); err != nil && first == nil {
			first = fault(f.name, "%s", cause(err))
		}
	}
	f.close = nil
	return first
}
