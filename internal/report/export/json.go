package export

import (
	"io"

	"signoff/internal/scorecard"
)

// WriteJSON writes the scorecard itself: every other output is a view of it.
func WriteJSON(w io.Writer, s *scorecard.Scorecard) error {
	data, err := s.JSON()
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}
