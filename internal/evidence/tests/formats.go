// Package tests reads what test runners report: one file a format, one
// line a format in Formats. It applies no filter and judges nothing.
package tests

import "signoff/internal/reader"

// Formats lists the formats of the kind.
var Formats = []reader.Format{
	junitFormat,
	goTestFormat,
	trxFormat,
	nunitFormat,
	xunitFormat,
	tapFormat,
	ctrfFormat,
	mochaFormat,
	mochawesomeFormat,
	jestFormat,
	pytestJSONFormat,
	cucumberFormat,
	rspecFormat,
	playwrightFormat,
	newmanFormat,
	googleTestFormat,
	ctestFormat,
	inTotoFormat,
	dartFormat,
	robotFormat,
	testNGFormat,
	allureFormat,
	cppUnitFormat,
	boostTestFormat,
	qTestFormat,
	checkFormat,
	testCafeFormat,
}
