package evidence

import (
	"strings"
	"testing"

	"signoff/internal/tally"
)

func TestWildcards(t *testing.T) {
	for _, tt := range []struct{ glob, path, root, want string }{
		{"cov/*/lcov.info", "cov/web/lcov.info", "packages/{1}", "packages/web"},
		{"**/lcov.info", "packages/web/lcov.info", "{1}", "packages/web"},
		{"**/lcov.info", "lcov.info", "{1}", ""},
		{"./a-?.xml", "a-1.xml", "m{1}", "m1"},
		{"{web,api}/cov.xml", "api/cov.xml", "src/{1}", "src/api"},
		{"[a-c]/*.xml", "b/x.xml", "{2}/{1}", "x/b"},
		{"plain.xml", "plain.xml", "src", "src"},
		{"*.xml", "a.json", "{1}", "{1}"},
	} {
		s := Source{Paths: []string{tt.glob}, Reading: tally.Reading{Root: tt.root, Strip: []string{"/" + tt.root}}}
		r := s.readingOf(tt.path)
		if r.Root != tt.want || strings.TrimPrefix(r.Strip[0], "/") != tt.want || s.Reading.Root != tt.root {
			t.Errorf("%s of %s: root %q, strip %q, expected %q", tt.glob, tt.path, r.Root, r.Strip, tt.want)
		}
	}
}
