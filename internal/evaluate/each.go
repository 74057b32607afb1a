package evaluate

import (
	"fmt"
	"math/big"
	"strings"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// restGroup is the group of the records that no wildcard takes.
const restGroup = "(rest)"

// judgeEach holds the target for every group and names the worst. A group of
// which nothing is measured is not there to be judged.
func (a *assessment) judgeEach(j judgement, r *reply, d demand) judgement {
	rows := grouped(r.answer.Rows, d.each)
	if len(rows) == 0 && r.question.Measure.Kind == fact.Scanner {
		return settle(j, r.figures, d, r.nothingPasses()) // no group has a finding
	}
	j.rows = rows
	used := make([]bool, len(d.each.Overrides))
	j.outcome = scorecard.Met
	for i := range rows {
		f := rows[i].Figure
		f.Label = rows[i].Name
		target, warn := d.target, d.warn
		if o := longest(d.each.Overrides, f.Label); o >= 0 {
			used[o], target, warn = true, d.each.Overrides[o].Target, nil
		}
		if !f.Value.Known() || f.Value.Dimension() != target.Dimension() {
			continue
		}
		j.figures = append(j.figures, f)
		outcome := hold(target, warn, f)
		if !j.shown || eachRank(outcome) < eachRank(j.outcome) || outcome == j.outcome && compareFigures(d.target, f, j.figure) < 0 {
			j.figure, j.outcome, j.against, j.shown = f, outcome, target, true
		}
	}
	if len(j.figures) == 0 {
		return unknown(j, fact.Problem{Reason: fact.NoMatch, Text: "no group of " + d.each.Field + " has a figure"})
	}
	for i, o := range d.each.Overrides {
		if !used[i] && r.question.Measure.Kind != fact.Scanner {
			return unknown(j, fact.Problem{Reason: fact.NoMatch, Text: fmt.Sprintf("the override for %s matches no group", o.Match)})
		}
	}
	if j.outcome == scorecard.Unknown {
		return unknown(j, fact.Problem{Reason: fact.Inconclusive, Text: fmt.Sprintf("%s lies on both sides of %s", j.figure.Label, j.against)})
	}
	return j
}

// eachRank orders the outcomes of groups, the one that decides first.
func eachRank(o scorecard.Outcome) int {
	switch o {
	case scorecard.Unmet:
		return 0
	case scorecard.Unknown:
		return 1
	case scorecard.Warning:
		return 2
	}
	return 3
}

// longest finds the override with the longest match for a group, -1 for none.
func longest(overrides []criteria.GroupTarget, group string) int {
	found := -1
	for i := range overrides {
		if overrides[i].Matches(group) && (found < 0 || len(overrides[i].Match) > len(overrides[found].Match)) {
			found = i
		}
	}
	return found
}

// grouped adds up the rows of paths by what the first wildcard of the pattern
// takes; without a pattern every row is a group.
func grouped(rows []fact.Row, e *criteria.Each) []fact.Row {
	if e.Pattern == "" {
		return rows
	}
	var groups []fact.Row
	index := map[string]int{}
	for _, row := range rows {
		name := groupOf(row.Name, e)
		i, ok := index[name]
		if !ok {
			index[name] = len(groups)
			row.Name = name
			groups = append(groups, row)
			continue
		}
		g := &groups[i].Figure
		g.Part, g.Whole = g.Part+row.Figure.Part, g.Whole+row.Figure.Whole
		if g.Whole > 0 {
			share := new(big.Rat).Mul(big.NewRat(g.Part, g.Whole), hundred)
			g.Value = quantity.Of(share, quantity.Percent)
		} else {
			g.Value = g.Value.Add(row.Figure.Value)
		}
	}
	return groups
}

func groupOf(path string, e *criteria.Each) string {
	below, ok := strings.CutPrefix(path, e.Prefix)
	segment, _, deep := strings.Cut(below, "/")
	if !ok || e.Deep && !deep {
		return restGroup
	}
	return e.Prefix + segment
}
