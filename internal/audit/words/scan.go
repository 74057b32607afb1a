package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text is a text as words are found in it: folded, in lower case, with its
// tokens.
type Text struct {
	Folded string // what Fold made of it
	Lower  string // Folded in lower case, of the same length
	Tokens []Token
}

// Token is one word of a text, from Start to before End in Folded. A
// character of Chinese or Japanese is a word of its own.
type Token struct {
	Start, End int
	Word       string
}

// Scan folds a text and cuts it into words.
func Scan(text string) Text {
	folded := Fold(strings.ToValidUTF8(text, "\uFFFD"))
	t := Text{Folded: folded, Lower: lower(folded)}
	for i := 0; i < len(t.Lower); {
		r, n := utf8.DecodeRuneInString(t.Lower[i:])
		if !wordRune(r) {
			i += n
			continue
		}
		start := i
		for i += n; i < len(t.Lower) && !ideograph(r); i += n {
			r, n = utf8.DecodeRuneInString(t.Lower[i:])
			if ideograph(r) || !wordRune(r) && !(r == '\'' && i+1 < len(t.Lower) && letterAt(t.Lower[i+1:])) {
				break
			}
		}
		t.Tokens = append(t.Tokens, Token{start, i, t.Lower[start:i]})
	}
	return t
}

func wordRune(r rune) bool {
	return r < 0x80 && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z') ||
		r >= 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

func letterAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

func ideograph(r rune) bool {
	return r >= 0x3041 &&
		(unicode.Is(unicode.Han, r) || unicode.Is(unicode.Hiragana, r) || unicode.Is(unicode.Katakana, r) || r == 'ー')
}

// lower is strings.ToLower that keeps every place where it was.
func lower(s string) string {
	l := strings.ToLower(s)
	if len(l) == len(s) {
		return l
	}
	return strings.Map(func(r rune) rune {
		if low := unicode.ToLower(r); utf8.RuneLen(low) == utf8.RuneLen(r) {
			return low
		}
		return r
	}, s)
}

// Fold reads full-width letters, digits, brackets and stops as ASCII, and the
// many quotation marks, dashes and blanks as one of each.
func Fold(s string) string {
	if !foldable(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case r == '：' || r == '，' || r == '；' || r == '、' || r == '。' || r == '！' || r == '？':
			b.WriteString(stops[r])
		case r >= 0xff01 && r <= 0xff5e:
			b.WriteRune(r - 0xff01 + '!')
		case r == '\u00a0' || r == '\u2009' || r == '\u202f' || r == '\u3000' || r == '\u2007':
			b.WriteByte(' ')
		case r == '‘' || r == '’':
			b.WriteByte('\'')
		case r == '“' || r == '”' || r == '„' || r == '«' || r == '»' || r == '「' || r == '」' || r == '『' || r == '』':
			b.WriteByte('"')
		case r == '【' || r == '〔':
			b.WriteByte('[')
		case r == '】' || r == '〕':
			b.WriteByte(']')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

var stops = map[rune]string{'：': ": ", '，': ", ", '；': "; ", '、': ", ", '。': ". ", '！': "! ", '？': "? "}

// foldable says whether Fold would change anything.
func foldable(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c == 0xc2 || c == 0xe2 || c == 0xe3 || c == 0xef {
			return true
		}
	}
	return false
}
