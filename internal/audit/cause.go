package audit

import (
	"slices"
	"strconv"
	"strings"
)

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

// causes gathers what has one cause, so that it is said once, where it is first.
type causes struct {
	report Report
	order  []string
	first  map[string]place
	lines  map[string][]int
}

type place struct {
	line  int
	spot  string
	level Level
}

func (c *causes) add(line int, spot, message string) { c.at(place{line, spot, Error}, message) }

func (c *causes) at(p place, message string) {
	if c.first == nil {
		c.first, c.lines = map[string]place{}, map[string][]int{}
	}
	if _, known := c.first[message]; !known {
		c.first[message] = p
		c.order = append(c.order, message)
	}
	if l := c.lines[message]; len(l) == 0 || l[len(l)-1] != p.line {
		c.lines[message] = append(l, p.line)
	}
}

func (c *causes) tell() {
	for _, message := range c.order {
		p := c.first[message]
		c.report(p.level, p.line, p.spot, "%s%s", message, also(c.lines[message]))
	}
}

// also names the lines beyond the first: "; so do lines 5, 9 and 55 more".
func also(lines []int) string {
	const shown = 4
	if len(lines) < 2 {
		return ""
	}
	rest := lines[1:]
	var names []string
	for _, l := range rest[:min(len(rest), shown)] {
		names = append(names, strconv.Itoa(l))
	}
	text := strings.Join(names, ", ")
	if more := len(rest) - shown; more > 0 {
		text += " and " + strconv.Itoa(more) + " more"
	}
	return " (also in line " + text + ")"
}
