package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"signoff/internal/evidence"
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/starter"
)

// toolsDoc says for every tool what to run and what to declare.
func toolsDoc() string {
	var b strings.Builder
	b.WriteString("# Tools: run this, declare that\n\nThe command goes under `collect`, and `signoff collect` runs it, keeps what it prints where it writes no file, and\nrecords when that was. A CI step may run it as well: then leave `collect` out. The format is recognised by the shape\nof the file. [Every format](formats.md); [every measure](measures.md).\n")
	for _, kind := range fact.Kinds {
		if len(starter.Asked(kind, "")) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n## %s\n\nAsk, under `criteria`:\n\n```yaml\n", kind)
		b.WriteString(strings.Join(starter.Asked(kind, "TOOL"), "\n") + "\n```\n")
		for _, c := range starter.Commands {
			if c.Kind == kind {
				fmt.Fprintf(&b, "\n### %s\n\n```sh\n%s\n```\n\n```yaml\n%s\n```\n\nRead by `%s`: %s\n", c.Tool, c.Line(c.Path()), c.Declared(), c.Format, docOf(c.Format))
			}
		}
	}
	return b.String()
}

func docOf(format string) string {
	for _, f := range evidence.Formats() {
		if f.Name == format {
			return f.Doc
		}
	}
	return ""
}

// TestTools holds what the page says to declare against the criteria themselves,
// and its formats against those that there are.
func TestTools(t *testing.T) {
	var plan strings.Builder
	plan.WriteString("version: 1\nproject: Shop\nevidence:\n")
	seen := map[string]bool{}
	for _, c := range starter.Commands {
		fmt.Fprintf(&plan, "  %s\n", c.Declared())
		if seen[c.Tool] || c.Format == "" || !slices.ContainsFunc(evidence.Formats(), func(f reader.Format) bool { return f.Name == c.Format && f.Kind == c.Kind }) {
			t.Errorf("%s is there twice, or %s is not a format of %s", c.Tool, c.Format, c.Kind)
		}
		seen[c.Tool] = true
	}
	plan.WriteString("categories: [ { id: a, title: A } ]\ncriteria:\n")
	for _, c := range starter.Commands {
		for _, asked := range starter.Asked(c.Kind, c.Tool) {
			plan.WriteString("  " + strings.NewReplacer("id: ", "id: "+c.Tool+"-", "category: "+c.Kind.String(), "category: a", " }", ", blocker: true }").Replace(asked) + "\n")
		}
	}
	dir := t.TempDir()
	put(t, filepath.Join(dir, planFile), []byte(plan.String()))
	if said := runHere([]string{"lint", "-C", dir}); !strings.Contains(said, ", 0 warnings") {
		t.Error(said)
	}
}
