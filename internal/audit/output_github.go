package audit

import (
	"io"
	"strings"
)

var githubOutput = Output{
	Name: "github",
	Doc:  "workflow commands that GitHub shows as annotations on the changed lines",
	Write: func(to io.Writer, results []Result) error {
		w := &writer{to: to}
		for _, r := range results {
			for _, f := range r.Findings {
				command := map[Level]string{Error: "error", Warning: "warning", Note: "notice"}[f.Level]
				w.printf("::%s file=%s,line=%d,title=%s::%s\n", command, property.Replace(r.Path), max(f.Line, 1), property.Replace("signoff audit: "+f.Rule), data.Replace(oneLine(f.Message)))
			}
		}
		return w.err
	},
}

// What a workflow command reads as its own signs; properties end at colons
// and commas too.
var (
	data     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
