package reader

import (
	"unicode"
	"unicode/utf8"
)

// name gives where the name at i ends, and in colon where its first colon
// stands; -1 when there is no name or the window ends first.
func (x *XML) name(i int) int {
	s := &x.s
	x.colon = -1
	for start := i; ; i++ {
		c := s.buf[i]
		switch class := nameBytes[c]; {
		case class == nameLetter, class == nameDigit && i > start:
		case class == nameColon:
			if x.colon < 0 {
				x.colon = i
			}
		case i >= s.end:
			return -1
		case c < utf8.RuneSelf && i > start:
			return i
		case c < utf8.RuneSelf:
			s.failAt(i, "expected a name, found %s", quoteRune(rune(c)))
			return -1
		default:
			n := x.nameRune(i, i == start)
			if n == 0 {
				return -1
			}
			i += n - 1
		}
	}
}

// nameRune is the length of the character beyond ASCII at i, 0 when it may not
// stand in a name or is cut off by the window.
func (x *XML) nameRune(i int, first bool) int {
	s := &x.s
	r, n := utf8.DecodeRune(s.buf[i:s.end])
	switch {
	case unicode.Is(nameStart, r) || !first && unicode.Is(nameRest, r):
		return n
	case r != utf8.RuneError || s.end-i >= utf8.UTFMax || s.done:
		s.failAt(i, "expected a name, found %s", quoteRune(r))
	}
	return 0
}

const (
	nameLetter uint8 = iota + 1
	nameDigit        // or another character that may not begin a name
	nameColon
)

var nameBytes = func() (set [256]uint8) {
	for _, c := range "_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" {
		set[c] = nameLetter
	}
	for _, c := range "-.0123456789" {
		set[c] = nameDigit
	}
	set[':'] = nameColon
	return set
}()

// The characters beyond ASCII that may begin a name, and those that may also
// follow: NameStartChar and NameChar of XML 1.0.
var (
	nameStart = &unicode.RangeTable{
		R16: []unicode.Range16{
			{Lo: 0xc0, Hi: 0xd6, Stride: 1}, {Lo: 0xd8, Hi: 0xf6, Stride: 1}, {Lo: 0xf8, Hi: 0x2ff, Stride: 1},
			{Lo: 0x370, Hi: 0x37d, Stride: 1}, {Lo: 0x37f, Hi: 0x1fff, Stride: 1}, {Lo: 0x200c, Hi: 0x200d, Stride: 1},
			{Lo: 0x2070, Hi: 0x218f, Stride: 1}, {Lo: 0x2c00, Hi: 0x2fef, Stride: 1}, {Lo: 0x3001, Hi: 0xd7ff, Stride: 1},
			{Lo: 0xf900, Hi: 0xfdcf, Stride: 1}, {Lo: 0xfdf0, Hi: 0xfffd, Stride: 1},
		},
		R32:         []unicode.Range32{{Lo: 0x10000, Hi: 0xeffff, Stride: 1}},
		LatinOffset: 3,
	}
	nameRest = &unicode.RangeTable{
		R16:         []unicode.Range16{{Lo: 0xb7, Hi: 0xb7, Stride: 1}, {Lo: 0x300, Hi: 0x36f, Stride: 1}, {Lo: 0x203f, Hi: 0x2040, Stride: 1}},
		LatinOffset: 1,
	}
)
