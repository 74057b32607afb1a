// Package mutation reads what mutation tests report: one file a format, one line a
// format in Formats. It applies no filter and judges nothing.
package mutation

import "signoff/internal/reader"

// Formats lists the formats of the kind.
var Formats = []reader.Format{
	pitFormat,
	strykerFormat,
	cargoMutantsFormat,
}
