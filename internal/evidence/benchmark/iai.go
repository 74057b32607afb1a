package benchmark

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var iaiFormat = reader.Format{
	Name:      "iai",
	Doc:       "The text of Iai, Iai-Callgrind and Gungraun (cargo bench): each count of a benchmark (Instructions, Estimated Cycles, …) is a metric of it. Of a comparison the new value is taken. A benchmark without a count makes the run incomplete.",
	Kind:      fact.Benchmark,
	CutUnseen: true,
	Claims: func(h *reader.Head) bool {
		return slices.ContainsFunc(h.Lines, func(line string) bool { return iaiCycles().MatchString(escapes().ReplaceAllString(line, "")) })
	},
	Read: readIai,
}

var (
	iaiCycles = lazy.Regexp(`^  (?:Instructions|Estimated Cycles|Total read\+write):\s+[0-9]`)
	iaiCount  = lazy.Regexp(`^  ([A-Z][A-Za-z0-9 +()-]*?):\s+([0-9][0-9,]*)(?:\|\S+)?(?:\s+.*)?$`)
	escapes   = lazy.Regexp(`\x1b\[[0-9;]*m`)
)

func readIai(in *reader.Input, s *tally.Sink) error {
	l := in.Lines()
	s.Named("iai", "")
	name, at, counts := "", 0, 0
	end := func() {
		if name != "" && counts == 0 {
			s.Incomplete(at, "%s has no count", name)
		}
		name, counts = "", 0
	}
	for range l.All() {
		text := escapes().ReplaceAllString(l.Text(), "")
		m := iaiCount().FindStringSubmatch(text)
		switch {
		case m != nil && name == "":
			l.Fail("expected the name of a benchmark before its counts, found %.40q", text)
		case m != nil:
			counts++
			d, _ := leading(l, m[2])
			s.Sample(&fact.Sample{Line: l.Line(), Name: name, Metric: m[1], Value: d})
		case strings.TrimSpace(text) == "" || strings.HasPrefix(text, "  "):
		case strings.Contains(name, "::") && counts == 0 && !strings.Contains(text, "::"): // what it prints itself
		case isIaiName(text):
			end()
			name, at = strings.TrimSpace(text), l.Line()
		default:
			end()
		}
	}
	end()
	return l.Err()
}

// isIaiName tells the name of a benchmark from what Cargo and the tool say around
// it.
func isIaiName(text string) bool {
	first, _, _ := strings.Cut(text, " ")
	return first != "" && !strings.HasSuffix(first, ":") && !strings.ContainsAny(first[:1], " -=") &&
		(strings.Contains(first, "::") || !strings.Contains(text, " "))
}
