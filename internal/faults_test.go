package internal

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestFaults holds that a closed door is found closed, and who stood at it.
func TestFaults(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"report", `import "signoff/internal/evaluate"`, "report may not import evaluate"},
		{"evidence/scanner", `import "signoff/internal/evidence/tests"`,
			"evidence/scanner may not import evidence/tests"},
		{"evidence/scanner", `import "signoff/internal/tally"`, ""},
		{"report", `import "signoff/templates"`, "report may not import templates: only cli may"},
		{"util", `import "fmt"`, "package util is not in the table of imports"},
		{"report", `import "gopkg.in/yaml.v3"`, "report may not import gopkg.in/yaml.v3: only tree may"},
		{"report", `import "example.org/x"`, "report imports example.org/x, which no package owns"},
		{"evaluate", `import "os"`, "evaluate may not use os: only bundle, cli, git, history, open may"},
		{"open", `import "os/exec"`, "open may not use os/exec: only cli, git may"},
		{"evidence/health", `import "net/http/httputil"`,
			"evidence/health may not use net/http: only comment, httpc, oci may"},
		{"report", `import "net/url"`, ""},
		{"report", `import "time"; var x = time.Now()`, "report may not use time.Now: only cli may"},
		{"report", `import "time"; var x = time.UTC`, ""},
		{"report", `import now "time"`, "report may not import time by another name: the clock is looked for by it"},
		{"cli", `import "time"; var x = time.Since`, "cli may not use time.Since: no package may"},
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "x.go", "package x; "+c.source, 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(newPlan().faults(c.name, file), "; "); got != c.want {
			t.Errorf("%s with %s: %q, want %q", c.name, c.source, got, c.want)
		}
	}
	if got := lacking("module signoff\n\nrequire golang.org/x/text v0.44.0 // indirect\n"); len(got) != len(only)-2 {
		t.Errorf("a go.mod of golang.org/x/text alone lacks %d modules, want %d", len(got), len(only)-2)
	}
	if got, want := len(newPlan().stale()), len(allowed)+len(only); got <= want {
		t.Errorf("of packages that are not there %d rows are stale, want more than %d", got, want)
	}
}

var quoted = regexp.MustCompile("`([a-z/]+)`")

// TestFloorPlan holds that the plan people read has every package and no other.
func TestFloorPlan(t *testing.T) {
	text, err := os.ReadFile("../docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	drawn := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		columns := strings.Split(line, "|")
		if len(columns) < 4 {
			continue
		}
		for _, name := range quoted.FindAllStringSubmatch(columns[2], -1) {
			drawn[name[1]] = true
			if files, _ := filepath.Glob(filepath.Join(name[1], "*.go")); files == nil {
				t.Errorf("docs/architecture.md draws %s, which is not there", name[1])
			}
		}
	}
	for _, depth := range []string{"*", "*/*"} {
		files, _ := filepath.Glob(filepath.Join(depth, "*.go"))
		for _, file := range files {
			if room := filepath.ToSlash(filepath.Dir(file)); !drawn[room] {
				drawn[room] = true
				t.Errorf("docs/architecture.md does not draw %s", room)
			}
		}
	}
}
