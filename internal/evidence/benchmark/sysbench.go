package benchmark

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var sysbenchFormat = reader.Format{
	Name: "sysbench",
	Doc:  "The text of sysbench run (0.5 and 1.0), in milliseconds. The rate is that of transactions, else of events; requests are events, errors the ignored ones. A run without its last line (Threads fairness), and one with a line FATAL, are incomplete.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return slices.ContainsFunc(h.Lines, func(line string) bool {
			return strings.HasPrefix(line, "sysbench ") && strings.Contains(line, "using ") || strings.HasPrefix(line, "sysbench 0.")
		})
	},
	Read: readSysbench,
}

var sysbenchLine = lazy.Regexp(`^\s+([a-z0-9 ()./]+?):\s+([0-9.]+)s?\s*(?:\(([0-9.]+) per sec\.\))?$`)

var sysbenchStats = map[string]fact.Stat{
	"min": fact.Min, "avg": fact.Mean, "max": fact.Max, "50th percentile": fact.P50, "90th percentile": fact.P90,
	"95th percentile": fact.P95, "99th percentile": fact.P99, "total number of events": fact.Requests, "ignored errors": fact.Errors,
}

func readSysbench(in *reader.Input, s *tally.Sink) error {
	l := in.Lines()
	s.Named("sysbench", "")
	var found figures
	rated, ended, latency := false, false, false
	config := ""
	add := func(stat fact.Stat, text string, u quantity.Unit) {
		if d, ok := measured(l, text); ok {
			found.add(l.Line(), stat, d, u)
		}
	}
	for range l.All() {
		text := l.Text()
		if version, ok := strings.CutPrefix(text, "sysbench "); ok {
			version, _, _ = strings.Cut(version, " ")
			s.Named("", strings.TrimSuffix(version, ":"))
		}
		if n, ok := strings.CutPrefix(text, "Number of threads: "); ok {
			config = "threads " + n
		}
		ended = ended || strings.HasPrefix(text, "Threads fairness:")
		latency = latency && strings.HasPrefix(text, " ") || strings.HasPrefix(text, "Latency (ms):")
		if strings.HasPrefix(text, "FATAL:") {
			s.Incomplete(l.Line(), "%s", text)
		}
		m := sysbenchLine().FindStringSubmatch(text)
		if m == nil {
			continue
		}
		stat, known := sysbenchStats[m[1]]
		switch {
		case known && stat == fact.Requests, known && stat == fact.Errors:
			add(stat, m[2], quantity.Count)
		case known && latency:
			add(stat, m[2], quantity.Millisecond)
		case m[1] == "transactions" && m[3] != "":
			rated = true
			add(fact.Rate, m[3], quantity.MustUnit("transactions/s"))
		case m[1] == "events per second" && !rated:
			rated = true
			add(fact.Rate, m[2], quantity.MustUnit("ops/s"))
		}
	}
	if !ended {
		s.Incomplete(l.Line(), "the end, Threads fairness, is not there")
	}
	for i := range found {
		found[i].Config = config
	}
	found.give(s, "sysbench")
	return l.Err()
}
