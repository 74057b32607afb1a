package bind

import (
	"slices"
	"strings"

	"signoff/internal/audit/sentence"
	"signoff/internal/audit/words"
	"signoff/internal/lazy"
	"signoff/internal/scorecard"
)

// claim is what a text says of the release as a whole.
type claim uint8

const (
	noClaim claim = iota
	approvedClaim
	rejectedClaim
	notApprovedClaim
	conditionalClaim
	indeterminateClaim
)

var claimWords = map[claim]string{
	approvedClaim:      "approved",
	rejectedClaim:      "rejected",
	notApprovedClaim:   "not approved",
	conditionalClaim:   "conditional",
	indeterminateClaim: "indeterminate",
}

// denied lists the verdicts that a claim contradicts.
var denied = map[claim][]scorecard.Ruling{
	approvedClaim:      {scorecard.Rejected, scorecard.Conditional, scorecard.Indeterminate},
	rejectedClaim:      {scorecard.Approved, scorecard.Conditional},
	notApprovedClaim:   {scorecard.Approved},
	conditionalClaim:   {scorecard.Rejected, scorecard.Indeterminate, scorecard.Approved},
	indeterminateClaim: {scorecard.Approved, scorecard.Rejected, scorecard.Conditional},
}

// claimVerdict compares a claim with the verdict.
func (b *Book) claimVerdict(c claim, spot string, r *Reading) {
	actual := b.card.Verdict.Outcome
	for _, other := range denied[c] {
		if other == actual {
			r.fault(
				spot,
				"the report says that the release is %s, and the verdict of the assessment is %s%s",
				claimWords[c],
				actual,
				b.because(),
			)
			return
		}
	}
	r.Traces = append(r.Traces, Trace{Claim: strings.TrimSpace(spot)})
}

// because gives the first reason of the verdict.
func (b *Book) because() string {
	if len(b.card.Verdict.Reasons) == 0 {
		return ""
	}
	return ": " + b.card.Verdict.Reasons[0].Text
}

// verdictWords orders the concepts of a verdict: what comes first wins, so
// that a condition weakens an approval.
var verdictWords = []struct {
	concept words.Concept
	claim   claim
	strong  bool
}{
	{words.Conditional, conditionalClaim, true},
	{words.NotApproved, notApprovedClaim, true},
	{words.StrongRejected, rejectedClaim, true},
	{words.StrongApproved, approvedClaim, true},
	{words.Rejected, rejectedClaim, false},
	{words.Indeterminate, indeterminateClaim, false},
	{words.Approved, approvedClaim, false},
}

// verdict judges what a group says of the release as a whole.
func (b *Book) verdict(v *view, s sentence.Sentence, g *group, at Line, leads bool, r *Reading) bool {
	c, hit, strong := b.verdictSaid(v, s, g, at, leads)
	if c == noClaim || len(g.ids) > 0 || len(g.waivers) > 0 || len(g.roles) > 0 ||
		g.own.Has(words.SignedBy, words.Target) ||
		b.otherRelease(v, g) {
		return false
	}
	if c == approvedClaim && g.negated() && g.turns(v, hit) {
		c = notApprovedClaim
	}
	key := g.set.Has(words.VerdictKey) && !g.own.Has(words.Tests)
	if at.Sign != NoSign && !at.Item && !at.Row && at.Key == "" && leads && words.Whole(at.Text).Has(words.Approved,
		words.Rejected) {
		b.claimVerdict(c, at.Text, r)
		return true
	}
	keyed := key || at.Key != "" && leads && words.Whole(at.Key).Has(words.StatusKey, words.VerdictKey)
	subject := g.project || g.own.Has(words.Release)
	switch {
	case !g.negated() && b.tight(v, g, hit):
	case g.negated() && c != notApprovedClaim && c != conditionalClaim:
		return false
	case keyed && (key || !b.aside(v, g, hit)):
	case len(g.categories) > 0 && !g.project && (g.categorized || !strong):
		return false
	case strong && c != conditionalClaim && !g.foreign && !g.ofStranger:
	case strong && c != conditionalClaim && subject && !b.strangeBetween(v, g, hit):
	case c == conditionalClaim && !g.foreign &&
		(g.own.Has(words.Approved, words.StrongApproved) || subject || b.approves(v, hit)):
	case subject && !g.foreign:
	default:
		return false
	}
	b.claimVerdict(c, v.Folded[v.Tokens[hit.First].Start:v.Tokens[hit.End-1].End], r)
	return true
}

// tight says whether the release is directly what is approved: "the release is
// finally approved", "has approved the release".
func (b *Book) tight(v *view, g *group, hit words.Hit) bool {
	is := func(token int) bool {
		for _, m := range v.named {
			if m.kind == projectName && m.first <= token && token < m.end {
				return true
			}
		}
		return slices.ContainsFunc(v.Within(g.first, g.end), func(h words.Hit) bool {
			return h.First <= token && token < h.End && h.Set.Has(words.Release) && v.Tokens[h.First].Word == "the"
		})
	}
	after := hit.End
	if after < g.end && is(after) {
		return true
	}
	for i := hit.First - 1; i >= g.first; i-- {
		switch {
		case is(i):
			return i < hit.First-1
		case g.filler(i) || b.isRelease(v.Tokens[i].Word) || v.Tokens[i].Word[0] <= '9':
		default:
			return false
		}
	}
	return false
}

