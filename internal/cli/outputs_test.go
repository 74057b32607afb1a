package cli

import (
	"fmt"
	"strings"

	"signoff/internal/report"
)

// outputsDoc says what an assessment can be written as.
func outputsDoc() string {
	var b strings.Builder
	b.WriteString("# Outputs\n\n`signoff report --to NAME,…` writes these, and `signoff render` writes them later from an `assessment.json`, without\nthe evidence. All are views of that one document (`signoff schema assessment` is its JSON Schema), and all of them\ncount the same.\n\n| output | file | is |\n| --- | --- | --- |\n")
	for _, o := range report.Outputs {
		file := "`assessment" + o.Ext + "`"
		switch {
		case o.Templated:
			file = "`TEMPLATE" + o.Ext + "`"
		case o.Ext == "":
			file = "standard output"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", o.Name, file, cell(o.Doc))
	}
	b.WriteString("\nIn a job of GitHub Actions `--to github` also adds the template `summary` to the page of the step.\n")
	return b.String()
}
