package benchmark

import (
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// readHeyTable reads a response a row.
func readHeyTable(c *reader.CSV, s *tally.Sink) error {
	s.Named("hey", "")
	requests, failed := int64(0), int64(0)
	for range c.Rows() {
		if d, ok := c.Decimal("response-time"); ok {
			s.Sample(&fact.Sample{Line: c.Line(), Value: d, Unit: quantity.Second})
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
