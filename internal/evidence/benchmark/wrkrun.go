package benchmark

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// wrkRun is the run that is read.
type wrkRun struct {
	running      bool // its end is still to come
	rated        bool
	third        fact.Stat // that of the third column
	distribution bool
	metric       string
	requests     int64
	errors       int64
}

func (w *wrkRun) latency(t *text, stat fact.Stat, text string) {
	d, unit := t.amount(text)
	t.found = append(t.found, fact.Sample{Line: t.Line(), Metric: w.metric, Stat: stat, Value: d, Unit: unit})
}

// wrkTransfer reads "79.49MB": wrk counts in powers of 1024.
func wrkTransfer(t *text, text string) {
	d, word := leading(t, text)
	if word != "B" {
		word = strings.Replace(word, "B", "iB", 1)
	}
	unit, err := quantity.ParseUnit(word + "/s")
	if err != nil || !strings.HasSuffix(word, "B") {
		t.Fail("unknown unit in %.40q", text)
	}
	t.give(fact.Rate, d, unit)
}

// finish ends a run. Latencies of no request are zeros that mean nothing.
func (w *wrkRun) finish(t *text) {
	if w.running {
		t.Fail("wanted lines that begin with Requests/sec: and Transfer/sec:, found none for %.100q", t.name)
	}
	if t.name == "" {
		return
	}
	t.give(fact.Errors, quantity.DecimalFromInt(w.errors), quantity.Count)
	if w.requests > 0 {
		t.found.give(t.s, t.name)
	}
}
