package audit

import (
	"io"
	"strconv"

	"signoff/internal/markdown"
)

var markdownOutput = Output{
	Name: "md",
	Doc:  "Markdown: a table a document, for a comment or a step summary",
	Write: func(to io.Writer, results []Result) error {
		w := &writer{to: to}
		w.printf("# What cannot be trusted\n\n%s.\n", tally(results))
		for _, r := range results {
			w.printf("\n## %s\n\n", markdown.Escape(r.Path))
			if len(r.Findings) == 0 {
				w.printf("No findings.\n")
				continue
			}
			w.printf("| line | level | rule | what | text |\n|---:|---|---|---|---|\n")
			for _, f := range r.Findings {
				line := "–"
				if f.Line > 0 {
					line = strconv.Itoa(f.Line)
				}
				w.printf("| %s | %s | %s | %s | %s |\n", line, f.Level, f.Rule, markdown.Escape(f.Message), markdown.Escape(f.Quote))
			}
		}
		return w.err
	},
}
