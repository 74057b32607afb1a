package tally

import (
	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// statementMeasures are the measures of statements. They are declared in
// signoff.yaml and stand in no file, so evaluate answers: whether one holds,
// or how old it is.
var statementMeasures = measures[noTable]{
	{fact.Measure{Name: "statement.valid", Truth: true, Default: true, Doc: "1 when the statement holds and is in date"}, noTable{}},
	{fact.Measure{Name: "statement.age", Age: true, Unit: quantity.Second, Doc: "as-of minus the day of the statement"}, noTable{}},
}
