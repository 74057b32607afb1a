package coverage

import (
	"bytes"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var goCoverFormat = reader.Format{
	Name:      "go-cover",
	Doc:       "Go's cover profile (go test -coverprofile), any mode. Blocks that several test binaries report are united; coverage is of statements. Narrowed to changed lines, a line is covered where a block that was run lies on it.",
	Kind:      fact.Coverage,
	Never:     []string{"*_test.go"},
	CutUnseen: true,
	Claims: func(h *reader.Head) bool {
		return len(h.Lines) > 0 && isMode(h.Lines[0])
	},
	Read: readGoCover,
}

func isMode(line string) bool {
	return line == "mode: set" || line == "mode: count" || line == "mode: atomic"
}

func readGoCover(in *reader.Input, s *tally.Sink) error {
	l := in.Lines()
	var file []byte
	s.None() // of a package without statements there is the first line alone
	for line := range l.All() {
		// Profiles of several packages are often joined with their first lines.
		if len(line) == 0 || line[0] == 'm' && isMode(string(line)) {
			continue
		}
		colon := bytes.LastIndexByte(line, ':')
		if colon <= 0 {
			l.Fail("expected file:line.column,line.column statements count, found %.80q", line)
			break
		}
		if !bytes.Equal(line[:colon], file) {
			file = append(file[:0], line[:colon]...)
			name := string(file)
			s.File(name, goPackage(name), l.Line())
		}
		b, ok := parseGoBlock(line[colon+1:])
		if !ok {
			l.Fail("expected file:line.column,line.column statements count, found %.80q", line)
			break
		}
		s.Cover(fact.Statements, b.key, b.statements, b.hit)
		if b.statements > 0 {
			s.Block(b.from, b.to, b.hit)
		}
	}
	return l.Err()
}

// goPackage is the import path of a source file.
func goPackage(file string) string {
	for i := len(file) - 1; i >= 0; i-- {
		if file[i] == '/' {
			return file[:i]
		}
	}
	return ""
}

type goBlock struct {
	key        uint64 // both ends of the block
	from, to   uint64 // its lines
	statements int
	hit        bool
}

// parseGoBlock reads "12.34,56.7 8 9". It is written out by hand since a
// profile has millions of these lines.
func parseGoBlock(text []byte) (b goBlock, ok bool) {
	var n [6]uint64
	separators := [5]byte{'.', ',', '.', ' ', ' '}
	i := 0
	for field := range n {
		start := i
		for i < len(text) && '0' <= text[i] && text[i] <= '9' {
			if n[field] < 1<<58 { // a count may be longer: what matters is that it is not 0
				n[field] = n[field]*10 + uint64(text[i]-'0')
			}
			i++
		}
		if i == start {
			return b, false
		}
		if field == len(separators) {
			break
		}
		if i >= len(text) || text[i] != separators[field] {
			return b, false
		}
		i++
	}
	if i != len(text) || n[4] > 1<<30 {
		return b, false
	}
	b.key = blockKey(n[0], n[1], n[2], n[3])
	b.from, b.to = n[0], n[2]
	b.statements, b.hit = int(n[4]), n[5] > 0
	return b, true
}

// blockKey packs the ends of a block. Generated code with lines or columns
// beyond what fits is hashed instead, out of the way of what does.
func blockKey(line, column, endLine, endColumn uint64) uint64 {
	if line < 1<<19 && column < 1<<12 && endLine < 1<<20 && endColumn < 1<<12 {
		return line<<44 | column<<32 | endLine<<12 | endColumn
	}
	key := line
	for _, n := range [...]uint64{column, endLine, endColumn} {
		key = (key ^ n) * 0x9E3779B97F4A7C15
	}
	return key | 1<<63
}
