package bind

import (
	"signoff/internal/audit/words"
	"slices"
	"strings"
)

// leadingNumber says how many bytes of a text its number takes.
func leadingNumber(s string) int {
	n := strings.IndexFunc(s, func(r rune) bool { return !strings.ContainsRune("0123456789.,<>=~", r) })
	if n < 0 {
		return len(s)
	}
	return n
}

// roles tells what is asked for or limited from what was observed.
func (v *view) roles(b *Book) {
	for i := range v.figures {
		f := &v.figures[i]
		for _, h := range v.hitsAround(b, f) {
			switch {
			case f.ratio && h.Set.Has(words.Criteria):
				// "30 of 31 targets" are criteria
			case h.Set.Has(words.Target) && h.First < f.token && !v.figureBetween(h.First, f.token):
				f.role = wanted
				f.needs = stem(v.Tokens[h.First].Word) == "need" && (f.dim == "size" || f.dim == "time")
			case h.Set.Has(words.Target) && h.First > f.token && v.directly(f, h.First):
				f.role = wanted
			case h.Set.Has(words.Met, words.Unmet) && h.End > h.First+1 && h.First < f.token &&
				words.In(v.Tokens[h.End-1].Word).Has(words.Target):
				f.role = wanted // "misses its target of 1.5"
			case h.Set.Has(words.AtLeast, words.AtMost) && h.End == f.token-1 && definite(v.Tokens[h.End].Word):
				f.role = wanted // "below the 95 %"
			case h.Set.Has(words.AtLeast) && h.End == f.token && f.Qualifier == "":
				f.Qualifier, f.limit = ">=", h.First
			case h.Set.Has(words.AtMost) && h.End == f.token && f.Qualifier == "":
				f.Qualifier, f.limit = "<=", h.First
			case h.Set.Has(words.About) && h.End == f.token:
				f.rounds = true
			}
		}
		if v.differs(f) || v.wholeOf(f) || v.year(f) {
			f.role = history
		}
	}
}

// definite says whether an article makes of a figure one that is known.
func definite(word string) bool {
	switch word {
	case "the", "its", "their", "our", "der", "den", "dem", "die", "le", "la", "les", "el", "los":
		return true
	}
	return false
}

// differs says whether a figure is a difference: "by 1.4 s", "1.4 s more than
// allowed".
func (v *view) differs(f *said) bool {
	if f.token > 0 {
		switch v.Tokens[f.token-1].Word {
		case "by", "um", "from", "section", "chapter", "page", "line", "table", "figure", "appendix", "abschnitt",
			"kapitel", "seite", "zeile", "ligne", "chapitre", "sección", "página", "línea":
			return true
		}
	}
	next := f.token + 1
	for next < len(v.Tokens) && v.Tokens[next].Start < f.End {
		next++
	}
	for ; next < min(len(v.Tokens), f.token+5); next++ {
		switch v.Tokens[next].Word {
		case "of":
			continue
		case "headroom", "margin", "reserve", "slack", "spare", "below", "under", "above", "over", "beyond", "more",
			"too", "longer", "slower", "faster", "higher", "lower", "short", "fewer", "less",
			"mehr", "zu", "über", "trop", "demasiado":
			return strings.Trim(v.Folded[v.Tokens[next-1].End:v.Tokens[next].Start], " ") == "" &&
				!v.figureBetween(next+1, next+2)
		}
		if f.dim != "" || f.noun == "" {
			break
		}
	}
	return false
}

// year says whether a figure is a year: "until the end of 2026".
func (v *view) year(f *said) bool {
	if f.token == 0 || f.dim != "" || f.ratio || f.Step != 1 || f.Number < 1990 || f.Number > 2099 || len(f.Text) > 5 {
		return false
	}
	switch v.Tokens[f.token-1].Word {
	case "of", "in", "end", "until", "since", "by", "early", "late", "im", "ende", "bis", "seit", "en", "fin", "de":
		return true
	}
	return false
}

// wholeOf says whether a count of criteria is the whole that a part is taken
// of: "of the 31 criteria, 20 are met".
func (v *view) wholeOf(f *said) bool {
	if f.ratio || f.dim != "" || f.token == 0 {
		return false
	}
	for i := f.token - 1; i >= max(0, f.token-3); i-- {
		switch v.Tokens[i].Word {
		case "of", "von", "sur", "de", "out":
			if i > 0 {
				if _, ok := words.Number(v.Tokens[i-1].Word); ok {
					return true // "one of the two unmet criteria"
				}
			}
			return i == 0 || v.Folded[max(0, v.Tokens[i].Start-2):v.Tokens[i].Start] == ". "
		case "the", "den", "der", "les", "los", "our", "all":
		default:
			return false
		}
	}
	return false
}

// covering gives the first token of the phrase that a token lies in, -1 for
// none.
func (v *view) covering(token int) int {
	for _, h := range v.Hits {
		if h.First <= token && token < h.End {
			return h.First
		}
		if h.First > token {
			break
		}
	}
	return -1
}

// hitsAround gives the phrases of the clause of a figure.
func (v *view) hitsAround(b *Book, f *said) []words.Hit {
	for _, s := range v.Sentences {
		if f.token < s.First || f.token >= s.End {
			continue
		}
		for i, c := range s.Clauses {
			if f.token >= c.First && f.token < c.End {
				first := c.First
				if i > 0 && s.Clauses[i-1].Colon && !v.figureBetween(s.Clauses[i-1].First, c.First) {
					first = s.Clauses[i-1].First // what the key asks of it
				}
				hits := v.unnamed(first, c.End)
				return slices.DeleteFunc(hits, func(h words.Hit) bool {
					return h.Set.Has(words.Target) && v.inTitle(b, s, h.First)
				})
			}
		}
	}
	return nil
}

func (v *view) unnamed(first, end int) []words.Hit {
	var hits []words.Hit
	for _, h := range v.Within(first, end) {
		if !v.isNamed[h.First] {
			hits = append(hits, h)
		}
	}
	return hits
}

func (v *view) figureBetween(from, to int) bool {
	return slices.ContainsFunc(v.figures, func(f said) bool { return f.token >= from && f.token < to })
}

// filler says whether a token is a word that says nothing.
func (v *view) filler(i int) bool {
	for _, h := range v.Within(i, i+1) {
		if h.Set.Has(words.Filler) {
			return true
		}
	}
	return false
}

// directly says whether a token follows a figure and its unit: "the 2 s limit".
func (v *view) directly(f *said, token int) bool {
	for i := f.token + 1; i < token; i++ {
		if v.Tokens[i].Start >= f.End && !(f.noun == "" && v.Tokens[i].Start <= f.End+1 && i == f.token+1) &&
			!v.filler(i) {
			return false
		}
	}
	return token-f.token <= 4
}
