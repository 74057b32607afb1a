package bind

import (
	"slices"
	"strings"

	"signoff/internal/audit/words"
)

// titled gives the criteria that the group's words tell; a short title that
// another word narrows tells none.
func (b *Book) titled(g *group, f *said) []int {
	if g.owned(b, f.token) {
		return nil
	}
	var kept []int
	for _, c := range g.titles {
		full := slices.Contains(g.full, c)
		if len(b.titles[c].stems) == 1 && g.strangeBefore(b, f.token) {
			continue // "the partner's desk has an uptime of"
		}
		if len(b.titles[c].stems) > 2 && (full || !g.foreign) && !b.placed(g) || !b.narrowed(g, c) {
			kept = append(kept, c)
		}
	}
	return kept
}

// owned says whether a figure is of a thing that another has, which nothing knows:
// "the mobile team's app has".
func (g *group) owned(b *Book, token int) bool {
	for i := g.first + 1; i < token; i++ {
		switch g.line.Tokens[i].Word {
		case "has", "have", "had", "hat", "hatte", "tiene":
			return g.strangeBefore(b, i)
		}
	}
	return false
}

// strangeBefore says whether a word that nothing knows stands before a token.
func (g *group) strangeBefore(b *Book, token int) bool {
	for i := g.first; i < token; i++ {
		if g.unknown(b, i) {
			return true
		}
	}
	return false
}

// narrowed says whether a word next to the title's, which nothing knows, makes
// another thing of it: "frontend line coverage", "line coverage of the parser".
func (b *Book) narrowed(g *group, c int) bool {
	if b.placed(g) {
		return true
	}
	inTitle := map[string]bool{}
	for _, s := range b.titles[c].stems {
		inTitle[s] = true
	}
	for i := g.first; i < g.end; i++ {
		if !inTitle[stem(g.line.Tokens[i].Word)] {
			continue
		}
		if i > g.first && g.unknown(b, i-1) && g.line.Lower[g.line.Tokens[i-1].End:g.line.Tokens[i].Start] == " " {
			return true
		}
		for j := i + 1; j < g.end && j <= i+4; j++ {
			if g.unknown(b, j) {
				if slices.ContainsFunc(g.line.Tokens[i+1:j], func(t words.Token) bool { return narrows(t.Word) }) {
					return true
				}
				break
			}
			if !g.filler(j) && !(narrows(g.line.Tokens[i+1].Word) && words.In(g.line.Tokens[j].Word).Has(words.Tests)) {
				break
			}
		}
	}
	return false
}

// placed says whether a phrase such as "on the staging copy" puts what a group
// says somewhere that nothing knows.
func (b *Book) placed(g *group) bool {
	for i := g.first; i < g.end; i++ {
		switch g.line.Tokens[i].Word {
		case "on", "for", "under", "in", "at":
		default:
			continue
		}
		for j := i + 1; j < min(g.end, i+5); j++ {
			if g.unknown(b, j) {
				return definite(g.line.Tokens[i+1].Word) || g.line.Tokens[i+1].Word == "a"
			}
		}
	}
	return false
}

// narrows says whether a preposition behind a name makes it that of a part.
func narrows(word string) bool {
	switch word {
	case "of", "for", "in", "on", "von", "für", "des", "der", "du", "de", "del", "para":
		return true
	}
	return false
}

// filler says whether a token is a word that says nothing.
func (g *group) filler(i int) bool {
	for _, h := range g.line.Within(i, i+1) {
		if h.Set.Has(words.Filler) {
			return true
		}
	}
	return false
}

// unknown says whether neither the tables nor the titles know a token.
func (g *group) unknown(b *Book, i int) bool {
	word := g.line.Tokens[i].Word
	if len(word) < 2 || word[0] >= '0' && word[0] <= '9' || b.tells(word) || b.own[word] ||
		percentile(word) != "" || stem(word) == "percentil" {
		return false
	}
	if _, scale := words.Scale(word); scale {
		return false
	}
	for _, h := range g.line.Hits {
		if h.First <= i && i < h.End {
			return false
		}
	}
	if strings.HasSuffix(word, "ed") || b.names[word] != nil || words.Tells(word) {
		return false
	}
	return true
}

// fullTitles gives the criteria all of whose telling words stand in the
// group, where the words tell only one.
func (b *Book) fullTitles(g *group) []int {
	var kept []int
	for _, c := range g.full {
		if (len(b.titles[c].stems) > 1 || b.opens(g, c)) && !b.narrowed(g, c) {
			kept = append(kept, c)
		}
	}
	if len(kept) > 1 {
		return nil
	}
	return kept
}

// describedBy gives the criterion of whose title alone the group has words.
func (b *Book) describedBy(g *group) []int {
	var kept []int
	for i := range b.titles {
		if b.described(g, &b.titles[i]) {
			kept = append(kept, i)
		}
	}
	if len(kept) != 1 || b.narrowed(g, kept[0]) {
		return nil
	}
	return kept
}

// observes says whether a group states a figure, and not only one asked for.
func (g *group) observes() bool {
	return slices.ContainsFunc(g.figures, func(f said) bool { return f.role != wanted })
}

// opens says whether a group begins with a criterion's title of one word, which
// is not a word of the tables.
func (b *Book) opens(g *group, c int) bool {
	word := g.line.Tokens[g.first].Word
	return len(b.titles[c].stems) == 1 && stem(word) == b.titles[c].stems[0] && words.In(word) == 0
}
