package bind

import (
	"slices"
	"strings"

	"signoff/internal/audit/figure"
	"signoff/internal/audit/words"
)

// fractions reads "one in a hundred" and "three quarters" as shares in per cent.
func (v *view) fractions() {
	for _, f := range words.Fractions(v.Text) {
		v.share(said{Found: figure.Found{Value: figure.Value{Number: f.Percent, Step: 1}}, token: f.First, rounds: true},
			f.First, f.End)
	}
	for i := 0; i+1 < len(v.figures); i++ {
		part, whole := v.figures[i], v.figures[i+1]
		if part.dim != "" || part.ratio || !powerOfTen(whole.Number) || whole.dim != "" || whole.Of == whole.Of ||
			!v.within(part, whole) {
			continue
		}
		scale := 100 / whole.Number
		v.share(said{Found: figure.Found{Value: figure.Value{Number: part.Number * scale, Step: part.Step * scale}},
			token: part.token}, part.token, v.tokenAt(whole.End))
	}
}

// share puts a share in place of the figures in a run of tokens.
func (v *view) share(f said, first, end int) {
	f.At, f.End = v.Tokens[first].Start, v.Tokens[end-1].End
	f.Text, f.Of, f.Unit = v.Folded[f.At:f.End], nan, "%"
	f.dim, f.factor, f.word = "%", 1, true
	v.figures = slices.DeleteFunc(v.figures, func(g said) bool { return g.token >= first && g.token < end })
	v.figures = append(v.figures, f)
	slices.SortStableFunc(v.figures, func(a, b said) int { return a.At - b.At })
}

// tokenAt gives the first token that begins at or behind a byte.
func (v *view) tokenAt(at int) int {
	i := 0
	for i < len(v.Tokens) && v.Tokens[i].Start < at {
		i++
	}
	return i
}

func powerOfTen(n float64) bool {
	for ; n > 1; n /= 10 {
		if n == 10 {
			return true
		}
	}
	return false
}

// within says whether "in", with a noun before and an article behind it, stands
// between two figures: "4 parcels in ten thousand".
func (v *view) within(a, b said) bool {
	gap := strings.Fields(strings.ToLower(v.Folded[min(a.At+leadingNumber(v.Folded[a.At:]), b.At):b.At]))
	if a.word && len(gap) > 0 {
		gap = gap[1:]
	}
	if len(gap) > 0 && (gap[len(gap)-1] == "a" || gap[len(gap)-1] == "every" || gap[len(gap)-1] == "one") {
		gap = gap[:len(gap)-1]
	}
	return len(gap) > 0 && len(gap) <= 2 && (gap[len(gap)-1] == "in" || gap[len(gap)-1] == "per" && b.Number > 10)
}
