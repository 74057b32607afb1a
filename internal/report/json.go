package report

import (
	"io"

	"signoff/internal/scorecard"
)

// writeJSON writes the scorecard itself: every other output is a view of it.
func writeJSON(w io.Writer, s *scorecard.Scorecard, _ Options) error {
	data, err := s.JSON()
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}