// approves says whether a phrase ends in a word of approval: "conditionally
// approved".
func (b *Book) approves(v *view, hit words.Hit) bool {
	return words.In(v.Tokens[hit.End-1].Word).Has(words.Approved) ||
		words.In(v.Tokens[hit.First].Word).Has(words.Approved)
}

// verdictSaid finds the word of a verdict in a group; words of an outcome, as
// in "Gate: pass", only next to a word for the verdict.
func (b *Book) verdictSaid(v *view, s sentence.Sentence, g *group, at Line, leads bool) (claim, words.Hit, bool) {
	for _, known := range verdictWords {
		for _, h := range g.hits {
			if !h.Set.Has(known.concept) || generic(v, h) || g.left(v, h) || h.Set.Has(words.Filler) &&
				!g.set.Has(words.VerdictKey,
					words.StatusKey) {
				continue
			}
			if known.claim == approvedClaim && b.hedged(v, s, g) {
				return conditionalClaim, h, true
			}
			return known.claim, h, known.strong
		}
	}
	keyed := g.set.Has(words.VerdictKey) && (at.Key == "" || words.Whole(at.Key).Has(words.VerdictKey)) ||
		at.Top && leads && words.Whole(at.Key).Has(words.StatusKey) && words.Whole(at.Value).Has(words.Met, words.Unmet)
	if !keyed || g.set.Has(words.Criteria, words.Tests, words.Compliance) {
		return noClaim, words.Hit{}, false
	}
	for _, h := range g.hits {
		switch {
		case h.Set.Has(words.VerdictKey):
		case h.Set.Has(words.Met):
			return approvedClaim, h, false
		case h.Set.Has(words.Unmet):
			return rejectedClaim, h, false
		}
	}
	return noClaim, words.Hit{}, false
}

// left says whether a verdict is the one that was changed: "from rejected to
// approved".
func (g *group) left(v *view, h words.Hit) bool {
	if h.First == 0 || h.End >= g.end {
		return false
	}
	switch v.Tokens[h.First-1].Word + " " + v.Tokens[h.End].Word {
	case "from to", "from into", "von zu", "von auf", "de à", "de a":
		return true
	}
	return false
}

// generic says whether a word of a verdict only describes some release: "an
// approved release", "approved releases".
func generic(v *view, h words.Hit) bool {
	if h.End >= len(v.Tokens) || h.First > 0 && !indefinite(v.Tokens[h.First-1].Word) {
		return false
	}
	next := v.Tokens[h.End].Word
	noun := words.In(next).Has(words.Release) || words.In(strings.TrimSuffix(next, "s")).Has(words.Release)
	return noun && (h.First > 0 || strings.HasSuffix(next, "s"))
}

func indefinite(word string) bool {
	switch word {
	case "a", "an", "any", "each", "every", "no", "ein", "eine", "jedes", "une", "un", "una":
		return true
	}
	return false
}

// hedged says whether the sentence makes an approval conditional.
func (b *Book) hedged(v *view, s sentence.Sentence, g *group) bool {
	for _, h := range v.Within(s.First, s.End) {
		if h.Set.Has(words.Conditional) && !g.left(v, h) {
			return true
		}
	}
	return false
}

// aside says whether the value of a status key only mentions the word: "Status:
// waiting until it is approved by the board".
func (b *Book) aside(v *view, g *group, hit words.Hit) bool { return b.strangeBetween(v, g, hit) }

// strangeBetween says whether an unknown word stands before the verdict word.
func (b *Book) strangeBetween(v *view, g *group, hit words.Hit) bool {
	for i := g.first; i < hit.First; i++ {
		if !v.isNamed[i] && g.unknown(b, i) {
			return true
		}
	}
	return false
}

var versionLike = lazy.Regexp(`\b(?:v|version |release )?(\d+(?:\.\d+)+)\b`)

// otherRelease says whether a group names a release that is not the one
// assessed.
func (b *Book) otherRelease(v *view, g *group) bool {
	if b.card.Release == "" || g.first >= g.end {
		return false
	}
	text := v.Lower[v.Tokens[g.first].Start:v.Tokens[g.end-1].End]
	own := strings.ToLower(b.card.Release)
	for _, m := range versionLike().FindAllStringSubmatch(text, -1) {
		if !strings.Contains(own, m[1]) && !isFigure(g, m[1]) {
			return true
		}
	}
	return false
}

func isFigure(g *group, text string) bool {
	for _, f := range g.figures {
		if strings.Contains(f.Text, text) && (f.dim != "" || f.ratio) {
			return true
		}
	}
	return false
}
