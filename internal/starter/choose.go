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
	d.tests(d.distinctRuns(p.of(fact.Tests)))
	d.coverage(p.of(fact.Coverage))
	if list := p.of(fact.Health); len(list) > 0 {
		d.add(row{question: question{evidence: ids(list), measure: "services.unhealthy"}, id: "OPS", category: "operations",
			title: "No service is unhealthy" + tools(list), blocker: true})
	}
	for i := range aspects {
		d.scanners(&aspects[i], p.of(fact.Scanner))
	}
	if list := p.of(fact.Inventory); len(list) > 0 {
		d.add(row{question: question{evidence: ids(list), measure: "components.unlicensed"}, id: "LIC", category: "supply",
			title: "Components without a licence do not grow" + tools(list), aim: most})
	}
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
		total, ok := f.figures["tests.total"]
		same := slices.IndexFunc(kept, func(k *Found) bool {
			other, known := k.figures["tests.total"]
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

func (d *Draft) tests(list []*Found) {
	if len(list) == 0 {
		return
	}
	for _, q := range []struct{ measure, title string }{
		{"tests.failed", "No test fails"},
		{"tests.errors", "No test or suite breaks"},
	} {
		d.add(row{question: question{evidence: ids(list), measure: q.measure}, id: "TEST", category: "tests", title: q.title + tools(list), blocker: true})
	}
}

// coverage asks the total of the format that knows most of the source.
func (d *Draft) coverage(list []*Found) {
	for _, metric := range []struct{ measure, total, title string }{
		{"coverage.lines", "coverage.lines.total", "Line coverage"},
		{"coverage.statements", "coverage.statements.total", "Statement coverage"},
		{"coverage.percent", "", "Coverage as the tool states it"},
	} {
		sums := map[string]*big.Rat{}
		best := ""
		for _, f := range list {
			if _, ok := f.figures[metric.measure]; !ok {
				continue
			}
			if sums[f.Format] == nil {
				sums[f.Format] = new(big.Rat)
			}
			if total, ok := f.figures[metric.total]; ok {
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
		d.add(row{question: question{evidence: ids(chosen), measure: metric.measure}, id: "COV", category: "tests", title: metric.title + tools(chosen), aim: least})
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
	for _, s := range []struct {
		severity string
		of       []*Found
	}{{"critical", graded}, {"high", rated}} {
		if len(s.of) > 0 {
			d.add(row{question: question{evidence: ids(s.of), measure: "findings." + s.severity}, id: a.id, category: a.category,
				title: fmt.Sprintf(a.rated, s.severity) + tools(s.of), blocker: a.blocker})
		}
	}
	if len(counted) > 0 {
		r := row{question: question{evidence: ids(counted), measure: "findings.total"}, id: a.id, category: a.category, title: a.counts + tools(counted), blocker: a.blocker}
		if !a.blocker {
			r.aim = most
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
