package tally

import (
	"encoding/binary"
	"iter"
	"math/bits"
)

// bitset is a set of small numbers: which filters of a set a record passes.
// All bitsets of one set of questions have the same length.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

func (b bitset) add(i int) { b[i/64] |= 1 << (i % 64) }

func (b bitset) remove(i int) { b[i/64] &^= 1 << (i % 64) }

func (b bitset) has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }

// and returns what both sets hold.
func (b bitset) and(c bitset) bitset {
	both := make(bitset, len(b))
	for i := range b {
		both[i] = b[i] & c[i]
	}
	return both
}

// take adds what another set holds.
func (b bitset) take(c bitset) {
	for i := range c {
		b[i] |= c[i]
	}
}

// meets reports whether the sets share an element.
func (b bitset) meets(c bitset) bool {
	for i := range b {
		if b[i]&c[i] != 0 {
			return true
		}
	}
	return false
}

// key is the content as a map key: short while few filters hold.
func (b bitset) key() string {
	var key []byte
	for i, word := range b {
		if word != 0 {
			key = binary.AppendUvarint(key, uint64(i))
			key = binary.LittleEndian.AppendUint64(key, word)
		}
	}
	return string(key)
}

// elements calls yield for each element, ascending, until it returns false.
func (b bitset) elements(yield func(int) bool) {
	for i, word := range b {
		for ; word != 0; word &= word - 1 {
			if !yield(i*64 + bits.TrailingZeros64(word)) {
				return
			}
		}
	}
}

// index finds the sets of a list that hold an element without a look at each: it
// keeps, by the words of the sets, the places of those with an element there.
type index struct {
	sets  []bitset
	words [][]int32
}

// indexed makes the index of a list.
func indexed(sets []bitset) index {
	x := index{sets: sets}
	for place, set := range sets {
		if x.words == nil {
			x.words = make([][]int32, len(set))
		}
		for word, bits := range set {
			if bits != 0 {
				x.words[word] = append(x.words[word], int32(place))
			}
		}
	}
	return x
}

// holding gives the places of the sets that hold an element, in their order.
func (x *index) holding(element int) iter.Seq[int] {
	return func(yield func(int) bool) {
		if x.words == nil {
			return
		}
		for _, place := range x.words[element/64] {
			if x.sets[place].has(element) && !yield(int(place)) {
				return
			}
		}
	}
}
