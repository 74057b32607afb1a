package reader

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"

	"signoff/internal/open"
	"signoff/internal/source"
)

// Input is one evidence file as a format sees it. Each call of JSON, XML, CSV,
// Lines or Bytes ends the pass before and starts one from the first byte. A
// later pass that finds other bytes is an error.
type Input struct {
	Path string
	Head *Head

	used   bool                   // see Used
	closes func(line string) bool // see Ends
	window int                    // of cursors, 0 for the usual
	plain  []byte                 // the JSON that YAML stands for, see AsYAML
	ended  bool                   // the last line of that YAML has an end
	line   int                    // of its first, where it is a part of a file
	// replaced counts the characters that were not characters, in this pass.
	replaced int
	open     func() (evidence, error)
	start    []byte // what Head saw
	pass     *pass
	digest   string
	size     int64
}

// evidence is an opened file, or bytes in memory.
type evidence interface {
	io.ReadCloser
	Digest() string
	Bytes() int64
}

const (
	shortBytes = 4 << 10
	headBytes  = 64 << 10
)

// Open opens a file of a root and looks at its head.
func Open(root *open.Root, path string) (*Input, error) {
	return begin(path, func() (evidence, error) { return root.Open(path) })
}

// Of gives bytes in memory as if they were a file of that path.
func Of(path string, data []byte) *Input {
	in, err := begin(path, func() (evidence, error) { return &memory{Reader: bytes.NewReader(data), data: data}, nil })
	if err != nil {
		in = &Input{Path: path, Head: scan(path, nil, false), pass: &pass{err: err}}
	}
	return in
}

func begin(path string, open func() (evidence, error)) (*Input, error) {
	file, err := open()
	if err != nil {
		return nil, err
	}
	start, err := readStart(file)
	if err != nil {
		file.Close()
		return nil, err
	}
	in := &Input{Path: path, open: open, start: start}
	in.Head = scan(path, start, len(start) < headBytes)
	in.pass = &pass{in: in, file: file, text: io.MultiReader(bytes.NewReader(in.start), file)}
	return in, nil
}

// readStart reads what Head looks at. Most files are short, so it asks for
// little before it asks for all.
func readStart(file io.Reader) (start []byte, err error) {
	for _, room := range [...]int{shortBytes, headBytes} {
		start = slices.Grow(start, room-len(start))
		n, err := io.ReadFull(file, start[len(start):room])
		start = start[:len(start)+n]
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	return start, nil
}

// pass is one reading of the file from its first byte. At its end it compares the
// digest with that of the reading before.
type pass struct {
	in    *Input
	file  evidence
	text  io.Reader
	begun bool // a cursor has it
	err   error
}

// next gives the pass for a new cursor: the one that Head left at the start of
// the file, else another.
func (in *Input) next() io.Reader {
	if !in.pass.begun || in.pass.finish() != nil {
		in.pass.begun = true
		return in.pass
	}
	in.pass = &pass{in: in, begun: true}
	if file, err := in.open(); err != nil {
		in.pass.err = err
	} else {
		in.pass.file, in.pass.text = file, file
	}
	return in.pass
}

// Read implements io.Reader; its first error stays.
func (p *pass) Read(b []byte) (int, error) {
	if p.err != nil {
		return 0, p.err
	}
	n, err := p.text.Read(b)
	if err == io.EOF {
		err = p.in.learn(p.file)
	}
	if err != nil {
		p.err = err
		p.file.Close()
	}
	return n, err
}

// finish reads what is left, so that the digest covers it.
func (p *pass) finish() error {
	// Only Read is to be seen: io.Copy would look for other ways.
	_, err := io.Copy(io.Discard, struct{ io.Reader }{p})
	return err
}

// learn keeps the digest of a file that was read to its end.
func (in *Input) learn(file evidence) error {
	digest := file.Digest()
	if in.digest == "" {
		in.digest, in.size = digest, file.Bytes()
	}
	if in.digest != digest {
		return in.Errorf(0, "changed while it was read")
	}
	return io.EOF
}

// Close reads what no cursor has read, so that Digest covers the whole file,
// and lets go of it. Its error is that of the reading.
func (in *Input) Close() error { return in.pass.finish() }

// Drop lets go of a file of which only the Head was expected. There is no digest
// then, and no cursor may follow.
func (in *Input) Drop() {
	if in.pass.file != nil {
		in.pass.file.Close()
	}
}

// Narrow makes cursors begin with a window of so many bytes, for tests: nothing
// may depend on the pieces in which a file is read.
func (in *Input) Narrow(bytes int) { in.window = bytes }

// Used says that a reader found a list of its own: one that is empty, or of
// which it read an element. In XML that is an element which holds none of those
// that it reads inside; in CSV a header. Where it gave no record either, nothing
// of the file was used.
func (in *Input) Used() bool { return in.used }

// Replaced is how many characters of an XML document were read as U+FFFD, since
// they are none that XML allows: control characters, and bytes that are not in
// the encoding of the file.
func (in *Input) Replaced() int { return in.replaced }

// Digest is the SHA-256, in hexadecimal, of the bytes on disk; "" until the
// file was read to its end, as Close does.
func (in *Input) Digest() string { return in.digest }

// Size is how many bytes Digest covers.
func (in *Input) Size() int64 { return in.size }

// Errorf makes an error at a line of the file; line 0 is the file as a whole.
func (in *Input) Errorf(line int, format string, args ...any) error {
	return fault(in.Path, line, format, args...)
}

func fault(path string, line int, format string, args ...any) *source.Error {
	return &source.Error{Pos: source.Pos{File: path, Line: line}, Msg: fmt.Sprintf(format, args...)}
}

// JSON starts a pass over one or several JSON documents.
func (in *Input) JSON() *JSON {
	return &JSON{s: in.cursor(decoded, tokenBytes), pending: true, used: &in.used}
}

// XML starts a pass over an XML document.
func (in *Input) XML() *XML {
	x := &XML{s: in.cursor(decodedXML, tokenBytes), used: &in.used, replaced: &in.replaced}
	in.replaced = 0 // a pass before has seen the same
	return x
}

// Ends says that lines and rows of the file end with a newline: a last one that
// has none is an error, unless closes says that it is the mark by which the
// format ends.
func (in *Input) Ends(closes func(line string) bool) { in.closes = closes }

// CSV starts a pass over separated values with a header row.
func (in *Input) CSV() *CSV {
	return &CSV{s: in.cursor(decoded, tokenBytes), comma: in.Head.comma, used: &in.used, closes: in.closes}
}

// Lines starts a pass over lines of text.
func (in *Input) Lines() *Lines {
	return &Lines{s: in.cursor(decoded, lineBytes), closes: in.closes}
}

// Bytes gives the whole file, as UTF-8 without byte order mark, when it is no
// longer than limit bytes: for documents, which queries need whole.
func (in *Input) Bytes(limit int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(decoded(in.next(), in.start), limit+1))
	if err == nil && int64(len(data)) > limit {
		err = in.Errorf(0, "longer than the limit of %d bytes", limit)
	}
	if err != nil {
		return nil, err
	}
	return data, nil
}

// cursor starts a pass over the decoded text.
func (in *Input) cursor(decode decoding, limit int) stream {
	if in.plain != nil {
		return in.plainText()
	}
	pass := in.next()
	text := decode(pass, in.start)
	size := windowBytes
	switch {
	case in.window > 0:
		size = in.window - 1
	case in.Head.Whole:
		size = decodedBytes(len(in.start), text != pass)
	}
	s := newStream(text, in.Path, size, limit)
	if in.line > 0 {
		s.line = in.line
	}
	return s
}

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
