// Package benchmark reads what benchmarks and load generators report: one
// file a format, one line a format in Formats. It turns no unit into another
// and computes no statistic.
package benchmark

import "signoff/internal/reader"

// Formats lists the formats of the kind.
var Formats = []reader.Format{
	goBenchFormat,
	pytestBenchmarkFormat,
	redisBenchmarkFormat,
	pgbenchFormat,
}
