// Package assessment reads what was judged of other projects: one file a format,
// one line a format in Formats. It takes over what an assessment says and judges
// nothing anew.
package assessment

import "signoff/internal/reader"

// Formats lists the formats of the kind.
var Formats = []reader.Format{
	signoffFormat,
}
