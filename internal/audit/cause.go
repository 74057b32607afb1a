package audit

import "slices"

// Cause is findings of one document that say the same: the first of them, and
// the lines of the others.
type Cause struct {
	Finding
	Also []int
}

// Causes gives what was found in a document as people read it: the gravest
// first, then by line, and what says the same once.
func (r Result) Causes() []Cause {
	type key struct {
		rule    string
		level   Level
		message string
	}
	at := map[key]int{}
	var list []Cause
	for _, f := range r.Findings {
		k := key{f.Rule, f.Level, f.Message}
		i, known := at[k]
		switch {
		case !known:
			at[k] = len(list)
			list = append(list, Cause{Finding: f})
		case f.Line != list[i].Line && !slices.Contains(list[i].Also, f.Line):
			list[i].Also = append(list[i].Also, f.Line)
		}
	}
	slices.SortStableFunc(list, func(a, b Cause) int { return int(b.Level) - int(a.Level) })
	return list
}

// lines are all lines of a cause, the first included.
func (c Cause) lines() []int { return append([]int{c.Line}, c.Also...) }

// remedies gives what to do about the rules that speak in some causes, each
// once, in the order of the rules.
func remedies(lists ...[]Cause) []Rule {
	speaks := map[string]bool{}
	for _, list := range lists {
		for _, c := range list {
			speaks[c.Rule] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(Rules), func(r Rule) bool { return !speaks[r.Name] })
}
