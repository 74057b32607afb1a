package coverage

import (
	"signoff/internal/fact"
	"signoff/internal/tally"
)

// mostBranches bounds the branches of one line: its number and theirs share a
// key.
const mostBranches = 1 << 16

// coverBranches adds the branches of a line of which only the counts are
// known. That the first ones are the covered ones is a convention: the same
// counts of the same line, wherever they are reported, are the same branches.
func coverBranches(s *tally.Sink, line uint64, covered, total int64) {
	for i := range min(total, mostBranches) {
		s.Cover(fact.Branches, line<<16|uint64(i), 1, i < covered)
	}
}

// joined is a path of a folder and a name in it.
func joined(folder, name string) string {
	if folder == "" {
		return name
	}
	return folder + "/" + name
}

// hash is FNV-1a over the text: the key of what has no number.
func hash[T string | []byte](text T) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(text) {
		h = (h ^ uint64(text[i])) * 1099511628211
	}
	return h
}
