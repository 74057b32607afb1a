package benchmark

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

var abFormat = reader.Format{
	Name: "ab",
	Doc:  "What ApacheBench prints, in milliseconds, named by host, port and path: the mean is Time per request, the others are those of the row Total and the percentiles. Errors are the failed requests and responses other than 2xx; a response that differs in length and in status is one error. A run that ab gave up is incomplete.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Line("This is ApacheBench") || h.Line("Document Path:") && h.Line("Concurrency Level:")
	},
	Read: readAB,
}

// abLines maps the beginning of a line to what its first number states.
var abLines = []stated{
	{"Complete requests:", fact.Requests, quantity.Count},
	{"Requests per second:", fact.Rate, quantity.MustUnit("req/s")},
	{"50%", fact.P50, quantity.Millisecond},
	{"90%", fact.P90, quantity.Millisecond},
	{"95%", fact.P95, quantity.Millisecond},
	{"99%", fact.P99, quantity.Millisecond},
}

// What the columns of the row Total state, and those without deviations (-S).
// Their mean is rounded and passed over.
var (
	abTotal = []fact.Stat{fact.Min, fact.Mean, fact.Stddev, fact.Median, fact.Max}
	abBrief = []fact.Stat{fact.Min, fact.Mean, fact.Max}
)

func readAB(in *reader.Input, s *fact.Sink) error {
	a := ab{l: in.Lines(), s: s}
	s.Named("ab", "")
	for range a.l.All() {
		a.line(strings.TrimSpace(a.l.Text()))
	}
	a.give()
	return a.l.Err()
}

// ab is what is known of a run.
type ab struct {
	l                  *reader.Lines
	s                  *fact.Sink
	host, port, path   string
	found              figures
	done, ended        bool // the requests were stated, and the row Total
	brief              bool // the table of times has no deviations
	listed, longest    bool // the percentiles have begun, and ended
	completed          int64
	failed             int64 // the failed requests other than by length
	lengths, responses int64 // differing lengths, and statuses other than 2xx
}

func (a *ab) line(line string) {
	label, value, _ := strings.Cut(line, ":")
	value = strings.TrimSpace(value)
	switch {
	case strings.HasPrefix(line, "This is ApacheBench, Version "):
		version, _, _ := strings.Cut(line[len("This is ApacheBench, Version "):], " ")
		a.s.Named("ab", version)
	case label == "Server Hostname":
		a.host = value
	case label == "Server Port":
		a.port = ":" + value
	case label == "Document Path":
		a.path = value
	case label == "Failed requests":
		a.failed = count(a.l, value)
	case strings.HasPrefix(line, "(Connect: "):
		_, rest, _ := strings.Cut(line, "Length: ")
		a.lengths = count(a.l, rest)
		a.failed -= a.lengths
	case label == "Non-2xx responses":
		a.responses = count(a.l, value)
	case label == "Time per request" && strings.HasSuffix(value, "(mean)"):
		d, _ := leading(a.l, value)
		a.found.add(a.l.Line(), fact.Mean, d, quantity.Millisecond)
	case strings.HasPrefix(line, "min "):
		a.brief = strings.Contains(line, " avg ")
	case strings.HasPrefix(line, "Percentage of the requests"):
		a.listed = true
	case strings.HasPrefix(line, "100%"):
		a.longest = true
	case label == "Total":
		a.total(strings.Fields(value))
	case strings.HasPrefix(line, "apr_"), strings.HasPrefix(line, "Total of "), strings.HasPrefix(line, "Test aborted"):
		a.s.Incomplete(a.l.Line(), "%s", line)
	default:
		if entry, rest, ok := beginning(abLines, line); ok {
			d, _ := leading(a.l, rest)
			a.found.add(a.l.Line(), entry.stat, d, entry.unit)
			if entry.stat == fact.Requests {
				a.done, a.completed = true, count(a.l, rest)
			}
		}
	}
}

func (a *ab) total(texts []string) {
	columns := abTotal
	if a.brief {
		columns = abBrief
	}
	if a.ended = len(texts) == len(columns); !a.ended {
		return
	}
	for i, stat := range columns {
		if d, _ := leading(a.l, texts[i]); stat != fact.Mean {
			a.found.add(a.l.Line(), stat, d, quantity.Millisecond)
		}
	}
}

func (a *ab) give() {
	switch {
	case !a.done && len(a.s.Facts.Incomplete) > 0:
		return // ab gave up, and said so
	case !a.done, a.completed > 0 && !a.ended:
		a.l.Fail("wanted the complete requests and the row Total, found the end of the file")
	case a.listed && !a.longest:
		a.l.Fail("wanted the percentiles up to 100%%, found the end of the file")
	}
	if a.completed == 0 {
		a.s.Incomplete(a.l.Line(), "no request was completed")
	}
	// A response with another status mostly has another length too.
	failed := quantity.DecimalFromInt(a.failed + max(a.lengths, a.responses))
	a.found.add(a.l.Line(), fact.Errors, failed, quantity.Count)
	a.found.give(a.s, a.host+a.port+a.path)
}
