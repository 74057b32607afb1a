package criteria

import (
	"strings"

	"signoff/internal/lazy"
)

var imagePattern = lazy.Regexp(`^([^@\s]+)@sha256:([0-9a-f]{64})$`)

// Image cuts what names an image by its digest; ok is false for a path.
func Image(subject string) (name, sha256 string, ok bool) {
	m := imagePattern().FindStringSubmatch(subject)
	if m == nil {
		return "", "", false
	}
	return m[1], m[2], true
}

// MeansImage says whether a subject is meant to be an image: an @ stands in it,
// and not where a folder's name begins, as in node_modules/@types.
func MeansImage(subject string) bool {
	return strings.Contains(subject, "@") && !strings.Contains(subject, "/@")
}

// readSubject checks what is released.
func (l *loader) readSubject() {
	for _, n := range l.project.subject {
		s := text(n)
		if MeansImage(s) {
			if _, _, ok := Image(s); !ok {
				n.Expected("a path, or an image as NAME@sha256: and 64 digits").Hint = "a tag can be moved to another image: only a digest names one"
				continue
			}
		} else {
			checkPath(n)
		}
		l.plan.Subject = append(l.plan.Subject, s)
	}
}
