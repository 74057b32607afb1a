package reader

import (
	"encoding/binary"
	"math/bits"
)

// Eight bytes at a time: each test below sets the high bit of the lowest byte
// that passes it, and of some above it. The zeros after a window let a word be
// loaded at each of its bytes.
const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

func isZero(word uint64) uint64 { return (word - ones) &^ word }

// quoteOrEscape finds the next quote or backslash of buf[at:end]; without one,
// or when at is beyond it already, the result is not below end.
func quoteOrEscape(buf []byte, at, end int) int {
	if at >= end {
		return at
	}
	for ; at < end; at += 8 {
		word := binary.LittleEndian.Uint64(buf[at:])
		if hit := (isZero(word^'"'*ones) | isZero(word^'\\'*ones)) & highs; hit != 0 {
			return at + bits.TrailingZeros64(hit)/8
		}
	}
	return end
}

// plainUntil finds the next byte of an attribute value that is the quote, a
// less-than, an ampersand, a control character or not ASCII. The zeros after
// the window are such bytes.
func plainUntil(buf []byte, at int, quote byte) int {
	quotes := uint64(quote) * ones
	for ; ; at += 8 {
		word := binary.LittleEndian.Uint64(buf[at:])
		control := (word - ' '*ones) &^ word
		if hit := (isZero(word^quotes) | isZero(word^'<'*ones) | isZero(word^'&'*ones) | control | word) & highs; hit != 0 {
			return at + bits.TrailingZeros64(hit)/8
		}
	}
}
