package tally

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"signoff/internal/fact"
)

// maxComponents bounds the components and statements of one file.
const maxComponents = 1 << 24

// statuses lists what a VEX document may say of a vulnerability.
var statuses = []string{"affected", "not_affected", "fixed", "under_investigation"}

// inventoryTable counts components and VEX statements, which are selected by
// the product that they are about.
type inventoryTable struct {
	set        *Set
	file       *Sink
	matcher    *matcher[fact.Component]
	pool       *pool[*inventoryTally]
	components int64
	statements int64
	entries    int64 // of catalogues
	bill       bool  // some file lists components, if only none
}

var componentColumns = []column[fact.Component]{
	{"name", func(c *fact.Component) string { return c.Name }},
	{"version", func(c *fact.Component) string { return c.Version }},
	{"license", func(c *fact.Component) string { return c.License }},
	{"purl", func(c *fact.Component) string { return c.PURL }},
	{"type", func(c *fact.Component) string { return c.Type }},
}

// The lists of an inventory; those of the statuses begin with vexStatements.
const (
	allComponents = iota
	unlicensedComponents
	unversionedComponents
	vexStatements
	cataloguedOnes = vexStatements + 4
	inventoryLists = cataloguedOnes + 1
)

// itemsOf is the list that a measure counts, and the word by which it shows
// what is on it; "" shows nothing.
type itemsOf struct {
	list int
	rank string
}

// inventoryMeasures are the measures of components and of VEX statements.
var inventoryMeasures = measures[itemsOf]{
	{fact.Measure{Name: "components.total", Total: true, Doc: "components at all depths"}, itemsOf{allComponents, ""}},
	{fact.Measure{Name: "components.unlicensed", Doc: "components without a licence",
		First: fact.First{Title: "Components without a licence", Target: "== 0", Hold: fact.HoldMost}}, itemsOf{unlicensedComponents, "unlicensed"}},
	{fact.Measure{Name: "components.unversioned", Doc: "components without a version"}, itemsOf{unversionedComponents, "unversioned"}},
	ofStatus(0), ofStatus(1), ofStatus(2), ofStatus(3),
	{fact.Measure{Name: "vulnerabilities.catalogued", Doc: "entries of a catalogue of vulnerabilities (KEV, EPSS)"}, itemsOf{cataloguedOnes, ""}},
}

// ofStatus is the measure of the VEX statements of one status.
func ofStatus(i int) row[itemsOf] {
	return row[itemsOf]{
		fact.Measure{Name: "vulnerabilities." + statuses[i], Doc: "VEX statements of status " + statuses[i]},
		itemsOf{vexStatements + i, statuses[i]},
	}
}

// inventoryTally counts what passes one combination of filters, list by list.
type inventoryTally struct {
	counts [inventoryLists]int64
	keep   int
	first  [inventoryLists]top[keptItem]
	rows   []map[string]*inventoryTally
}

// keptItem is a component or statement of one evidence file.
type keptItem struct {
	name, text, subject string
	at                  fact.Location
}

func newInventoryTable(s *Set, file *Sink) *inventoryTable {
	t := &inventoryTable{set: s, file: file, matcher: newMatcher(s.filters, componentColumns)}
	t.pool = newPool(len(s.filters.wheres), t.tally)
	return t
}

func (t *inventoryTable) addComponent(c *fact.Component) error {
	if t.components >= maxComponents {
		return fmt.Errorf("expected at most %d components", maxComponents)
	}
	t.components++
	item := keptItem{name: c.Name, text: c.License, subject: cmp.Or(c.PURL, c.Version), at: fact.Location{Path: t.file.path, Line: c.Line}}
	lists := []int{allComponents}
	if c.License == "" {
		lists = append(lists, unlicensedComponents)
	}
	if c.Version == "" {
		lists = append(lists, unversionedComponents)
	}
	return t.count(c, &item, lists)
}

func (t *inventoryTable) addVEX(v *fact.VEX) error {
	status := slices.Index(statuses, v.Status)
	switch {
	case v.ID == "":
		return errors.New("expected the vulnerability that a statement is about, found none")
	case status < 0:
		return fmt.Errorf("expected a status of %s for %s, found %q", strings.Join(statuses, ", "), v.ID, v.Status)
	case t.statements >= maxComponents:
		return fmt.Errorf("expected at most %d statements", maxComponents)
	}
	t.statements++
	product := fact.Component{Name: v.Product}
	if strings.HasPrefix(v.Product, "pkg:") {
		product.PURL = v.Product
	}
	item := keptItem{name: v.ID, text: v.Justification, subject: v.Product, at: fact.Location{Path: t.file.path, Line: v.Line}}
	return t.count(&product, &item, []int{vexStatements + status})
}

func (t *inventoryTable) addCatalogued(e *fact.Catalogued) error {
	if t.entries >= maxComponents {
		return fmt.Errorf("expected at most %d entries", maxComponents)
	}
	t.entries++
	item := keptItem{name: e.ID, at: fact.Location{Path: t.file.path, Line: e.Line}}
	return t.count(&fact.Component{Name: e.ID}, &item, []int{cataloguedOnes})
}

