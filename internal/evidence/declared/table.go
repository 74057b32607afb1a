package declared

import (
	"slices"
	"time"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/tally"
)

// kinds lists what records and readers can be evidence of.
var kinds = []fact.Kind{fact.Scanner, fact.Coverage, fact.Benchmark, fact.Tests, fact.Health, fact.Inventory}

var statistics = []option[fact.Stat]{
	{"sample", fact.Sampled}, {"mean", fact.Mean}, {"median", fact.Median}, {"min", fact.Min}, {"max", fact.Max}, {"stddev", fact.Stddev},
	{"p50", fact.P50}, {"p90", fact.P90}, {"p95", fact.P95}, {"p99", fact.P99}, {"p999", fact.P999},
	{"rate", fact.Rate}, {"requests", fact.Requests}, {"errors", fact.Errors}, {"bytes", fact.Bytes}, {"allocs", fact.Allocs},
}

var states = []option[state]{{"up", state{up: true}}, {"down", state{}}, {"gap", state{gap: true}}}

var statuses = []option[string]{
	{"affected", "affected"}, {"not_affected", "not_affected"}, {"fixed", "fixed"}, {"under_investigation", "under_investigation"},
}

// source and its package open every record of coverage.
var (
	sourceField  = required(text("path", "the source file", func(d *draft) *string { return &d.cover.path }))
	packageField = text("package", "the package or module", func(d *draft) *string { return &d.cover.pkg })
)

// kindOfSamples says what single observations of a benchmark are. Where nothing is said
// they are requests: taken for runs they would show more than they do.
type kindOfSamples uint8

const (
	ofRequests kindOfSamples = iota + 1
	ofRuns
)

// facts are what a file says about itself, in `about` or where a reader finds it.
var facts = []field{
	text("tool", "the tool", func(d *draft) *string { return &d.about.tool }),
	text("version", "the tool's version", func(d *draft) *string { return &d.about.version }),
	date("produced_at", "when the tool ran: 2026-01-31T15:04:05Z", func(d *draft) *string { return &d.about.producedAt }),
	text("commit", "the commit that was examined", func(d *draft) *string { return &d.about.commit }),
	word("samples", "what single observations of a benchmark are: requests of one run, or a run each", []option[kindOfSamples]{{"requests", ofRequests}, {"runs", ofRuns}}, func(d *draft) *kindOfSamples { return &d.about.samples }),
	texts("incomplete", "why the tool did not finish; nothing when it did", func(d *draft) *[]string { return &d.about.incomplete }),
	texts("skipped", "inputs that the tool left out", func(d *draft) *[]string { return &d.about.skipped }),
}

func giveFacts(d *draft, line int, s *tally.Sink) {
	s.Named(d.about.tool, d.about.version)
	s.Dated(d.about.producedAt)
	s.Commit(d.about.commit)
	if d.about.samples != 0 {
		s.Requests = d.about.samples == ofRequests
	}
	for _, why := range d.about.incomplete {
		s.Incomplete(line, "%s", why)
	}
	for _, what := range d.about.skipped {
		s.Skip(line, "%s", what)
	}
}

