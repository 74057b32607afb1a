// Package sentence cuts a line of a report into sentences and clauses, and
// says of each what takes a claim back: a negation, a condition, a plan, the
// past, another project, a quotation. It knows no assessment and judges
// nothing.
package sentence

import (
	"strings"

	"signoff/internal/audit/words"
	"signoff/internal/lazy"
)

// Line is a line of a report with its sentences. Hits are the phrases that
// words knows, in order.
type Line struct {
	words.Text
	Hits      []words.Hit
	Sentences []Sentence
}

// Sentence is a run of tokens that a full stop, a question mark or a semicolon
// ends. Clauses are its parts, cut at commas, colons, brackets, dashes and
// conjunctions.
type Sentence struct {
	First, End int
	Question   bool
	Clauses    []Clause
}

// Clause is a run of tokens of a sentence; Colon says that a colon ends it.
type Clause struct {
	First, End int
	Colon      bool
}

// Read cuts a text into sentences and clauses.
func Read(text string) *Line {
	l := &Line{Text: words.Scan(text)}
	l.Hits = l.Find()
	l.exceptions()
	sentence, clause := 0, 0
	var clauses []Clause
	closeClause := func(end int) {
		if end > clause {
			clauses = append(clauses, Clause{First: clause, End: end})
		}
		clause = end
	}
	closeSentence := func(end int, question bool) {
		closeClause(end)
		if end > sentence {
			l.Sentences = append(
				l.Sentences,
				Sentence{First: sentence, End: end, Question: question, Clauses: clauses},
			)
		}
		sentence, clauses = end, nil
	}
	turns := l.turns()
	for i := range l.Tokens {
		if turns[i] && i > clause {
			closeClause(i)
		}
		next := len(l.Folded)
		if i+1 < len(l.Tokens) {
			next = l.Tokens[i+1].Start
		}
		switch gap := l.Folded[l.Tokens[i].End:next]; {
		case l.bracketed(i, gap):
		case ends(gap, i+1 == len(l.Tokens)):
			closeSentence(i+1, strings.Contains(gap, "?"))
		case parts(gap):
			closeClause(i + 1)
			clauses[len(clauses)-1].Colon = strings.HasPrefix(strings.TrimLeft(gap, " *"), ":")
		}
	}
	closeSentence(len(l.Tokens), false)
	return l
}

// bracketed says whether the next word stands alone in brackets and says which
// percentile the figure before it is: "640 ms (p95)".
func (l *Line) bracketed(i int, gap string) bool {
	if strings.TrimLeft(gap, " ") != "(" || i+1 >= len(l.Tokens) {
		return false
	}
	next := l.Tokens[i+1]
	return next.Word[0] == 'p' && strings.Trim(next.Word[1:], "0123456789") == "" && len(next.Word) > 1 &&
		strings.HasPrefix(l.Folded[next.End:], ")")
}

// exceptions takes "but" for "except" where a number or a name with a number
// follows: "all but two", "all but M-1".
func (l *Line) exceptions() {
	for i, h := range l.Hits {
		if h.End-h.First != 1 || l.Tokens[h.First].Word != "but" || h.End >= len(l.Tokens) || h.First == 0 {
			continue
		}
		next := l.Tokens[h.End]
		_, number := words.Number(next.Word)
		named := h.End+1 < len(l.Tokens) && l.Folded[next.End:l.Tokens[h.End+1].Start] == "-"
		if (number || named || next.Word[0] >= '0' && next.Word[0] <= '9') && next.Word != "no" &&
			next.Word != "none" &&
			l.Folded[l.Tokens[h.First-1].End:l.Tokens[h.First].Start] == " " {
			l.Hits[i].Set = words.SetOf(words.Except)
		}
	}
}

// turns says at which tokens a conjunction opens a new clause.
func (l *Line) turns() map[int]bool {
	at := map[int]bool{}
	for _, h := range l.Hits {
		if h.Set.Has(words.Join, words.Turn) {
			at[h.First] = true
		}
	}
	return at
}

