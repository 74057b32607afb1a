package fact

import "signoff/internal/quantity"

// Measure is a named figure that can be asked of a kind.
type Measure struct {
	Name string
	Kind Kind
	// Unit is how the figure is written. AnyUnit measures take theirs from the
	// evidence: a benchmark's series, a document's query.
	Unit    quantity.Unit
	AnyUnit bool
	// Truth measures are 1 or 0, and a target may call them true or false.
	Truth bool
	Doc   string
}

// Field is a property of a kind's records that `where` and `by` may name.
type Field struct {
	Name string
	Kind Kind
	// Ordered fields take >=, <=, > and < besides words and patterns; their
	// Words run from the greatest down.
	Ordered bool
	// Multi fields may have several values: a condition holds when it holds
	// for any of them, and a breakdown counts the record under each.
	Multi bool
	// Words lists the values a field may have when they are fixed.
	Words []string
	Doc   string
}

// Measures lists every measure of every kind: the only list there is.
var Measures = []Measure{
	{Name: "findings.total", Kind: Scanner, Doc: "active findings of any severity"},
	{Name: "findings.critical", Kind: Scanner, Doc: "active findings of severity critical"},
	{Name: "findings.high", Kind: Scanner, Doc: "active findings of severity high"},
	{Name: "findings.medium", Kind: Scanner, Doc: "active findings of severity medium"},
	{Name: "findings.low", Kind: Scanner, Doc: "active findings of severity low"},
	{Name: "findings.info", Kind: Scanner, Doc: "active findings of severity info"},
	{Name: "findings.suppressed", Kind: Scanner, Doc: "findings accepted at the source; not in any other count"},
	{Name: "findings.undecided", Kind: Scanner, Doc: "findings that wait for a person's decision; not in any other count"},
	{Name: "findings.rules", Kind: Scanner, Doc: "distinct rules among the active findings"},

	{Name: "coverage.lines", Kind: Coverage, Unit: quantity.Percent, Doc: "covered ÷ coverable lines"},
	{Name: "coverage.lines.covered", Kind: Coverage, Doc: "covered lines"},
	{Name: "coverage.lines.total", Kind: Coverage, Doc: "coverable lines"},
	{Name: "coverage.branches", Kind: Coverage, Unit: quantity.Percent, Doc: "covered ÷ all branches"},
	{Name: "coverage.branches.covered", Kind: Coverage, Doc: "covered branches"},
	{Name: "coverage.branches.total", Kind: Coverage, Doc: "branches"},
	{Name: "coverage.functions", Kind: Coverage, Unit: quantity.Percent, Doc: "called ÷ all functions"},
	{Name: "coverage.functions.covered", Kind: Coverage, Doc: "called functions"},
	{Name: "coverage.functions.total", Kind: Coverage, Doc: "functions"},
	{Name: "coverage.statements", Kind: Coverage, Unit: quantity.Percent, Doc: "covered ÷ all statements"},
	{Name: "coverage.statements.covered", Kind: Coverage, Doc: "covered statements"},
	{Name: "coverage.statements.total", Kind: Coverage, Doc: "statements"},
	{Name: "coverage.lowest", Kind: Coverage, Unit: quantity.Percent, Doc: "the worst covered file, by lines, else statements"},
	{Name: "coverage.percent", Kind: Coverage, Unit: quantity.Percent, Doc: "the headline that the tool itself states, as reported"},

	{Name: "benchmark.mean", Kind: Benchmark, AnyUnit: true, Doc: "arithmetic mean of the series"},
	{Name: "benchmark.median", Kind: Benchmark, AnyUnit: true, Doc: "median of the series"},
	{Name: "benchmark.min", Kind: Benchmark, AnyUnit: true, Doc: "smallest observation"},
	{Name: "benchmark.max", Kind: Benchmark, AnyUnit: true, Doc: "largest observation"},
	{Name: "benchmark.stddev", Kind: Benchmark, AnyUnit: true, Doc: "standard deviation"},
	{Name: "benchmark.p50", Kind: Benchmark, AnyUnit: true, Doc: "50th percentile"},
	{Name: "benchmark.p90", Kind: Benchmark, AnyUnit: true, Doc: "90th percentile"},
	{Name: "benchmark.p95", Kind: Benchmark, AnyUnit: true, Doc: "95th percentile"},
	{Name: "benchmark.p99", Kind: Benchmark, AnyUnit: true, Doc: "99th percentile"},
	{Name: "benchmark.p999", Kind: Benchmark, AnyUnit: true, Doc: "99.9th percentile"},
	{Name: "benchmark.samples", Kind: Benchmark, Doc: "observations behind the series"},
	{Name: "benchmark.rate", Kind: Benchmark, AnyUnit: true, Doc: "operations, requests or bytes per time"},
	{Name: "benchmark.requests", Kind: Benchmark, Doc: "requests or operations made"},
	{Name: "benchmark.errors", Kind: Benchmark, Doc: "requests or operations that failed"},
	{Name: "benchmark.bytes", Kind: Benchmark, Unit: quantity.Byte, Doc: "memory or data per operation"},
	{Name: "benchmark.allocs", Kind: Benchmark, Doc: "allocations per operation"},

	{Name: "tests.total", Kind: Tests, Doc: "tests and subtests: passed + failed + errors + skipped"},
	{Name: "tests.passed", Kind: Tests, Doc: "tests that passed, flaky ones among them"},
	{Name: "tests.failed", Kind: Tests, Doc: "tests whose assertion failed"},
	{Name: "tests.errors", Kind: Tests, Doc: "tests that broke, and packages or suites that failed beside their tests"},
	{Name: "tests.skipped", Kind: Tests, Doc: "tests that did not run"},
	{Name: "tests.flaky", Kind: Tests, Doc: "tests that failed and then passed"},
	{Name: "tests.pass_rate", Kind: Tests, Unit: quantity.Percent, Doc: "passed ÷ total"},
	{Name: "tests.duration", Kind: Tests, Unit: quantity.Second, Doc: "sum of the tests' own durations; absent when none took time"},

	{Name: "services.total", Kind: Health, Doc: "services seen"},
	{Name: "services.healthy", Kind: Health, Doc: "services that say they are healthy"},
	{Name: "services.unhealthy", Kind: Health, Doc: "services that say they are not"},
	{Name: "services.unchecked", Kind: Health, Doc: "services that run without a health check"},
	{Name: "services.ratio", Kind: Health, Unit: quantity.Percent, Doc: "healthy ÷ total"},
	{Name: "services.uptime", Kind: Health, Unit: quantity.Second, Doc: "the smallest time since a service's last start"},
	{Name: "services.restarts", Kind: Health, Doc: "restarts of all services"},
	{Name: "health.availability", Kind: Health, Unit: quantity.Percent, Doc: "up time ÷ window; a gap is not up; the worst series decides"},
	{Name: "health.outages", Kind: Health, Doc: "stretches without up; of the worst series"},
	{Name: "health.mttr", Kind: Health, Unit: quantity.Second, Doc: "mean length of an outage; absent without one"},
	{Name: "health.longest_outage", Kind: Health, Unit: quantity.Second, Doc: "longest stretch without up"},
	{Name: "health.window", Kind: Health, Unit: quantity.Second, Doc: "first to last instant of the file"},

	{Name: "components.total", Kind: Inventory, Doc: "components at all depths"},
	{Name: "components.unlicensed", Kind: Inventory, Doc: "components without a licence"},
	{Name: "components.unversioned", Kind: Inventory, Doc: "components without a version"},
	{Name: "vulnerabilities.affected", Kind: Inventory, Doc: "VEX statements of status affected"},
	{Name: "vulnerabilities.not_affected", Kind: Inventory, Doc: "VEX statements of status not_affected"},
	{Name: "vulnerabilities.fixed", Kind: Inventory, Doc: "VEX statements of status fixed"},
	{Name: "vulnerabilities.under_investigation", Kind: Inventory, Doc: "VEX statements of status under_investigation"},

	{Name: "document.exists", Kind: Document, Truth: true, Doc: "1 when the file is there and not empty"},
	{Name: "document.matches", Kind: Document, Doc: "how many values the query finds"},
	{Name: "document.value", Kind: Document, AnyUnit: true, Doc: "the one value that the query finds"},
	{Name: "document.size", Kind: Document, Unit: quantity.Byte, Doc: "size of the file"},
	{Name: "document.age", Kind: Document, Unit: quantity.Second, Doc: "as-of minus the date that the query finds"},

	{Name: "statement.valid", Kind: Statement, Truth: true, Doc: "1 when the statement holds and is in date"},
	{Name: "statement.age", Kind: Statement, Unit: quantity.Second, Doc: "as-of minus the day of the statement"},
}

