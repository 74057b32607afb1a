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
	slots []word // a power of two long, once there is a text
	most  int
}

// word is a text with its hash, which tells most other texts from it without a
// look at what may long have left the cache.
type word struct {
	hash uint64
	text string
}

const (
	longestWord = 256 // longer texts seldom recur
	mostWords   = 4096
	fewestWords = 32
)

// newWords remembers as much as a text of so many bytes is worth.
func newWords(size int) words {
	n := fewestWords
	for n < mostWords && n < size/32 {
		n *= 2
	}
	return words{most: n}
}

// of is b as a string; invalid UTF-8 in it becomes U+FFFD.
func (w *words) of(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if len(b) > longestWord {
		return valid(b)
	}
	if w.slots == nil {
		w.slots = make([]word, w.most)
	}
	h := hash(b)
	slot := &w.slots[h&uint64(len(w.slots)-1)]
	if slot.hash != h || slot.text != string(b) {
		*slot = word{h, valid(b)}
	}
	return slot.text
}

func valid(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	return strings.ToValidUTF8(string(b), "\uFFFD")
}

// hash mixes the length with up to 40 bytes, from both ends and the middle:
// that two texts meet in a slot costs little.
func hash(b []byte) uint64 {
	n := len(b)
	h := uint64(n) * multiplier
	switch {
	case n >= 16:
		h = mix(h^load(b), load(b[n-16:]))
		h = mix(h^load(b[n/2-4:]), load(b[n-8:]))
	case n >= 8:
		h = mix(h^load(b), load(b[n-8:]))
	case n >= 4:
		h ^= uint64(binary.LittleEndian.Uint32(b))<<32 | uint64(binary.LittleEndian.Uint32(b[n-4:]))
	default:
		h ^= uint64(b[0])<<16 | uint64(b[n/2])<<8 | uint64(b[n-1])
	}
	return mix(h, 0)
}

const multiplier = 0x9E3779B97F4A7C15

func load(b []byte) uint64 { return binary.LittleEndian.Uint64(b) }

// mix is not reversible: a zero on one side loses the other, which only makes
// texts meet.
func mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b^multiplier)
	return hi ^ lo
}
