package starter

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"signoff/internal/fact"
)

// mostCriteria is how many a person reads with care.
const mostCriteria = 8

// Draft is a choice of criteria among what was found.
type Draft struct {
	project *Project
	rows    []row
	left    []Unread // what is not asked, and why
}

// Choose asks each figure once, the gravest first.
func (p *Project) Choose() *Draft {
	d := &Draft{project: p}
	d.firsts(d.distinctRuns(p.of(fact.Tests)), fact.Tests, row{id: "TEST", category: "tests", blocker: true})
	d.coverage(p.of(fact.Coverage))
	d.firsts(p.of(fact.Health), fact.Health, row{id: "OPS", category: "operations", blocker: true})
	for i := range aspects {
		d.scanners(&aspects[i], p.of(fact.Scanner))
	}
	d.firsts(p.of(fact.Inventory), fact.Inventory, row{id: "LIC", category: "supply"})
	d.leave()
	d.number()
	return d
}

// of lists the usable evidence of a kind.
func (p *Project) of(kind fact.Kind) []*Found {
	var list []*Found
	for i := range p.Found {
		if f := &p.Found[i]; f.Kind == kind && f.problem == "" {
			list = append(list, f)
		}
	}
	return list
}

func ids(list []*Found) []string {
	var ids []string
	for _, f := range list {
		ids = append(ids, f.ID)
	}
	return ids
}

// tools names the tools of evidence at the end of a title.
func tools(list []*Found) string {
	var names []string
	for _, f := range list {
		if !slices.Contains(names, f.Tool) {
			names = append(names, f.Tool)
		}
	}
	const most = 4
	if len(names) > most {
		names = append(names[:most-1], fmt.Sprintf("%d more", len(names)-most+1))
	}
	return " (" + strings.Join(names, ", ") + ")"
}

func (d *Draft) add(r row) { d.rows = append(d.rows, r) }

// firsts asks what every first plan asks of a kind, a row for each measure.
func (d *Draft) firsts(list []*Found, kind fact.Kind, r row) {
	if len(list) == 0 {
		return
	}
	for _, m := range firsts(kind) {
		r.question, r.title, r.hold = question{ids(list), m}, m.First.Title+tools(list), m.First.Hold
		d.add(r)
	}
}

// firsts lists the measures that a first plan asks of a kind.
func firsts(kind fact.Kind) []*fact.Measure {
	return measures(kind, func(m *fact.Measure) bool { return m.First.Title != "" })
}

func (d *Draft) without(f *Found, format string, args ...any) {
	d.left = append(d.left, Unread{f.Path, fmt.Sprintf("%s; %s", f.Format, fmt.Sprintf(format, args...))})
}

// distinctRuns leaves out what another format says of the same tests.
func (d *Draft) distinctRuns(list []*Found) []*Found {
	var kept []*Found
	for _, f := range list {
		if f.planned {
			kept = append(kept, f)
			continue
		}
		total, ok := f.total()
		same := slices.IndexFunc(kept, func(k *Found) bool {
			other, known := k.total()
			return ok && known && k.Format != f.Format && total.exact.Sign() > 0 && total.exact.Cmp(other.exact) == 0
		})
		if same >= 0 {
			d.without(f, "it lists as many tests as %s, which is asked", kept[same].Path)
			continue
		}
		kept = append(kept, f)
	}
	return kept
}

// coverage asks the total of the format that knows most of the source.
func (d *Draft) coverage(list []*Found) {
	for _, m := range firsts(fact.Coverage) {
		sums := map[string]*big.Rat{}
		best := ""
		for _, f := range list {
			if _, ok := f.figures[m.Name]; !ok {
				continue
			}
			if sums[f.Format] == nil {
				sums[f.Format] = new(big.Rat)
			}
			if total, ok := f.figures[m.Of]; ok {
				sums[f.Format].Add(sums[f.Format], total.exact)
			}
			if best == "" || sums[f.Format].Cmp(sums[best]) > 0 {
				best = f.Format
			}
		}
		if best == "" {
			continue
		}
		var chosen []*Found
		for _, f := range list {
			if f.Format == best {
				chosen = append(chosen, f)
			} else {
				d.without(f, "it states the coverage that %s states, which is asked", best)
			}
		}
		d.add(row{question: question{ids(chosen), m}, id: "COV", category: "tests", title: m.First.Title + tools(chosen), hold: m.First.Hold})
		return
	}
}

// scanners asks the tools of one aspect: what is high of those that rate, and
// everything of those that do not.
func (d *Draft) scanners(a *aspect, list []*Found) {
	var rated, graded, counted []*Found
	for _, f := range list {
		switch {
		case aspectOf(f.Tool) != a:
		case a.blocker && rates(f.Tool):
			rated = append(rated, f)
			if among(graver, f.Tool) {
				graded = append(graded, f)
			}
		default:
			counted = append(counted, f)
		}
	}
	for _, m := range firsts(fact.Scanner) {
		of := rated
		if m.Severity > fact.High {
			of = graded
		}
		if len(of) > 0 {
			d.add(row{question: question{ids(of), m}, id: a.id, category: a.category,
				title: fmt.Sprintf(a.rated, m.Severity) + tools(of), blocker: a.blocker})
		}
	}
	for _, m := range measures(fact.Scanner, func(m *fact.Measure) bool { return m.Total && len(counted) > 0 }) {
		r := row{question: question{ids(counted), m}, id: a.id, category: a.category, title: a.counts + tools(counted), blocker: a.blocker}
		if !a.blocker {
			r.hold = fact.HoldMost
		}
		d.add(r)
	}
}

// leave drops what is beyond the most criteria, and names what nothing asks.
func (d *Draft) leave() {
	for _, r := range d.rows[min(len(d.rows), mostCriteria):] {
		for _, f := range d.project.named(r.evidence) {
			d.without(f, "more than %d criteria are too many for a start", mostCriteria)
		}
	}
	d.rows = d.rows[:min(len(d.rows), mostCriteria)]
	for i := range d.project.Found {
		f := &d.project.Found[i]
		switch {
		case d.asks(f.ID) || slices.ContainsFunc(d.left, func(u Unread) bool { return u.Path == f.Path }):
		case f.planned:
			d.left = append(d.left, Unread{d.project.maker(i), fmt.Sprintf("makes %s (%s) too; then signoff init asks its figure", f.Path, f.Format)})
		case f.problem != "":
			d.without(f, "%s", f.problem)
		default:
			d.without(f, "which of its figures matters is yours to say: signoff inspect %s", f.Path)
		}
	}
}

// maker is the planned evidence whose run makes the one at i.
func (p *Project) maker(i int) string {
	for ; i > 0 && p.Found[i].command == ""; i-- {
	}
	return "signoff collect " + p.Found[i].ID
}
