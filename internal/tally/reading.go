package tally

import (
	"strings"
	"time"

	"signoff/internal/fact"
)

// Reading is how the files of an evidence are to be taken, as far as whoever
// declares the evidence has to say it. The zero value takes them as they are.
type Reading struct {
	// ID names the evidence, of which the files may be attempts of one run.
	ID       string
	Attempts bool
	// Transcribed says that a person typed the files.
	Transcribed bool
	// Strip is taken off the front of source paths, the first that fits; then
	// Root is put before those that are relative.
	Strip []string
	Root  string
	// Builds says that one source path names builds of one source.
	Builds bool
	// Unrated is the severity of findings that the tool did not rate; where it
	// is none, UnratedApart says that counts by severity leave them out.
	Unrated      fact.Severity
	UnratedApart bool
	// Warmup is for how long samples of a benchmark are left out, from the first.
	Warmup time.Duration
}

// path is a source path of the project, for a path as a file names it.
func (r *Reading) path(written string) string {
	path := fact.NormalPath(written)
	for _, prefix := range r.Strip {
		prefix = strings.TrimSuffix(fact.NormalPath(prefix), "/")
		if rest, ok := strings.CutPrefix(path, prefix+"/"); ok {
			path = strings.TrimLeft(rest, "/")
			break
		}
	}
	if r.Root == "" || path == "" {
		return path
	}
	return fact.JoinPath(r.Root, path)
}

// paths joins the distinct forms of a path by which a filter may select it.
func paths(forms ...string) string {
	all := forms[0]
	for i, form := range forms[1:] {
		known := form == ""
		for _, earlier := range forms[:i+1] {
			known = known || earlier == form
		}
		if !known {
			all += listSeparator + form
		}
	}
	return all
}