// records is the table: every record there is, with every field.
var records = []record{
	{
		name: "about", doc: "the first line: what the records are, and who says so",
		fields: append([]field{
			required(word("evidence", "what the records are evidence of", named(kinds...), func(d *draft) *fact.Kind { return &d.about.evidence })),
			required(facts[0]),
		}, facts[1:]...),
		give: giveFacts,
	},
	{
		name: "finding", kind: fact.Scanner, doc: "one thing that a scanner reports",
		fields: []field{
			required(word("severity", "how severe it is", named(fact.Severities...), func(d *draft) *fact.Severity { return &d.finding.Severity })),
			text("rule", "the rule or advisory", func(d *draft) *string { return &d.finding.Rule }),
			text("path", "the examined file", func(d *draft) *string { return &d.finding.Path }),
			whole("line", "the line in the examined file", func(d *draft) *int64 { return &d.cover.line }),
			text("message", "what is wrong", func(d *draft) *string { return &d.finding.Message }),
			weaknesses("cwe", "weaknesses: CWE-79", func(d *draft) *[]string { return &d.finding.CWE }),
			texts("cve", "vulnerabilities: CVE-2024-1234 or a GHSA id", func(d *draft) *[]string { return &d.finding.CVE }),
			text("package", "the vulnerable component", func(d *draft) *string { return &d.finding.Package }),
			text("version", "its version", func(d *draft) *string { return &d.finding.Version }),
			text("tool", "the analyzer, where the file has several", func(d *draft) *string { return &d.finding.Tool }),
			boolean("suppressed", "accepted at the source, so not counted", func(d *draft) *bool { return &d.finding.Suppressed }),
			boolean("undecided", "a person has to decide whether it is one", func(d *draft) *bool { return &d.finding.Undecided }),
		},
		give: func(d *draft, line int, s *tally.Sink) {
			d.finding.Line, d.finding.At = line, int(d.cover.line)
			s.Finding(&d.finding)
		},
	},
	{
		name: "line", kind: fact.Coverage, doc: "one line of a source file that can be covered",
		fields: []field{
			sourceField, packageField,
			required(whole("line", "the line number", func(d *draft) *int64 { return &d.cover.line })),
			required(whole("hits", "how often it ran", func(d *draft) *int64 { return &d.cover.hits })),
		},
		give: func(d *draft, line int, s *tally.Sink) {
			s.File(d.cover.path, d.cover.pkg, line)
			s.Cover(fact.Lines, uint64(d.cover.line), 1, d.cover.hits > 0)
		},
	},
	{
		name: "total", kind: fact.Coverage, doc: "how much of a source file is covered, where the tool has no lines",
		fields: []field{
			sourceField, packageField,
			required(word("metric", "what is counted", named(fact.Lines, fact.Branches, fact.Functions, fact.Statements), func(d *draft) *fact.Metric { return &d.cover.metric })),
			required(whole("covered", "how many are covered", func(d *draft) *int64 { return &d.cover.part })),
			required(whole("total", "of how many", func(d *draft) *int64 { return &d.cover.whole })),
		},
		give: func(d *draft, line int, s *tally.Sink) {
			s.File(d.cover.path, d.cover.pkg, line)
			s.Totals(d.cover.metric, d.cover.part, d.cover.whole)
		},
	},
	{
		name: "case", kind: fact.Tests, doc: "one test; a repeat is another test unless it is marked as another attempt",
		fields: []field{
			text("suite", "its suite, class or package", func(d *draft) *string { return &d.test.Suite }),
			required(text("name", "its name", func(d *draft) *string { return &d.test.Name })),
			text("path", "its source file", func(d *draft) *string { return &d.test.Path }),
			required(word("outcome", "what became of it", named(fact.Passed, fact.Failed, fact.Errored, fact.Skipped), func(d *draft) *fact.Outcome { return &d.test.Outcome })),
			seconds("duration", "how long it took, in seconds", func(d *draft) *quantity.Decimal { return &d.test.Duration }),
			text("message", "why it failed", func(d *draft) *string { return &d.test.Message }),
			boolean("again", "it is another attempt of the test of this name that was reported last", func(d *draft) *bool { return &d.test.Again }),
			boolean("flaky", "it failed first, then passed", func(d *draft) *bool { return &d.test.Flaky }),
		},
		give: func(d *draft, line int, s *tally.Sink) {
			d.test.Line = line
			s.Case(&d.test)
		},
	},
	{
		name: "sample", kind: fact.Benchmark, doc: "one sample of a benchmark, or a statistic that the tool states",
		fields: []field{
			required(text("name", "the benchmark", func(d *draft) *string { return &d.sample.Name })),
			text("metric", "which of its figures, where it has several", func(d *draft) *string { return &d.sample.Metric }),
			word("stat", "sample for one sample, else the statistic", statistics, func(d *draft) *fact.Stat { return &d.sample.Stat }),
			required(number("value", "the figure", func(d *draft) *quantity.Decimal { return &d.sample.Value })),
			unit("unit", "its unit as in targets: ms, MiB, msg/s; none for a count", func(d *draft) *quantity.Unit { return &d.sample.Unit }),
			date("at", "when the observation was made, for leaving the warm-up out", func(d *draft) *string { return &d.taken }),
		},
		give: func(d *draft, line int, s *tally.Sink) {
			d.sample.Line, d.sample.Taken = line, 0
			if t, _, err := quantity.ParseTime(d.taken); err == nil {
				d.sample.Taken = t.UnixNano()
			}
			s.Sample(&d.sample)
		},
	},
	{
		name: "service", kind: fact.Health, doc: "one container, pod, target or part of a system",
		fields: []field{
			required(text("name", "its name", func(d *draft) *string { return &d.service.Name })),
			required(word("condition", "what it says of itself; unchecked without a health check", named(fact.Healthy, fact.Unhealthy, fact.Unchecked), func(d *draft) *fact.Condition { return &d.service.Condition })),
			text("status", "the tool's own word for it", func(d *draft) *string { return &d.service.Status }),
			text("image", "its image", func(d *draft) *string { return &d.service.Image }),
			text("namespace", "its namespace or project", func(d *draft) *string { return &d.service.Namespace }),
			seconds("uptime", "seconds since its last start", func(d *draft) *quantity.Decimal {
				if d.service.Uptime == nil {
					d.service.Uptime = new(quantity.Decimal)
				}
				return d.service.Uptime
			}),
			whole("restarts", "how often it was restarted", func(d *draft) *int64 { return &d.service.Restarts }),
		},
		give: func(d *draft, line int, s *tally.Sink) {
			d.service.Line = line
			s.Service(&d.service)
		},
	},
	{
		name: "up", kind: fact.Health, doc: "one instant of an availability series",
		fields: []field{
			text("name", "what was probed", func(d *draft) *string { return &d.up.Series }),
			required(instant("at", "when: 2026-01-31T15:04:05Z", func(d *draft) *time.Time { return &d.up.At })),
			required(word("state", "what the probe found; gap for nothing usable", states, func(d *draft) *state { return &d.state })),
		},
		give: func(d *draft, line int, s *tally.Sink) {
			d.up.Line, d.up.Up, d.up.Gap = line, d.state.up, d.state.gap
			s.Up(&d.up)
		},
	},
	{
		name: "component", kind: fact.Inventory, doc: "one thing of a bill of materials",
		fields: []field{
			required(text("name", "its name", func(d *draft) *string { return &d.component.Name })),
			text("version", "its version", func(d *draft) *string { return &d.component.Version }),
			text("license", "its licence", func(d *draft) *string { return &d.component.License }),
			text("purl", "its package URL", func(d *draft) *string { return &d.component.PURL }),
			text("type", "its type", func(d *draft) *string { return &d.component.Type }),
		},
		give: func(d *draft, line int, s *tally.Sink) {
			d.component.Line = line
			s.Component(&d.component)
		},
	},
	{
		name: "vex", kind: fact.Inventory, doc: "whether a product is affected by a vulnerability",
		fields: []field{
			required(text("id", "the vulnerability", func(d *draft) *string { return &d.vex.ID })),
			texts("aliases", "its other ids", func(d *draft) *[]string { return &d.vex.Aliases }),
			text("product", "the product, best as its package URL", func(d *draft) *string { return &d.vex.Product }),
			texts("parts", "the components that bring it in", func(d *draft) *[]string { return &d.vex.Parts }),
			required(word("status", "what is known", statuses, func(d *draft) *string { return &d.vex.Status })),
			text("justification", "why it is not affected", func(d *draft) *string { return &d.vex.Justification }),
		},
		give: func(d *draft, line int, s *tally.Sink) {
			d.vex.Line = line
			s.VEX(&d.vex)
		},
	},
	{
		name: "end", doc: "the last line, without which the file is cut off",
		fields: slices.Concat([]field{
			required(whole("records", "how many records stand between the first line and this one", func(d *draft) *int64 { return &d.records })),
		}, facts[4:]),
		give: giveFacts,
	},
}
