package benchmark

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

var hyperfineFormat = reader.Format{
	Name: "hyperfine",
	Doc:  "hyperfine's --export-json and --export-csv: seconds a command, where the file holds times each run is a sample. Runs that exit with a code other than 0, or by a signal, are errors. User and system time are left out.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		if h.Container == reader.CSVTable {
			return len(h.Columns) >= 8 && slices.Equal(h.Columns[:8], []string{"command", "mean", "stddev", "median", "user", "system", "min", "max"})
		}
		return h.Has("results[].command", "results[].mean", "results[].user")
	},
	Read: readHyperfine,
}

var hyperfineStats = []stated{
	{"mean", fact.Mean, quantity.Second},
	{"stddev", fact.Stddev, quantity.Second},
	{"median", fact.Median, quantity.Second},
	{"min", fact.Min, quantity.Second},
	{"max", fact.Max, quantity.Second},
}

func readHyperfine(in *reader.Input, s *fact.Sink) error {
	s.Named("hyperfine", "")
	if in.Head.Container == reader.CSVTable {
		return readHyperfineTable(in.CSV(), s)
	}
	j := in.JSON()
	for key := range j.Fields() {
		if key != "results" {
			continue
		}
		for range j.Items() {
			readHyperfineResult(j, s)
		}
	}
	return j.Err()
}

func readHyperfineResult(j *reader.JSON, s *fact.Sink) {
	command := ""
	var found figures
	for key := range j.Fields() {
		switch key {
		case "command":
			command = j.Text()
		case "times":
			for range j.Items() {
				found.add(j.Line(), fact.Sampled, j.Decimal(), quantity.Second)
			}
		case "exit_codes":
			line, failed := j.Line(), int64(0)
			for range j.Items() {
				if j.Text() != "0" {
					failed++
				}
			}
			found.add(line, fact.Errors, quantity.DecimalFromInt(failed), quantity.Count)
		default:
			if entry, ok := named(hyperfineStats, key); ok {
				line := j.Line()
				if d, ok := figure(j); ok {
					found.add(line, entry.stat, d, entry.unit)
				}
			}
		}
	}
	found.give(s, command)
}

func readHyperfineTable(c *reader.CSV, s *fact.Sink) error {
	for range c.Rows() {
		var found figures
		for _, entry := range hyperfineStats {
			d, ok := measured(c, c.Get(entry.word))
			if ok {
				found.add(c.Line(), entry.stat, d, entry.unit)
			} else if entry.stat != fact.Stddev { // which a single run has not
				c.Fail("wanted a time in column %s", entry.word)
			}
		}
		found.give(s, c.Get("command"))
	}
	return c.Err()
}
