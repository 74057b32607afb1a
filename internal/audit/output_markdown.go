package audit

import (
	"io"
	"strconv"

	"signoff/internal/markdown"
)

var markdownOutput = Output{
	Name: "md",
	Doc:  "Markdown: a table a document, for a comment or a step summary",
	Write: func(to io.Writer, results []Result, _ string) error {
		w := &writer{to: to}
		w.printf("# What cannot be trusted\n\n%s.\n", tally(results))
		for _, r := range results {
			w.printf("\n## %s\n\n", markdown.Escape(r.Path))
			if len(r.Findings) == 0 {
				w.printf("No findings.\n")
				r.sayUnchecked(w)
				continue
			}
			list := r.Causes()
			w.printf("| line | level | rule | what | text |\n|---:|---|---|---|---|\n")
			for _, f := range list {
				line := "–"
				if f.Line > 0 {
					line = strconv.Itoa(f.Line)
				}
				w.printf("| %s | %s | %s | %s | %s |\n", line, f.Level, f.Rule,
					markdown.Escape(f.Message+also(f.lines())), markdown.Escape(f.Quote))
			}
			w.printf("\n")
			for _, rule := range remedies(list) {
				w.printf("- `%s`: %s\n", rule.Name, markdown.Escape(rule.Do))
			}
			r.sayUnchecked(w)
		}
		return w.err
	},
}

func (r Result) sayUnchecked(w *writer) {
	if len(r.Unchecked) > 0 {
		w.printf("\n%s.\n", markdown.Escape(r.notChecked()))
	}
}
