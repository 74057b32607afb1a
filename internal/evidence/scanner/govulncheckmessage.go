package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

// finding reads one message of a vulnerability. Its trace begins at the
// vulnerable symbol, package or module and ends in the code.
func (g *govulncheck) finding(j *reader.JSON) {
	line, id, at := j.Line(), "", required
	var f fact.Finding
	g.checked = true
	for key := range j.Fields() {
		switch key {
		case "osv":
			id = j.Text()
		case "trace":
			for i := range j.Items() {
				frame := traceFrame(j, &f)
				if i == 0 {
					at = frame
				}
			}
		}
	}
	v := g.add(id, line, at)
	v.Package, v.Version = f.Package, f.Version
	if f.Path != "" {
		v.Path, v.At = f.Path, f.At
	}
}

func traceFrame(j *reader.JSON, f *fact.Finding) (at reach) {
	for key := range j.Fields() {
		switch key {
		case "module":
			if name := j.Text(); f.Package == "" {
				f.Package = name
			}
		case "version":
			if version := j.Text(); f.Version == "" {
				f.Version = version
			}
		case "package":
			if j.Text() != "" {
				at = max(at, imported)
			}
		case "function":
			if j.Text() != "" {
				at = called
			}
		case "position":
			place(j, f, "filename", "line")
		}
	}
	return at
}

// vulnerability reads one symbol of a vulnerability as the first versions
// wrote it, where the numbers of sinks say how near it comes.
func (g *govulncheck) vulnerability(j *reader.JSON) {
	line, id, at, module := j.Line(), "", required, ""
	for key := range j.Fields() {
		switch key {
		case "OSV":
			id = g.entry(j)
		case "ModPath":
			module = j.Text()
		case "ImportSink":
			if j.Int() != 0 {
				at = max(at, imported)
			}
		case "CallSink":
			if j.Int() != 0 {
				at = called
			}
		}
	}
	g.add(id, line, at).Package = module
}
