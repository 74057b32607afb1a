package redact

import "strings"

// digits looks back over the number before an anchor.
func digits(s string, anchor int) int {
	for anchor > 0 && '0' <= s[anchor-1] && s[anchor-1] <= '9' {
		anchor--
	}
	return anchor
}

// before looks back over so many bytes.
func before(n int) func(string, int) int {
	return func(_ string, anchor int) int { return max(anchor-n, -1) }
}

// address looks back over what may be the scheme of an address, to the first
// word in it, when a user stands in the address.
func address(s string, anchor int) int {
	rest := s[anchor+len("://"):]
	if at := strings.IndexAny(rest, "@/\"'<> \t\n\f\r"); at < 0 || rest[at] != '@' {
		return -1
	}
	begin := -1
	for i := anchor - 1; i >= 0 && (isWord(s[i]) && s[i] != '_' || s[i] == '+' || s[i] == '.' || s[i] == '-'); i-- {
		if isLetter(s[i]) && startsWord(s, i) {
			begin = i
		}
	}
	return begin
}

// separated says that what parts a name from its value comes soon after an
// anchor.
func separated(s string, anchor int) int {
	for i := anchor; i < len(s) && i < anchor+longestName; i++ {
		switch c := s[i]; {
		case c == ':' || c == '=':
			return anchor
		case c == '\n' || c == ',' || c == ';' || c == '.' && i+1 < len(s) && s[i+1] == ' ':
			return -1
		}
	}
	return -1
}

// longestName is how far behind the begin of its name a value is looked for.
const longestName = 64

// flagOf looks back from the name of a secret to the dashes of an option.
func flagOf(s string, anchor int) int {
	i := anchor
	for i > 0 && anchor-i < longestName && (isLetter(s[i-1]) || '0' <= s[i-1] && s[i-1] <= '9') || i > 1 && s[i-1] == '-' && s[i-2] != '-' && !opens(s, i-1) {
		i--
	}
	if i > 0 && s[i-1] == '-' {
		if i--; i > 0 && s[i-1] == '-' {
			i--
		}
		if opens(s, i) {
			return i
		}
	}
	return -1
}

// option says that an option begins at an anchor.
func option(s string, anchor int) int {
	if opens(s, anchor) {
		return anchor
	}
	return -1
}

// opens says whether a place is the first of its words.
func opens(s string, at int) bool {
	return at == 0 || strings.IndexByte(" \t\n\r\"'`([=,", s[at-1]) >= 0
}

// element looks back from the name of a secret to the sign that opens an element.
func element(s string, anchor int) int {
	for i := anchor; i > 0 && anchor-i < longestName; i-- {
		switch c := s[i-1]; {
		case c == '<':
			return i - 1
		case !isWord(c) && c != '.' && c != ':' && c != '-':
			return -1
		}
	}
	return -1
}

// startsWord says whether no letter or digit stands before a place: names of
// files join words by underscores.
func startsWord(s string, at int) bool {
	return at == 0 || !isLetter(s[at-1]) && (s[at-1] < '0' || s[at-1] > '9')
}

func isWord(c byte) bool { return isLetter(c) || '0' <= c && c <= '9' || c == '_' }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
