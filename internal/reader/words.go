package reader

import (
	"encoding/binary"
	"math/bits"
	"strings"
	"unicode/utf8"
)

// words makes strings of bytes and remembers the last ones, so that what
// recurs (keys, rules, paths, severities) costs no memory and every string may
// be kept.
type words struct {
	slots [4096]string
}

const longestWord = 256 // longer texts seldom recur

// of is b as a string; invalid UTF-8 in it becomes U+FFFD.
func (w *words) of(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if len(b) > longestWord {
		return valid(b)
	}
	slot := &w.slots[hash(b)%uint64(len(w.slots))]
	if *slot != string(b) {
		*slot = valid(b)
	}
	return *slot
}

func valid(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	return strings.ToValidUTF8(string(b), "\uFFFD")
}

// hash mixes the length with the first and the last eight bytes and, for
// longer texts, with those between.
func hash(b []byte) uint64 {
	const k = 0x9E3779B97F4A7C15
	h := uint64(len(b)) * k
	if len(b) < 8 {
		var short uint64
		for _, c := range b {
			short = short<<8 | uint64(c)
		}
		return mix(h^short, k)
	}
	for rest := b; len(rest) > 8; rest = rest[8:] {
		h = mix(h^binary.LittleEndian.Uint64(rest), k)
	}
	return mix(h^binary.LittleEndian.Uint64(b[len(b)-8:]), k)
}

func mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}
