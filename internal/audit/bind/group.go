package bind

import (
	"math"
	"slices"
	"strings"

	"signoff/internal/audit/sentence"
	"signoff/internal/audit/words"
)

var nan = math.NaN()

// groups cuts a sentence into what says one thing each.
func (b *Book) groups(v *view, s sentence.Sentence) []*group {
	var all []*group
	first := s.First
	for i, c := range s.Clauses {
		last := i == len(s.Clauses)-1
		if !last &&
			(!v.says(c.First, c.End) || c.Colon && !v.names(first, c.End) && !v.figureBetween(first, c.End) &&
				v.figureBetween(c.End, c.End+1)) {
			continue
		}
		if !v.says(first, c.End) && len(all) > 0 {
			// what trails behind the last predicate belongs to it, but for a reason and another name
			if last := all[len(all)-1]; !v.reason(first) && (len(last.ids) == 0 || !v.names(first, c.End)) {
				all[len(all)-1] = b.group(v, all[len(all)-1].first, c.End)
			}
			break
		}
		all = append(all, b.group(v, first, c.End))
		first = c.End
	}
	for i := 1; i < len(all); i++ {
		b.inherit(all[i], all[i-1])
	}
	return all
}

// reason says whether a clause gives a reason.
func (v *view) reason(first int) bool {
	switch v.Tokens[first].Word {
	case "because", "since", "as", "weil", "da", "denn", "car", "parce", "porque", "ya":
		return true
	}
	return false
}

// names says whether a run of tokens holds the id of a criterion.
func (v *view) names(first, end int) bool {
	return slices.ContainsFunc(v.named, func(m mention) bool {
		return m.kind == criterionID && m.first >= first && m.first < end
	})
}

// says whether a run of tokens holds a predicate.
func (v *view) says(first, end int) bool {
	for _, h := range v.unnamed(first, end) {
		if h.Set&predicates != 0 {
			return true
		}
	}
	if first < end && isoDate().MatchString(v.Folded[v.Tokens[first].Start:v.Tokens[end-1].End]) {
		return true
	}
	for _, m := range v.named {
		if m.kind == gradeName && m.first >= first && m.first < end {
			return true
		}
	}
	return v.figureBetween(first, end)
}

func (b *Book) group(v *view, first, end int) *group {
	g := &group{line: v.Line, first: first, end: end}
	for _, m := range v.named {
		if m.first < first || m.first >= end {
			continue
		}
		switch m.kind {
		case criterionID:
			if len(g.ids) == 0 {
				g.firstID = m.first
			}
			g.ids = append(g.ids, m.at)
			g.endID = m.end
		case waiverID:
			g.waivers = append(g.waivers, m.at)
		case roleName:
			g.roles = append(g.roles, m.at)
		case categoryTitle:
			if !slices.Contains(g.categories, m.at) {
				g.categories = append(g.categories, m.at)
				g.categorized = true
			}
		case projectName:
			g.project = true
		case rowName:
			g.rows = append(g.rows, m.text)
		}
	}
	g.hits = v.unnamed(first, end)
	for _, h := range g.hits {
		g.set |= h.Set
	}
	g.own = g.set
	for _, f := range v.figures {
		if f.token >= first && f.token < end {
			g.figures = append(g.figures, f)
		}
	}
	g.words(b, v)
	b.entitle(g)
	g.foreign, g.narrow = b.strange(v, g)
	return g
}

// words gathers the stems of a group that may tell a title.
func (g *group) words(b *Book, v *view) {
	inFigure := map[int]bool{}
	for _, f := range g.figures {
		inFigure[f.token] = true
	}
	seen := map[string]bool{}
	for i := g.first; i < g.end; i++ {
		s := stem(v.Tokens[i].Word)
		for _, share := range v.shares {
			if share.token == i {
				s = share.name
			}
		}
		if inFigure[i] && len(b.stems[s]) == 0 || seen[s] {
			continue
		}
		seen[s] = true
		g.stems = append(g.stems, s)
		if two, ok := b.joined[v.Tokens[i].Word]; ok {
			g.stems = append(g.stems, two[0], two[1]) // rollback
		}
		if i > g.first && len(b.stems[stem(v.Tokens[i-1].Word+v.Tokens[i].Word)]) > 0 {
			g.stems = append(g.stems, stem(v.Tokens[i-1].Word+v.Tokens[i].Word)) // fail over
		}
	}
}

