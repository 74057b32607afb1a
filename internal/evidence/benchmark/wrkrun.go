package benchmark

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// wrkRun is the run that is read; a file may hold several.
type wrkRun struct {
	*text
	running, rated bool      // its end is still to come; it has a rate
	third          fact.Stat // that of the third column
	distributed    bool      // in a latency distribution
	metric         string    // its own
	requests       int64
	errors         int64
}

func (w *wrkRun) begin(rest string) {
	if _, url, ok := strings.Cut(rest, " test @ "); ok {
		w.finish()
		*w = wrkRun{text: w.text, running: true, third: fact.Max}
		w.name, w.found = url, nil
	}
}

// columns reads the header: some versions of wrk2 print a percentile in place
// of the greatest.
func (w *wrkRun) columns(rest string) {
	if fields := strings.Fields(rest); len(fields) > 2 && fields[2] == "99%" {
		w.third = fact.P99
	}
}

func (w *wrkRun) distribution(rest string) {
	w.distributed, w.metric = true, ""
	if strings.Contains(rest, "Uncorrected") {
		w.metric = "uncorrected"
	}
}

func (w *wrkRun) latencies(rest string) {
	if fields := strings.Fields(rest); len(fields) > 2 {
		w.latency(fact.Mean, fields[0])
		w.latency(fact.Stddev, fields[1])
		w.latency(w.third, fields[2])
	}
}

func (w *wrkRun) percentile(stat fact.Stat) func(rest string) {
	return func(rest string) {
		if w.distributed {
			w.latency(stat, rest)
		}
	}
}

func (w *wrkRun) latency(stat fact.Stat, text string) {
	d, unit := w.amount(text)
	w.found = append(w.found, fact.Sample{Line: w.Line(), Metric: w.metric, Stat: stat, Value: d, Unit: unit})
}

// socketErrors reads "connect 0, read 3, write 0, timeout 12".
func (w *wrkRun) socketErrors(rest string) {
	for _, part := range strings.Split(rest, ", ") {
		_, text, _ := strings.Cut(part, " ")
		w.errors += count(w, text)
	}
}

func (w *wrkRun) otherStatuses(rest string) { w.errors += count(w, rest) }

func (w *wrkRun) rate(rest string) {
	d, _ := leading(w, rest)
	w.give(fact.Rate, d, quantity.MustUnit("req/s"))
	w.rated = true
}

// transfer reads "79.49MB": wrk counts in powers of 1024.
func (w *wrkRun) transfer(text string) {
	d, word := leading(w, text)
	if word != "B" {
		word = strings.Replace(word, "B", "iB", 1)
	}
	unit, err := quantity.ParseUnit(word + "/s")
	if err != nil || !strings.HasSuffix(word, "B") {
		w.Fail("unknown unit in %.40q", text)
	}
	w.give(fact.Rate, d, unit)
	w.running = !w.rated
}

// other reads "1045 requests in 10.00s, 91.24MB read". An empty line ends a
// distribution.
func (w *wrkRun) other(line string) {
	if strings.Contains(line, " requests in ") && strings.HasSuffix(line, " read") {
		w.requests = count(w, line)
		w.give(fact.Requests, quantity.DecimalFromInt(w.requests), quantity.Count)
	}
	w.distributed = w.distributed && line != ""
}

// finish ends a run. Latencies of no request are zeros that mean nothing.
func (w *wrkRun) finish() {
	if w.running {
		w.Fail("expected lines that begin with Requests/sec: and Transfer/sec:, found none for %.100q", w.name)
	}
	if w.name == "" {
		return
	}
	w.give(fact.Errors, quantity.DecimalFromInt(w.errors), quantity.Count)
	if w.requests > 0 {
		w.found.give(w.s, w.name)
	}
}
