package evaluate

import (
	"fmt"
	"math/big"
	"slices"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/stats"
)

// runList is the figures of runs, in the order of their files and within those in
// the order in which they were made.
type runList struct {
	list []fact.Run
	of   unit
	// ordered are the rows of which the order is known, a file each.
	ordered [][]*big.Rat
	rounds  int
}

// ofRuns says that the measure is one of runs: with confidence, all but the
// quantiles between the smallest and the largest observation are.
func ofRuns(m *fact.Measure) bool {
	q := m.Quantile
	return !q.Exists() || q.Num == 0 || q.Num == q.Den
}

// isTail says whether the measure is a figure of many observations, which one of
// them is not: a quantile other than the median, or how they spread.
func isTail(m *fact.Measure) bool {
	return m.Spread || m.Quantile.Exists() && !m.Quantile.IsMedian()
}

// runsOf are the figures of single runs: repetitions, or files of requests. With
// rounds, those of a file are one round, of which the median is the figure.
func runsOf(m *fact.Measure, f fact.Figure, rounds bool) (runList, string) {
	r := runList{list: f.Runs, of: runs}
	if isTail(m) && !f.Requests && len(f.ByFile) > 0 {
		r.list = f.ByFile
	}
	if isTail(m) && !f.Requests && len(f.Samples) > 0 && len(f.ByFile) == 0 {
		return r, fmt.Sprintf("one run has no %s", m.Name)
	}
	if len(r.list) == 0 {
		return r, "the evidence tells no runs apart"
	}
	files := r.byFile()
	r.rounds = len(files)
	if rounds {
		return runList{list: medians(files), of: unit{"round", "rounds"}, rounds: len(files)}, ""
	}
	for _, file := range files {
		if len(file) >= stats.LeastOrdered {
			r.ordered = append(r.ordered, bases(file))
		}
	}
	return r, ""
}

// byFile parts the runs by their files, which are their rounds.
func (r runList) byFile() [][]fact.Run {
	var files [][]fact.Run
	for i, run := range r.list {
		if i == 0 || run.At.Path != r.list[i-1].At.Path {
			files = append(files, nil)
		}
		files[len(files)-1] = append(files[len(files)-1], run)
	}
	return files
}

// medians reduces each round to the median of its runs.
func medians(rounds [][]fact.Run) []fact.Run {
	var list []fact.Run
	for _, round := range rounds {
		list = append(list, fact.Run{Value: middle(round), At: round[0].At})
	}
	return list
}

// follows says that the runs of some file follow their order, so that they are
// not independent ones.
func (r runList) follows() string {
	for _, row := range r.ordered {
		if stats.FollowsOrder(row) {
			return fmt.Sprintf("%d runs follow their order (neighbours are alike beyond 1 %% of chance), so they are not independent of each other", len(row))
		}
	}
	return ""
}

// values are the figures alone, sorted.
func (r runList) values() []quantity.Value {
	list := make([]quantity.Value, len(r.list))
	for i, run := range r.list {
		list[i] = run.Value
	}
	slices.SortFunc(list, quantity.Value.Cmp)
	return list
}

// middle is the median of runs.
func middle(list []fact.Run) quantity.Value {
	values := runList{list: list}.values()
	return values[stats.Rank(len(values), big.NewRat(1, 2))-1]
}

func bases(list []fact.Run) []*big.Rat {
	numbers := make([]*big.Rat, len(list))
	for i, r := range list {
		numbers[i] = r.Value.Base()
	}
	return numbers
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
		case !f.Declared || !f.Value.Known() || len(f.Runs) > 0:
			list = append(list, f)
		case !known:
			at[key] = len(list)
			f.Runs = []fact.Run{{Value: f.Value, At: f.At}}
			list = append(list, f)
		default:
			list[i].Runs = append(list[i].Runs, fact.Run{Value: f.Value, At: f.At})
			if f.At.Before(list[i].At) {
				list[i].At = f.At
			}
		}
	}
	for _, i := range at {
		stated := list[i].Runs
		slices.SortStableFunc(stated, func(a, b fact.Run) int {
			switch {
			case a.At.Before(b.At):
				return -1
			case b.At.Before(a.At):
				return +1
			}
			return a.Value.Cmp(b.Value)
		})
		list[i].Value = middle(stated)
	}
	return list
}
