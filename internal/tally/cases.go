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

// identity is everything that is known of one test: how often it ran, and what
// decides its outcome when its runs differ.
type identity struct {
	hash uint64
	// date of the latest dated file in Unix nanoseconds, and the test's final
	// outcome there, the worst of several such files; 0 when no file is dated.
	date int64
	last fact.Outcome
	// undated is the worst final outcome in files without a date: they have no
	// place in the order, so any can be the last.
	undated fact.Outcome
	worst   fact.Outcome
	differ  bool   // some runs had other outcomes
	group   uint32 // where it counts
	count   uint32
	marked  uint32 // how many runs the file itself calls flaky
}

// flaky reports whether runs that differ are a failure followed by a final pass.
func (i *identity) flaky() bool {
	return i.worst >= fact.Failed && max(i.last, i.undated) == fact.Passed
}

// tests adds how the test counts: each run when all outcomes are equal, else
// one test with its worst outcome, or passed and flaky.
func (i *identity) tests(to *[classes]int64) {
	switch {
	case !i.differ:
		to[classOf(i.worst, false)] += int64(i.count - i.marked)
		to[flakyCase] += int64(i.marked)
	case i.flaky():
		to[flakyCase]++
	default:
		to[classOf(i.worst, i.marked > 0)]++
	}
}

// counts reports whether a run of the test with this class is how it counts.
func (i *identity) counts(ran class) bool {
	return !i.differ || i.flaky() && ran == flakyCase || !i.flaky() && classOf(i.worst, i.marked > 0) == ran
}

// ran adds one run of the file that the identity is of.
func (i *identity) ran(o fact.Outcome, marked bool) {
	i.differ = i.differ || i.count > 0 && i.worst != o
	i.worst, i.last = max(i.worst, o), o
	i.count++
	if marked {
		i.marked++
	}
}

// unite adds what other files say of the same test, in any order.
func (i *identity) unite(o *identity) {
	i.differ = i.differ || o.differ || i.worst != o.worst
	i.count += o.count
	i.marked += o.marked
	i.worst = max(i.worst, o.worst)
	i.undated = max(i.undated, o.undated)
	switch {
	case o.last == 0:
	case i.last == 0 || o.date > i.date:
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

// find returns the identity with this hash, a new one when its count is 0. The
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
