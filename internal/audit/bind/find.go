package bind

import (
	"slices"
	"strings"

	"signoff/internal/audit/figure"
	"signoff/internal/audit/sentence"
	"signoff/internal/audit/words"
)

// mention is a name of the assessment at tokens of a text.
type mention struct {
	kind       kind
	first, end int
	at         int
	text       string
}

// find gives the names in a text, the longest at each place; an id or a row
// must be written as it is.
func (b *Book) find(t *words.Text) []mention {
	var found []mention
	for i := 0; i < len(t.Tokens); {
		best := mention{first: i, end: i}
		from := len(found)
		for _, n := range b.names[t.Tokens[i].Word] {
			end := i + len(n.words)
			if end > len(t.Tokens) || end < best.end || !same(t.Tokens[i:end], n.words) {
				continue
			}
			written := t.Lower[t.Tokens[i].Start:t.Tokens[end-1].End]
			switch n.kind {
			case criterionID, waiverID:
				if written != n.text || joined(t, i, end) {
					continue
				}
			case rowName:
				if t.Folded[t.Tokens[i].Start:t.Tokens[end-1].End] != n.text {
					continue
				}
			case roleName, categoryTitle:
				if c := t.Folded[t.Tokens[i].Start]; c >= 'a' && c <= 'z' && n.kind == roleName {
					continue
				}
			}
			if end > best.end {
				found = found[:from]
			}
			best.end = end
			found = append(found, mention{n.kind, i, end, n.at, n.text})
		}
		i = max(best.end, i+1)
	}
	return found
}

func same(tokens []words.Token, want []string) bool {
	for i, t := range tokens {
		if t.Word != want[i] {
			return false
		}
	}
	return true
}

// joined says whether an id is only a part of a longer one: RED-1 in RED-1-b.
func joined(t *words.Text, first, end int) bool {
	start, stop := t.Tokens[first].Start, t.Tokens[end-1].End
	before := start > 0 && strings.IndexByte("-_./", t.Lower[start-1]) >= 0
	after := stop+1 < len(t.Lower) && strings.IndexByte("-_./", t.Lower[stop]) >= 0 && t.Lower[stop+1] != ' ' &&
		t.Lower[stop] != '.'
	return before || after
}

// group is the part of a sentence that says one thing: clauses with the names
// in them up to and with a predicate. What it lacks it takes from the group
// before it.
type group struct {
	line       *sentence.Line
	first, end int

	ids, waivers, roles, categories []int
	rows                            []string
	project                         bool
	titles                          []int // criteria whose title the words tell
	full                            []int // those of which every telling word is there
	stems                           []string
	set                             words.Set // concepts outside names
	own                             words.Set // of this group alone, without what it took over
	hits                            []words.Hit
	figures                         []said
	foreign                         bool // holds words that mean nothing here
	narrow                          bool // holds such words, or those of titles
	inherited                       bool
	categorized                     bool // names a category itself
	firstID                         int  // the token of the first id
}

// predicates are the concepts that say something of a thing.
var predicates = words.SetOf(
	words.StrongApproved,
	words.Approved,
	words.StrongRejected,
	words.NotApproved,
	words.Rejected,
	words.Conditional,
	words.Indeterminate,
	words.Met,
	words.Unmet,
	words.Warned,
	words.Unknown,
	words.Waived,
	words.Signed,
	words.SignedBy,
	words.Refused,
	words.Measured,
)

// view is a line with what names and figures it holds.
type view struct {
	*sentence.Line
	named   []mention
	isNamed []bool
	figures []said
}

// look reads a line: its sentences, names and figures.
func (b *Book) look(text string) *view {
	v := &view{Line: sentence.Read(text)}
	v.named = b.find(&v.Text)
	v.isNamed = make([]bool, len(v.Tokens))
	for _, m := range v.named {
		if m.kind == wholeTitle || m.kind == criterionID || m.kind == projectName || m.kind == waiverID ||
			m.kind == rowName {
			for i := m.first; i < m.end; i++ {
				v.isNamed[i] = true
			}
		}
	}
	v.readFigures(b)
	return v
}

// readFigures finds the figures that are not part of a name, each with its
// role.
func (v *view) readFigures(b *Book) {
	token := 0
	for _, f := range figure.Find(v.Folded) {
		for token < len(v.Tokens) && v.Tokens[token].End <= f.At {
			token++
		}
		if f.Text == b.card.Release || token >= len(v.Tokens) || v.isNamed[token] || v.Folded[max(0, f.At-1)] == '#' {
			continue
		}
		s := said{Found: f, token: token, ratio: f.Ratio()}
		s.reads(v.Folded[min(f.End, len(v.Folded)):])
		v.figures = append(v.figures, s)
	}
	v.numberWords()
	v.ratios()
	v.roles()
}

// numberWords reads number words that count: "none failed", "only one
// criterion".
func (v *view) numberWords() {
	for i, t := range v.Tokens {
		n, ok := words.Number(t.Word)
		if !ok || v.isNamed[i] || n == 1 && i+1 < len(v.Tokens) && v.Tokens[i+1].Word == "of" {
			continue
		}
		if slices.ContainsFunc(v.figures, func(f said) bool { return f.token == i }) {
			continue
		}
		value := figure.Value{Text: v.Folded[t.Start:t.End], Number: n, Step: 1, Of: nan}
		s := said{Found: figure.Found{Value: value, At: t.Start, End: t.End}, token: i, word: true}
		s.noun, _ = firstWord(v.Folded[t.End:])
		v.figures = append(v.figures, s)
	}
	slices.SortStableFunc(v.figures, func(a, b said) int { return a.At - b.At })
}

// ratios joins "14 of 16" to one figure; "95 of 100" of runs is a percentile
// and none.
func (v *view) ratios() {
	kept := v.figures[:0]
	for i := 0; i < len(v.figures); i++ {
		f := v.figures[i]
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
	return found && b.token-a.token <= 6 && !strings.ContainsAny(v.Folded[a.At:b.At], ",;:()")
}

// roles tells what is asked for or limited from what was observed.
func (v *view) roles() {
	for i := range v.figures {
		f := &v.figures[i]
		for _, h := range v.hitsAround(f) {
			switch {
			case h.Set.Has(words.Target) && h.First < f.token && !v.figureBetween(h.End, f.token):
				f.role = wanted
			case h.Set.Has(words.Target) && h.First > f.token && v.directly(f, h.First):
				f.role = wanted
			case h.Set.Has(words.AtLeast) && h.End == f.token && f.Qualifier == "":
				f.Qualifier, f.limit = ">=", h.First
			case h.Set.Has(words.AtMost) && h.End == f.token && f.Qualifier == "":
				f.Qualifier, f.limit = "<=", h.First
			case h.Set.Has(words.About) && h.End == f.token:
				f.rounds = true
			}
		}
	}
}

// hitsAround gives the phrases of the clause of a figure.
func (v *view) hitsAround(f *said) []words.Hit {
	for _, s := range v.Sentences {
		if f.token < s.First || f.token >= s.End {
			continue
		}
		for _, c := range s.Clauses {
			if f.token >= c.First && f.token < c.End {
				return v.unnamed(c.First, c.End)
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
