package source

import "strings"

// Nearest is the known word that a mistyped one most likely means, or "" when
// none is near: at most a third of its letters differ, a swap of two neighbours
// counting as one, or one is the beginning of the other.
func Nearest(word string, known []string) string {
	best, least := "", len(word)/3+1
	lower := strings.ToLower(word)
	for _, k := range known {
		if d := distance(lower, strings.ToLower(k), least); d < least || d == least && best == "" {
			best, least = k, d
		}
	}
	if best != "" || len(word) < 3 {
		return best
	}
	for _, k := range known {
		if strings.HasPrefix(strings.ToLower(k), lower) || len(k) >= 3 && strings.HasPrefix(lower, strings.ToLower(k)) {
			return k
		}
	}
	return ""
}

// longestNear is the longest word, in bytes, that is taken for one misspelled.
const longestNear = 64

// distance counts the letters to change, add, drop or swap with their neighbour
// to make b of a; words that differ by more than most are not looked at.
func distance(a, b string, most int) int {
	if a == b {
		return 0
	}
	if len(a) > longestNear || len(b) > longestNear || max(len(a)-len(b), len(b)-len(a)) > most {
		return most + 1
	}
	var rows [3][longestNear + 1]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > most { // no later row has less
			return most + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
