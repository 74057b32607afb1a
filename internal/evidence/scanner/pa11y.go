package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var pa11yFormat = reader.Format{
	Name:  "pa11y",
	Doc:   "Pa11y's JSON (--reporter json) and that of pa11y-ci (--json): one finding for each issue. error is high, warning medium, notice info. pa11y-ci's number of pages and of errors is compared with its lists; a page that it could not load is a skipped input.",
	Kind:  fact.Scanner,
	Codes: []int{0, 2},
	Clean: []string{"[]"},
	Claims: func(h *reader.Head) bool {
		return h.Has("[].code", "[].type", "[].selector") || h.Has("total", "passes", "errors", "results")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		pages, issues := int64(0), int64(0)
		kind := ""
		issue := finding(layout{
			{"code", rule},
			{"type", into(&kind)},
			{"message", message},
			{"selector", func(v reader.Value, r *report) {
				if text := v.Text(); text != "" && r.Path != "" {
					r.Path += " " + text
				} else {
					r.Path += text
				}
			}},
		}, func(v reader.Value, r *report) {
			issues++
			if r.Rule == "" && kind == "" { // of a page that did not load
				r.unread, r.none = true, true
				return
			}
			r.Severity, r.word = pa11yWords.Word(kind, v.Fail), true
			kind = ""
		})
		page := within(layout{{"[]", issue}})
		return scan{tool: "pa11y"}.read(in, s, layout{
			{"[]", issue},
			{"total", func(v reader.Value, r *report) {
				r.sink.Declares(v.Line(), "pages", whole(v), func() int64 { return pages })
			}},
			{"errors", func(v reader.Value, r *report) {
				r.sink.Declares(v.Line(), "issues", whole(v), func() int64 { return issues })
			}},
			{"results.*.@", func(v reader.Value, r *report) {
				pages++
				path(v, r)
			}},
			{"results.*", page},
		})
	},
}

var pa11yWords = reader.Severities{"error": fact.High, "warning": fact.Medium, "notice": fact.Info}
