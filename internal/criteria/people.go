package criteria

import (
	"strings"
	"unicode"

	"github.com/mtibben/confusables"
	"golang.org/x/text/unicode/norm"
)

// sharpS is the one letter of names whose capital is often written as two.
var sharpS = strings.NewReplacer("ß", "ss", "ẞ", "ss")

// Person is a name for comparing: in one form of Unicode, without case, white
// space and characters that nobody sees, so that "A. Owner" and "a.owner" are
// one.
func Person(name string) string {
	seen := strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.White_Space, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) {
			return -1
		}
		return r
	}, norm.NFKC.String(name))
	return norm.NFKC.String(sharpS.Replace(strings.ToLower(strings.ToUpper(seen))))
}

// LooksLike says whether two names are one for a reader: the same person by
// Person, or written with letters that look the same. It may hold for two
// persons (m and rn look alike), so it is a reason to refuse or to ask, never a
// proof of who somebody is.
func LooksLike(a, b string) bool {
	p, q := Person(a), Person(b)
	if p == "" || q == "" {
		return false
	}
	return p == q || skeleton(p) == skeleton(q) || Person(skeleton(a)) == Person(skeleton(b))
}

// skeleton is a name in letters that stand for all that look like them.
func skeleton(name string) string { return confusables.Skeleton(norm.NFKC.String(name)) }
