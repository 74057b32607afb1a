package benchmark

import (
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// afterStart is when a request was sent, counted from the start and one
// nanosecond, for 0 is not known.
func afterStart(c *reader.CSV) int64 {
	d, ok := c.Decimal("offset")
	since, fits := d.Value(quantity.Second).Duration()
	if !ok || !fits || since < 0 {
		return 0
	}
	return int64(since) + 1
}

// readHeyTable reads a response a row.
func readHeyTable(c *reader.CSV, s *tally.Sink) error {
	s.Named("hey", "")
	requests, failed := int64(0), int64(0)
	for range c.Rows() {
		if d, ok := c.Decimal("response-time"); ok {
			s.Sample(&fact.Sample{Line: c.Line(), Value: d, Unit: quantity.Second, Taken: afterStart(c)})
		}
		requests++
		if !isSuccess(c.Get("status-code")) {
			failed++
		}
	}
	giveCount(s, 1, fact.Requests, requests)
	giveCount(s, 1, fact.Errors, failed)
	return c.Err()
}