// Fields lists what `where` and `by` may name, kind by kind.
var Fields = []Field{
	{Name: "severity", Kind: Scanner, Ordered: true, Words: []string{"critical", "high", "medium", "low", "info"}, Doc: "our scale; >= high means high and critical"},
	{Name: "rule", Kind: Scanner, Doc: "the rule or advisory id"},
	{Name: "path", Kind: Scanner, Doc: "the examined source file"},
	{Name: "tool", Kind: Scanner, Doc: "the analyzer"},
	{Name: "cwe", Kind: Scanner, Multi: true, Doc: "a weakness, CWE-79"},
	{Name: "cve", Kind: Scanner, Multi: true, Doc: "a vulnerability, CVE-2024-1 or a GHSA id"},
	{Name: "package", Kind: Scanner, Doc: "the vulnerable component"},
	{Name: "message", Kind: Scanner, Doc: "the message"},
	{Name: "suppressed", Kind: Scanner, Words: []string{"true", "false"}, Doc: "whether it was accepted at the source"},

	{Name: "path", Kind: Coverage, Doc: "the source file"},
	{Name: "package", Kind: Coverage, Doc: "the package or module"},

	{Name: "name", Kind: Benchmark, Doc: "the benchmark's name"},
	{Name: "metric", Kind: Benchmark, Doc: "which of its figures"},

	{Name: "suite", Kind: Tests, Doc: "the suite, class or package"},
	{Name: "name", Kind: Tests, Doc: "the test's name"},
	{Name: "path", Kind: Tests, Doc: "the test's source file"},
	{Name: "outcome", Kind: Tests, Multi: true, Words: []string{"passed", "failed", "error", "skipped", "flaky"}, Doc: "what became of it"},

	{Name: "name", Kind: Health, Doc: "the service or series"},
	{Name: "status", Kind: Health, Doc: "the tool's own word for its state"},
	{Name: "image", Kind: Health, Doc: "the container image"},
	{Name: "namespace", Kind: Health, Doc: "the namespace or project"},

	{Name: "name", Kind: Inventory, Doc: "the component's name"},
	{Name: "version", Kind: Inventory, Doc: "its version"},
	{Name: "license", Kind: Inventory, Doc: "its licence, as an SPDX expression where it has one"},
	{Name: "purl", Kind: Inventory, Doc: "its package URL"},
	{Name: "type", Kind: Inventory, Doc: "its type"},

	{Name: "by", Kind: Statement, Doc: "who states it"},
}

// MeasureNamed finds a measure by its name.
func MeasureNamed(name string) (*Measure, bool) {
	for i := range Measures {
		if Measures[i].Name == name {
			return &Measures[i], true
		}
	}
	return nil, false
}

// FieldNamed finds a kind's field by its name.
func FieldNamed(kind Kind, name string) (*Field, bool) {
	for i := range Fields {
		if Fields[i].Kind == kind && Fields[i].Name == name {
			return &Fields[i], true
		}
	}
	return nil, false
}
