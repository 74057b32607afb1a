package tally

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// maxCompared bounds the findings of one file that are compared with a base.
const maxCompared = 2_000_000

// compared is one finding as it is compared with those of a base: what it is, in
// each way in which that can be said, and what is counted of it.
type compared struct {
	// own is what the tool says that it is: a vulnerability of a component in a
	// place. said is its rule, file and words, without lines and digits. own is 0
	// where there is none.
	own, said uint64
	// ids and words are these without the file.
	ids, words uint64
	prints     map[string]uint64
	tool       string
	severity   fact.Severity
	state      state
	n          int64
	passed     bitset // the filters that it passes for sure
	open       bitset // those that it may pass, by what no catalogue says; nil for none
	shown      *keptFinding
}

// compare keeps a finding for comparing, when some question compares.
func (t *scannerTable) compare(f *fact.Finding, k *keptFinding, sure, open *combination, n int64) error {
	if !t.set.compares {
		return nil
	}
	if len(t.compared) >= maxCompared {
		return fmt.Errorf("expected at most %d findings to compare with a base", maxCompared)
	}
	c := compared{tool: t.tool(f), severity: f.Severity, state: stateOf(k), n: n, passed: sure.set}
	if open != nil {
		c.open = open.set
	}
	file := fact.NormalPath(f.Path)
	c.words = t.set.hash(f.Rule, f.Package, withoutDigits(f.Message))
	if f.Package != "" && len(f.CVE) > 0 {
		ids := slices.Sorted(slices.Values(f.CVE))
		c.ids = t.set.hash(append(slices.Compact(ids), f.Package)...)
	}
	c.in(t.set.hash(file))
	for name, value := range f.Prints {
		if c.prints == nil {
			c.prints = make(map[string]uint64, len(f.Prints))
		}
		c.prints[strings.Clone(name)] = t.set.hash(name, value)
	}
	shown := k.copied()
	shown.Prints = nil
	c.shown = &shown
	t.compared = append(t.compared, c)
	return nil
}

// passes says that it passes a filter, or that it may.
func (c *compared) passes(filter int) bool {
	return c.passed.has(filter) || c.open != nil && c.open.has(filter)
}

// passing counts the active findings that pass a filter, or may.
func passing(list []compared, filter int) (n int64) {
	for i := range list {
		if x := &list[i]; x.state == active && x.passes(filter) {
			n = plus(n, x.n)
		}
	}
	return n
}

// in places the finding in a file, given by its hash.
func (c *compared) in(file uint64) {
	with := func(rest uint64) uint64 {
		h := (rest ^ file*0xff51afd7ed558ccd) * 0x9e3779b97f4a7c15
		return h ^ h>>32
	}
	c.said = with(c.words)
	if c.ids != 0 {
		c.own = with(c.ids)
	}
}

// comparison is what became of the findings of a base: multisets of identities.
type comparison struct {
	portions map[fact.Comparison][]portion
	identity string
	byPath   bool  // the path is a part of it
	now, was int64 // active ones in all
}

// compareWith compares findings with those of a base, tool by tool.
func compareWith(now, base []compared) *comparison {
	c := &comparison{portions: map[fact.Comparison][]portion{}}
	tools := map[string][2][]*compared{}
	for side, list := range [][]compared{now, base} {
		for i := range list {
			both := tools[list[i].tool]
			both[side] = append(both[side], &list[i])
			tools[list[i].tool] = both
		}
	}
	var words []string
	for _, tool := range slices.Sorted(maps.Keys(tools)) {
		both := tools[tool]
		identity, of, byPath := identityOf(both)
		c.byPath = c.byPath || byPath
		if words = append(words, identity); len(tools) > 1 {
			words[len(words)-1] = tool + " by " + identity
		}
		c.match(both, of)
	}
	c.identity = strings.Join(words, "; ")
	return c
}

