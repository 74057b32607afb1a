// Package change reads what a change adds and removes: one file a format, one
// line a format in Formats. It knows no base and no tree, and judges nothing.
package change

import "signoff/internal/reader"

// Formats lists the formats of the kind.
var Formats = []reader.Format{
	gitDiffFormat,
}
