package bind

import (
	"slices"
	"strings"

	"signoff/internal/audit/sentence"
	"signoff/internal/audit/words"
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
	Under   string // the heading that it stands under
}

// Text judges a line.
func (b *Book) Text(at Line) Reading {
	var r Reading
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

var elsewhere = lazy.Regexp(`^(?:in|with|for|under|bei|mit|en|dans|avec)\s+(?:version |release |v)?(\d+(?:\.\d+)+)\s+\pL{3}`)

// general says whether a sentence speaks of releases in general, "an approved
// release has no open blocker", or opens with another than the assessed.
func (b *Book) general(v *view, s sentence.Sentence) bool {
	text := v.Lower[v.Tokens[s.First].Start:v.Tokens[s.End-1].End]
	if v.defines(s) {
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
		case "release", "version", "verdict", "freigabe":
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
// words the sentence holds.
func (v *view) inTitle(b *Book, s sentence.Sentence, token int) bool {
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

// listed takes a list of outcomes with numbers, "met: 28, unmet: 1", for
// counts of criteria.
func listed(groups []*group) {
	if len(groups) == 1 && groups[0].end-groups[0].first == 2 && len(groups[0].figures) == 1 &&
		groups[0].figures[0].dim == "" && groups[0].figures[0].token == groups[0].first+1 &&
		groups[0].own.Has(words.Met, words.Unmet, words.Unknown, words.Warned) {
		groups[0].set |= words.SetOf(words.Criteria)
		return
	}
	counts := func(g *group) bool {
		return len(g.figures) == 1 && g.figures[0].dim == "" &&
			g.own.Has(words.Met, words.Unmet, words.Unknown, words.Warned) &&
			!g.set.Has(words.Tests, words.Findings, words.Criteria)
	}
	n, tells := 0, false
	for _, g := range groups {
		if counts(g) {
			n++
			tells = tells || g.own.Has(words.Unknown, words.Warned)
		}
	}
	alone := len(groups) == 1 && n == 1 && groups[0].says("unmet")
	if (n < 2 || !tells) && !alone {
		return
	}
	for _, g := range groups {
		if counts(g) {
			g.set |= words.SetOf(words.Criteria)
		}
	}
}

// says whether a word stands in the group.
func (g *group) says(word string) bool {
	for i := g.first; i < g.end; i++ {
		if g.line.Tokens[i].Word == word {
			return true
		}
	}
	return false
}

// inOrder pairs names with figures where the sentence says "respectively".
func (b *Book) inOrder(v *view, s sentence.Sentence, groups []*group) {
	respectively := false
	for i := s.First; i < s.End; i++ {
		switch v.Tokens[i].Word {
		case "respectively", "beziehungsweise", "respectivement", "respectivamente":
			respectively = true
		}
	}
	if !respectively {
		return
	}
	var ids []int
	var figures []*said
	for _, g := range groups {
		for _, id := range g.ids {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
		for i := range g.figures {
			figures = append(figures, &g.figures[i])
		}
	}
	if len(ids) != len(figures) || len(ids) < 2 {
		return
	}
	at := 0
	for _, g := range groups {
		if n := len(g.figures); n > 0 {
			g.ids = ids[at : at+n]
			at += n
		}
	}
}

// defines says whether a sentence says what a verdict means.
func (v *view) defines(s sentence.Sentence) bool {
	for _, h := range v.Within(s.First, s.End) {
		if h.First > s.First || h.End >= s.End || !h.Set.Has(words.Approved, words.Rejected, words.Conditional, words.Indeterminate) {
			return false
		}
		switch v.Tokens[h.End].Word {
		case "means", "stands", "heißt", "bedeutet", "signifie", "significa":
			return true
		}
		colon := strings.HasPrefix(strings.TrimLeft(v.Folded[v.Tokens[h.End-1].End:], " *"), ":")
		return colon && !words.In(v.Tokens[s.First].Word).Has(words.VerdictKey, words.StatusKey) &&
			words.In(v.Folded[v.Tokens[h.End].Start:]).Has(words.Compliance, words.Criteria, words.Blockers)
	}
	return false
}

// roleTicked judges a tick at an item that is nothing but the name of a role.
func (b *Book) roleTicked(v *view, at Line, r *Reading) bool {
	if at.Sign != Good || !at.Item && !(at.Key != "" && strings.TrimSpace(at.Value) == "") {
		return false
	}
	role := slices.IndexFunc(v.named, func(m mention) bool {
		return m.kind == roleName && m.first == 0 && m.end == len(v.Tokens)
	})
	if role < 0 {
		return false
	}
	if a := b.card.Approvals[v.named[role].at]; !a.Counts() {
		r.fault(a.Role, "the report ticks %s, and the assessment says that its approval is %s", a.Role, a.State)
	}
	return true
}

// answered judges a pair whose key asks and whose value answers: "Ready for
// production? Yes".
func (b *Book) answered(at Line, r *Reading) bool {
	key, value := words.In(at.Key), words.Whole(at.Value)
	if strings.TrimSpace(at.Value) == "" && at.Sign != NoSign && words.Whole(at.Key).Has(words.VerdictKey) {
		b.claimVerdict(map[Sign]claim{Good: approvedClaim, Bad: rejectedClaim}[at.Sign], at.Key, r)
		return true
	}
	if !key.Has(words.StrongApproved) && !words.Whole(at.Key).Has(words.Approved) ||
		!value.Has(words.Yes, words.No) && !(strings.TrimSpace(at.Value) == "" && at.Sign != NoSign) {
		return false
	}
	yes := value.Has(words.Yes) || value == 0 && at.Sign == Good
	if yes {
		b.claimVerdict(approvedClaim, at.Value, r)
	} else {
		b.claimVerdict(notApprovedClaim, at.Value, r)
	}
	return true
}
