package tally

import (
	"cmp"
	"fmt"
	"math"
	"math/big"
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

func (t *benchTable) answer(q *fact.Question, filter int) fact.Answer {
	t.sorted.Do(t.sort)
	of := benchMeasures.of(q)
	a := fact.Answer{Seen: int64(len(t.list)), Beside: t.failed(filter)}
	if t.warm > 0 {
		a.Beside = append(a.Beside, fact.Note{Name: "left out as warm-up", Count: t.warm})
	}
	var answering []*series
	var figures [][]fact.Figure
	left := math.MaxInt // figures that are listed still
	if q.Limit > 0 && !of.adds {
		left = q.Limit
	}
	for _, s := range t.selected(filter) {
		a.Matched++
		if left <= 0 {
			a.Unlisted++
			continue
		}
		found, more := s.figures(q, left)
		a.Unlisted += more
		if len(found) > 0 {
			answering = append(answering, s)
			figures = append(figures, found)
			left -= len(found)
		}
	}
	a.Problem = near(t.set, q, unmatched(q, a.Seen, a.Matched, "series"), t.names)
	if len(a.Problem) > 0 {
		return a
	}
	if len(answering) == 0 {
		return absent(a, "no series states %s or has the samples for it", q.Measure.Name)
	}
	if of.adds {
		a.Figures = []fact.Figure{total(figures)}
	} else {
		several, configs := len(metricsOf(answering)) > 1, configsOf(answering)
		for i, s := range answering {
			for _, f := range figures[i] {
				f.Label = s.label(several, configs)
				a.Figures = append(a.Figures, f)
			}
		}
		if !of.number {
			a.Problem = mixed(answering)
		}
	}
	a.Rows = seriesRows(q, answering, figures)
	return a
}

// names lists what a field of the series may be.
func (t *benchTable) names(field string, most int) (names []string) {
	for _, s := range t.list {
		name := s.name
		if field == "metric" {
			name = s.metric
		}
		if n := len(names); n == 0 || names[n-1] != name {
			names = append(names, name)
		}
		if len(names) > most {
			return nil
		}
	}
	return names
}

// figures gives what one series says to the question: one figure of its
// samples, if it has any, else one for each statement of the tool, for stated
// statistics never merge. Of those it gives at most so many, and says how many
// more there are.
func (s *series) figures(q *fact.Question, most int) (list []fact.Figure, more int64) {
	of, n := benchMeasures.of(q), s.samples.len()
	switch {
	case of.number && n > 0:
		return []fact.Figure{count(int64(n), s.at)}, 0
	case of.number:
		return nil, 0
	case of.of == nil:
		return s.perRun(of.run, of.adds, q.Samples), 0
	case n == 0:
		return s.statedAs(of.stated, most)
	}
	r, ok := of.of(&s.samples)
	if !ok {
		return nil, 0
	}
	// The one observation there is, is what the tool states.
	figure := fact.Figure{Value: quantity.Of(r, s.unit), At: s.at, Declared: n == 1}
	if q.Samples {
		figure = s.sampled(figure, q, of.of)
	}
	return []fact.Figure{figure}, 0
}

// statedAs lists the tool's own figures for the first statistic it has.
func (s *series) statedAs(stats []fact.Stat, most int) (list []fact.Figure, more int64) {
	for _, stat := range stats {
		for _, x := range s.stated {
			switch {
			case x.stat != stat:
			case len(list) == most:
				more++
			default:
				list = append(list, fact.Figure{Value: x.value.Value(s.unit), At: x.at, Declared: true})
			}
		}
		if len(list) > 0 {
			break
		}
	}
	return list, more
}

// perRun gives the sum of the runs, or their median, with the runs next to it
// when they are asked for.
func (s *series) perRun(stat fact.Stat, adds, asked bool) []fact.Figure {
	for i := range s.runs {
		r := &s.runs[i]
		switch {
		case r.stat != stat:
			continue
		case adds:
			sum, _ := r.moments()
			return []fact.Figure{{Value: quantity.Of(sum, quantity.Count), At: s.at}}
		}
		if len(r.files) > 1 && !asked { // figures without samples are never averaged
			var list []fact.Figure
			for _, f := range r.files {
				list = append(list, fact.Figure{Value: quantity.Of(f.median, s.unit), At: f.at, Declared: f.n == 1})
			}
			return list
		}
		figure := fact.Figure{Value: quantity.Of(r.median(), s.unit), At: s.at, Declared: r.len() == 1}
		if asked {
			figure.Runs = r.parts.each(s.unit)
		}
		return []fact.Figure{figure}
	}
	return nil
}

// total adds the figures of several series; it stands where the first does.
func total(figures [][]fact.Figure) fact.Figure {
	sum := figures[0][0]
	for _, list := range figures[1:] {
		for _, f := range list {
			sum.Value = quantity.Of(new(big.Rat).Add(sum.Value.Base(), f.Value.Base()), quantity.Count)
			if f.At.Before(sum.At) {
				sum.At = f.At
			}
		}
	}
	return sum
}

// label names the series, with its metric where there are several, and with its
// configuration where one name has several.
func (s *series) label(several bool, configs map[string]int) string {
	label := s.name
	if several {
		label = strings.TrimSpace(label + " " + s.metric)
	}
	if configs[s.name] > 1 {
		label += " (" + cmp.Or(s.config, "configuration not stated") + ")"
	}
	return label
}

// configsOf counts the configurations of each name.
func configsOf(list []*series) map[string]int {
	counts, seen := map[string]int{}, map[[2]string]bool{}
	for _, s := range list {
		if key := [2]string{s.name, s.config}; !seen[key] {
			seen[key] = true
			counts[s.name]++
		}
	}
	return counts
}

// metricsOf lists the distinct metrics, sorted.
func metricsOf(list []*series) []string {
	var names []string
	for _, s := range list {
		names = append(names, s.metric)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// mixed is the problem that series of one dimension have different metrics, so
// that the question is not about one thing.
func mixed(list []*series) []fact.Problem {
	for d := quantity.Number; d < quantity.Any; d++ {
		var same []*series
		for _, s := range list {
			if s.unit.Dimension() == d {
				same = append(same, s)
			}
		}
		if names := metricsOf(same); len(names) > 1 {
			for i, name := range names {
				names[i] = fmt.Sprintf("%q", name)
			}
			return []fact.Problem{{Reason: fact.NoMatch, Text: "several metrics answer: ask for one with where: {metric: …}, one of " + strings.Join(names[:min(len(names), exhibitsKept)], ", ")}}
		}
	}
	return nil
}

// failed notes how many requests failed in the benchmarks that a filter names,
// whatever their metric.
func (t *benchTable) failed(filter int) []fact.Note {
	sum, stated := new(big.Rat), false
	for i := range t.failing.holding(filter) {
		sum.Add(sum, t.failures[i].n)
		stated = true
	}
	if !stated {
		return nil
	}
	n := new(big.Int).Quo(sum.Num(), sum.Denom())
	if !n.IsInt64() {
		n.SetInt64(math.MaxInt64)
	}
	return []fact.Note{{Name: "errors", Count: n.Int64()}}
}

// seriesRows breaks the figures down by name or metric. Figures that add up
// have one row for each value, others one for each figure.
func seriesRows(q *fact.Question, list []*series, figures [][]fact.Figure) []fact.Row {
	if q.By == "" {
		return nil
	}
	byValue := map[string][][]fact.Figure{}
	for i, s := range list {
		value := s.name
		if q.By == "metric" {
			value = s.metric
		}
		byValue[value] = append(byValue[value], figures[i])
	}
	var rows []fact.Row
	for value, found := range byValue {
		if benchMeasures.of(q).adds {
			rows = append(rows, fact.Row{Name: value, Figure: total(found)})
			continue
		}
		for _, f := range slices.Concat(found...) {
			rows = append(rows, fact.Row{Name: value, Figure: f})
		}
	}
	slices.SortStableFunc(rows, func(a, b fact.Row) int { return strings.Compare(a.Name, b.Name) })
	return rows
}