// count adds an item to the lists it belongs to.
func (t *inventoryTable) count(c *fact.Component, item *keptItem, lists []int) error {
	tally := t.pool.at(t.matcher.match(c))
	tally.add(item, lists)
	for i, rows := range tally.rows {
		if rows == nil {
			continue
		}
		for _, value := range valuesOf(componentColumns, t.set.by[i].field, c) {
			inventoryRow(rows, value).add(item, lists)
		}
	}
	return rowsWithin(tally.rows)
}

func (t *inventoryTable) listed() int64 { return plus(plus(t.components, t.statements), t.entries) }

func (t *inventoryTable) merge(other table) {
	o := other.(*inventoryTable)
	t.matcher.learn(o.matcher)
	t.components = plus(t.components, o.components)
	t.bill = t.bill || o.bill
	t.statements = plus(t.statements, o.statements)
	t.entries = plus(t.entries, o.entries)
	t.pool.merge(o.pool)
}

// answer counts components and statements apart: what is not a bill of materials
// says nothing about components.
func (t *inventoryTable) answer(q *fact.Question, filter int) fact.Answer {
	all, of := t.pool.of(filter), inventoryMeasures.of(q)
	list, records := of.list, "components"
	a := fact.Answer{Seen: t.components, Matched: all.counts[allComponents]}
	switch {
	case list == cataloguedOnes:
		records = "entries"
		a.Seen, a.Matched = t.entries, all.counts[list]
		if t.entries == 0 {
			return absent(a, "the evidence is no catalogue of vulnerabilities")
		}
	case list >= vexStatements:
		records = "statements"
		a.Seen, a.Matched = t.statements, 0
		for status := range statuses {
			a.Matched = plus(a.Matched, all.counts[vexStatements+status])
		}
		if t.statements == 0 {
			return absent(a, "the evidence makes no statement about vulnerabilities")
		}
	case t.components == 0 && !t.bill:
		return absent(a, "the evidence is not a bill of materials")
	}
	a.Problem = near(t.set, q, unmatched(q, a.Seen, a.Matched, records), t.matcher.names)
	a.Figures = []fact.Figure{all.figure(list)}
	if of.rank != "" {
		for _, k := range all.first[list].kept {
			a.Exhibits = append(a.Exhibits, fact.Exhibit{
				Rank: of.rank, Name: k.name, Text: bounded(k.text), Subject: k.subject, At: k.at,
			})
		}
		a.More = all.counts[list] - int64(len(a.Exhibits))
	}
	for i, b := range t.set.by {
		if b.field.Name != q.By {
			continue
		}
		for _, value := range slices.Sorted(maps.Keys(all.rows[i])) {
			if row := all.rows[i][value]; row.counts[list] > 0 {
				a.Rows = append(a.Rows, fact.Row{Name: value, Figure: row.figure(list)})
			}
		}
	}
	return a
}

// tally makes an empty tally for records that pass exactly these filters.
func (t *inventoryTable) tally(passed bitset) *inventoryTally {
	n := &inventoryTally{keep: exhibitsKept, rows: make([]map[string]*inventoryTally, len(t.set.by))}
	for i, b := range t.set.by {
		if passed.meets(b.filters) {
			n.rows[i] = map[string]*inventoryTally{}
		}
	}
	return n
}

func inventoryRow(rows map[string]*inventoryTally, value string) *inventoryTally {
	row, ok := rows[value]
	if !ok {
		row = &inventoryTally{keep: 1}
		rows[value] = row
	}
	return row
}

func (t *inventoryTally) add(item *keptItem, lists []int) {
	for _, list := range lists {
		t.counts[list] = plus(t.counts[list], 1)
		t.first[list].offer(item, t.keep, (*keptItem).before, itself)
	}
}

func (t *inventoryTally) merge(o *inventoryTally) {
	for list := range t.counts {
		t.counts[list] = plus(t.counts[list], o.counts[list])
		for i := range o.first[list].kept {
			t.first[list].offer(&o.first[list].kept[i], t.keep, (*keptItem).before, itself)
		}
	}
	for i, rows := range t.rows {
		if rows == nil || o.rows == nil {
			continue
		}
		for value, theirs := range o.rows[i] {
			inventoryRow(rows, value).merge(theirs)
		}
	}
}

func (t *inventoryTally) figure(list int) fact.Figure {
	figure := count(t.counts[list], fact.Location{})
	if len(t.first[list].kept) > 0 {
		figure.At = t.first[list].kept[0].at
	}
	return figure
}

// before orders items by where the evidence reports them.
func (k *keptItem) before(l *keptItem) bool {
	return cmp.Or(
		strings.Compare(k.at.Path, l.at.Path),
		cmp.Compare(k.at.Line, l.at.Line),
		strings.Compare(k.name, l.name),
		strings.Compare(k.subject, l.subject),
		strings.Compare(k.text, l.text),
	) < 0
}
