package cli

import (
	"bytes"
	"io"
	"unicode"
)

// guard keeps what is printed into a log from being taken for a command of the
// machine that keeps the log: GitHub's runner obeys a line that begins with ::,
// and older ones ##[ anywhere in it. Both are shown with a sign as its code, so
// that JSON stays the same JSON. Lines are passed on when they are whole.
type guard struct {
	to   io.Writer
	line []byte
	err  error
}

// Write implements io.Writer.
func (g *guard) Write(p []byte) (int, error) {
	g.line = append(g.line, p...)
	if end := bytes.LastIndexByte(g.line, '\n'); end >= 0 {
		whole := g.line[:end+1]
		g.pass(whole)
		g.line = append(g.line[:0], g.line[end+1:]...)
	}
	return len(p), g.err
}

// flush passes on what has no end.
func (g *guard) flush() {
	g.pass(g.line)
	g.line = g.line[:0]
}

func (g *guard) pass(text []byte) {
	if g.err != nil || len(text) == 0 {
		return
	}
	_, g.err = g.to.Write(harmlessLines(text))
}

var (
	sharps = [][2][]byte{{[]byte("##["), []byte(`##\u005b`)}, {[]byte("##vso["), []byte(`##vso\u005b`)}}
	colons = []byte("::")
)

// harmlessLines is a text whose lines are not commands.
func harmlessLines(text []byte) []byte {
	for _, s := range sharps {
		if bytes.Contains(text, s[0]) {
			text = bytes.ReplaceAll(text, s[0], s[1])
		}
	}
	if !bytes.Contains(text, colons) {
		return text
	}
	var out []byte
	for len(text) > 0 {
		end := bytes.IndexByte(text, '\n') + 1
		if end == 0 {
			end = len(text)
		}
		line := text[:end]
		text = text[end:]
		if said := bytes.TrimLeftFunc(line, unicode.IsSpace); bytes.HasPrefix(said, colons) {
			out = append(out, line[:len(line)-len(said)]...)
			out = append(out, `\u003a:`...)
			line = said[len(colons):]
		}
		out = append(out, line...)
	}
	return out
}

// flushed writes behind what the guard still holds.
type flushed struct {
	before *guard
	to     io.Writer
}

// Write implements io.Writer.
func (f flushed) Write(p []byte) (int, error) {
	f.before.flush()
	return f.to.Write(p)
}
