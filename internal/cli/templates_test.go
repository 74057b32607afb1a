package cli

import (
	"fmt"
	"strings"
)

// templatesDoc is what signoff templates says, as a document.
func templatesDoc() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Templates\n\n%s\n\nTemplates that ship with the tool: %s.\n", templatesHelp, strings.Join(templateNames(), ", "))
	kind := ""
	for _, p := range templateParts() {
		if p.Kind != kind {
			kind = p.Kind
			fmt.Fprintf(&b, "\n## %s\n\n| call | shows |\n| --- | --- |\n", strings.ToUpper(kind[:1])+kind[1:])
		}
		fmt.Fprintf(&b, "| `%s` | %s |\n", p.Call, cell(p.Doc))
	}
	return b.String()
}
