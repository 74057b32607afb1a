package tally

import "signoff/internal/fact"

// maxCases bounds the distinct tests of one file.
const maxCases = 8_000_000

// class is how a test counts: its outcome, with flaky ones apart.
type class uint8

const (
	skippedCase class = iota
	passedCase
	flakyCase
	failedCase
	erroredCase
	classes
)

// everyClass lists the classes.
var everyClass = []class{skippedCase, passedCase, flakyCase, failedCase, erroredCase}

// values are the words of the class in the field outcome.
func (c class) values() []string {
	switch c {
	case flakyCase:
		return []string{"passed", "flaky"}
	case passedCase:
		return []string{"passed"}
	case failedCase:
		return []string{"failed"}
	case erroredCase:
		return []string{"error"}
	}
	return []string{"skipped"}
}

// classOf is the class of one outcome.
func classOf(o fact.Outcome, flaky bool) class {
	switch {
	case o == fact.Passed && flaky:
		return flakyCase
	case o == fact.Passed:
		return passedCase
	case o == fact.Failed:
		return failedCase
	case o == fact.Errored:
		return erroredCase
	}
	return skippedCase
}

// identity is everything that is known of one test: what decides its outcome
// when its attempts differ.
type identity struct {
	hash uint64
	// date of the latest file in Unix nanoseconds, and the outcome of the test's
	// last attempt there, the worst of several such files.
	date    int64
	last    fact.Outcome
	worst   fact.Outcome
	differ  bool   // some attempts had other outcomes
	known   bool   // it ran at all
	marked  bool   // the file itself calls it flaky
	group   uint32 // where it counts
	repeats uint32 // how many more tests of the same name there are
}

// class is how the test counts: with its worst outcome, but as flaky when it
// failed and then passed.
func (i *identity) class() class {
	if i.differ && i.worst >= fact.Failed && i.last == fact.Passed {
		return flakyCase
	}
	return classOf(i.worst, i.marked)
}

// ran adds one attempt of the file that the identity is of.
func (i *identity) ran(o fact.Outcome, marked bool) {
	i.differ = i.differ || i.known && i.worst != o
	i.worst, i.last, i.known = max(i.worst, o), o, true
	i.marked = i.marked || marked
}

// unite adds what another attempt's file says of the same test.
func (i *identity) unite(o *identity) {
	i.differ = i.differ || o.differ || i.worst != o.worst
	i.marked = i.marked || o.marked
	i.worst = max(i.worst, o.worst)
	switch {
	case o.date > i.date:
		i.last, i.date = o.last, o.date
	case o.date == i.date:
		i.last = max(i.last, o.last)
	}
}

// roll finds identities by their hash: a compact open-addressing table. Where
// an identity has its place in the table there is a tag of its hash, never 0,
// and its number in the list. The tags alone are small enough to stay in the
// cache, and tell most places without a look at anything else.
type roll struct {
	chunks  [][]identity // of chunkLength but for the last
	count   int
	tags    []uint8 // a power of two long
	numbers []uint32
}

const chunkLength = 1 << 12

// all gives each identity.
func (r *roll) all(yield func(*identity) bool) {
	for _, chunk := range r.chunks {
		for n := range chunk {
			if !yield(&chunk[n]) {
				return
			}
		}
	}
}

// add appends an identity and returns it.
func (r *roll) add(i identity) *identity {
	if r.count%chunkLength == 0 {
		var chunk []identity
		if r.count > 0 { // only the first may stay short
			chunk = make([]identity, 0, chunkLength)
		}
		r.chunks = append(r.chunks, chunk)
	}
	last := &r.chunks[len(r.chunks)-1]
	*last = append(*last, i)
	r.count++
	return &(*last)[len(*last)-1]
}

// find returns the identity with this hash, one that is not known yet when it is new. The
// pointer is valid until the next new one.
func (r *roll) find(hash uint64) *identity {
	if 4*r.count >= 3*len(r.tags) {
		r.grow()
	}
	tag, mask := tagOf(hash), uint64(len(r.tags)-1)
	at := hash & mask
	for ; r.tags[at] != 0; at = (at + 1) & mask {
		if r.tags[at] != tag {
			continue
		}
		n := r.numbers[at]
		if i := &r.chunks[n/chunkLength][n%chunkLength]; i.hash == hash {
			return i
		}
	}
	r.tags[at], r.numbers[at] = tag, uint32(r.count)
	return r.add(identity{hash: hash})
}

// known looks an identity up without making a new one.
func (r *roll) known(hash uint64) (*identity, bool) {
	if r.count == 0 {
		return nil, false
	}
	mask := uint64(len(r.tags) - 1)
	for at := hash & mask; r.tags[at] != 0; at = (at + 1) & mask {
		n := r.numbers[at]
		if i := &r.chunks[n/chunkLength][n%chunkLength]; i.hash == hash {
			return i, true
		}
	}
	return nil, false
}

// tagOf is the byte of a hash that has no part in its place.
func tagOf(hash uint64) uint8 { return max(1, uint8(hash>>56)) }

// grow doubles the table.
func (r *roll) grow() {
	length := max(64, 2*len(r.tags))
	r.tags, r.numbers = make([]uint8, length), make([]uint32, length)
	mask, number := uint64(length-1), uint32(0)
	for i := range r.all {
		at := i.hash & mask
		for r.tags[at] != 0 {
			at = (at + 1) & mask
		}
		r.tags[at], r.numbers[at] = tagOf(i.hash), number
		number++
	}
}
