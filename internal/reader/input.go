package reader

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"signoff/internal/source"
	"signoff/internal/store"
)

// Input is one evidence file as a format sees it. Each call of JSON, XML, CSV,
// Lines or Bytes starts a pass from the first byte; a pass that finds other
// bytes than the first one is an error.
type Input struct {
	Path string
	Head *Head

	open   func() (evidence, error)
	start  []byte   // what Head saw
	file   evidence // behind start, until the first pass takes it
	digest string
	size   int64
	err    error // why a later pass could not begin
}

// evidence is an opened file of the store, or bytes in memory.
type evidence interface {
	io.ReadCloser
	Digest() string
	Bytes() int64
}

const headBytes = 64 << 10

// Open opens a file of the store and looks at its head.
func Open(root *store.Root, path string) (*Input, error) {
	return begin(path, func() (evidence, error) { return root.Open(path) })
}

// Of gives bytes in memory as if they were a file of that path.
func Of(path string, data []byte) *Input {
	in, err := begin(path, func() (evidence, error) { return &memory{Reader: bytes.NewReader(data), data: data}, nil })
	if err != nil {
		return &Input{Path: path, Head: &Head{Path: path}, err: err}
	}
	return in
}

func begin(path string, open func() (evidence, error)) (*Input, error) {
	file, err := open()
	if err != nil {
		return nil, err
	}
	start := make([]byte, headBytes)
	n, err := io.ReadFull(file, start)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		file.Close()
		return nil, err
	}
	in := &Input{Path: path, open: open, start: start[:n:n], file: file}
	in.Head = scan(path, in.start, n < headBytes)
	return in, nil
}

// pass gives the file from its first byte.
func (in *Input) pass() io.Reader {
	if in.file != nil {
		file := in.file
		in.file = nil
		return &pass{in: in, file: file, text: io.MultiReader(bytes.NewReader(in.start), file)}
	}
	if in.err != nil {
		return failed{in.err}
	}
	file, err := in.open()
	if err != nil {
		return failed{err}
	}
	return &pass{in: in, file: file, text: file}
}

// pass is one reading of the file. At its end it holds the digest against that
// of the reading before.
type pass struct {
	in   *Input
	file evidence
	text io.Reader
}

func (p *pass) Read(b []byte) (int, error) {
	n, err := p.text.Read(b)
	if err == nil {
		return n, nil
	}
	if err == io.EOF {
		err = p.in.learn(p.file)
	}
	p.file.Close()
	p.text = failed{err}
	return n, err
}

// learn keeps the digest of a file that was read to its end.
func (in *Input) learn(file evidence) error {
	if in.digest == "" {
		in.digest, in.size = file.Digest(), file.Bytes()
	}
	if in.digest != file.Digest() {
		return in.Errorf(0, "changed while it was read")
	}
	return io.EOF
}

// failed is a reader that has nothing to give but its error.
type failed struct{ err error }

func (f failed) Read([]byte) (int, error) { return 0, f.err }

// Digest is the SHA-256, in hexadecimal, and the number of the bytes on disk.
// It reads what no pass has read yet.
func (in *Input) Digest() (sha256 string, size int64, err error) {
	if in.digest == "" {
		if _, err := io.Copy(io.Discard, in.pass()); err != nil {
			return "", 0, err
		}
	}
	return in.digest, in.size, nil
}

// Close releases the file if no pass ever read it.
func (in *Input) Close() error {
	if in.file == nil {
		return nil
	}
	file := in.file
	in.file = nil
	return file.Close()
}

// Errorf makes an error at a line of the file; line 0 is the file as a whole.
func (in *Input) Errorf(line int, format string, args ...any) error {
	return fault(in.Path, line, format, args...)
}

func fault(path string, line int, format string, args ...any) *source.Error {
	return &source.Error{Pos: source.Pos{File: path, Line: line}, Msg: fmt.Sprintf(format, args...)}
}

// JSON starts a pass over one or several JSON documents.
func (in *Input) JSON() *JSON {
	j := &JSON{pending: true}
	j.s.open(in.text(), in.Path, in.room(), tokenBytes)
	return j
}

// XML starts a pass over an XML document.
func (in *Input) XML() *XML {
	x := &XML{}
	x.s.open(in.marked(), in.Path, in.room(), tokenBytes)
	return x
}

// CSV starts a pass over separated values with a header row.
func (in *Input) CSV() *CSV {
	c := &CSV{comma: in.Head.comma}
	c.s.open(in.text(), in.Path, in.room(), tokenBytes)
	return c
}

// Lines starts a pass over lines of text.
func (in *Input) Lines() *Lines {
	l := &Lines{}
	l.s.open(in.text(), in.Path, in.room(), lineBytes)
	return l
}

// Bytes gives the whole file, as UTF-8 without byte order mark, when it is no
// longer than limit bytes: for documents, which queries need whole.
func (in *Input) Bytes(limit int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(in.text(), limit+1))
	if err == nil && int64(len(data)) > limit {
		err = in.Errorf(0, "longer than the limit of %d bytes", limit)
	}
	if err != nil {
		return nil, err
	}
	return data, nil
}

// room is how much a cursor needs to hold of a short file, 0 for a long one.
func (in *Input) room() int {
	if !in.Head.Whole {
		return 0
	}
	return 3*len(in.start) + 1
}

func (in *Input) text() io.Reader   { return decoded(in.pass(), in.start) }
func (in *Input) marked() io.Reader { return decodedXML(in.pass(), in.start) }

// memory is a file in memory.
type memory struct {
	*bytes.Reader
	data []byte
}

func (m *memory) Close() error { return nil }
func (m *memory) Bytes() int64 { return int64(len(m.data)) }

func (m *memory) Digest() string {
	sum := sha256.Sum256(m.data)
	return hex.EncodeToString(sum[:])
}
