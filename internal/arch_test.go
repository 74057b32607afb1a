// Package internal holds the rooms of signoff; this test keeps their doors.
package internal

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// allowed says what each package may import from internal/, besides lazy. A
// package that is not listed here may not exist.
var allowed = map[string]string{
	"lazy":       "",
	"httpc":      "",
	"comment":    "httpc",
	"starter":    "fact scorecard criteria",
	"source":     "",
	"redact":     "",
	"stats":      "",
	"markdown":   "",
	"term":       "",
	"quantity":   "",
	"cvss":       "",
	"expression": "quantity",
	"tree":       "source",
	"open":       "source",
	"query":      "source quantity tree",
	"fact":       "quantity query",
	"tally":      "source quantity query stats fact",
	"reader":     "source quantity fact tally open",
	"evidence":   "source quantity fact tally reader query open redact evidence/*",
	"scorecard":  "source quantity",
	"criteria":   "source quantity expression fact tree query redact",
	"evaluate":   "source quantity expression fact stats criteria scorecard",
	"report":     "source quantity scorecard markdown term",
	"audit":      "source quantity scorecard markdown redact audit/bind audit/figure audit/words",
	"audit/bind": "scorecard audit/figure audit/sentence audit/words",
	"agent":      "audit scorecard",
	"bundle":     "",
	"git":        "",
	"proof":      "source",
	"cli":        "*",

	"audit/figure":   "",
	"audit/sentence": "audit/words",
	"audit/words":    "",

	"evidence/*":        "cvss source quantity fact tally reader query",
	"evidence/declared": "source quantity fact tally reader tree",
}

// only names the package that alone may import an outside module.
var only = map[string]string{
	"github.com/spf13/cobra":             "cli",
	"gopkg.in/yaml.v3":                   "tree",
	"github.com/yuin/goldmark":           "markdown",
	"github.com/olekukonko/tablewriter":  "term",
	"github.com/fatih/color":             "term",
	"github.com/vbauerster/mpb/v8":       "term",
	"github.com/klauspost/compress":      "open",
	"github.com/bmatcuk/doublestar/v4":   "open",
	"github.com/itchyny/gojq":            "query",
	"github.com/antchfx/xmlquery":        "query",
	"github.com/antchfx/xpath":           "query",
	"github.com/BurntSushi/toml":         "query",
	"golang.org/x/text":                  "reader",
	"github.com/sosodev/duration":        "quantity",
	"github.com/xhit/go-str2duration/v2": "quantity",
	"github.com/prometheus/common":       "evidence/*",

	"golang.org/x/text/unicode/norm": "criteria",
	"github.com/mtibben/confusables": "criteria",

	"github.com/hiddeco/sshsig":                         "proof",
	"golang.org/x/crypto":                               "proof",
	"github.com/secure-systems-lab/go-securesystemslib": "proof",
}

func TestImports(t *testing.T) {
	seen := map[string]bool{}
	err := filepath.WalkDir(".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		room := path.Dir(filepath.ToSlash(file))
		if allowed[room] == "" && strings.HasPrefix(room, "evidence/") {
			room = "evidence/*"
		}
		seen[room] = true
		if _, ok := allowed[room]; !ok {
			t.Errorf("%s: package %s is not in the table of imports", file, room)
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range parsed.Imports {
			name, _ := strconv.Unquote(spec.Path.Value)
			checkImport(t, file, room, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for room := range allowed {
		if !seen[room] {
			t.Errorf("the table of imports names %s, which is not there", room)
		}
	}
}

func checkImport(t *testing.T, file, room, name string) {
	t.Helper()
	const inside = "signoff/internal/"
	if inner, ok := strings.CutPrefix(name, inside); ok {
		if strings.HasPrefix(inner, "evidence/") {
			inner = "evidence/*"
		}
		may := strings.Fields(allowed[room])
		if inner != "lazy" && !slices.Contains(may, inner) && !slices.Contains(may, "*") {
			t.Errorf("%s: %s may not import %s", file, room, inner)
		}
		return
	}
	if strings.HasPrefix(name, strings.TrimSuffix(inside, "internal/")) {
		if room != "cli" {
			t.Errorf("%s: only cli may import %s", file, name)
		}
		return
	}
	if !strings.Contains(strings.Split(name, "/")[0], ".") {
		return
	}
	nearest := "" // a package of a module may have an owner of its own
	for module := range only {
		if (name == module || strings.HasPrefix(name, module+"/")) && len(module) > len(nearest) {
			nearest = module
		}
	}
	switch owner := only[nearest]; {
	case nearest == "":
		t.Errorf("%s: imports %s, which no package owns", file, name)
	case owner != room:
		t.Errorf("%s: only %s may import %s", file, owner, nearest)
	}
}
