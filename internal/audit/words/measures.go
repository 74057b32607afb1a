package words

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// measureTable says what reports call the measures of the tool, and a few figures
// that it has no measure for: a row each, a column of phrases for each language.
//
//go:embed measures.tsv
var measureTable string

// measures finds the phrases for measures by their first word.
var measures = sync.OnceValue(func() map[string][]measure {
	byFirst := map[string][]measure{}
	_, rows, _ := strings.Cut(measureTable, "\n")
	for row := range strings.Lines(rows) {
		name, phrases, _ := strings.Cut(strings.TrimRight(row, "\r\n"), "\t")
		for _, entry := range strings.FieldsFunc(phrases, func(r rune) bool { return r == '\t' || r == ',' }) {
			m := measure{name: name}
			for _, t := range Scan(entry).Tokens {
				m.words = append(m.words, t.Word)
			}
			byFirst[m.words[0]] = append(byFirst[m.words[0]], m)
		}
	}
	for _, list := range byFirst {
		slices.SortFunc(list, func(a, b measure) int {
			if len(a.words) != len(b.words) {
				return len(b.words) - len(a.words)
			}
			return strings.Compare(a.name, b.name)
		})
	}
	return byFirst
})

// measure is a phrase for a measure.
type measure struct {
	name  string
	words []string
}

// MeasureHit is a measure, by its name, that tokens of a text speak of.
type MeasureHit struct {
	Name       string
	First, End int
}

// Measures gives the measures that some tokens of a text speak of, the longest
// phrase at each place.
func Measures(t Text, first, end int) []MeasureHit {
	var found []MeasureHit
	for i := first; i < end; i++ {
		for _, m := range measures()[t.Tokens[i].Word] {
			if i+len(m.words) <= end && t.matches(i+1, m.words[1:]) {
				found = append(found, MeasureHit{m.name, i, i + len(m.words)})
				i += len(m.words) - 1
				break
			}
		}
	}
	return found
}
