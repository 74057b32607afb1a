package health

import (
	"slices"
	"strings"
	"time"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var probeLogFormat = reader.Format{
	Name:      "probe-log",
	Doc:       "What a probe of one's own wrote: CSV with the columns time, up and perhaps name, or lines of a time, up or down and perhaps a reason. Each is one instant of an availability series; an empty or unknown value is a gap. The last instant dates the file.",
	Kind:      fact.Health,
	CutUnseen: true,
	Claims: func(h *reader.Head) bool {
		return probeTable(h) || !h.JSON() && probeLine().MatchString(firstLine(h))
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		p := probeLog{s: s}
		var err error
		if probeTable(in.Head) {
			err = p.readTable(in.CSV())
		} else {
			err = p.readLines(in.Lines())
		}
		if !p.last.IsZero() {
			s.Dated(p.last.Format(time.RFC3339Nano))
		}
		return err
	},
}

var probeLine = lazy.Regexp(`^(\S+T\S+) (up|down)(?: |$)`)

func probeTable(h *reader.Head) bool {
	return h.Container == reader.CSVTable && slices.Contains(h.Columns, "up") && timeColumn(h.Columns) != ""
}

// timeColumn is the column of the instants.
func timeColumn(columns []string) string {
	for _, name := range []string{"time", "timestamp", "at"} {
		if slices.Contains(columns, name) {
			return name
		}
	}
	return ""
}

type probeLog struct {
	s    *tally.Sink
	last time.Time
}

func (p *probeLog) readTable(c *reader.CSV) error {
	column := timeColumn(c.Columns())
	for range c.Rows() {
		p.instant(c.Line(), c.Get("name"), c.Get(column), c.Get("up"), c.Fail)
	}
	return c.Err()
}

func (p *probeLog) readLines(l *reader.Lines) error {
	for range l.All() {
		line := strings.TrimSpace(l.Text())
		if line == "" {
			continue
		}
		m := probeLine().FindStringSubmatch(line)
		if m == nil {
			l.Fail("expected a time and up or down, found %.80q", line)
			break
		}
		p.instant(l.Line(), "", m[1], m[2], l.Fail)
	}
	return l.Err()
}

var probeWords = conditions{
	"1": fact.Healthy, "true": fact.Healthy, "up": fact.Healthy, "ok": fact.Healthy,
	"0": fact.Unhealthy, "false": fact.Unhealthy, "down": fact.Unhealthy, "fail": fact.Unhealthy,
	"": fact.Unchecked, "nan": fact.Unchecked, "unknown": fact.Unchecked,
}

func (p *probeLog) instant(line int, name, at, up string, fail func(string, ...any)) {
	condition := probeWords.word(up, fail)
	t, ok := unixTime(at)
	if !ok {
		var err error
		if t, _, err = quantity.ParseTime(at); err != nil {
			fail("%s", err)
			return
		}
	}
	if t.After(p.last) {
		p.last = t
	}
	p.s.Up(&fact.Up{Line: line, Series: name, At: t, Up: condition == fact.Healthy, Gap: condition == fact.Unchecked})
}
