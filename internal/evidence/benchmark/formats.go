// Package benchmark reads what benchmarks and load generators report: one
// file a format, one line a format in Formats. It computes no statistic, and
// changes a figure only by a power of ten where criteria lack the tool's unit.
package benchmark

import "signoff/internal/reader"

// Formats lists the formats of the kind.
var Formats = []reader.Format{
	goBenchFormat,
	pytestBenchmarkFormat,
	redisBenchmarkFormat,
	pgbenchFormat,
	googleBenchmarkFormat,
	jmhFormat,
	criterionFormat,
	hyperfineFormat,
	k6Format,
	vegetaFormat,
	wrkFormat,
	abFormat,
	heyFormat,
	fortioFormat,
	locustFormat,
	jmeterFormat,
	lighthouseFormat,
	benchmarkJSFormat,
	catch2Format,
	benchmarkDotNetFormat,
	rustLibtestFormat,
	customBenchFormat,
	vitestBenchFormat,
	denoBenchFormat,
	gatlingFormat,
	otlpFormat,
	doraFormat,
	ohaFormat,
	artilleryFormat,
	fioFormat,
	sysbenchFormat,
	iaiFormat,
	asvFormat,
}
