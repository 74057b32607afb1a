package audit

import (
	"fmt"
	"math"
	"strings"

	"signoff/internal/audit/figure"
)

// parts are the figures of a column over some rows.
type parts struct {
	values   []Value
	weights  [][]float64 // a numeric column each, since any may be the weights
	declared []float64   // the column that calls itself weight
	blank    int
	ok       bool
}

// asScore turns 85/100 into 85 of the unit "/100", so that scores out of one
// whole are summed up like percentages. Other ratios are counts and stay.
func asScore(v Value) Value {
	if v.Ratio() && (v.Of == 5 || v.Of == 10 || v.Of == 100) && v.Unit == "" {
		v.Unit, v.Of = "/"+figure.Show(v.Of), math.NaN()
	}
	return v
}

// collect reads a column; it is not ok unless all figures are exact and of
// one unit, that of the sum.
func collect(t *Table, rows []Row, column int, unit string) parts {
	p := parts{ok: true}
	for _, r := range rows {
		c := r.Cell(column)
		v, ok := c.Value()
		v = asScore(v)
		switch {
		case !ok && (c.Empty() || strings.EqualFold(c.Text, "n/a")):
			p.blank++
		case !ok, v.Unit != unit, !v.Exact(), v.Rest != "" && v.Rest[0] != '(', v.Ratio():
			p.ok = false
			return p
		default:
			p.values = append(p.values, v)
		}
	}
	if len(p.values) < 2 {
		p.ok = false
	}
	if p.blank > 0 || len(rows) > mostWeighted {
		return p
	}
	for other := 1; other < len(t.Header); other++ {
		if other == column {
			continue
		}
		if w := weightsOf(rows, other); w != nil {
			p.weights = append(p.weights, w)
			if hasWord(t.Header[other], "weight", "weighting") {
				p.declared = w
			}
		}
	}
	return p
}

// mostWeighted is how many rows a table with weights has at most.
const mostWeighted = 200

func weightsOf(rows []Row, column int) []float64 {
	weights := make([]float64, 0, len(rows))
	for _, r := range rows {
		v, ok := r.Cell(column).Value()
		if !ok || v.Number < 0 {
			return nil
		}
		weights = append(weights, v.Number)
	}
	return weights
}

func (p parts) sum() (sum float64, whole bool) {
	whole = true
	for _, v := range p.values {
		sum += v.Number
		whole = whole && v.Step >= 1
	}
	return sum, whole
}

func (p parts) mean() float64 {
	sum, _ := p.sum()
	return sum / float64(len(p.values))
}

func (p parts) weighted(weights []float64) float64 {
	sum, by := 0.0, 0.0
	for i, v := range p.values {
		sum += v.Number * weights[i]
		by += weights[i]
	}
	return sum / by
}

// reach is how far the mean of the parts may lie from that of the figures
// shown: half a unit, nothing where all are multiples of five, as scores are.
func (p parts) reach() float64 {
	for _, v := range p.values {
		if v.Step != 1 || math.Mod(v.Number, 5) != 0 {
			return v.Step / 2
		}
	}
	return 0
}

// explain tries sum, mean and the weighted means.
func (p parts) explain(v Value, label string) bool {
	sum, _ := p.sum()
	mean, reach := p.mean(), p.reach()
	if v.Within(mean-reach, mean+reach) && (v.Share() || v.Step < 1 || meanLabel(label) || reach == 0 ||
		v.Prints(mean)) {
		return true
	}
	tolerance := 0.0
	if v.Step < 1 || v.Unit != "" || p.values[0].Step > 1 {
		for _, x := range p.values {
			tolerance += x.Step / 2
		}
		tolerance += v.Step
	}
	if math.Abs(sum-v.Number) <= tolerance+figure.Slack {
		return true
	}
	if _, timed := v.Seconds(); timed {
		for _, x := range p.values {
			if x.Number == v.Number {
				return true
			}
		}
	}
	for _, weights := range p.weights {
		if w := p.weighted(weights); !math.IsNaN(w) && v.Within(w-reach, w+reach) {
			return true
		}
	}
	return false
}

func (p parts) arithmetic(sum float64) string {
	const most = 12
	if len(p.values) > most {
		return figure.Show(sum)
	}
	terms := make([]string, len(p.values))
	for i, v := range p.values {
		terms[i] = figure.Show(v.Number)
	}
	return fmt.Sprintf("%s (%s)", figure.Show(sum), strings.Join(terms, " + "))
}
