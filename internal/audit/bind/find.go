package bind

import (
	"strings"

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
	return b.findRelease(t, found)
}

// findRelease adds the number of the release where it is what a sentence is
// about: "4.1 is a no-go", "we ship 4.1".
func (b *Book) findRelease(t *words.Text, found []mention) []mention {
	release := words.Scan(b.card.Release)
	n := len(release.Tokens)
	if n < 2 {
		return found
	}
	for i := 0; i+n < len(t.Tokens); i++ {
		last := t.Tokens[i+n-1]
		if t.Tokens[i].Word != release.Tokens[0].Word || t.Lower[t.Tokens[i].Start:last.End] != release.Lower {
			continue
		}
		before := strings.TrimRight(t.Lower[:t.Tokens[i].Start], " *_")
		led := before == "" || strings.HasSuffix(before, "–") || strings.HasSuffix(before, "—") ||
			strings.HasSuffix(before, ":") || strings.HasSuffix(before, ".")
		if next := t.Tokens[i+n].Word; led && asserts(next) {
			found = append(found, mention{projectName, i, i + n, 0, b.card.Release})
		}
	}
	return found
}

// asserts says whether a verb that says something of a release stands behind its
// number.
func asserts(word string) bool {
	switch word {
	case "is", "was", "has", "can", "may", "isn't", "cannot", "can't", "passed", "passes", "failed", "fails", "got",
		"gets",
		"ist", "est", "es", "darf", "kann", "did", "didn't":
		return true
	}
	return false
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
	hinted                          []int // those of two telling words of which the one that no other title has is there
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
	shares   []quantile
	figures  []said
}

// look reads a line: its sentences, names and figures.
func (b *Book) look(text string) *view {
	v := &view{Line: sentence.Read(words.Dates(text))}
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
