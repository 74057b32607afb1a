package evidence

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"testing"

	"signoff/internal/reader"
)

// bad are the counts of which fewer are better.
var bad = []string{"findings.total", "findings.critical", "findings.high", "findings.medium", "tests.failed", "tests.errors", "services.unhealthy", "vulnerabilities.affected"}

// optional are the lists that a tool leaves out where they are empty, so that
// nobody can tell from a file that another list stands in their place.
var optional = map[string]bool{
	"csaf-vex vulnerabilities": true, "cyclonedx vulnerabilities": true, "cyclonedx vulnerabilities.affects": true,
	"cucumber elements.steps": true, "cucumber elements.after": true, "playwright errors": true, "pytest-json collectors": true,
	"dependency-check dependencies.vulnerabilities": true, "govulncheck finding.trace": true, "snyk applications": true,
	"trivy Results.Misconfigurations": true, "trivy Results.Secrets": true, "trivy Results.Vulnerabilities": true,
}

// A file in which a list is called otherwise is another tool's, or a version's
// that nobody has looked at. It is never better than the file itself.
func TestRenamedLists(t *testing.T) {
	if testing.Short() {
		t.Skip("reads every sample often")
	}
	formats := Formats()
	eachSample(t, func(format, file string, data []byte) {
		whole := inspectBytes(formats, format, file, data)
		if container := reader.Of(file, data).Head.Container; whole.Problem != nil || container != reader.JSONValue && container != reader.JSONLines || len(data) > 100_000 {
			return
		}
		for _, path := range listsOf(data) {
			text, err := renamed(data, path)
			if err != nil {
				return
			}
			seen := inspect(reader.Of(format+"/"+file, text), formats, Source{Format: whole.File.Format}, true)
			if seen.Problem != nil || len(seen.File.Unfinished(false)) > 0 {
				continue
			}
			for _, name := range bad {
				if optional[format+" "+strings.ReplaceAll(path, "\x00", ".")] {
					break
				}
				if counted(seen, name) < counted(whole, name) {
					t.Errorf("%s/%s: with %q called otherwise %s is %v, not %v", format, file, path, name, counted(seen, name), counted(whole, name))
					break
				}
			}
		}
	})
}

func counted(i Inspection, measure string) float64 {
	for _, a := range i.Answers {
		if a.Measure.Name != measure || i.Kind.Vacuous() && a.Answer.Seen == 0 {
			continue
		}
		if len(a.Answer.Figures) > 0 && len(a.Answer.Problem) == 0 {
			n, _ := a.Answer.Figures[0].Value.Number().Float64()
			return n
		}
	}
	return math.Inf(1) // no figure is no better one
}

// listsOf gives the paths of the lists in the two outermost levels of keys.
func listsOf(data []byte) (paths []string) {
	values, _ := decodeAll(data) // a fault shows where one is renamed
	for _, v := range values {
		walkValue(v, "", 2, func(path string) {
			if !slices.Contains(paths, path) {
				paths = append(paths, path)
			}
		})
	}
	return paths
}

// renamed writes a file again, with another key at a path.
func renamed(data []byte, path string) ([]byte, error) {
	values, err := decodeAll(data)
	var out bytes.Buffer
	for _, v := range values {
		rename(v, strings.Split(path, "\x00"))
		writeValue(&out, v, func(o object) object { return o }, true)
		out.WriteByte('\n')
	}
	return out.Bytes(), err
}

func rename(v any, keys []string) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			rename(e, keys)
		}
	case object:
		for i := range v {
			if v[i].key != keys[0] {
				continue
			}
			if len(keys) > 1 {
				rename(v[i].value, keys[1:])
			} else {
				v[i].key += " otherwise"
			}
		}
	}
}

func walkValue(v any, at string, levels int, visit func(path string)) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			walkValue(e, at, levels, visit)
		}
	case object:
		for _, m := range v {
			path := strings.TrimPrefix(at+"\x00"+m.key, "\x00")
			if _, isList := m.value.([]any); isList {
				visit(path)
			}
			if levels > 1 {
				walkValue(m.value, path, levels-1, visit)
			}
		}
	}
}
