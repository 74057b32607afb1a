package tally

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"signoff/internal/fact"
)

// metrics is how many metrics of coverage there are.
const metrics = int(fact.Statements) + 1

// covered is how much of something is covered.
type covered struct {
	part, whole int64
	// declared marks counts of one source file that several records give: they
	// cannot be united, so the worse are kept.
	declared bool
}

func (c covered) plus(d covered) covered {
	return covered{plus(c.part, d.part), plus(c.whole, d.whole), c.declared || d.declared}
}

// compare orders by ratio and puts the more of the same ratio first. Nothing
// measured comes last.
func (c covered) compare(d covered) int {
	if c.whole == 0 || d.whole == 0 {
		return cmp.Compare(d.whole, c.whole)
	}
	hi, lo := bits.Mul64(uint64(c.part), uint64(d.whole))
	otherHi, otherLo := bits.Mul64(uint64(d.part), uint64(c.whole))
	return cmp.Or(cmp.Compare(hi, otherHi), cmp.Compare(lo, otherLo), cmp.Compare(d.whole, c.whole))
}

// coveredFile is the coverage of one source file.
type coveredFile struct {
	path, pkg string
	name      string        // its path without the folder that the evidence names next to it
	written   []string      // its path as the evidence writes it, each form once
	at        fact.Location // the first record of it
	lines     lineSet
	blocks    [metrics]blockSet
	totals    [metrics]covered

	files  int              // evidence files that name it, once merged
	apart  [metrics]covered // what they say, added up as if each meant another source
	least  covered          // the worst of them
	differ bool             // they disagree on what there is to cover
	builds bool             // that they do is declared
}

// maxForms bounds the forms of one path that are kept.
const maxForms = 8

func addForm(forms []string, form string) []string {
	if len(forms) >= maxForms || slices.Contains(forms, form) {
		return forms
	}
	return append(forms, form)
}

// sameSource reports whether what two files say of a source can be about one:
// they know the same lines, where there are no lines the same statements, and
// where there are neither the same totals.
func (f *coveredFile) sameSource(o *coveredFile) bool {
	switch {
	case len(f.lines.seen)+len(o.lines.seen) > 0:
		return f.lines.sameLines(&o.lines)
	case len(f.blocks[fact.Statements].list)+len(o.blocks[fact.Statements].list) > 0:
		return f.blocks[fact.Statements].sameBlocks(&o.blocks[fact.Statements])
	}
	for m := range f.totals {
		if f.totals[m].whole != o.totals[m].whole {
			return false
		}
	}
	return true
}

// count gives the file's coverage in one metric: what its lines or blocks say,
// else the totals that were stated.
func (f *coveredFile) count(m fact.Metric) covered {
	var c covered
	if m == fact.Lines {
		c = f.lines.count()
	} else {
		c = f.blocks[m].count()
	}
	if c.whole == 0 {
		return f.totals[m]
	}
	return c
}

// declare adds stated totals of the file.
func (f *coveredFile) declare(m fact.Metric, c covered) {
	known := f.totals[m]
	switch {
	case c.whole == 0:
		return
	case known.whole == 0:
		f.totals[m] = c
		return
	case c.compare(known) < 0:
		known = c
	}
	known.declared = true
	f.totals[m] = known
}

// merge adds what another evidence file says of the same source file.
func (f *coveredFile) merge(o *coveredFile) {
	if f.pkg == "" || o.pkg != "" && o.pkg < f.pkg {
		f.pkg = o.pkg
	}
	if o.at.Before(f.at) {
		f.at = o.at
	}
	for _, form := range o.written {
		f.written = addForm(f.written, form)
	}
	if f.name != o.name { // which one is shown must not depend on the order
		f.name = min(f.name, o.name)
	}
	f.builds = f.builds && o.builds
	f.differ = f.differ || f.files > 0 && !f.builds && !f.sameSource(o)
	f.files++
	own := coverage{}
	for m := range f.apart {
		own.counts[m] = o.count(fact.Metric(m))
		f.apart[m] = f.apart[m].plus(own.counts[m])
	}
	if worst, _ := own.worst(); f.files == 1 || worst.compare(f.least) < 0 {
		f.least = worst
	}
	f.lines.merge(&o.lines)
	for m := range f.blocks {
		f.blocks[m].merge(&o.blocks[m])
		f.declare(fact.Metric(m), o.totals[m])
	}
}

// coverage is a source file with its counts, as answers need it.
type coverage struct {
	path, pkg string
	forms     string // of the path, by which a filter may select it
	at        fact.Location
	counts    [metrics]covered
	// apart and least are the counts if the evidence files that share the path
	// mean different sources, and differ says that they disagree.
	apart  [metrics]covered
	least  covered
	differ bool
}

// worst is what the file is judged by: its lines, else its statements.
func (c *coverage) worst() (covered, fact.Metric) {
	if c.counts[fact.Lines].whole > 0 {
		return c.counts[fact.Lines], fact.Lines
	}
	return c.counts[fact.Statements], fact.Statements
}

// order gives the order of files by one of their counts, the least covered
// first.
func order(of func(c *coverage) (covered, fact.Metric)) func(a, b *coverage) bool {
	return func(a, b *coverage) bool {
		x, _ := of(a)
		y, _ := of(b)
		return cmp.Or(x.compare(y), strings.Compare(a.path, b.path)) < 0
	}
}

// exhibit shows the file by one of its counts.
func (c *coverage) exhibit(n covered, m fact.Metric) fact.Exhibit {
	return fact.Exhibit{
		Rank: percentOf(n), Name: c.path, At: c.at,
		Text: fmt.Sprintf("%d of %d %s covered", n.part, n.whole, m),
	}
}
