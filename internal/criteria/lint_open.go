package criteria

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/source"
)

// LintOpen points out what may stay open unseen, or closes a door that one most
// likely means to leave open. It is said to who asks for it, and not on each run.
func (p *Plan) LintOpen(file string) source.List {
	var list source.List
	p.lintReach(file, &list)
	p.lintTests(&list)
	p.lintOf(&list)
	p.lintWindow(&list)
	p.lintEmpty(&list)
	p.lintVain(&list)
	return list
}

// lintReach points out criteria so few that one open among them is already too
// much for the compliance that a conditional verdict asks when nobody declares it.
// Of a draft nobody has agreed to a target yet.
func (p *Plan) lintReach(file string, list *source.List) {
	usual, err := quantity.ParseTarget(defaultConditional, quantity.Proportion)
	if bar := p.Verdict.ConditionalCompliance; err != nil || p.Draft || bar == nil || bar.String() != usual.String() {
		return
	}
	applicable, mayBeOpen := int64(0), false // an open blocker rejects whatever is asked
	for _, c := range p.Criteria {
		if c.Applies && !c.Informs {
			applicable, mayBeOpen = applicable+1, mayBeOpen || !c.Blocker
		}
	}
	if !mayBeOpen {
		return
	}
	rest := quantity.Ratio(applicable-1, applicable)
	if rest.Cmp(usual.A) < 0 {
		list.Warn(source.Pos{File: file}, "one open criterion of %d leaves %s, and conditional asks %s", applicable, percent(rest.Base()), usual).Hint =
			"verdict: { conditional: { compliance: … } } says how much may be open"
	}
}

// lintTests points out criteria on failed tests whose evidence no criterion asks
// for errors: a package that does not build fails no test.
func (p *Plan) lintTests(list *source.List) {
	held := map[string]bool{} // by measure, evidence and filter
	for _, c := range p.Criteria {
		for _, a := range p.asked(c, anyMeasure) {
			for _, id := range a.Evidence {
				held[a.Question.Measure.Name+" "+id+" "+a.Question.Where.String()] = true
			}
		}
	}
	for _, c := range p.Criteria {
		for _, a := range p.asked(c, func(m *fact.Measure) bool { return m.Leaves != "" }) {
			left := a.Question.Measure.Leaves
			open := slices.IndexFunc(a.Evidence, func(id string) bool {
				return !held[left+" "+id+" "] && !held[left+" "+id+" "+a.Question.Where.String()]
			})
			if open >= 0 {
				list.Warn(c.Declared, "%s counts failed tests of %s, and no criterion asks for %s of it", c.ID, a.Evidence[open], left).Hint =
					"a test that ends in an error, or a package that does not build, is not among the failed"
				break
			}
		}
	}
}

// lintOf points out counts of bad things in a document that do not say out of how
// many: none of none says nothing.
func (p *Plan) lintOf(list *source.List) {
	for _, c := range p.Criteria {
		if c.Pack != "" || c.Target.String() != "== 0" {
			continue
		}
		for _, a := range p.asked(c, func(m *fact.Measure) bool { return m.Query && m.AnyUnit }) {
			if a.Question.Query != nil && a.Question.Of == nil {
				list.Warn(c.Declared, "%s counts what it finds in %s, and does not say out of how many", c.ID, a.Evidence[0]).Hint =
					"of: a query for how many there were to look at; where that is none, the criterion is unknown"
				break
			}
		}
	}
}

// lintWindow points out availabilities and recoveries of evidence of which nobody
// asks how long it was observed: three probes in two seconds show no outage.
func (p *Plan) lintWindow(list *source.List) {
	held := map[string]bool{} // by measure and evidence
	for _, c := range p.Criteria {
		for _, a := range p.asked(c, anyMeasure) {
			for _, id := range a.Evidence {
				held[a.Question.Measure.Name+" "+id] = true
			}
		}
	}
	for _, e := range p.Evidence {
		for _, m := range e.Min {
			held[p.Asks[m.Ask].Question.Measure.Name+" "+e.ID] = true
		}
	}
	for _, c := range p.Criteria {
		for _, a := range p.asked(c, func(m *fact.Measure) bool { return m.Window != "" }) {
			window := a.Question.Measure.Window
			open := slices.IndexFunc(a.Evidence, func(id string) bool { return !held[window+" "+id] })
			if c.Pack == "" && open >= 0 {
				list.Warn(c.Declared, "%s asks for %s of %s, however short it was observed", c.ID, a.Question.Measure.Name, a.Evidence[open]).Hint =
					"min: { " + window + ": 7d } on the evidence says for how long"
				break
			}
		}
	}
}

func anyMeasure(*fact.Measure) bool { return true }

// asked lists the questions for some measures of a criterion that counts.
func (p *Plan) asked(c Criterion, of func(*fact.Measure) bool) []Ask {
	var list []Ask
	for _, ask := range asksOf(c.Expr) {
		if a := p.Asks[ask]; of(a.Question.Measure) && !c.Informs {
			list = append(list, a)
		}
	}
	return list
}

// Questions lists what a criterion asks, and what it compares that with.
func (p *Plan) Questions(c *Criterion) []Ask {
	asks := asksOf(c.Expr)
	if change, ok := c.Expr.(Change); ok {
		asks = append(asks, change.Old)
	}
	list := make([]Ask, len(asks))
	for i, ask := range asks {
		list[i] = p.Asks[ask]
	}
	return list
}

// asksOf lists the questions of an expression.
func asksOf(e Expr) []int {
	switch e := e.(type) {
	case One:
		return []int{e.Ask}
	case Quotient:
		return []int{e.Over, e.Under}
	case Change:
		return []int{e.New}
	case Formula:
		asks := make([]int, len(e.Operands))
		for i, o := range e.Operands {
			asks[i] = o.Ask
		}
		return asks
	case Some:
		var asks []int
		for _, m := range e.Members {
			asks = append(asks, asksOf(m.Expr)...)
		}
		return asks
	}
	return nil
}
