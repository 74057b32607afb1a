package tally

import (
	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// Measures lists every measure of every kind: the only list there is.
var Measures = []fact.Measure{
	{Name: "findings.total", Kind: fact.Scanner, Doc: "active findings of any severity"},
	{Name: "findings.critical", Kind: fact.Scanner, Severity: fact.Critical, Doc: "active findings of severity critical"},
	{Name: "findings.high", Kind: fact.Scanner, Severity: fact.High, Doc: "active findings of severity high"},
	{Name: "findings.medium", Kind: fact.Scanner, Severity: fact.Medium, Doc: "active findings of severity medium"},
	{Name: "findings.low", Kind: fact.Scanner, Severity: fact.Low, Doc: "active findings of severity low"},
	{Name: "findings.info", Kind: fact.Scanner, Severity: fact.Info, Doc: "active findings of severity info"},
	{Name: "findings.suppressed", Kind: fact.Scanner, Doc: "findings accepted at the source; not in any other count"},
	{Name: "findings.undecided", Kind: fact.Scanner, Doc: "findings that wait for a person's decision; not in any other count"},
	{Name: "findings.rules", Kind: fact.Scanner, Doc: "distinct rules among the active findings"},

	{Name: "coverage.lines", Kind: fact.Coverage, Unit: quantity.Percent, Doc: "covered ÷ coverable lines"},
	{Name: "coverage.lines.covered", Kind: fact.Coverage, Doc: "covered lines"},
	{Name: "coverage.lines.total", Kind: fact.Coverage, Doc: "coverable lines"},
	{Name: "coverage.branches", Kind: fact.Coverage, Unit: quantity.Percent, Doc: "covered ÷ all branches"},
	{Name: "coverage.branches.covered", Kind: fact.Coverage, Doc: "covered branches"},
	{Name: "coverage.branches.total", Kind: fact.Coverage, Doc: "branches"},
	{Name: "coverage.functions", Kind: fact.Coverage, Unit: quantity.Percent, Doc: "called ÷ all functions"},
	{Name: "coverage.functions.covered", Kind: fact.Coverage, Doc: "called functions"},
	{Name: "coverage.functions.total", Kind: fact.Coverage, Doc: "functions"},
	{Name: "coverage.statements", Kind: fact.Coverage, Unit: quantity.Percent, Doc: "covered ÷ all statements"},
	{Name: "coverage.statements.covered", Kind: fact.Coverage, Doc: "covered statements"},
	{Name: "coverage.statements.total", Kind: fact.Coverage, Doc: "statements"},
	{Name: "coverage.lowest", Kind: fact.Coverage, Unit: quantity.Percent, Doc: "the worst covered file, by lines, else statements"},
	{Name: "coverage.percent", Kind: fact.Coverage, Unit: quantity.Percent, Doc: "the headline that the tool itself states, as reported"},

	{Name: "benchmark.mean", Kind: fact.Benchmark, AnyUnit: true, Doc: "arithmetic mean of the series"},
	{Name: "benchmark.median", Kind: fact.Benchmark, AnyUnit: true, Doc: "median of the series"},
	{Name: "benchmark.min", Kind: fact.Benchmark, AnyUnit: true, Doc: "smallest observation"},
	{Name: "benchmark.max", Kind: fact.Benchmark, AnyUnit: true, Doc: "largest observation"},
	{Name: "benchmark.stddev", Kind: fact.Benchmark, AnyUnit: true, Doc: "standard deviation"},
	{Name: "benchmark.p50", Kind: fact.Benchmark, AnyUnit: true, Doc: "50th percentile"},
	{Name: "benchmark.p90", Kind: fact.Benchmark, AnyUnit: true, Doc: "90th percentile"},
	{Name: "benchmark.p95", Kind: fact.Benchmark, AnyUnit: true, Doc: "95th percentile"},
	{Name: "benchmark.p99", Kind: fact.Benchmark, AnyUnit: true, Doc: "99th percentile"},
	{Name: "benchmark.p999", Kind: fact.Benchmark, AnyUnit: true, Doc: "99.9th percentile"},
	{Name: "benchmark.samples", Kind: fact.Benchmark, Doc: "observations behind the series"},
	{Name: "benchmark.rate", Kind: fact.Benchmark, AnyUnit: true, Doc: "operations, requests or bytes per time"},
	{Name: "benchmark.requests", Kind: fact.Benchmark, Doc: "requests or operations made"},
	{Name: "benchmark.errors", Kind: fact.Benchmark, Doc: "requests or operations that failed"},
	{Name: "benchmark.bytes", Kind: fact.Benchmark, Unit: quantity.Byte, Doc: "memory or data per operation"},
	{Name: "benchmark.allocs", Kind: fact.Benchmark, Doc: "allocations per operation"},

	{Name: "tests.total", Kind: fact.Tests, Doc: "tests and subtests: passed + failed + errors + skipped"},
	{Name: "tests.passed", Kind: fact.Tests, Doc: "tests that passed, flaky ones among them"},
	{Name: "tests.failed", Kind: fact.Tests, Doc: "tests whose assertion failed"},
	{Name: "tests.errors", Kind: fact.Tests, Doc: "tests that broke, and packages or suites that failed beside their tests"},
	{Name: "tests.skipped", Kind: fact.Tests, Doc: "tests that did not run"},
	{Name: "tests.flaky", Kind: fact.Tests, Doc: "tests that failed and then passed"},
	{Name: "tests.pass_rate", Kind: fact.Tests, Unit: quantity.Percent, Doc: "passed ÷ total"},
	{Name: "tests.duration", Kind: fact.Tests, Unit: quantity.Second, Doc: "sum of the tests' own durations; absent when none took time"},

	{Name: "services.total", Kind: fact.Health, Doc: "services seen"},
	{Name: "services.healthy", Kind: fact.Health, Doc: "services that say they are healthy"},
	{Name: "services.unhealthy", Kind: fact.Health, Doc: "services that say they are not"},
	{Name: "services.unchecked", Kind: fact.Health, Doc: "services that run without a health check"},
	{Name: "services.ratio", Kind: fact.Health, Unit: quantity.Percent, Doc: "healthy ÷ total"},
	{Name: "services.uptime", Kind: fact.Health, Unit: quantity.Second, Doc: "the smallest time since a service's last start"},
	{Name: "services.restarts", Kind: fact.Health, Doc: "restarts of all services"},
	{Name: "health.availability", Kind: fact.Health, Unit: quantity.Percent, Doc: "up time ÷ window; a gap is not up; the worst series decides"},
	{Name: "health.outages", Kind: fact.Health, Doc: "stretches without up; of the worst series"},
	{Name: "health.mttr", Kind: fact.Health, Unit: quantity.Second, Doc: "mean length of an outage; absent without one"},
	{Name: "health.longest_outage", Kind: fact.Health, Unit: quantity.Second, Doc: "longest stretch without up"},
	{Name: "health.window", Kind: fact.Health, Unit: quantity.Second, Doc: "first to last instant of the file"},

	{Name: "components.total", Kind: fact.Inventory, Doc: "components at all depths"},
	{Name: "components.unlicensed", Kind: fact.Inventory, Doc: "components without a licence"},
	{Name: "components.unversioned", Kind: fact.Inventory, Doc: "components without a version"},
	{Name: "vulnerabilities.affected", Kind: fact.Inventory, Doc: "VEX statements of status affected"},
	{Name: "vulnerabilities.not_affected", Kind: fact.Inventory, Doc: "VEX statements of status not_affected"},
	{Name: "vulnerabilities.fixed", Kind: fact.Inventory, Doc: "VEX statements of status fixed"},
	{Name: "vulnerabilities.under_investigation", Kind: fact.Inventory, Doc: "VEX statements of status under_investigation"},

	{Name: "document.exists", Kind: fact.Document, Truth: true, Doc: "1 when the file is there and not empty"},
	{Name: "document.matches", Kind: fact.Document, Doc: "how many values the query finds"},
	{Name: "document.value", Kind: fact.Document, AnyUnit: true, Doc: "the one value that the query finds"},
	{Name: "document.size", Kind: fact.Document, Unit: quantity.Byte, Doc: "size of the file"},
	{Name: "document.age", Kind: fact.Document, Unit: quantity.Second, Doc: "as-of minus the date that the query finds"},

	{Name: "statement.valid", Kind: fact.Statement, Truth: true, Default: true, Doc: "1 when the statement holds and is in date"},
	{Name: "statement.age", Kind: fact.Statement, Unit: quantity.Second, Doc: "as-of minus the day of the statement"},
}

// MeasureNamed finds a measure by its name.
func MeasureNamed(name string) (*fact.Measure, bool) {
	for i := range Measures {
		if Measures[i].Name == name {
			return &Measures[i], true
		}
	}
	return nil, false
}
