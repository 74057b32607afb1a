// Package inventory reads bills of materials and what VEX documents say about
// vulnerabilities: one file a format, one line a format in Formats. It applies
// no filter and judges nothing.
package inventory

import "signoff/internal/reader"

// Formats lists the formats of the kind.
var Formats = []reader.Format{
	cyclonedxFormat,
	spdxFormat,
	openVEXFormat,
	csafVEXFormat,
	ionChannelFormat,
	inTotoFormat,
	kevFormat,
	epssFormat,
}
