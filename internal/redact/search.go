package redact

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// form is a rule made ready to search with.
type form struct {
	*rule
	compiled func() *regexp.Regexp // matches at the very start of a text only
}

// anchor is one of a form's.
type anchor struct {
	text string
	form int
}

// searcher holds the forms in the order of the rules, and their anchors by the
// three letters that they begin with.
type searcher struct {
	forms   []form
	anchors map[triple][]anchor
	begun   [triples / 64]uint64 // a bit for each key of anchors
}

// triple is what three bytes have in common: five bits of a letter are the same
// in either case, and other bytes only share a triple with letters.
type triple uint

const triples = 1 << 15

func (t triple) then(c byte) triple { return (t<<5 | triple(c&31)) % triples }

var ready = sync.OnceValue(func() *searcher {
	t := &searcher{anchors: map[triple][]anchor{}}
	for i := range rules {
		r := &rules[i]
		t.forms = append(t.forms, form{r, sync.OnceValue(func() *regexp.Regexp {
			return regexp.MustCompile(`\A(?:` + r.pattern + `)`)
		})})
		for _, text := range r.anchors {
			at := triple(0).then(text[0]).then(text[1]).then(text[2])
			t.anchors[at] = append(t.anchors[at], anchor{text, i})
			t.begun[at/64] |= 1 << (at % 64)
		}
	}
	return t
})

// place is where an anchor of a form stands.
type place struct{ form, at int }

// places goes over the text once.
func (t *searcher) places(s string) (list []place) {
	last := triple(0)
	for i := range len(s) {
		last = last.then(s[i])
		if t.begun[last/64]>>(last%64)&1 == 0 || i < 2 {
			continue
		}
		for _, a := range t.anchors[last] {
			if end := i - 2 + len(a.text); end <= len(s) && strings.EqualFold(s[i-2:end], a.text) {
				list = append(list, place{a.form, i - 2})
			}
		}
	}
	return list
}

// search finds what each rule matches, in the order of the rules. A pattern is
// tried only where one of its anchors stands, and few texts hold any.
func search(s string) (found []Finding) {
	t := ready()
	places := t.places(s)
	slices.SortStableFunc(places, func(a, b place) int { return cmp.Compare(a.form, b.form) })
	end := 0
	for i, p := range places {
		if i > 0 && p.form != places[i-1].form {
			end = 0
		}
		f := &t.forms[p.form]
		begin := f.from(s, p.at)
		if begin < end {
			continue
		}
		m := f.compiled().FindStringSubmatchIndex(s[begin:])
		if m == nil {
			continue
		}
		end = begin + m[1]
		start, stop := secret(m)
		if secret := s[begin+start : begin+stop]; !f.harmless(s[begin:end], secret) {
			found = append(found, Finding{f.name, begin + start, begin + stop, f.certain})
		}
	}
	return found
}

// from is where the secret may begin that belongs to an anchor, or -1.
func (f *form) from(s string, anchor int) int {
	begin := anchor
	if f.begin != nil {
		begin = f.begin(s, anchor)
	}
	if begin < 0 || f.word && !startsWord(s, begin) {
		return -1
	}
	return begin
}

// secret is the first group that matched, else the whole match.
func secret(m []int) (start, end int) {
	for g := 2; g < len(m); g += 2 {
		if m[g] >= 0 {
			return m[g], m[g+1]
		}
	}
	return m[0], m[1]
}
