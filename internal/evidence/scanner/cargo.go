package scanner

import (
	"strconv"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var cargoFormat = reader.Format{
	Name:  "cargo",
	Doc:   "The messages of rustc and Clippy that Cargo passes on (cargo clippy|check|build --message-format=json). error is high, warning medium, note and help info; the tool is clippy or rustc, by the lint. What the compiler says of one place for several targets is one finding. A build that failed, and one without its last line (build-finished), are incomplete.",
	Kind:  fact.Scanner,
	Codes: []int{0, 101},
	Claims: func(h *reader.Head) bool {
		return h.Has("reason", "package_id") && (h.Has("message.spans") || h.Has("target.src_path")) || h.Text("reason") == "build-finished"
	},
	Read: readCargo,
}

// cargoSummary matches what rustc says at the end of its messages.
var cargoSummary = lazy.Regexp(`^(?:aborting due to |\d+ warnings? emitted|For more information about )`)

// mostCargoPlaces bounds the places that are remembered of one file.
const mostCargoPlaces = 1 << 20

func readCargo(in *reader.Input, s *tally.Sink) error {
	c := cargo{first: map[string]string{}}
	span := layout{
		{"file_name", into(&c.span.path)},
		{"line_start", func(v reader.Value, _ *report) { c.span.line = int(v.Int()) }},
		{"byte_start", into(&c.span.start)},
		{"is_primary", func(v reader.Value, _ *report) { c.span.primary = v.Bool() }},
	}.Reader()
	err := scan{tool: "cargo"}.readEach(in, s, layout{{"", finding(layout{
		{"reason", into(&c.reason)},
		{"target.kind[]", func(v reader.Value, _ *report) { c.target += v.Text() + " " }},
		{"target.name", func(v reader.Value, _ *report) { c.target += v.Text() }},
		{"success", func(v reader.Value, _ *report) { c.success = v.Bool() }},
		{"message.message", message},
		{"message.code.code", rule},
		{"message.level", into(&c.level)},
		{"message.spans[]", func(v reader.Value, r *report) {
			c.span = cargoSpan{}
			if span(v, r); c.span.primary && r.Path == "" {
				r.Path, r.At, c.start = c.span.path, c.span.line, c.span.start
			}
		}},
	}, c.end)}})
	if err == nil && !c.ended {
		s.Incomplete(0, "the last line, build-finished, is not there")
	}
	return err
}

// cargo is what is known of the line that is read, and of those before.
type cargo struct {
	reason, target, level, start string
	success                      bool
	span                         cargoSpan
	ended                        bool
	first                        map[string]string // the target that something was said of first
}

type cargoSpan struct {
	path, start string
	line        int
	primary     bool
}

// end takes a message for a finding, and any other line for none.
func (c *cargo) end(v reader.Value, r *report) {
	switch c.reason {
	case "compiler-message":
		r.Severity = cargoLevels.Word(c.level, v.Fail)
		r.word = r.Severity != fact.NoSeverity
		r.none = c.level == "failure-note" || r.Path == "" && cargoSummary().MatchString(r.Message) || c.again(v, r)
		if r.Tool = "rustc"; strings.HasPrefix(r.Rule, "clippy::") {
			r.Tool = "clippy"
		}
	case "build-finished":
		r.sink.None() // unless something was said before
		if c.ended = true; !c.success {
			r.sink.Incomplete(r.Line, "the build failed: not all of it was looked at")
		}
		r.none = true
	case "":
		v.Fail("expected a line of Cargo with its reason, found none")
	default:
		r.none = true
	}
	c.reason, c.target, c.level, c.start, c.success = "", "", "", "", false
}

var cargoLevels = reader.Severities{
	"error": fact.High, "error: internal compiler error": fact.High, "warning": fact.Medium, "note": fact.Info, "help": fact.Info, "failure-note": fact.Info,
}

// again tells whether the same was said of the same place for another target.
func (c *cargo) again(v reader.Value, r *report) bool {
	if r.Path == "" {
		return false
	}
	key := strings.Join([]string{r.Path, strconv.Itoa(r.At), c.start, r.Rule, r.Message}, "\x00")
	first, known := c.first[key]
	switch {
	case known:
		return first != c.target
	case len(c.first) == mostCargoPlaces:
		v.Fail("expected at most %d messages, found more", mostCargoPlaces)
	}
	c.first[key] = c.target
	return false
}
