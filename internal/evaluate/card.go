package evaluate

import (
	"time"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// scorecard gives the assessment as data, with the verdict before approvals.
func (a *assessment) scorecard() *scorecard.Scorecard {
	p, t := a.plan, addUp(a.plan, a.votes)
	card := &scorecard.Scorecard{
		Schema:   scorecard.Schema,
		Project:  p.Project,
		Release:  p.Release,
		AsOf:     stamp(a.in.AsOf),
		AsOfFrom: a.in.AsOfFrom,
		Tool:     a.in.Tool,
		Plan:     showPlan(p),
		Verdict:  a.verdict(a.votes, signatures{}),

		Compliance: showCompliance(p, &t),
		Score:      showScore(p, &t),
		Categories: make([]scorecard.Category, 0, len(p.Categories)),
		Criteria:   make([]scorecard.Criterion, 0, len(p.Criteria)),
		Evidence:   a.register(),
		Waivers:    a.showWaivers(),
		Limits:     a.limits(),
		Aside:      a.aside(&t),
		Subject:    a.subject(),
	}
	if p.Zone != nil {
		card.Timezone, card.AsOfLocal = p.Zone.String(), a.in.AsOf.In(p.Zone).Format(time.RFC3339)
	}
	if a.in.Commit.Known {
		card.Commit, card.Tree = a.in.Commit.Hash, a.in.Commit.Tree
	}
	for i := range p.Categories {
		card.Categories = append(card.Categories, showCategory(p, &p.Categories[i], &t.categories[i]))
	}
	for i := range p.Criteria {
		card.Criteria = append(card.Criteria, a.showCriterion(i, &t))
	}
	for _, n := range p.Narrative {
		card.Narrative = append(card.Narrative, scorecard.Narrative{Slot: n.Slot, Text: n.Text})
	}
	showDocument(card, &p.Document)
	showSpoken(card, &p.Document)
	card.Excerpts = a.excerpts()
	return card
}

func showCompliance(p *criteria.Plan, t *totals) scorecard.Compliance {
	bounds := boundsOf(p.Verdict.ApprovedCompliance, p.Verdict.ConditionalCompliance)
	return scorecard.Compliance{
		Strict:        number(percent(t.strictCompliance), bounds),
		WithWaivers:   number(percent(t.lenientCompliance), bounds),
		Exact:         exact(t.strictCompliance),
		Met:           t.met,
		Warning:       t.warning,
		Unmet:         t.unmet,
		Unknown:       t.unknown,
		Applicable:    t.applicable(),
		NotApplicable: t.notApplicable,
		Informing:     t.informing,
		Declared:      len(p.Criteria),
		Waived:        t.waived,
		Basis:         t.basis,
	}
}

func showScore(p *criteria.Plan, t *totals) scorecard.Score {
	bounds := scoreBounds(p)
	return scorecard.Score{
		Strict:      number(points(t.strict), bounds),
		WithWaivers: number(points(t.lenient), bounds),
		Exact:       points(t.strict).Fraction(),
		Grade:       grade(p.Grades, t.strict, t.blocked),
	}
}

func showCategory(p *criteria.Plan, c *criteria.Category, g *group) scorecard.Category {
	bounds := gradeBounds(p)
	out := scorecard.Category{
		ID: c.ID, Title: c.Title,
		Weight:      decimal(weight(c.Weight)),
		Score:       number(points(g.strict), bounds),
		WithWaivers: number(points(g.lenient), bounds),
		Exact:       points(g.strict).Fraction(),
		Grade:       grade(p.Grades, g.strict, g.blocked),
		Met:         g.met, Warning: g.warning, Unmet: g.unmet, Unknown: g.unknown,
		Applicable: g.applicable(), Note: c.Note,
	}
	out.Risk, out.RiskWhy = risk(g)
	return out
}

func (a *assessment) showWaivers() []scorecard.Waiver {
	list := make([]scorecard.Waiver, 0, len(a.plan.Waivers))
	for i := range a.plan.Waivers {
		w := &a.plan.Waivers[i]
		out := scorecard.Waiver{
			ID: a.waiverID(i), Criterion: w.Criterion, Reason: w.Reason, Owner: w.Owner, ApprovedBy: w.ApprovedBy,
			Ticket: w.Ticket, Granted: day(w.Granted), Due: day(w.Due), Expires: lastDay(w.Expires), Covers: []string{},
			Version:  w.Release,
			State:    a.covers[i].state,
			Declared: scorecard.Declared{File: w.Declared.File, Line: w.Declared.Line},
		}
		if w.Limit != nil {
			out.Limit = scorecard.ParseBound(w.Limit.String())
		}
		if w.CoversUnmet {
			out.Covers = append(out.Covers, string(scorecard.Unmet))
		}
		if w.CoversUnknown {
			out.Covers = append(out.Covers, string(scorecard.Unknown))
		}
		a.showScope(&out, i)
		list = append(list, out)
	}
	return list
}

// showScope adds what alone a waiver is for, and what of it there is.
func (a *assessment) showScope(out *scorecard.Waiver, i int) {
	w, c := &a.plan.Waivers[i], &a.covers[i]
	into := map[string]*[]string{"rule": &out.Rules, "cve": &out.CVEs, "cwe": &out.CWEs, "package": &out.Packages, "version": &out.Versions, "path": &out.Paths}
	for _, s := range w.Scope {
		*into[s.Field] = s.Patterns
	}
	if w.Inside != nil {
		out.Covered, out.Exhibits, out.ExhibitsMore = &c.records, showExhibits(c.exhibits), c.more
	}
}

func showExhibits(exhibits []fact.Exhibit) []scorecard.Exhibit {
	var list []scorecard.Exhibit
	for _, x := range exhibits {
		list = append(list, scorecard.Exhibit{
			Rank: x.Rank, Name: x.Name, Text: x.Text, Subject: x.Subject, Path: x.At.Path, Line: x.At.Line,
		})
	}
	return list
}

func showPlan(p *criteria.Plan) scorecard.Plan {
	out := scorecard.Plan{
		SHA256: p.SHA256,
		Packs:  make([]scorecard.Pack, 0, len(p.Packs)),
		Params: make([]scorecard.Param, 0, len(p.Params)),
		Tailor: make([]scorecard.Tailoring, 0, len(p.Tailor)),
		Roles:  p.Sign.Names(),
		Thresholds: scorecard.Thresholds{
			Approved:    scorecard.Bar{Compliance: asked(p.Verdict.ApprovedCompliance), Score: asked(p.Verdict.ApprovedScore)},
			Conditional: scorecard.Bar{Compliance: asked(p.Verdict.ConditionalCompliance), Score: asked(p.Verdict.ConditionalScore)},
			Default:     len(p.Verdict.Differs) == 0,
			OwnGrades:   p.Verdict.OwnGrades,
			Warning:     credit(p, scorecard.Warning).RatString(),
			WaiverMax:   p.WaiverMax.String(),
			Grades:      make([]scorecard.Grade, 0, len(p.Grades)),
		},
	}
	out.From = p.From
	if p.Policy != nil {
		out.Policy = &scorecard.Pack{Name: p.Policy.Name, SHA256: p.Policy.SHA256}
	}
	for _, k := range p.Packs {
		out.Packs = append(out.Packs, scorecard.Pack(k))
	}
	for _, v := range p.Params {
		out.Params = append(out.Params, scorecard.Param(v))
	}
	for _, t := range p.Tailor {
		out.Tailor = append(out.Tailor, scorecard.Tailoring{
			Criterion: t.Criterion, Key: t.Key, Old: t.Old, New: t.New, Because: t.Because, ApprovedBy: t.ApprovedBy,
			Declared: scorecard.Declared{File: t.Declared.File, Line: t.Declared.Line},
		})
	}
	for _, g := range p.Grades {
		from := "0"
		if g.From != nil {
			from = decimal(g.From)
		}
		out.Thresholds.Grades = append(out.Thresholds.Grades, scorecard.Grade{Name: g.Name, From: from})
	}
	return out
}

// asked is a threshold as it may be written again; nil asks nothing.
func asked(t *quantity.Target) scorecard.Bound {
	if t == nil {
		return scorecard.Bound{}
	}
	return scorecard.ParseBound(t.String())
}
