package audit

import (
	"fmt"
	"io"
	"strings"
)

// mostAnnotations is how many of a level GitHub shows for one step.
const mostAnnotations = 10

var githubOutput = Output{
	Name: "github",
	Doc: "workflow commands that GitHub shows as annotations: one a cause, the gravest first, notes rolled up to " +
		"one a document",
	Write: func(to io.Writer, results []Result, _ string) error {
		w := &writer{to: to}
		shown := map[Level]int{}
		left := map[Level]int{}
		for _, r := range results {
			var notes []Cause
			for _, c := range r.Causes() {
				switch {
				case c.Level == Note:
					notes = append(notes, c)
				case shown[c.Level] == mostAnnotations-1:
					left[c.Level]++
				default:
					shown[c.Level]++
					rule, _ := FindRule(c.Rule)
					w.annotate(c.Level, r.Path, c.Line, c.Rule, c.Message+also(c.lines())+"; "+rule.Do)
				}
			}
			if len(notes) > 0 && shown[Note] < mostAnnotations-1 {
				shown[Note]++
				w.annotate(Note, r.Path, notes[0].Line, "notes", rolled(notes))
			}
		}
		for _, level := range []Level{Error, Warning} {
			if left[level] > 0 {
				w.annotate(level, results[0].Path, 0, "more", many(left[level],
					level.String())+" more: signoff audit -o md lists them")
			}
		}
		for _, r := range results {
			if len(r.Unchecked) > 0 {
				w.printf("%s\n", calm(r.notChecked()))
			}
		}
		w.printf("%s\n", tally(results))
		return w.err
	},
}

// rolled says in one line what the notes of a document are about.
func rolled(notes []Cause) string {
	const most = 3
	counts := map[string]int{}
	var order []string
	for _, n := range notes {
		if counts[n.Rule] == 0 {
			order = append(order, n.Rule)
		}
		counts[n.Rule] += len(n.lines())
	}
	var parts []string
	for _, rule := range order {
		parts = append(parts, fmt.Sprintf("%s: %d", rule, counts[rule]))
	}
	text := many(len(notes), "note") + " (" + strings.Join(parts, ", ") + ")"
	for i, n := range notes[:min(len(notes), most)] {
		text += [...]string{": ", "; ", "; "}[i] + n.Message
	}
	return text
}

// annotate writes one workflow command.
func (w *writer) annotate(level Level, path string, line int, title, text string) {
	command := map[Level]string{Error: "error", Warning: "warning", Note: "notice"}[level]
	w.printf("::%s file=%s,line=%d,title=%s::%s\n", command, property.Replace(path), max(line, 1),
		property.Replace("signoff audit: "+title), data.Replace(oneLine(text)))
}

// calm keeps a line of text from being read as a workflow command.
func calm(s string) string {
	return strings.NewReplacer("::", ": :", "##[", "# #[").Replace(oneLine(s))
}

// What a workflow command reads as its own signs; properties end at colons
// and commas too.
var (
	data     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
