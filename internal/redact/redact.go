// Package redact finds secrets in text and masks them, so that no output of
// signoff repeats a credential that evidence or a narrative contains.
//
// It knows the shapes of well-known tokens and the forms in which passwords are
// written down; it refuses to guess from randomness alone, and it leaves
// placeholders and examples be. It is not a secret scanner: what it does not find
// may still be a secret.
package redact

import (
	"cmp"
	"slices"
	"strings"
)

// Finding is one secret in a text: the rule that found it and the bytes, from
// Start up to End, that are the secret itself.
type Finding struct {
	Rule       string
	Start, End int
	Certain    bool // the shape leaves no doubt; false for what only looks like a password
}

// Find returns the secrets in s in the order of their position, none of them
// overlapping. It never returns the secrets' text.
func Find(s string) []Finding {
	found := search(s)
	if m, ok := mend(s); ok {
		for _, f := range search(m.text) {
			// The end is that of its last sign, with what breaks it up.
			found = append(found, Finding{f.Rule, m.at[f.Start], m.at[f.End], f.Certain})
		}
	}
	if len(found) < 2 {
		return found
	}
	slices.SortStableFunc(found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(rank(b), rank(a)), cmp.Compare(b.End, a.End))
	})
	kept := found[:1]
	for _, f := range found[1:] {
		last := &kept[len(kept)-1]
		switch {
		case f.Start >= last.End:
			kept = append(kept, f)
		case f.End > last.End:
			last.End = f.End
		}
	}
	return kept
}

// rank puts what is certain first.
func rank(f Finding) int {
	if f.Certain {
		return 1
	}
	return 0
}

// Redact returns s with every secret replaced by "[redacted: RULE]", and the
// names of the rules that found one, sorted and each once. A text without
// secrets comes back unchanged, with no rules; redacting twice changes nothing.
func Redact(s string) (clean string, names []string) {
	found := Find(s)
	if len(found) == 0 {
		return s, nil
	}
	var out strings.Builder
	end := 0
	for _, f := range found {
		out.WriteString(s[end:f.Start])
		out.WriteString(maskPrefix + f.Rule + "]")
		end = f.End
		names = append(names, f.Rule)
	}
	out.WriteString(s[end:])
	slices.Sort(names)
	return out.String(), slices.Compact(names)
}

const maskPrefix = "[redacted: "
