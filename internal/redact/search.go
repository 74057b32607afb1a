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

// anchor is one text with the forms that it is an anchor of.
type anchor struct {
	text  string
	forms []int
}

// searcher holds the forms in the order of the rules, and their anchors by the
// three letters that they begin with.
type searcher struct {
	forms []form
	// lists are the anchors that begin alike; heads numbers them from 1, by what
	// their first three bytes have in common.
	lists [][]anchor
	heads [triples]uint16
}

// triple is what three bytes have in common: five bits of a letter are the same
// in either case, and other bytes only share a triple with letters.
type triple uint

const triples = 1 << 15

func (t triple) then(c byte) triple { return (t<<5 | triple(c&31)) % triples }

var ready = sync.OnceValue(func() *searcher {
	t := &searcher{lists: make([][]anchor, 1)}
	for i := range rules {
		r := &rules[i]
		t.forms = append(t.forms, form{r, sync.OnceValue(func() *regexp.Regexp {
			return regexp.MustCompile(`\A(?:` + r.pattern + `)`)
		})})
		for _, text := range r.anchors {
			head := &t.heads[triple(0).then(text[0]).then(text[1]).then(text[2])]
			if *head == 0 {
				*head = uint16(len(t.lists))
				t.lists = append(t.lists, nil)
			}
			list := t.lists[*head]
			at := slices.IndexFunc(list, func(a anchor) bool { return a.text == text })
			if at < 0 {
				at = len(list)
				list = append(list, anchor{text: text})
			}
			list[at].forms = append(list[at].forms, i)
			t.lists[*head] = list
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
		head := t.heads[last]
		if head == 0 || i < 2 {
			continue
		}
		for _, a := range t.lists[head] {
			if !isAt(s, i-2, a.text) {
				continue
			}
			for _, form := range a.forms {
				list = append(list, place{form, i - 2})
			}
		}
	}
	return list
}

// isAt says whether a text in lower case stands at a place, in whatever case.
func isAt(s string, at int, text string) bool {
	if len(s)-at < len(text) {
		return false
	}
	// The end first: what begins alike differs there.
	for k := len(text) - 1; k >= 0; k-- {
		c := s[at+k]
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		if c != text[k] {
			return false
		}
	}
	return true
}

// search finds what each rule matches, in the order of the rules. A pattern is
// tried only where one of its anchors stands, and few texts hold any.
func search(s string) (found []Finding) {
	t := ready()
	places := t.places(s)
	if len(places) == 0 {
		return nil
	}
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
		if f.name == "assignment" || f.name == "query" {
			stop = start + len(strings.TrimRight(s[begin+start:begin+stop], ",.)]}"))
		}
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
