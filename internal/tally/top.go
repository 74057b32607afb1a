package tally

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// exhibitsKept is how many records are kept for the reader, and textKept how
// many bytes of a message.
const (
	exhibitsKept = 10
	textKept     = 400
)

// top keeps the first records in an order that is total on all that is shown,
// so that it does not depend on the order in which they are offered.
type top[R any] struct {
	kept []R
}

// offer keeps r, a copy made by keep, when it is among the first limit.
func (t *top[R]) offer(r *R, limit int, before func(a, b *R) bool, keep func(r *R) R) {
	n := len(t.kept)
	if n >= limit {
		if limit == 0 || !before(r, &t.kept[n-1]) {
			return
		}
		t.kept = t.kept[:n-1]
		n--
	}
	i := n
	for i > 0 && before(r, &t.kept[i-1]) {
		i--
	}
	t.kept = append(t.kept, *r)
	copy(t.kept[i+1:], t.kept[i:])
	t.kept[i] = keep(r)
}

// itself is the keep of records that may be kept as they are.
func itself[R any](r *R) R { return *r }

// bounded copies a text of the evidence, cut to textKept bytes at a character.
func bounded(text string) string {
	if len(text) <= textKept {
		return strings.Clone(text)
	}
	end := textKept
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
}

// place writes path:line, without the line when it is 0.
func place(path string, line int) string {
	if path == "" || line == 0 {
		return path
	}
	return path + ":" + strconv.Itoa(line)
}

// plus adds two counts that are not negative; beyond int64 it stays at the
// greatest count, so that no sum of hostile figures turns small or negative.
func plus(a, b int64) int64 {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}

// count is the figure of a plain count.
func count(n int64, at fact.Location) fact.Figure {
	return fact.Figure{Value: quantity.Int(n, quantity.Count), At: at}
}
