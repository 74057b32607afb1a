// Package coverage reads coverage reports: one file a format, one line a
// format in Formats. Files are united by what they say about lines, branches,
// functions and statements, never by their percentages. It applies no filter
// and judges nothing.
package coverage

import "signoff/internal/reader"

// Formats lists the formats of the kind.
var Formats = []reader.Format{
	goCoverFormat,
	coberturaFormat,
	lcovFormat,
	coveragePyFormat,
	jacocoFormat,
	cloverFormat,
	istanbulFormat,
	simplecovFormat,
	llvmCovFormat,
	openCoverFormat,
	gcovrFormat,
	coverallsFormat,
	sonarCoverageFormat,
	coverageXMLFormat,
	dotCoverFormat,
	scoverageFormat,
	kcovFormat,
	tarpaulinFormat,
	develCoverFormat,
	diffCoverFormat,
}
