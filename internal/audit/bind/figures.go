package bind

import (
	"signoff/internal/audit/figure"
	"signoff/internal/audit/words"
	"signoff/internal/lazy"
	"slices"
	"strconv"
	"strings"
)

// readFigures finds the figures that are not part of a name, each with its
// role.
func (v *view) readFigures(b *Book) {
	token := 0
	for _, f := range figure.Find(v.Folded) {
		for token < len(v.Tokens) && v.Tokens[token].End <= f.At {
			token++
		}
		if token >= len(v.Tokens) || v.isNamed[token] || v.Folded[max(0, f.At-1)] == '#' {
			continue
		}
		s := said{Found: f, token: token, ratio: f.Ratio()}
		s.reads(v.Folded[min(f.End, len(v.Folded)):])
		if s.dim == "" && b.isRelease(v.Folded[f.At:f.At+leadingNumber(v.Folded[f.At:])]) {
			continue
		}
		if words.In(s.noun).Has(words.Measured, words.Actual) {
			s.noun = "" // "mit 1,4 gemessen"
		}
		v.figures = append(v.figures, s)
	}
	v.numberWords()
	v.fractions()
	v.ratios()
	v.roles(b)
	v.percentiles()
}

// numberWords reads number words that count: "none failed", "only one
// criterion".
func (v *view) numberWords() {
	for i, t := range v.Tokens {
		n, ok := words.Number(t.Word)
		if !ok || v.isNamed[i] || n == 1 && i+1 < len(v.Tokens) && v.Tokens[i+1].Word == "of" && !v.countedAt(i+2) ||
			v.phrased(i) {
			continue
		}
		if slices.ContainsFunc(v.figures, func(f said) bool { return f.token == i }) {
			continue
		}
		if i > 0 && (v.tens(i-1) || v.numeral(i-1) && v.numeral(i)) {
			continue // the units of "twenty-nine"
		}
		end := t.End
		if v.tens(i) {
			units, _ := words.Number(v.Tokens[i+1].Word)
			n += units
			end = v.Tokens[i+1].End
		} else if v.numeral(i) {
			n, end = v.numerals(i)
		}
		value := figure.Value{Text: v.Folded[t.Start:end], Number: n, Step: 1, Of: nan}
		s := said{Found: figure.Found{Value: value, At: t.Start, End: end}, token: i, word: true}
		s.reads(v.Folded[end:])
		v.figures = append(v.figures, s)
	}
	slices.SortStableFunc(v.figures, func(a, b said) int { return a.At - b.At })
}

// numeral says whether a token is a numeral of Chinese or Japanese, from one to
// ten.
func (v *view) numeral(i int) bool {
	n, ok := words.Number(v.Tokens[i].Word)
	return ok && n >= 1 && n <= 10 && v.Tokens[i].Word >= "一" && v.Tokens[i].Word <= "龥" && len(v.Tokens[i].Word) == 3
}

// numerals reads a run of numerals: 三十一.
func (v *view) numerals(i int) (n float64, end int) {
	for units := 0.0; i < len(v.Tokens) && v.numeral(i) && (end == 0 || v.Tokens[i].Start == end); i++ {
		d, _ := words.Number(v.Tokens[i].Word)
		if d == 10 {
			n += max(units, 1)*10 - units
			units = 0
		} else {
			n += d
			units = d
		}
		end = v.Tokens[i].End
	}
	return n, end
}

// percentiles takes "95 % of the checkouts took at most" for the percentile
// that it speaks of.
func (v *view) percentiles() {
	v.shares = nil
	for i := 0; i+1 < len(v.figures); i++ {
		f, next := v.figures[i], v.figures[i+1]
		share, part := strings.TrimSpace(strings.TrimSuffix(f.Text, "%")), f.dim == "%"
		if f.ratio && f.dim == "" && f.Of == 100 {
			share, part = strconv.FormatFloat(f.Number, 'f', -1, 64), true
		}
		name := percentile(strings.ReplaceAll(share, ".", "") + "th")
		if !part || name == "" || next.dim != "time" || next.Qualifier == "" ||
			next.Qualifier[0] != '<' || next.token-f.token > 12 ||
			!f.ratio && !strings.HasPrefix(strings.TrimLeft(v.Lower[f.End:], " "), "of ") {
			continue
		}
		v.shares = append(v.shares, quantile{f.token, name})
		v.figures = slices.Delete(v.figures, i, i+1)
	}
}

