package benchmark

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// heyRun is the run that is read; a file may hold several.
type heyRun struct {
	*text
	begun                       bool
	responses, requests, failed int64
	list                        func(key, rest string) // reads an entry
}

func (h *heyRun) begin(string) {
	h.finish()
	*h = heyRun{text: h.text, begun: true}
	h.found = nil
}

// figure reads "0.0033 secs"; some versions print "%" and "in" before it.
func (h *heyRun) figure(stat fact.Stat, u quantity.Unit) func(rest string) {
	return func(rest string) {
		text, _, _ := strings.Cut(strings.TrimLeft(rest, "% in"), " ")
		if d, ok := measured(h, text); ok {
			h.found.add(h.Line(), stat, d, u)
		}
	}
}

func (h *heyRun) entry(rest string) {
	if key, text, ok := strings.Cut(rest, "]"); ok && h.list != nil {
		h.list(key, text)
	}
}

// status reads "[503] 25 responses".
func (h *heyRun) status(code, rest string) {
	n := count(h, rest)
	h.requests += n
	h.responses += n
	if !isSuccess(code) {
		h.failed += n
	}
}

// problem reads "[20] Get …: connection refused".
func (h *heyRun) problem(number, _ string) {
	n := count(h, number)
	h.requests += n
	h.failed += n
}

func (h *heyRun) finish() {
	if !h.begun {
		return
	}
	if h.list == nil {
		h.Fail("expected a status code distribution, found the end of the run")
	}
	giveCount(h.s, h.Line(), fact.Requests, h.requests)
	giveCount(h.s, h.Line(), fact.Errors, h.failed)
	if h.responses > 0 {
		h.found.give(h.s, "")
	}
}
