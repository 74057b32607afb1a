// Package quantity holds exact numbers with units: it parses, compares,
// converts and displays them, and it parses the targets they are compared with.
//
// Every figure is a rational number of the decimal as it was written. The
// package refuses to guess: a proportion without its percent sign, a unit of
// another dimension, a month (which has no fixed length) or a thousands
// separator is an error with a hint, and no figure is ever rounded on the way
// to a decision. Rounding happens in Show alone, which never lets a rounded
// figure cross a bound.
package quantity

// Dimension says what a figure measures, and so which figures can be compared.
type Dimension uint8

// The dimensions. Number, a bare count, is the zero value.
const (
	Number     Dimension = iota // base unit: one
	Proportion                  // base unit: a fraction, 1 being 100 %
	Points                      // base unit: one point of a score
	Time                        // base unit: the second
	Size                        // base unit: the byte
	Rate                        // base unit: one per second; what is counted is a word kept for display
	Throughput                  // base unit: one byte per second
	Difference                  // base unit: a fraction, the difference of two proportions
	Text                        // a text of a document
	Bool                        // a truth value of a document
	Any                         // asks a parser to take the dimension from what is written
)

// String names the dimension as error messages do, with its article.
func (d Dimension) String() string {
	switch d {
	case Number:
		return "a number"
	case Proportion:
		return "a percentage"
	case Points:
		return "points"
	case Time:
		return "a time"
	case Size:
		return "a size in bytes"
	case Rate:
		return "a rate"
	case Throughput:
		return "bytes per time"
	case Difference:
		return "percentage points"
	case Text:
		return "a text"
	case Bool:
		return "true or false"
	}
	return "a figure"
}
