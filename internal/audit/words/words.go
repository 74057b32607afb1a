// Package words holds what reports say for the things that an audit looks for,
// one table a language, and finds those words in text. It knows no grammar and
// judges nothing.
package words

import (
	"slices"
	"strings"
	"sync"
)

// Concept is one thing that words stand for, whatever the language.
type Concept uint8

// The concepts. Those that end in Key name a field; Strong ones speak of a
// release by themselves, the others need a subject beside them.
const (
	VerdictKey     Concept = iota // verdict, decision
	StatusKey                     // status, result, recommendation
	StrongApproved                // ready for production
	Approved                      // approved, go
	StrongRejected                // no-go
	NotApproved                   // not approved, not ready
	Rejected
	Conditional
	Indeterminate
	Met
	Unmet
	Warned
	Unknown
	NotDone // pending, not run
	Waived
	Yes
	No
	Target // target, limit; as a verb too: asks for
	Actual
	Status // headers of a column of outcomes
	Must   // must fix, before production
	Compliance
	Score
	Grade
	WithWaivers
	Criteria
	Tests
	Strict // without waivers
	Skipped
	Findings
	Critical
	High
	Medium
	Low
	Blockers
	Waivers
	Approvals
	Release // the release, the product, we
	AsOf
	ReleaseKey
	Expires
	Signed
	SignedBy // approved by
	Refused
	All
	None
	Except
	Measured
	AtLeast
	AtMost
	Not // what follows, where it hedges or negates
	If
	Plan
	Past
	Other // other projects
	Quote // claimed, the draft said
	Example
	About
	Join     // and
	Turn     // but, because: a new clause
	Filler   // says nothing
	Of       // between part and whole
	Complied // a word in place of a number: within limits
	Secret   // password

	concepts // how many there are
)

// A Set has a bit for each concept: this does not compile with more than 64.
var _ [64 - concepts]struct{}

// Language is the table of one language. Words are phrases in lower case; one
// with a blank matches those words in a row, whatever stands between them in
// the text that is neither a letter nor a digit. Numbers are number words and
// Scales what multiplies a figure before them.
type Language struct {
	Code    string
	Words   map[Concept]string
	Numbers map[string]float64
	Scales  map[string]float64
	// Fractions are phrases for shares, in per cent.
	Fractions map[string]float64
	// Joint joins the units and tens of a number in one word: einunddreißig.
	Joint string
}

// Languages are the tables, in the order in which the documentation lists them.
var Languages = []Language{english, german, french, spanish, chinese, japanese}

// phrase is an entry of the index: its further words, and what it stands for.
type phrase struct {
	rest    []string
	concept Concept
	foreign bool // of another table than English
}

// index finds phrases by their first word, the longest first.
var index = sync.OnceValue(func() map[string][]phrase {
	byFirst := map[string][]phrase{}
	for _, language := range Languages {
		for concept, list := range language.Words {
			for entry := range strings.SplitSeq(list, ",") {
				tokens := Scan(entry).Tokens
				if len(tokens) == 0 {
					continue
				}
				rest := make([]string, 0, len(tokens)-1)
				for _, t := range tokens[1:] {
					rest = append(rest, t.Word)
				}
				byFirst[tokens[0].Word] = append(
					byFirst[tokens[0].Word],
					phrase{rest, concept, language.Code != english.Code},
				)
			}
		}
	}
	for _, phrases := range byFirst {
		slices.SortStableFunc(phrases, func(a, b phrase) int {
			if len(a.rest) != len(b.rest) {
				return len(b.rest) - len(a.rest)
			}
			return int(a.concept) - int(b.concept)
		})
	}
	return byFirst
})

// Set is a set of concepts.
type Set uint64

// SetOf is the set of some concepts.
func SetOf(list ...Concept) Set {
	var s Set
	for _, c := range list {
		s |= 1 << c
	}
	return s
}

// Has says whether any of the concepts is in the set.
func (s Set) Has(list ...Concept) bool { return s&SetOf(list...) != 0 }

// Hit is a phrase found in a text: its tokens from First to before End, and
// all that it stands for.
type Hit struct {
	First, End int
	Set        Set
	Foreign    Set // of those, what the tables of other languages than English say
}

// Find gives the phrases of a text, the longest at each place; what one covers
// belongs to no other.
func (t *Text) Find() []Hit {
	var hits []Hit
	known := index()
	for i := 0; i < len(t.Tokens); {
		longest, set, foreign := 0, Set(0), Set(0)
		for _, p := range known[t.Tokens[i].Word] {
			if n := 1 + len(p.rest); n >= max(longest, 1) && t.matches(i+1, p.rest) {
				longest = n
				set |= 1 << p.concept
				if p.foreign {
					foreign |= 1 << p.concept
				}
			} else if n < longest {
				break
			}
		}
		if longest == 0 {
			i++
			continue
		}
		hits = append(hits, Hit{i, i + longest, set, foreign})
		i += longest
	}
	return hits
}

func (t *Text) matches(at int, rest []string) bool {
	if at+len(rest) > len(t.Tokens) {
		return false
	}
	for i, word := range rest {
		if t.Tokens[at+i].Word != word {
			return false
		}
	}
	return true
}

// In is the set of all concepts that a text speaks of.
func In(text string) Set {
	var set Set
	t := Scan(text)
	for _, h := range t.Find() {
		set |= h.Set
	}
	return set
}

// Whole is the set of what a text as a whole stands for: a single phrase with
// nothing but fillers around it.
func Whole(text string) Set {
	t := Scan(text)
	var set Set
	covered := 0
	for _, h := range t.Find() {
		covered += h.End - h.First
		switch {
		case h.Set == SetOf(Filler):
		case set != 0:
			return 0
		default:
			set = h.Set
		}
	}
	if covered != len(t.Tokens) {
		return 0
	}
	return set
}

// Foreign is Whole by the tables of other languages than English.
func Foreign(text string) Set {
	t := Scan(text)
	hits := t.Find()
	if len(hits) != 1 || hits[0].End-hits[0].First != len(t.Tokens) {
		return 0
	}
	return hits[0].Foreign
}

// InForeign is In by the tables of other languages than English.
func InForeign(text string) Set {
	var set Set
	t := Scan(text)
	for _, h := range t.Find() {
		set |= h.Foreign
	}
	return set
}

// Number reads a number word, of English tens and units too: twenty-nine in
// two tokens is read by its caller.
func Number(word string) (float64, bool) {
	for i := range Languages {
		if n, ok := Languages[i].Numbers[word]; ok {
			return n, true
		}
		if joint := Languages[i].Joint; joint != "" && strings.Contains(word, joint) {
			units, tens, _ := strings.Cut(word, joint)
			n, m := Languages[i].Numbers[units], Languages[i].Numbers[tens]
			if n > 0 && n < 10 && m >= 20 {
				return n + m, true
			}
		}
	}
	return 0, false
}

// Scale reads a word such as million that multiplies the figure before it.
func Scale(word string) (float64, bool) {
	for i := range Languages {
		if n, ok := Languages[i].Scales[word]; ok {
			return n, true
		}
	}
	return 0, false
}
