package criteria

import (
	"path"
	"strings"

	"signoff/internal/lazy"
	"signoff/internal/tree"
)

// elsewhere matches paths that start at a root, of a drive too.
var elsewhere = lazy.Regexp(`^(?:~?/|[A-Za-z]:/)`)

// PatternSigns are what makes a path stand for several files.
const PatternSigns = "*?[{"

// IsPattern says whether a path of the evidence stands for several files.
func (e *Evidence) IsPattern() bool {
	return strings.ContainsAny(strings.Join(e.Paths, ""), PatternSigns)
}

// OwnReader says that the project itself declares what its files say: by a reader
// of its own, or as neutral records.
func (e *Evidence) OwnReader() bool {
	return e.Format == "records" || path.Ext(e.Format) == ".yaml" || path.Ext(e.Format) == ".yml"
}

func (l *loader) readFiles(entry *Evidence, e *evidenceDraft) {
	for _, n := range e.paths {
		checkPath(n)
		entry.Paths = append(entry.Paths, text(n))
	}
	if e.format.Exists() {
		l.readFormat(entry, e.format)
	}
	l.checkQuiet(entry, e.quiet)
}

// checkPath refuses a path at which no evidence can ever be, so that it is not
// taken for a file that is only missing.
func checkPath(n tree.Node) {
	p, ok := n.Text()
	if !ok {
		return
	}
	clean := path.Clean(p)
	switch {
	case strings.ContainsRune(p, 0):
		n.Fail("expected a path, found one with the byte 0")
	case strings.Contains(p, "://"):
		n.Expected("a path of a file in the project").Hint = "nothing is fetched: save the file in the project and name its path"
	case strings.Contains(p, `\`):
		n.Expected("a path with forward slashes")
	case elsewhere().MatchString(p):
		n.Expected("a path from the folder of the criteria").Hint = "an absolute path holds on one machine only"
	case clean == ".." || strings.HasPrefix(clean, "../"):
		n.Expected("a path inside the project").Hint = "evidence is part of the project: copy the file there"
	case !validPattern(p):
		n.Expected("a valid pattern").Hint = "a [ needs its ], and a { its }"
	}
}

// validPattern says whether every bracket and brace of a pattern is closed.
func validPattern(p string) bool {
	_, err := path.Match(p, "")
	depth := 0
	for _, r := range p {
		switch r {
		case '{':
			depth++
		case '}':
			if depth--; depth < 0 {
				return false
			}
		}
	}
	return err == nil && depth == 0
}