// strange says whether a group holds words that neither the tables nor the
// titles of criteria know: then it may speak of something else. It is narrow
// where words of titles narrow what is counted.
func (b *Book) strange(v *view, g *group) (foreign, narrow bool) {
	covered := make([]bool, g.end-g.first)
	for _, h := range v.Within(g.first, g.end) {
		for i := h.First; i < min(h.End, g.end); i++ {
			covered[i-g.first] = true
		}
	}
	for _, m := range v.named {
		for i := max(m.first, g.first); i < min(m.end, g.end); i++ {
			covered[i-g.first] = true
		}
	}
	for _, f := range g.figures {
		for i := f.token; i < g.end && (v.Tokens[i].Start < f.End || i == f.token); i++ {
			covered[i-g.first] = true
		}
	}
	for _, m := range words.Measures(v.Text, g.first, g.end) {
		for i := m.First; i < m.End; i++ {
			covered[i-g.first] = true
		}
	}
	for i := range covered {
		word := v.Tokens[g.first+i].Word
		if covered[i] || word[0] >= '0' && word[0] <= '9' || percentile(word) != "" ||
			len(word) == 1 && word[0] < 0x80 {
			continue
		}
		if _, factor := dimension(word); factor != 1 {
			continue
		}
		if stem(word) == "percentil" || b.isRelease(word) || b.own[word] {
			continue
		}
		if b.tells(word) {
			narrow = true
			continue
		}
		if words.Tells(word) {
			continue
		}
		return true, true
	}
	return false, narrow
}

func (b *Book) isRelease(word string) bool {
	return word != "" && strings.TrimRight(word, ".,") == b.card.Release
}

// inherit gives a group the thing that the group before it spoke of, where it
// names none and says nothing strange.
func (b *Book) inherit(g, before *group) {
	if g.foreign || len(g.ids) > 0 || len(g.waivers) > 0 || len(g.full) > 0 || len(g.rows) > 0 {
		return
	}
	g.inherited = true
	g.ids = before.ids
	g.waivers = before.waivers
	if len(g.categories) == 0 {
		g.categories = before.categories
	}
	if len(g.roles) == 0 {
		g.roles = before.roles
	}
	g.project = g.project || before.project
	ownPercentile := slices.ContainsFunc(g.stems, func(s string) bool { return percentile(s) != "" })
	for _, s := range before.stems {
		if (!ownPercentile || percentile(s) == "") && !slices.Contains(g.stems, s) {
			g.stems = append(g.stems, s)
		}
	}
	taken := before.set & inheritable
	if g.own&counted != 0 {
		taken &^= counted
	}
	g.set |= taken
	g.narrow = g.narrow || before.foreign && g.own&counted == 0 && !g.own.Has(words.Compliance)
	g.ofStranger = before.foreign && !before.project
	b.entitle(g)
}

// counted are the concepts of things that are counted.
var counted = words.SetOf(words.Criteria, words.Tests, words.Findings, words.Blockers, words.Waivers)

// inheritable are the concepts that name a thing.
var inheritable = words.SetOf(
	words.Compliance,
	words.Score,
	words.Grade,
	words.Criteria,
	words.Tests,
	words.Findings,
	words.Blockers,
	words.Waivers,
	words.VerdictKey,
	words.StatusKey,
	words.Release,
	words.Expires,
	words.SignedBy,
)

// negated says whether a negation stands in the group outside the phrases that
// are words of their own.
func (g *group) negated() bool { return g.own.Has(words.Not) }