// ends says whether what stands between two words ends a sentence.
func ends(gap string, last bool) bool {
	if strings.ContainsAny(gap, "?!\n") {
		return true
	}
	if at := strings.IndexByte(gap, ';'); at >= 0 && (at+1 == len(gap) && last || at+1 < len(gap)) {
		return true // but not TL;DR
	}
	at := strings.IndexByte(gap, '.')
	if at >= 0 && at+1 == len(gap) {
		return last || at > 0
	}
	return at >= 0 && (gap[at+1] == ' ' || gap[at+1] == '"' || gap[at+1] == ')' || gap[at+1] == '*')
}

// parts says whether what stands between two words ends a clause.
func parts(gap string) bool {
	if gap == " " || gap == "" || gap == "-" {
		return false
	}
	return strings.ContainsAny(gap, "():[]") || strings.Contains(gap, ", ") ||
		strings.HasSuffix(gap, ",") && len(gap) > 1 ||
		strings.Contains(gap, "—") || strings.Contains(gap, "–") || strings.Contains(gap, " - ") ||
		strings.Contains(gap, "→") ||
		strings.Contains(gap, "|")
}

// Within gives the phrases of a run of tokens.
func (l *Line) Within(first, end int) []words.Hit {
	from := 0
	for from < len(l.Hits) && l.Hits[from].First < first {
		from++
	}
	to := from
	for to < len(l.Hits) && l.Hits[to].First < end {
		to++
	}
	return l.Hits[from:to]
}

// months are told by an ordinary pattern: they are names, not words of a table.
var months = lazy.Regexp(
	`(?i)\b(?:in|im|en|of|since|during|vom|seit|de)\s+(?:late |early |mid-?)?` +
		`(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|okt|dez|mär|ene|abr|ago|dic|fév|avr|mai|juin|juil|août` +
		`|déc)[\p{L}]*\b`,
)

// Mood says what takes a whole sentence back.
type Mood uint8

// The moods, as a set.
const (
	Asked Mood = 1 << iota
	Hypothetical
	Planned
	Past
	Foreign
	Quoted
	Example
)

var moods = []struct {
	concept words.Concept
	mood    Mood
}{
	{
		words.If,
		Hypothetical,
	}, {words.Plan, Planned}, {words.Past, Past}, {words.Other, Foreign}, {words.Quote, Quoted}, {words.Example, Example},
}

// Mood reads the moods of a sentence, leaving out the tokens that are part of
// a name.
func (l *Line) Mood(s Sentence, named func(token int) bool) Mood {
	var m Mood
	if s.Question {
		m |= Asked
	}
	dated := false
	for _, h := range l.Within(s.First, s.End) {
		if named(h.First) || l.lasts(h) {
			continue
		}
		for _, known := range moods {
			if !h.Set.Has(known.concept) {
				continue
			}
			if h.Set.Has(words.Expires) {
				dated = dated || datePattern().MatchString(l.Folded[l.Tokens[h.First].Start:l.stop(s)])
				if dated {
					continue
				}
			}
			m |= known.mood
		}
	}
	if text := l.Folded[l.Tokens[s.First].Start:l.stop(s)]; months().MatchString(text) {
		m |= Past
	}
	return m
}

// lasts says whether a phrase is the verb of "batteries last 410 days", or an
// age.
func (l *Line) lasts(h words.Hit) bool {
	if h.First > 0 && h.End == h.First+1 && l.Tokens[h.First].Word == "old" {
		switch strings.TrimSuffix(l.Tokens[h.First-1].Word, "s") {
		case "second", "minute", "min", "hour", "h", "day", "week", "month", "year":
			return true // "5.5 hours old"
		}
		return false
	}
	if h.First == 0 || h.End >= len(l.Tokens) || l.Tokens[h.First].Word != "last" || l.Tokens[h.End].Word[0] > '9' {
		return false
	}
	switch l.Tokens[h.First-1].Word {
	case "the", "in", "over", "for", "during", "of", "since", "our", "its", "these", "within", "at":
		return false
	}
	return true
}

var datePattern = lazy.Regexp(`\b\d{4}-\d\d-\d\d\b`)

// stop is the byte at which a sentence ends.
func (l *Line) stop(s Sentence) int { return l.Tokens[s.End-1].End }
