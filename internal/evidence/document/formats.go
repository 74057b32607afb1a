// Package document takes files as they are, for criteria that look a value up
// in them. It interprets nothing.
package document

import "signoff/internal/reader"

// Formats lists the formats of the kind.
var Formats = []reader.Format{
	documentFormat,
}
