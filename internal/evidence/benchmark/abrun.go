package benchmark

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// What the columns of the row Total state, and those without deviations (-S).
var (
	abTotal = []fact.Stat{fact.Min, fact.Mean, fact.Stddev, fact.Median, fact.Max}
	abBrief = []fact.Stat{fact.Min, fact.Mean, fact.Max}
)

// abRun is what is known of a run.
type abRun struct {
	*text
	host, port, path  string
	columns           []fact.Stat // of the row Total
	done, ended       bool        // the requests were stated, and the row Total
	listed, longest   bool        // the percentiles have begun, and ended
	completed         int64
	failed            int64 // as ab counts: also what differs in length
	lengths, statuses int64 // differing lengths, and statuses other than 2xx
}

func (a *abRun) version(rest string) {
	version, _, _ := strings.Cut(rest, " ")
	a.s.Named("", version)
}

func (a *abRun) serverPort(rest string) { a.port = ":" + rest }

func (a *abRun) complete(rest string) {
	a.states(fact.Requests, quantity.Count)(rest)
	a.done, a.completed = true, count(a, rest)
}

// reasons reads "(Connect: 0, Receive: 0, Length: 12, Exceptions: 0)".
func (a *abRun) reasons(rest string) {
	_, rest, _ = strings.Cut(rest, "Length: ")
	a.lengths = count(a, rest)
}

func (a *abRun) mean(rest string) {
	if strings.HasSuffix(rest, "(mean)") {
		a.states(fact.Mean, quantity.Millisecond)(rest)
	}
}

func (a *abRun) header(rest string) {
	if strings.HasPrefix(rest, "avg ") {
		a.columns = abBrief
	}
}

// total reads the row Total. Its mean is rounded: Time per request is not.
func (a *abRun) total(rest string) {
	texts := strings.Fields(rest)
	if a.ended = len(texts) == len(a.columns); !a.ended {
		return
	}
	for i, stat := range a.columns {
		if d, _ := leading(a, texts[i]); stat != fact.Mean {
			a.found.add(a.Line(), stat, d, quantity.Millisecond)
		}
	}
}

func (a *abRun) finish() {
	switch {
	case !a.done && len(a.s.Facts.Incomplete) > 0:
		return // ab gave up, and said so
	case !a.done, a.completed > 0 && !a.ended:
		a.Fail("expected the complete requests and the row Total, found the end of the file")
	case a.listed && !a.longest:
		a.Fail("expected the percentiles up to 100%%, found the end of the file")
	case a.completed == 0:
		a.s.Incomplete(a.Line(), "no request was completed")
	}
	// A response with another status mostly has another length too.
	failed := a.failed - a.lengths + max(a.lengths, a.statuses)
	a.found.add(a.Line(), fact.Errors, quantity.DecimalFromInt(failed), quantity.Count)
	a.found.give(a.s, a.host+a.port+a.path)
}
