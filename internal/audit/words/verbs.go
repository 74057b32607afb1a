package words

import (
	"strings"
	"sync"
)

// verbs are English verbs that say of a thing that it is, has or shows
// something: what they are said of names the thing, not they.
const verbs = `list, name, hold, contain, include, carry, bear, display, demonstrate, indicate, exhibit, feature, state,
note, mention, cover, cost, occupy, consume, settle, level, amount, attain, achieve, deliver, compute, calculate,
determine, establish, verify, check, confirm, examine, inspect, test, survive, tolerate, accommodate, allocate,
employ, operate, perform, function, work, behave, answer, respond, start, finish, complete, require, concern, affect,
involve, equal, match, correspond, vary, range, oscillate, fluctuate, approach, touch, pass, average, total, sum,
number, weigh, boast, enjoy, secure, receive, obtain, collect, gather, retain, maintain, support, offer,
provide, supply, present, describe, document, publish, issue, declare, pronounce, label, mark, flag, rank, rate,
assign, award, attribute, set, place, put, leave, stop, end, close, begin, open, continue, proceed, arrive, land,
appear, seem, look, prove, turn, grow, shrink, expand, decline, rise, sink, climb, slip, slide, jump, leap, surge,
plunge, tumble, ease, inch, edge, creep, push, pull, lift, lower, raise, cut, slash, trim, shave, reduce, halve,
double, triple, boost, enhance, optimise, optimize, tune, tweak, fix, repair, mend, patch, resolve, address, handle`

var forms = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{}
	for verb := range strings.SplitSeq(verbs, ",") {
		for _, form := range inflected(strings.TrimSpace(verb)) {
			known[form] = true
		}
	}
	return known
})

// Tells says whether an English word is a verb or adverb that is said of any
// thing: it names none.
func Tells(word string) bool {
	if forms()[word] {
		return true
	}
	cut, adverb := strings.CutSuffix(word, "ly")
	switch word {
	case "family", "assembly", "supply", "anomaly", "reply", "multiply", "apply", "butterfly":
		return false
	}
	return adverb && len(cut) > 3
}

// inflected gives the forms of a regular verb.
func inflected(verb string) []string {
	bare := strings.TrimSuffix(verb, "e")
	forms := []string{verb, verb + "s", bare + "ed", bare + "ing"}
	switch last := verb[len(verb)-1]; {
	case last == 'y' && !strings.ContainsAny(verb[len(verb)-2:len(verb)-1], "aeiou"):
		stem := verb[:len(verb)-1]
		forms = append(forms, stem+"ies", stem+"ied")
	case last == 's' || last == 'x' || strings.HasSuffix(verb, "sh") || strings.HasSuffix(verb, "ch"):
		forms = append(forms, verb+"es")
	case strings.ContainsRune("bdgmnpt", rune(last)):
		forms = append(forms, verb+string(last)+"ed", verb+string(last)+"ing")
	}
	return forms
}
