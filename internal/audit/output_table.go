package audit

import (
	"io"
	"strings"

	"signoff/internal/source"
)

var tableOutput = Output{
	Name: "table",
	Doc:  "for people: each finding with its line, the text, and a caret under what it is about",
	Write: func(to io.Writer, results []Result, _ string) error {
		w := &writer{to: to}
		var all [][]Cause
		for _, r := range results {
			list := r.Causes()
			all = append(all, list)
			for _, c := range list {
				e := c.place(r)
				w.printf("%s: %s: %s%s [%s]\n", oneLine(e.Pos.String()), c.Level, oneLine(c.Message), also(c.lines()),
					c.Rule)
				w.printf("%s", e.Excerpt())
			}
		}
		for _, r := range remedies(all...) {
			w.printf("what to do about %s: %s\n", r.Name, r.Do)
		}
		for _, r := range results {
			if len(r.Unchecked) > 0 {
				w.printf("%s\n", r.notChecked())
			}
		}
		w.printf("%s\n", tally(results))
		return w.err
	},
}

// place is the finding as a fault at a column: where its spot stands in the
// line, the whole line otherwise.
func (f Finding) place(r Result) *source.Error {
	e := &source.Error{Pos: source.Pos{File: r.Path, Line: f.Line}, Msg: f.Message}
	if f.Line < 1 || f.Line > len(r.Source) {
		return e
	}
	e.Text = shorten(r.Source[f.Line-1], longestLine)
	if at := strings.LastIndex(e.Text, f.spot); at >= 0 && f.spot != "" {
		e.Pos.Col, e.Width = at+1, len(f.spot)
	} else if trimmed := strings.TrimSpace(e.Text); trimmed != "" {
		e.Pos.Col, e.Width = strings.Index(e.Text, trimmed)+1, len(trimmed)
	}
	return e
}