// match counts identities on both sides. New is what is active now and more than
// the base has active; of equals the most severe are new. Fixed is what the base
// has active and is not there now, suppressed or not; of equals the least severe
// are. What is left of those that are active now is kept.
func (c *comparison) match(both [2][]*compared, of func(*compared) uint64) {
	type sides struct{ now, base, seen int64 }
	counts := map[uint64]*sides{}
	at := func(x *compared) *sides {
		id := of(x)
		if counts[id] == nil {
			counts[id] = &sides{}
		}
		return counts[id]
	}
	for _, x := range both[0] {
		s := at(x)
		s.seen = plus(s.seen, x.n)
		if x.state == active {
			s.now, c.now = plus(s.now, x.n), plus(c.now, x.n)
		}
	}
	for _, x := range both[1] {
		if x.state == active {
			s := at(x)
			s.base, c.was = plus(s.base, x.n), plus(c.was, x.n)
		}
	}
	fresh, fixed := map[uint64]int64{}, map[uint64]int64{}
	for id, s := range counts {
		fresh[id], fixed[id] = max(s.now-s.base, 0), max(s.base-s.seen, 0)
	}
	slices.SortStableFunc(both[0], worstFirst)
	slices.SortStableFunc(both[1], func(a, b *compared) int { return worstFirst(b, a) })
	for _, x := range both[0] {
		if x.state == active {
			n := c.take(fact.NewOnes, x, fresh, of(x), x.n)
			c.add(fact.KeptOnes, x, x.n-n)
		}
	}
	for _, x := range both[1] {
		if x.state == active {
			c.take(fact.FixedOnes, x, fixed, of(x), x.n)
		}
	}
}

// take counts as many of a record as are left of its identity.
func (c *comparison) take(of fact.Comparison, x *compared, left map[uint64]int64, id uint64, n int64) int64 {
	n = min(n, left[id])
	left[id] -= n
	c.add(of, x, n)
	return n
}

func (c *comparison) add(of fact.Comparison, x *compared, n int64) {
	if n > 0 {
		c.portions[of] = append(c.portions[of], portion{x, n})
	}
}

// worstFirst orders findings by severity, then by place.
func worstFirst(a, b *compared) int {
	switch {
	case a.severity != b.severity:
		return cmp.Compare(b.severity, a.severity)
	case a.shown.before(b.shown):
		return -1
	case b.shown.before(a.shown):
		return +1
	}
	return 0
}

// Compare answers the i-th question of the set by what became of the findings of
// a base, which is a fold of the same set.
func (f *Fold) Compare(i int, base *Fold, renames Renames) fact.Answer {
	q := &f.set.questions[i]
	now, here := f.body.(*scannerTable)
	was, there := base.body.(*scannerTable)
	if !here || !there {
		return fact.Answer{Problem: []fact.Problem{{Reason: fact.Missing, Text: "no file was read"}}}
	}
	c := compareWith(now.compared, f.set.moved(was.compared, renames))
	if c.byPath {
		c.identity += "; " + cmp.Or(renames.From, "no renames are known")
	}
	severities, _ := cells(q)
	a := fact.Answer{Seen: now.seen, Identity: c.identity}
	a.Beside = []fact.Note{{Name: "now", Count: c.now}, {Name: "in the base", Count: c.was}}
	filter := f.set.numbers[i]
	var n, unrated, unlisted int64
	var worst []*compared
	for _, p := range c.portions[q.Compare] {
		rated := p.severity != fact.NoSeverity
		switch {
		case !p.passes(filter):
		case !rated && bySeverity(q) && !p.shown.apart: // it may or may not be among them
			unrated = plus(unrated, p.n)
		case rated && !slices.Contains(severities, p.severity), !rated && bySeverity(q):
		case !p.passed.has(filter):
			unlisted = plus(unlisted, p.n)
		default:
			n = plus(n, p.n)
			worst = append(worst, p.compared)
		}
	}
	slices.SortStableFunc(worst, worstFirst)
	// Where what is asked of has findings and none of them is new, there is none new:
	// that is not a filter that nothing passes.
	if a.Matched = passing(now.compared, filter); q.Compare == fact.FixedOnes {
		a.Matched = passing(was.compared, filter)
	}
	figure := count(n, fact.Location{})
	if len(worst) > 0 {
		figure.At = fact.Location{Path: worst[0].shown.path, Line: worst[0].shown.Line}
	}
	if unrated > 0 || unlisted > 0 {
		why := openUnrated(unrated)
		if unlisted > 0 {
			why = openUnlisted(unlisted)
		}
		figure.Range = &fact.Range{Low: figure.Value, High: quantity.Int(plus(n, plus(unrated, unlisted)), quantity.Count), Because: why}
	}
	a.Figures = []fact.Figure{figure}
	for _, x := range worst[:min(len(worst), exhibitsKept)] {
		a.Exhibits = append(a.Exhibits, x.shown.exhibit())
	}
	a.More = max(n-int64(len(a.Exhibits)), 0)
	return a
}