// quantile is a token that stands for a percentile.
type quantile struct {
	token int
	name  string
}

// tens says whether a number word and the one after it are one number:
// twenty-nine.
func (v *view) tens(i int) bool {
	if i+1 >= len(v.Tokens) {
		return false
	}
	tens, ok := words.Number(v.Tokens[i].Word)
	units, also := words.Number(v.Tokens[i+1].Word)
	gap := v.Folded[v.Tokens[i].End:v.Tokens[i+1].Start]
	return ok && also && tens >= 20 && units > 0 && units < 10 && (gap == "-" || gap == " ")
}

// countedAt says whether a figure begins at a token, or behind an article there.
func (v *view) countedAt(i int) bool {
	for ; i < len(v.Tokens) && definite(v.Tokens[i].Word); i++ {
	}
	if i >= len(v.Tokens) {
		return false
	}
	_, word := words.Number(v.Tokens[i].Word)
	return word || v.Tokens[i].Word[0] >= '0' && v.Tokens[i].Word[0] <= '9'
}

// phrased says whether a token is part of a longer phrase: no-go.
func (v *view) phrased(i int) bool {
	for _, h := range v.Hits {
		if h.First <= i && i < h.End && h.End-h.First > 1 && h.Set.Has(words.StrongRejected, words.StrongApproved,
			words.Rejected, words.NotApproved, words.Met, words.Unmet, words.Not) && !h.Set.Has(words.None) ||
			h.First < i && i < h.End && v.Tokens[h.First].Word == "not" && h.Set.Has(words.None) {
			return true
		}
	}
	return false
}

// wholeFirst tells "31 criteria, of which 20" as Chinese and Japanese write it.
var wholeFirst = lazy.Regexp(`^\d[\d,]*[^0-9,.;:]{0,16}中有?(?:的)?\s*$`)

// ratios joins "14 of 16" to one figure; "95 of 100" of runs is a percentile
// and none.
func (v *view) ratios() {
	kept := v.figures[:0]
	for i := 0; i < len(v.figures); i++ {
		f := v.figures[i]
		if i+1 < len(v.figures) && f.Step == 1 && v.figures[i+1].Step == 1 && !f.ratio && !v.figures[i+1].ratio &&
			wholeFirst().MatchString(v.Folded[f.At:v.figures[i+1].At]) {
			part := v.figures[i+1]
			part.Of, part.whole, part.ratio = f.Number, f.Number, true
			part.dim, part.noun, part.token = "", "", f.token
			part.Text = strings.TrimSpace(v.Folded[f.At:min(part.End, len(v.Folded))])
			part.At = f.At
			kept = append(kept, part)
			i++
			continue
		}
		if i+1 < len(v.figures) && f.dim == "" && !f.ratio && v.figures[i+1].dim == "" &&
			v.between(f, v.figures[i+1]) {
			whole := v.figures[i+1]
			f.Of, f.whole, f.ratio = whole.Number, whole.Number, true
			f.End, f.noun = whole.End, whole.noun
			f.Text = strings.TrimSpace(v.Folded[f.At:min(whole.End, len(v.Folded))])
			i++
		}
		kept = append(kept, f)
	}
	v.figures = kept
}

// between says whether only "of" and fillers stand between two figures.
func (v *view) between(a, b said) bool {
	found := false
	for i := a.token + 1; i < b.token; i++ {
		if inHit := v.covering(i); inHit >= 0 && inHit < i {
			continue // of a phrase that was looked at
		}
		if c := v.Tokens[i].Word[0]; v.Tokens[i].Start < a.End && c >= '0' && c <= '9' {
			continue
		}
		var set words.Set
		for _, h := range v.Within(i, i+1) {
			set |= h.Set
		}
		switch {
		case set.Has(words.Of):
			found = true
		case !set.Has(words.Filler, words.Criteria, words.All):
			return false
		}
	}
	gap := v.Folded[min(a.At+leadingNumber(v.Folded[a.At:]), b.At):b.At]
	return found && b.token-a.token <= 6 && !strings.ContainsAny(gap, ",;:()")
}
