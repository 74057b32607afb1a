package benchmark

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

var pgbenchFormat = reader.Format{
	Name: "pgbench",
	Doc:  "The summary that pgbench prints: tps is the rate, latency average the mean (ms), failed transactions the errors; progress is left out. Where versions before 14 print two rates, the one without connecting is the principal metric. Of several scripts each has its own latency and rate by the name \"SQL script 1: …\"; transactions and failures count in the whole only. An aborted run is incomplete.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Line("transaction type: ") && h.Line("scaling factor: ") || h.Line("progress: ") && h.Line(" tps, lat ")
	},
	Read: readPgbench,
}

var (
	pgbenchVersion = lazy.Regexp(`^pgbench \((?:PostgreSQL\) )?([^ ()]+)`)
	pgbenchNumber  = lazy.Regexp(`[0-9]+(?:\.[0-9]+)?`)
	pgbenchRate    = quantity.MustUnit("transactions/s")
)

// pgbenchLines maps the beginning of a line to what its first number states.
var pgbenchLines = []stated{
	{"number of transactions actually processed:", fact.Requests, quantity.Count},
	{"number of failed transactions:", fact.Errors, quantity.Count},
	{"latency average", fact.Mean, quantity.Millisecond},
	{"latency stddev", fact.Stddev, quantity.Millisecond},
	{"tps = ", fact.Rate, pgbenchRate},
}

// pgbenchWhole is a rate of the whole with the remark that ends its line.
var pgbenchWhole = lazy.Regexp(`^tps = [0-9.]+ \(.*\)$`)

// pgbenchScript is the line of one of several scripts that states its rate.
var pgbenchScript = lazy.Regexp(`^ - [0-9]+ transactions .*(tps = [0-9.]+)\)`)

func readPgbench(in *reader.Input, s *fact.Sink) error {
	p := pgbench{l: in.Lines(), s: s}
	version := ""
	for range p.l.All() {
		line := p.l.Text()
		if m := pgbenchVersion().FindStringSubmatch(line); m != nil {
			version = m[1]
		}
		if strings.HasPrefix(line, "pgbench: error:") || strings.HasPrefix(line, "pgbench: fatal:") || strings.HasPrefix(line, "Run was aborted") {
			s.Incomplete(p.l.Line(), "%s", line)
		}
		p.line(line)
	}
	s.Named("pgbench", version)
	p.finish()
	if !p.measured && p.l.Err() == nil {
		p.l.Fail("wanted a line that begins with tps =, found the end of the file")
	}
	return p.l.Err()
}

type pgbench struct {
	l        *reader.Lines
	s        *fact.Sink
	name     string
	script   bool // the section of one of several scripts
	open     bool // its rate is still to come
	measured bool
}

func (p *pgbench) finish() {
	if p.open {
		p.l.Fail("wanted the rate of %.100q, found none", p.name)
	}
}

func (p *pgbench) line(line string) {
	if kind, ok := strings.CutPrefix(line, "transaction type: "); ok {
		p.name, p.script = kind, false
	}
	if strings.HasPrefix(line, "SQL script ") {
		p.finish()
		p.name, p.script, p.open = line, true, true
	}
	if p.script {
		if m := pgbenchScript().FindStringSubmatch(line); m != nil {
			line, p.open = m[1], false
		}
		line = strings.TrimPrefix(line, " - ")
	}
	if !p.script && strings.HasPrefix(line, "tps = ") && !pgbenchWhole().MatchString(line) {
		p.l.Fail("wanted a rate and what it includes, found %.80q", line)
	}
	entry, rest, ok := beginning(pgbenchLines, line)
	if !ok || p.script && entry.unit == quantity.Count {
		return
	}
	d, err := quantity.ParseDecimal(pgbenchNumber().FindString(rest))
	if err != nil {
		p.l.Fail("wanted a number after %q, found %.80q", entry.word, line)
		return
	}
	x := fact.Sample{Line: p.l.Line(), Name: p.name, Stat: entry.stat, Value: d, Unit: entry.unit}
	if strings.Contains(line, "including connections establishing") {
		x.Metric = "including connections establishing" // of two rates the first
	} else {
		p.measured = p.measured || entry.stat == fact.Rate
	}
	p.s.Sample(&x)
}
