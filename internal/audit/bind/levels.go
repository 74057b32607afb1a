package bind

import (
	"signoff/internal/audit/words"
	"signoff/internal/scorecard"
	"strconv"
	"strings"
)

// levels gives what a figure may stand for, the most exact names first.
func (b *Book) levels(g *group, f *said, at Line) [][]candidate {
	var all [][]candidate
	if byRow := b.byRow(g, f); len(byRow) > 0 {
		all = append(all, byRow)
	}
	if len(g.ids) > 0 && !(len(g.ids) > 1 && g.foreign && g.trails(f)) {
		return append(all, b.criteria(g.ids, f, true))
	}
	if titled := b.titled(g, f); len(titled) > 0 {
		all = append(all, b.criteria(titled, f, false))
	}
	if measured := b.byMeasure(g, f); len(measured) > 0 {
		all = append(all, measured)
	}
	all = append(all, b.totals(g, f, at), b.byCount(g, f))
	return all
}

// trails says whether the ids of a group stand behind the figure, as in
// "steps: 15 s: REC-07, REC-08".
func (g *group) trails(f *said) bool { return g.firstID > f.token }

// titled gives the criteria that the group's words tell; a short title that
// another word narrows tells none.
func (b *Book) titled(g *group, f *said) []int {
	var kept []int
	for _, c := range g.titles {
		if len(b.titles[c].stems) > 2 || !b.narrowed(g, c) {
			kept = append(kept, c)
		}
	}
	return kept
}

// narrowed says whether a word next to the title's, which nothing knows, makes
// another thing of it: "frontend line coverage", "line coverage of the parser".
func (b *Book) narrowed(g *group, c int) bool {
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
		for j := i + 1; j < g.end && j <= i+3; j++ {
			if g.unknown(b, j) {
				return g.line.Tokens[i+1].Word == "of" || g.line.Tokens[i+1].Word == "for" ||
					g.line.Tokens[i+1].Word == "in"
			}
			if !g.filler(j) {
				break
			}
		}
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
	if len(word) < 2 || word[0] >= '0' && word[0] <= '9' || len(b.stems[stem(word)]) > 0 {
		return false
	}
	for _, h := range g.line.Hits {
		if h.First <= i && i < h.End {
			return false
		}
	}
	if strings.HasSuffix(word, "ed") || b.names[word] != nil {
		return false
	}
	return true
}

// criteria gives the figures of criteria that f may be: a bare number with a
// noun of its own is none of a criterion that does not speak of it.
func (b *Book) criteria(list []int, f *said, byID bool) []candidate {
	var found []candidate
	for _, i := range list {
		c := &b.card.Criteria[i]
		value, unit, ok := exact(c)
		if !ok || f.word && byID || f.dim == "" && f.noun != "" && !b.speaks(i, f.noun) || f.ratio && !ratioOf(c, f) {
			continue
		}
		if f.ratio {
			value, unit = f.Number, ""
		}
		found = append(found, candidate{value, unit, b.label(i), b.shownFigure(c), i})
	}
	return found
}

// ratioOf says whether "a of b" is the fraction, or the parts, of a criterion.
func ratioOf(c *scorecard.Criterion, f *said) bool {
	num, den, ok := strings.Cut(c.Exact, "/")
	if ok && num == strconv.FormatFloat(f.Number, 'f', -1, 64) && den == strconv.FormatFloat(f.Of, 'f', -1, 64) {
		return true
	}
	return c.Whole > 0 && f.Of > 0 && f.Number*float64(c.Whole) == f.Of*float64(c.Part)
}

// speaks says whether a noun that is counted is a word of the criterion.
func (b *Book) speaks(criterion int, noun string) bool {
	s := stem(noun)
	for _, known := range b.titles[criterion].all {
		if known == s {
			return true
		}
	}
	set := words.In(noun)
	kind, _, _ := strings.Cut(b.card.Criteria[criterion].Measure, ".")
	return set != 0 && !set.Has(words.Actual, words.Criteria) &&
		set.Has(words.Filler, words.Met, words.Unmet, words.Target, words.AtMost, words.AtLeast) ||
		kind == "tests" && set.Has(words.Tests) ||
		kind == "findings" && set.Has(words.Findings)
}

func (b *Book) label(i int) string {
	c := &b.card.Criteria[i]
	return c.ID + " (" + c.Title + ")"
}

func (b *Book) shownFigure(c *scorecard.Criterion) string {
	if c.Measured == nil {
		return string(c.Outcome)
	}
	if c.Measured.Unit == "%" || c.Measured.Unit == "" {
		return c.Measured.Value + c.Measured.Unit
	}
	return c.Measured.Value + " " + c.Measured.Unit
}

// byRow gives the figures of the rows that the group names.
func (b *Book) byRow(g *group, f *said) []candidate {
	var found []candidate
	for _, name := range g.rows {
		for _, i := range b.rows[name] {
			for _, row := range b.card.Criteria[i].Rows {
				if v, ok := shown(row.Shown); ok && row.Name == name {
					if _, comparable := f.equals(v.Number, v.Unit); comparable && f.dim != "" {
						found = append(
							found,
							candidate{v.Number, v.Unit, b.card.Criteria[i].ID + " of " + name, row.Shown, i},
						)
					}
				}
			}
		}
	}
	return found
}

// byMeasure gives the figures of the measures that the group's words name.
func (b *Book) byMeasure(g *group, f *said) []candidate {
	var found []candidate
	for _, hit := range words.Measures(g.line.Text, g.first, g.end) {
		m := hit.Name
		if len(b.facts[m]) == 0 || b.narrowedMeasure(g) {
			continue
		}
		for _, fact := range b.facts[m] {
			if f.dim == "" && fact.unit == "" && f.noun != "" && !strings.HasSuffix(m, ".total") {
				continue
			}
			found = append(found, b.factual(m, fact))
		}
	}
	return found
}

func (b *Book) narrowedMeasure(g *group) bool { return g.foreign }

func (b *Book) factual(measure string, f fact) candidate {
	shown := strconv.FormatFloat(f.value, 'f', -1, 64)
	if c := &b.card.Criteria[f.criterion]; c.Measure == measure {
		return candidate{f.value, f.unit, b.label(f.criterion), b.shownFigure(c), f.criterion}
	}
	return candidate{f.value, f.unit, measure, shown, f.criterion}
}
