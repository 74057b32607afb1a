package tally

import (
	"cmp"
	"math/bits"
	"slices"
)

// lineSet holds the coverable lines of a file and those that were covered, as
// bitmaps.
type lineSet struct {
	seen, hit []uint64
}

// grow makes room for a line and returns by how many words.
func (l *lineSet) grow(line uint64) int {
	if line/64 < uint64(len(l.seen)) {
		return 0
	}
	more := int(line/64) + 1 - len(l.seen)
	l.seen = append(l.seen, make([]uint64, more)...)
	l.hit = append(l.hit, make([]uint64, more)...)
	return more
}

func (l *lineSet) add(line uint64, hit bool) {
	bit := uint64(1) << (line % 64)
	l.seen[line/64] |= bit
	if hit {
		l.hit[line/64] |= bit
	}
}

func (l *lineSet) merge(o *lineSet) {
	if len(o.seen) > 0 {
		l.grow(uint64(len(o.seen))*64 - 1)
	}
	for i := range o.seen {
		l.seen[i] |= o.seen[i]
		l.hit[i] |= o.hit[i]
	}
}

// sameLines reports whether both know the same coverable lines.
func (l *lineSet) sameLines(o *lineSet) bool {
	long, short := l.seen, o.seen
	if len(long) < len(short) {
		long, short = short, long
	}
	for i, word := range long {
		if i >= len(short) && word != 0 || i < len(short) && word != short[i] {
			return false
		}
	}
	return true
}

func (l *lineSet) count() covered {
	var c covered
	for i := range l.seen {
		c.whole += int64(bits.OnesCount64(l.seen[i]))
		c.part += int64(bits.OnesCount64(l.hit[i]))
	}
	return c
}

// block is one branch, function or statement, or a run of statements.
type block struct {
	key    uint64
	weight uint32 // statements
	hit    bool
}

// compactAfter is how many blocks may wait before repeated ones are united.
const compactAfter = 1 << 12

// blockSet holds the blocks of a file. They are appended as they come, and
// sorted and united from time to time.
type blockSet struct {
	list []block
	neat int // how many were left when they were last united
}

func (s *blockSet) add(b block) {
	s.list = append(s.list, b)
	if len(s.list) >= 2*s.neat+compactAfter {
		s.compact()
	}
}

// compact sorts the blocks by key and unites those with the same: covered once
// is covered, and the greater weight stays.
func (s *blockSet) compact() {
	byKey := func(a, b block) int { return cmp.Compare(a.key, b.key) }
	if !slices.IsSortedFunc(s.list, byKey) {
		slices.SortFunc(s.list, byKey)
	}
	kept := s.list[:0]
	for _, b := range s.list {
		if n := len(kept); n > 0 && kept[n-1].key == b.key {
			kept[n-1].weight = max(kept[n-1].weight, b.weight)
			kept[n-1].hit = kept[n-1].hit || b.hit
			continue
		}
		kept = append(kept, b)
	}
	s.list, s.neat = kept, len(kept)
}

func (s *blockSet) merge(o *blockSet) {
	s.list = append(s.list, o.list...)
	if len(o.list) > 0 {
		s.compact()
	}
}

// sameBlocks reports whether both, which are compact, hold the same blocks.
func (s *blockSet) sameBlocks(o *blockSet) bool {
	return slices.EqualFunc(s.list, o.list, func(a, b block) bool { return a.key == b.key && a.weight == b.weight })
}

// count reads blocks that are compact.
func (s *blockSet) count() covered {
	var c covered
	for _, b := range s.list {
		c.whole += int64(b.weight)
		if b.hit {
			c.part += int64(b.weight)
		}
	}
	return c
}
