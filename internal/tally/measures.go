package tally

import (
	"slices"

	"signoff/internal/fact"
)

// row is a measure and how its kind answers it. Rows are written without keys,
// so that a measure without an answer does not compile.
type row[A any] struct {
	measure fact.Measure
	answer  A
}

// measures are the rows of one kind.
type measures[A any] []row[A]

// first gives a row what a first plan asks of its measure.
func first[A any](r row[A], f fact.First) row[A] {
	r.measure.First = f
	return r
}

// of is how the measure of a question is answered. A measure of another kind is
// a mistake of the caller.
func (m measures[A]) of(q *fact.Question) A {
	for i := range m {
		if m[i].measure.Name == q.Measure.Name {
			return m[i].answer
		}
	}
	panic("tally: " + q.Measure.Name + " was asked of another kind")
}

// list gives the measures, each with its kind.
func (m measures[A]) list(kind fact.Kind) []fact.Measure {
	list := make([]fact.Measure, len(m))
	for i := range m {
		list[i] = m[i].measure
		list[i].Kind = kind
	}
	return list
}

// Measures lists every measure of every kind: the only list there is.
var Measures = slices.Concat(
	scannerMeasures.list(fact.Scanner),
	coverageMeasures.list(fact.Coverage),
	benchMeasures.list(fact.Benchmark),
	caseMeasures.list(fact.Tests),
	healthMeasures.list(fact.Health),
	inventoryMeasures.list(fact.Inventory),
	documentMeasures.list(fact.Document),
	statementMeasures.list(fact.Statement),
	changeMeasures.list(fact.Change),
	assessmentMeasures.list(fact.Assessment),
	mutationMeasures.list(fact.Mutation),
)

// MeasureNamed finds a measure by its name.
func MeasureNamed(name string) (*fact.Measure, bool) {
	for i := range Measures {
		if Measures[i].Name == name {
			return &Measures[i], true
		}
	}
	return nil, false
}
