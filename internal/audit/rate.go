package audit

import (
	"math"
	"strings"

	"signoff/internal/audit/figure"
)

// pair is one figure of a block of "key: value" lines, or of a table of two
// columns.
type pair struct {
	line  int
	key   string
	value Value
}

// checkThroughput compares the rate that a block of figures states with the
// count and the duration next to it.
func (d *Document) checkThroughput(report Report) {
	for i := 0; i < len(d.Lines); {
		var block []pair
		start := i
		for ; i < len(d.Lines) && d.Lines[i].Key != "" && d.Lines[i].Section == d.Lines[start].Section; i++ {
			line := &d.Lines[i]
			if v, ok := figure.Parse(line.Value); ok && line.about(digits) {
				block = append(block, pair{line.No, line.key, v})
			}
		}
		checkBlock(block, report)
		i = max(i, start+1)
	}
	for _, t := range d.Tables {
		if t.Tree || len(t.Header) != 2 || len(t.Rows) > longestScores {
			continue
		}
		var block []pair
		for _, r := range t.Rows {
			if v, ok := r.Cell(1).Value(); ok {
				block = append(block, pair{r.Line, strings.ToLower(r.Cell(0).Text), v})
			}
		}
		checkBlock(block, report)
	}
}

// checkBlock speaks where one count, one duration and one rate stand together
// and differ by more than a run-up could explain. Failed ones may be left out
// of the rate.
func checkBlock(block []pair, report Report) {
	const tolerance = 0.05
	count, okCount := only(block, pair.counts)
	duration, okDuration := only(block, pair.lasts)
	stated, okRate := only(block, pair.perTime)
	if !okCount || !okDuration || !okRate {
		return
	}
	seconds, _ := duration.value.Seconds()
	per := stated.period()
	if seconds <= 0 || duration.value.Step >= duration.value.Number || count.value.Number < 1 {
		return
	}
	failed := 0.0
	for _, p := range block {
		if hasWord(p.key, "failed", "failures", "errors", "timeouts") && p.value.Unit != "%" &&
			p.value.Number < count.value.Number {
			failed = math.Max(failed, p.value.Number)
		}
	}
	spread := duration.value.Step / duration.value.Number
	low := (count.value.Number - failed - count.value.Step) / seconds / (1 + spread) * (1 - tolerance)
	high := (count.value.Number + count.value.Step) / seconds / (1 - spread) * (1 + tolerance)
	if rate := stated.value.Number / per; rate+stated.value.Step/per >= low && rate-stated.value.Step/per <= high {
		return
	}
	report(Warning, stated.line, stated.value.Text, "%s in %s (lines %d and %d) is %s a second; %s is stated",
		count.value.Text, duration.value.Text, count.line, duration.line,
		figure.Show(count.value.Number/seconds), stated.value.Text)
}

// checkSaidRate holds a sentence such as "60 seconds made 2636 requests, a mean
// of 4.39 requests/s" to the same.
func checkSaidRate(line *Line, report Report) {
	if line.Table != nil || line.Kind == Code || line.Quoted || !containsAny(line.Lower, "/s", "per second",
		"a second", "rps") {
		return
	}
	var block []pair
	text := line.claimed()
	for _, f := range figure.Find(text) {
		rest := strings.ToLower(strings.TrimSpace(text[min(f.End, len(text)):]))
		unit := f.Unit
		switch _, timed := f.Seconds(); {
		case timed:
			block = append(block, pair{line.No, "duration", f.Value})
		case strings.HasPrefix(rest, "per second") || strings.HasPrefix(rest, "a second"):
			f.Unit = "/s"
			block = append(block, pair{line.No, "rate", f.Value})
		case strings.Contains(unit, "/"):
			block = append(block, pair{line.No, "rate", f.Value})
		case oneOf(unit, countedThings):
			block = append(block, pair{line.No, unit, f.Value})
		}
	}
	if len(block) == 3 {
		checkBlock(block, report)
	}
}

// only finds the one pair that is of a sort.
func only(block []pair, sort func(pair) bool) (found pair, ok bool) {
	for _, p := range block {
		if sort(p) && p.value.Exact() && !p.value.Ratio() {
			if ok {
				return pair{}, false
			}
			found, ok = p, true
		}
	}
	return found, ok
}

var countedThings = []string{"requests", "queries", "messages", "operations", "transactions", "records", "events",
	"iterations"}

func (p pair) counts() bool {
	_, timed := p.value.Seconds()
	return !p.perTime() && !timed && p.value.Unit != "%" && figure.SizeUnits[p.value.Unit] == 0 && hasWord(p.key,
		countedThings...) &&
		!hasWord(p.key, "failed", "failures", "errors", "timeouts", "successful", "concurrent", "per", "rejected",
			"retried", "slow", "cached")
}

func (p pair) lasts() bool {
	_, timed := p.value.Seconds()
	return timed && oneOf(p.key, []string{"duration", "total duration", "test duration", "total time", "elapsed",
		"elapsed time", "run time", "runtime", "total runtime",
		"time taken", "time taken for tests", "wall time", "run duration", "load duration"})
}

// perTime says that the pair is a rate of things, not of bytes, and of the
// whole run.
func (p pair) perTime() bool {
	thing, _, divided := strings.Cut(p.value.Unit, "/")
	if figure.SizeUnits[thing] > 0 || p.value.Unit == "%" || hasWord(p.key, "peak", "max", "maximum", "min",
		"minimum", "target", "limit", "error", "burst", "p95", "p99", "expected",
		"spawn", "arrival", "ramp", "ramp-up", "rampup", "wait", "think", "hatch", "users", "offered") ||
		strings.HasPrefix(p.value.Unit, "user") {
		return false
	}
	return divided && p.period() > 0 || hasWord(p.key, "rps", "qps", "tps", "per second", "requests/sec",
		"requests/second", "req/sec", "ops/sec", "queries/sec", "requests/s")
}

// period is the time that a rate is per, in seconds.
func (p pair) period() float64 {
	if _, per, divided := strings.Cut(p.value.Unit, "/"); divided {
		return figure.TimeUnits[per]
	}
	return 1
}
