package words

import "sync"

// Fraction is a phrase for a share, at tokens of a text.
type Fraction struct {
	First, End int
	Percent    float64
}

type fraction struct {
	rest    []string
	percent float64
}

var fractions = sync.OnceValue(func() map[string][]fraction {
	byFirst := map[string][]fraction{}
	for _, language := range Languages {
		for entry, percent := range language.Fractions {
			tokens := Scan(entry).Tokens
			f := fraction{percent: percent}
			for _, t := range tokens[1:] {
				f.rest = append(f.rest, t.Word)
			}
			byFirst[tokens[0].Word] = append(byFirst[tokens[0].Word], f)
		}
	}
	return byFirst
})

// Fractions gives the phrases for shares in a text.
func Fractions(t Text) []Fraction {
	var found []Fraction
	for i := 0; i < len(t.Tokens); i++ {
		longest := Fraction{First: i, End: i}
		for _, f := range fractions()[t.Tokens[i].Word] {
			if end := i + 1 + len(f.rest); end > longest.End && t.matches(i+1, f.rest) {
				longest.End, longest.Percent = end, f.percent
			}
		}
		if longest.End > i {
			found = append(found, longest)
			i = longest.End - 1
		}
	}
	return found
}
