package scanner

import "signoff/internal/reader"

// isText tells plain text, which may happen to look like a table.
func isText(h *reader.Head) bool {
	return h.Container == reader.Text || h.Container == reader.CSVTable
}
