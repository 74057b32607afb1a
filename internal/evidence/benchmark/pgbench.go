package benchmark

import (
	"regexp"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

var pgbenchFormat = reader.Format{
	Name: "pgbench",
	Doc:  "The summary that pgbench prints: tps is the rate, latency average the mean (ms), failed transactions the errors. Where versions before 14 print two rates, the one without connecting is the principal metric.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Line("transaction type: ") && h.Line("scaling factor: ")
	},
	Read: readPgbench,
}

var (
	pgbenchVersion = regexp.MustCompile(`^pgbench \((?:PostgreSQL\) )?([^ ()]+)`)
	pgbenchNumber  = regexp.MustCompile(`[0-9]+(?:\.[0-9]+)?`)
	pgbenchRate    = quantity.MustUnit("transactions/s")
)

// pgbenchLines maps the beginning of a line to what its first number states.
var pgbenchLines = []struct {
	prefix string
	stat   fact.Stat
	unit   quantity.Unit
}{
	{"number of transactions actually processed: ", fact.Requests, quantity.Count},
	{"number of failed transactions: ", fact.Errors, quantity.Count},
	{"latency average", fact.Mean, quantity.Millisecond},
	{"latency stddev", fact.Stddev, quantity.Millisecond},
	{"tps = ", fact.Rate, pgbenchRate},
}

func readPgbench(in *reader.Input, s *fact.Sink) error {
	l := in.Lines()
	version, name, measured := "", "", false
	for range l.All() {
		line := l.Text()
		if m := pgbenchVersion.FindStringSubmatch(line); m != nil {
			version = m[1]
		}
		if kind, ok := strings.CutPrefix(line, "transaction type: "); ok {
			name = kind
		}
		for _, p := range pgbenchLines {
			if !strings.HasPrefix(line, p.prefix) {
				continue
			}
			d, err := quantity.ParseDecimal(pgbenchNumber.FindString(line[len(p.prefix):]))
			if err != nil {
				l.Fail("wanted a number after %q, found %.80q", p.prefix, line)
				break
			}
			x := fact.Sample{Line: l.Line(), Name: name, Stat: p.stat, Value: d, Unit: p.unit}
			if strings.Contains(line, "including connections establishing") {
				x.Metric = "including connections establishing"
			}
			measured = measured || p.stat == fact.Rate
			s.Sample(&x)
		}
		if strings.HasPrefix(line, "pgbench: error:") || strings.HasPrefix(line, "pgbench: fatal:") {
			s.Incomplete(l.Line(), "%s", line)
		}
	}
	s.Named("pgbench", version)
	if !measured && l.Err() == nil {
		l.Fail("wanted a line that begins with tps =, found the end of the file")
	}
	return l.Err()
}
