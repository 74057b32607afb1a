package bind

import (
	"slices"
	"strings"

	"signoff/internal/audit/figure"
	"signoff/internal/audit/sentence"
	"signoff/internal/audit/words"
	"signoff/internal/lazy"
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
	ofStranger                      bool // took its subject from a group about something unknown
	categorized                     bool // names a category itself
	firstID                         int  // the token of the first id
	endID                           int  // the token behind the last id
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
	named    []mention
	isNamed  []bool
	measured []bool // tokens of the name of a measure
	shares   []share
	figures  []said
}

// look reads a line: its sentences, names and figures.
func (b *Book) look(text string) *view {
	v := &view{Line: sentence.Read(text)}
	v.named = b.find(&v.Text)
	v.isNamed = make([]bool, len(v.Tokens))
	v.measured = make([]bool, len(v.Tokens))
	for _, m := range words.Measures(v.Text, 0, len(v.Tokens)) {
		for i := m.First; i < m.End; i++ {
			v.measured[i] = true
		}
	}
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
		if words.In(s.noun).Has(words.Measured, words.Actual) {
			s.noun = "" // "mit 1,4 gemessen"
		}
		v.figures = append(v.figures, s)
	}
	v.numberWords()
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
		if i > 0 && v.tens(i-1) {
			continue // the units of "twenty-nine"
		}
		end := t.End
		if v.tens(i) {
			units, _ := words.Number(v.Tokens[i+1].Word)
			n += units
			end = v.Tokens[i+1].End
		}
		value := figure.Value{Text: v.Folded[t.Start:end], Number: n, Step: 1, Of: nan}
		s := said{Found: figure.Found{Value: value, At: t.Start, End: end}, token: i, word: true}
		s.noun, _ = firstWord(v.Folded[end:])
		v.figures = append(v.figures, s)
	}
	slices.SortStableFunc(v.figures, func(a, b said) int { return a.At - b.At })
}

// percentiles takes "95 % of the checkouts took at most" for the percentile
// that it speaks of.
func (v *view) percentiles() {
	v.shares = nil
	for i := 0; i+1 < len(v.figures); i++ {
		f, next := v.figures[i], v.figures[i+1]
		name := percentile(strings.NewReplacer(".", "").Replace(strings.TrimSpace(strings.TrimSuffix(f.Text, "%"))) + "th")
		if f.dim != "%" || name == "" || next.dim != "time" || next.Qualifier == "" ||
			next.Qualifier[0] != '<' || next.token-f.token > 12 || !strings.HasPrefix(strings.TrimLeft(v.Lower[f.End:], " "), "of ") {
			continue
		}
		v.shares = append(v.shares, share{f.token, name})
		v.figures = slices.Delete(v.figures, i, i+1)
	}
}

// share is a token that stands for a percentile.
type share struct {
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
	return i < len(v.Tokens) && v.Tokens[i].Word[0] >= '0' && v.Tokens[i].Word[0] <= '9'
}

// phrased says whether a token is part of a longer phrase: no-go.
func (v *view) phrased(i int) bool {
	for _, h := range v.Hits {
		if h.First <= i && i < h.End && h.End-h.First > 1 && h.Set.Has(words.StrongRejected, words.StrongApproved, words.Met, words.Unmet) ||
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
	gap := v.Folded[a.At+leadingNumber(v.Folded[a.At:]) : b.At]
	return found && b.token-a.token <= 6 && !strings.ContainsAny(gap, ",;:()")
}

// leadingNumber says how many bytes of a text its number takes.
func leadingNumber(s string) int {
	n := strings.IndexFunc(s, func(r rune) bool { return !strings.ContainsRune("0123456789.,<>=~", r) })
	return max(n, 0)
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
		if v.differs(f) || v.wholeOf(f) {
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
		case "headroom", "margin", "reserve", "slack", "spare", "below", "under", "above", "over", "beyond", "more", "too", "longer", "slower", "faster", "higher", "lower", "short", "fewer", "less",
			"mehr", "zu", "über", "trop", "demasiado":
			return strings.Trim(v.Folded[v.Tokens[next-1].End:v.Tokens[next].Start], " ") == ""
		}
		if f.dim != "" || f.noun == "" {
			break
		}
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
