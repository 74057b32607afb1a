package audit

import (
	"fmt"
	"io"
	"strings"

	"signoff/internal/markdown"
)

// Output is one form in which results are written. Each escapes what it shows
// for where it goes; secrets are out of the findings before. Version is the
// tool's own.
type Output struct {
	Name  string
	Doc   string
	Write func(w io.Writer, results []Result, version string) error
}

// Outputs are all forms, the one for people first.
var Outputs = []Output{tableOutput, jsonOutput, sarifOutput, markdownOutput, githubOutput}

// FindOutput finds a form by its name; an unknown name is an error that lists
// the known ones.
func FindOutput(name string) (Output, error) {
	names := make([]string, len(Outputs))
	for i, o := range Outputs {
		if o.Name == name {
			return o, nil
		}
		names[i] = o.Name
	}
	return Output{}, fmt.Errorf("unknown output %q, expected one of %s", name, strings.Join(names, ", "))
}

// tally counts findings by level and says so in words.
func tally(results []Result) string {
	var counts [Error + 1]int
	for _, r := range results {
		for _, f := range r.Findings {
			counts[f.Level]++
		}
	}
	return fmt.Sprintf("%s, %s, %s in %s", many(counts[Error], "error"), many(counts[Warning], "warning"),
		many(counts[Note], "note"), many(len(results), "document"))
}

func many(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// writer keeps the first error, so that forms read as what they write.
type writer struct {
	to  io.Writer
	err error
}

func (w *writer) printf(format string, args ...any) {
	if w.err == nil {
		_, w.err = fmt.Fprintf(w.to, format, args...)
	}
}

// oneLine keeps hostile text from breaking a line or steering a terminal.
func oneLine(s string) string { return markdown.OneLine(s) }
