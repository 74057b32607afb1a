package audit

import (
	"strings"
)

// containsAny says whether s holds one of the parts; it decides cheaply which
// lines a pattern is worth trying on.
func containsAny(s string, parts ...string) bool {
	for _, part := range parts {
		if strings.Contains(s, part) {
			return true
		}
	}
	return false
}

// hasWord says whether s, in lower case, holds one of the words or phrases
// between word boundaries.
func hasWord(s string, words ...string) bool {
	for _, word := range words {
		if indexWord(s, word) >= 0 {
			return true
		}
	}
	return false
}

// indexWord finds a word or phrase between word boundaries, -1 when absent.
func indexWord(s, word string) int {
	for from := 0; ; {
		i := strings.Index(s[from:], word)
		if i < 0 {
			return -1
		}
		i += from
		end := i + len(word)
		if (i == 0 || !wordByte(s[i-1])) && (end == len(s) || !wordByte(s[end])) {
			return i
		}
		from = i + 1
	}
}

func wordByte(c byte) bool { return isLetter(c) || isDigit(c) || c == '_' || c >= 0x80 }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
