package health

import (
	"strconv"
	"strings"
	"time"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var prometheusTextFormat = reader.Format{
	Name:      "prometheus-text",
	CutUnseen: true,
	Doc:       "The text exposition of Prometheus (0.0.4) and OpenMetrics, as /metrics, /federate and exporters print it. Services are the samples " + promStates + ". Other samples are checked and say nothing about health; a file with no others is incomplete.",
	Kind:      fact.Health,
	Claims: func(h *reader.Head) bool {
		if h.JSON() || h.Container == reader.XMLDocument {
			return false
		}
		for _, line := range h.Lines {
			if strings.HasPrefix(line, "# TYPE ") || strings.HasPrefix(line, "# HELP ") {
				return true
			}
		}
		metric, _, _, ok := parseSample(firstLine(h))
		return ok && stateName(metric)
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		l := in.Lines()
		found, ended := 0, false
		for range l.All() {
			line := strings.TrimSpace(l.Text())
			if line == "" {
				continue
			}
			if ended {
				l.Fail("expected nothing after # EOF")
			}
			if line[0] == '#' {
				ended = line == "# EOF"
				continue
			}
			metric, set, rest, ok := parseSample(line)
			if !ok {
				l.Fail("expected a sample such as up{job=\"node\"} 1, found %.80q", line)
				break
			}
			if !stateName(metric) {
				continue
			}
			condition, ok := promState(metric, rest[0], l.Fail)
			if !ok {
				continue
			}
			found++
			if len(rest) > 1 {
				datedSample(s, rest[1])
			}
			s.Service(&fact.Service{
				Line: l.Line(), Name: set.series(metric), Namespace: set.get("namespace"),
				Condition: condition, Status: rest[0], Restarts: unstated,
			})
		}
		if found == 0 && l.Err() == nil {
			s.Incomplete(1, "no sample of up, probe_success or NAME_up")
		}
		return l.Err()
	},
}

func firstLine(h *reader.Head) string {
	for _, line := range h.Lines {
		if line != "" {
			return line
		}
	}
	return ""
}

// datedSample takes a sample's own time: milliseconds in the text format,
// seconds with a fraction in OpenMetrics.
func datedSample(s *tally.Sink, text string) {
	at, ok := unixTime(text)
	if !ok {
		ms, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return
		}
		at = time.UnixMilli(ms)
	}
	s.Dated(at.UTC().Format(time.RFC3339Nano))
}
