package reader

import (
	"bytes"
	"errors"
	"io"
)

// Objects starts a pass over JSON objects that stand one a line among lines of
// other text, as where a program's errors went into the same file. Lines that
// do not begin with a brace are passed over.
func (in *Input) Objects() *JSON {
	return &JSON{s: in.cursor(onlyObjects, tokenBytes), pending: true, used: &in.used}
}

func onlyObjects(r io.Reader, start []byte) io.Reader {
	return &objectLines{text: decoded(r, start), begins: true}
}

// objectLines makes blanks of the lines that are not objects, so that those that
// are keep their numbers.
type objectLines struct {
	text   io.Reader
	begins bool // the next byte begins a line
	object bool // the line is an object
	start  []byte
}

func (o *objectLines) Read(p []byte) (int, error) {
	n, err := o.text.Read(p)
	for rest := p[:n]; len(rest) > 0; {
		line, after, ended := bytes.Cut(rest, newline)
		if o.begins {
			o.object = len(line) > 0 && line[0] == '{'
			o.start = o.start[:0]
		}
		if room := markBytes - len(o.start); !o.object && room > 0 {
			o.start = append(o.start, line[:min(len(line), room)]...)
			if conflicting(o.start) {
				return n, errors.New(conflict)
			}
		}
		if o.begins = ended; !o.object {
			for i := range line {
				line[i] = ' '
			}
		}
		rest = after
	}
	return n, err
}
