package bind

import (
	"signoff/internal/audit/words"
	"strings"

	"signoff/internal/audit/sentence"
	"signoff/internal/lazy"
)

// Sign is what a glyph or a box says of a line or cell.
type Sign uint8

// The signs.
const (
	NoSign Sign = iota
	Good
	Bad
)

// Line is a line of prose, an item, a heading, or "key: value". Key is "" where
// there is none; Text is the whole line without markup, with what is quoted
// already left out.
type Line struct {
	Text    string
	Key     string
	Value   string
	Sign    Sign
	Heading bool
	Item    bool
	Row     bool
	Top     bool   // it stands under nothing but the title of a report about the whole
	Under   string // the heading that it stands under
}

// Text judges a line.
func (b *Book) Text(at Line) Reading {
	var r Reading
	at = b.underThing(at)
	v := b.look(at.Text)
	v.subject(at)
	if len(v.Tokens) == 0 {
		if at.Sign == NoSign {
			return r
		}
	}
	if b.roleTicked(v, at, &r) || at.Key != "" && b.answered(at, &r) {
		b.settleAll(v, &r)
		return r
	}
	for i, s := range v.Sentences {
		if b.general(v, s) {
			b.settleAll(v, &r)
			continue
		}
		if m := v.Mood(s, func(t int) bool { return v.isNamed[t] || v.measured[t] || v.inTitle(b, s, t) }); excused(m) {
			for _, f := range v.figures {
				if f.token >= s.First && f.token < s.End {
					r.settle(f.Text)
				}
			}
			continue
		}
		b.sentence(v, s, at, i == 0, &r)
	}
	return r
}

var elsewhere = lazy.Regexp(`^(?:in|with|for|under|bei|mit|en|dans|avec)\s+(?:version |release ` +
	`|v)?(\d+(?:\.\d+)+)\s+\pL{3}`)

var release = lazy.Regexp(`\b(?:release|version|v) ?(\d+(?:\.\d+)+)\b`)

// underThing gives a line such as "Result: 44 ms" the criterion that the heading
// above it is for its key.
func (b *Book) underThing(at Line) Line {
	if at.Row || at.Heading || at.Key == "" || at.Under == "" || !b.isThing(at.Under) || !b.Names(at.Under) ||
		!words.Whole(at.Key).Has(words.Actual, words.Status, words.StatusKey) {
		return at
	}
	at.Key = at.Under
	at.Text = at.Key + ": " + at.Value
	return at
}

// leadingRelease finds "4.0 routed" at the begin of a sentence.
var leadingRelease = lazy.Regexp(`^v?(\d+(?:\.\d+)+) (?:is|was|had|has|[a-z]{2,}ed) `)

// ofRelease says whether a sentence names a release that is not the assessed
// one before it says anything.
func (b *Book) ofRelease(v *view, s sentence.Sentence) bool {
	if b.card.Release == "" {
		return false
	}
	text := v.Lower[v.Tokens[s.First].Start:v.Tokens[s.End-1].End]
	at := release().FindStringSubmatchIndex(text)
	if first := leadingRelease().FindStringSubmatchIndex(text); at == nil && first != nil {
		at = first
	}
	if at == nil || text[at[2]:at[3]] == strings.ToLower(b.card.Release) {
		return false
	}
	for _, h := range v.unnamed(s.First, s.End) {
		if h.Set&predicates != 0 && v.Tokens[h.First].Start-v.Tokens[s.First].Start < at[0] {
			return false
		}
	}
	return true
}

// general says whether a sentence speaks of releases in general, "an approved
// release has no open blocker", of categories, or opens with another than the assessed.
func (b *Book) general(v *view, s sentence.Sentence) bool {
	text := v.Lower[v.Tokens[s.First].Start:v.Tokens[s.End-1].End]
	if v.defines(s) {
		return true
	}
	if b.ofRelease(v, s) {
		return true
	}
	if m := elsewhere().FindStringSubmatch(text); m != nil && b.card.Release != "" && m[1] != b.card.Release {
		return true
	}
	if !indefinite(v.Tokens[s.First].Word) || v.Tokens[s.First].Word == "no" {
		return false
	}
	for i := s.First + 1; i < min(s.End, s.First+3); i++ {
		switch strings.TrimSuffix(v.Tokens[i].Word, "s") {
		case "release", "version", "verdict", "freigabe", "category":
			return true
		}
	}
	return false
}

// subject takes the title of a category for a name where it is what a row or a
// key is about: the category Tests is not a number of tests.
func (v *view) subject(at Line) {
	for _, m := range v.named {
		if m.kind == categoryTitle && m.first == 0 &&
			(at.Row || strings.EqualFold(strings.TrimSpace(at.Key), m.text)) {
			for i := m.first; i < m.end; i++ {
				v.isNamed[i] = true
			}
		}
	}
}

// settleAll says that no figure of a line needs a further word.
func (b *Book) settleAll(v *view, r *Reading) {
	for _, f := range v.figures {
		r.settle(f.Text)
	}
}

// inTitle says whether a token of a sentence is a word of a title all of whose
// words the sentence holds, or stands next to its neighbour there: "last backup".
func (v *view) inTitle(b *Book, s sentence.Sentence, token int) bool {
	if token+1 < s.End && b.pairs[[2]string{v.Tokens[token].Word, v.Tokens[token+1].Word}] {
		return true
	}
	own := stem(v.Tokens[token].Word)
	for _, c := range b.stems[own] {
		found := 0
		for _, want := range b.titles[c].stems {
			for i := s.First; i < s.End; i++ {
				if stem(v.Tokens[i].Word) == want {
					found++
					break
				}
			}
		}
		if found == len(b.titles[c].stems) {
			return true
		}
	}
	return false
}

// sentence judges one sentence that nothing takes back.
func (b *Book) sentence(v *view, s sentence.Sentence, at Line, first bool, r *Reading) {
	groups := b.groups(v, s)
	if b.wholeTitle(v, s, at, r) || first && b.ticked(v, s, groups, at, r) {
		b.settleAll(v, r)
		return
	}
	b.inOrder(v, s, groups)
	b.scope(at, groups)
	listed(groups)
	agreed := map[int]bool{}
	for i, g := range groups {
		b.judge(g, at, agreed, r)
		b.outcomes(v, s, g, at, r)
		b.absolutes(v, s, g, r)
		b.covers(g, r)
		b.approvals(v, s, g, at, r)
		b.dates(v, s, g, at, r)
		if b.verdict(v, s, g, at, first && i == 0, r) {
			continue
		}
		b.grades(v, g, r)
	}
}

// scope gives the groups that name no category the one whose title the heading
// above them is.
func (b *Book) scope(at Line, groups []*group) {
	for i := range b.card.Categories {
		c := &b.card.Categories[i]
		title := strings.TrimLeft(at.Under, "0123456789. ")
		if title != "" && strings.EqualFold(title, c.Title) {
			for _, g := range groups {
				if len(g.categories) == 0 {
					g.categories = []int{i}
				}
			}
		}
	}
}
