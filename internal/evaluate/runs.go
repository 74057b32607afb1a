package evaluate

import (
	"fmt"
	"math/big"
	"slices"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/stats"
)

// isTail says whether the measure is a quantile other than the median: a figure
// of many observations, which a single one is not.
func isTail(m *fact.Measure) bool { return m.Quantile.Exists() && !m.Quantile.IsMedian() }

// runsOf are the figures of single runs. Where the evidence tells none apart,
// each observation is a run, unless there are so many that they can only be
// requests, or the measure is one that a single observation does not have.
func runsOf(m *fact.Measure, f fact.Figure) (runs []quantity.Value, why string) {
	runs = f.Runs
	if len(runs) == 0 && !isTail(m) && !m.Spread {
		if len(f.Samples) > stats.MaxRuns {
			return nil, fmt.Sprintf("%d observations of one run are not runs", len(f.Samples))
		}
		for _, s := range f.Samples {
			runs = append(runs, s.Value(f.Value.Unit()))
		}
	}
	if len(runs) == 0 {
		return nil, "the evidence tells no runs apart"
	}
	return runs, ""
}

// byMedian gives figures that are judged by their runs the value that decides,
// the median of the runs.
func byMedian(m *fact.Measure, figures []fact.Figure) []fact.Figure {
	list := byRun(figures)
	for i, f := range list {
		if runs, _ := runsOf(m, f); len(runs) > 0 && !m.Quantile.Exists() {
			list[i].Value = middle(runs)
		}
	}
	return list
}

// middle is the median of sorted runs.
func middle(runs []quantity.Value) quantity.Value {
	return runs[stats.Rank(len(runs), big.NewRat(1, 2))-1]
}

// byRun makes one figure of those that several files state of one series: they
// are its runs, and their median is the figure.
func byRun(figures []fact.Figure) []fact.Figure {
	var list []fact.Figure
	at := map[string]int{}
	for _, f := range figures {
		key := fmt.Sprintf("%s\x00%d", f.Label, f.Value.Dimension())
		i, known := at[key]
		switch {
		case !f.Declared || !f.Value.Known():
			list = append(list, f)
		case !known:
			at[key] = len(list)
			f.Runs = []quantity.Value{f.Value}
			list = append(list, f)
		default:
			list[i].Runs = append(list[i].Runs, f.Value)
			if f.At.Before(list[i].At) {
				list[i].At = f.At
			}
		}
	}
	for i := range list {
		if runs := list[i].Runs; list[i].Declared && len(runs) > 0 {
			slices.SortFunc(runs, quantity.Value.Cmp)
			list[i].Value = middle(runs)
		}
	}
	return list
}
