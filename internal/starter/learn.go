package starter

import (
	"fmt"
	"math/big"
	"slices"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

func (d *Draft) asks(id string) bool {
	return slices.ContainsFunc(d.rows, func(r row) bool { return slices.Contains(r.evidence, id) })
}

func (p *Project) named(ids []string) []*Found {
	var list []*Found
	for i := range p.Found {
		if slices.Contains(ids, p.Found[i].ID) {
			list = append(list, &p.Found[i])
		}
	}
	return list
}

// planned says whether none of the evidence is there yet.
func (p *Project) planned(ids []string) bool {
	return !slices.ContainsFunc(p.named(ids), func(f *Found) bool { return !f.planned })
}

// number gives every criterion an id of its own.
func (d *Draft) number() {
	n := map[string]int{}
	for i := range d.rows {
		r := &d.rows[i]
		prefix := r.id
		for {
			n[prefix]++
			if r.id = fmt.Sprintf("%s-%02d", prefix, n[prefix]); !d.project.used[r.id] {
				break
			}
		}
	}
}

// Probe is a plan that asks the chosen questions and expects no figure of them.
func (d *Draft) Probe() []byte {
	rows := slices.Clone(d.rows)
	for i := range rows {
		rows[i].target = anyFigure(rows[i].measure)
	}
	return d.project.plan(rows, false)
}

// anyFigure is a target that every figure meets.
func anyFigure(m *fact.Measure) string {
	if m.Unit == quantity.Percent {
		return ">= 0%"
	}
	return ">= 0"
}

// Learn takes the answers to Probe, and sets every target by how it is held. A figure
// that is to stay where it is and is not known is not asked.
func (d *Draft) Learn(s *scorecard.Scorecard) {
	var rows []row
	for _, r := range d.rows {
		for _, c := range s.Criteria {
			if c.ID == r.id {
				r.learn(c, d.project.planned(r.evidence))
			}
		}
		if r.hold == fact.HoldNone || r.known || d.project.planned(r.evidence) {
			rows = append(rows, r)
			continue
		}
		for _, f := range d.project.named(r.evidence) {
			d.without(f, "there is no figure to hold: %s", r.today)
		}
	}
	d.rows = rows
}

func (r *row) learn(c scorecard.Criterion, planned bool) {
	got, ok := figureOf(c)
	ok = ok && c.Outcome.Satisfied()
	if r.hold == fact.HoldNone && !ok && c.Outcome.Satisfied() && c.Measured != nil { // a range: no point to aim at, and more than none
		got, ok = figure{c.Measured.Value, big.NewRat(1, 1)}, true
	}
	r.known = ok
	r.today = got.shown
	if !ok {
		r.today = "unknown, " + string(c.Reason)
		if len(c.Detail) > 0 {
			r.today += ": " + c.Detail[0].Text
		}
	}
	if r.planned = planned; planned {
		r.today = ""
	}
	r.target, r.met = "== 0", ok && got.exact.Sign() == 0
	switch {
	case !ok || r.hold == fact.HoldNone || r.hold == fact.HoldMost && got.exact.Sign() == 0:
	case r.hold == fact.HoldMost:
		r.target, r.met = "<= "+got.exact.RatString(), true
	case r.hold == fact.HoldLeast:
		r.target, r.met = ">= "+down(got.exact)+"%", true
	}
}

// down rounds a part of a whole down to whole per cent.
func down(exact *big.Rat) string {
	n := new(big.Int).Mul(exact.Num(), big.NewInt(100))
	return n.Quo(n, exact.Denom()).String()
}
