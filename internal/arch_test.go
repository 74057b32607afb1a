// Package internal holds the rooms of signoff; this test keeps their doors.
package internal

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
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
	"inflate":    "",
	"httpc":      "",
	"oci":        "httpc",
	"comment":    "httpc",
	"starter":    "quantity fact tally scorecard criteria",
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
	"reader":     "source quantity fact tally open tree",
	"evidence":   "source quantity fact tally reader query open redact evidence/*",
	"scorecard":  "source quantity fact",
	"history":    "scorecard git",
	"portfolio":  "source quantity scorecard tree markdown",
	"criteria":   "source quantity expression fact stats tree query redact",
	"evaluate":   "source quantity expression fact stats criteria scorecard",
	"office":     "",
	"report":     "source quantity fact scorecard markdown office report/wording report/export report/terminal",
	"audit":      "source quantity scorecard markdown redact audit/bind audit/figure audit/words",
	"audit/bind": "scorecard fact tally audit/figure audit/sentence audit/words",
	"agent":      "audit scorecard",
	"mcp":        "audit scorecard",
	"prose":      "",
	"bundle":     "",
	"git":        "",
	"proof":      "source",
	"cli":        "*",

	"report/wording":  "quantity fact scorecard markdown",
	"report/export":   "quantity scorecard markdown office term report/wording",
	"report/terminal": "scorecard term report/wording",

	"audit/draft":    "audit markdown",
	"audit/figure":   "",
	"audit/sentence": "audit/words",
	"audit/words":    "",

	"evidence/*":        "cvss source quantity fact tally reader query",
	"evidence/declared": "source quantity fact tally reader tree",
}

// only names the package that alone may import an outside module.
var only = map[string]string{
	"github.com/spf13/cobra":            "cli",
	"gopkg.in/yaml.v3":                  "tree",
	"github.com/yuin/goldmark":          "markdown",
	"github.com/olekukonko/tablewriter": "term",
	"github.com/fatih/color":            "term",
	"github.com/vbauerster/mpb/v8":      "term",
	"github.com/klauspost/compress":     "open",
	"github.com/bmatcuk/doublestar/v4":  "open",
	"github.com/itchyny/gojq":           "query",
	"github.com/antchfx/xpath":          "query",
	"github.com/BurntSushi/toml":        "query",
	"golang.org/x/text":                 "reader",
	"golang.org/x/sys":                  "cli",

	"golang.org/x/text/unicode/norm": "criteria",
	"github.com/mtibben/confusables": "criteria",

	"oras.land/oras-go/v2":                 "oci",
	"github.com/opencontainers/go-digest":  "oci",
	"github.com/opencontainers/image-spec": "oci",

	"modernc.org/sqlite":      "history",
	"github.com/jackc/pgx/v5": "history",

	"github.com/hiddeco/sshsig":                         "proof",
	"golang.org/x/crypto":                               "proof",
	"github.com/modelcontextprotocol/go-sdk":            "mcp",
	"github.com/ledongthuc/pdf":                         "prose",
	"golang.org/x/net":                                  "prose",
	"github.com/secure-systems-lab/go-securesystemslib": "proof",
}

// doors names the packages that alone may use what of the standard library
// reaches out of the process or asks for the clock; "*" is any. A row is a
// package with all below it that has no row of its own, or one name of `time` or
// of `template`. What no package is named for may be used by none.
var doors = map[string]string{
	"os":            "bundle cli git history open",
	"os/exec":       "cli git",
	"os/signal":     "cli",
	"path/filepath": "bundle cli git open",
	"syscall":       "cli open",
	"io/ioutil":     "",
	"net":           "cli history httpc",
	"net/http":      "comment httpc oci",
	"net/url":       "*",
	"crypto/rand":   "cli history proof",
	"math/rand":     "inflate",
	"log":           "",
	"plugin":        "",
	"unsafe":        "",

	"time.Now":          "cli",
	"time.Since":        "",
	"time.Until":        "",
	"time.Local":        "",
	"time.LoadLocation": "criteria",
	"time.Sleep":        "",
	"time.After":        "query", // bounds a query; no figure depends on it
	"time.AfterFunc":    "",
	"time.Tick":         "",
	"time.NewTicker":    "cli", // of a watch; no output depends on it
	"time.NewTimer":     "",

	// Only the types of templates are used. Running one looks methods up by their
	// names, for which the linker keeps every method there is: 3 MB of them.
	"text/template":    "",
	"template.Must":    "",
	"template.New":     "",
	"template.ParseFS": "",
}

const inside = "signoff/internal/"

// plan is what one walk through the packages found of the tables above.
type plan struct {
	rooms   map[string]bool // rows of allowed
	modules map[string]bool // rows of only
	doors   map[string]bool // "os cli": a row of doors with a package that uses it
}

func newPlan() plan { return plan{map[string]bool{}, map[string]bool{}, map[string]bool{}} }

func TestImports(t *testing.T) {
	found := newPlan()
	err := filepath.WalkDir(".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			return err
		}
		for _, fault := range found.faults(path.Dir(filepath.ToSlash(file)), parsed) {
			t.Errorf("%s: %s", file, fault)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range slices.Concat(found.stale(), lacking(string(mod))) {
		t.Error(fault)
	}
}

// row is the row of allowed that holds for a package.
func row(name string) string {
	if _, ok := allowed[name]; !ok && strings.HasPrefix(name, "evidence/") {
		return "evidence/*"
	}
	return name
}

// nearest is the longest row of a table that an import path is or lies below.
func nearest(table map[string]string, name string) string {
	longest := ""
	for row := range table {
		if (name == row || strings.HasPrefix(name, row+"/")) && len(row) > len(longest) {
			longest = row
		}
	}
	return longest
}

// faults says what a file of a package may not import or call.
func (p plan) faults(name string, file *ast.File) []string {
	if _, ok := allowed[row(name)]; !ok {
		return []string{fmt.Sprintf("package %s is not in the table of imports", name)}
	}
	p.rooms[row(name)] = true
	var faults []string
	add := func(fault string) {
		if fault != "" {
			faults = append(faults, fault)
		}
	}
	for _, spec := range file.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		switch {
		case strings.HasPrefix(imported, inside):
			add(own(name, strings.TrimPrefix(imported, inside)))
		case strings.HasPrefix(imported, strings.TrimSuffix(inside, "internal/")):
			if name != "cli" {
				add(fmt.Sprintf("%s may not import %s: only cli may", name, path.Base(imported)))
			}
		case strings.Contains(strings.Split(imported, "/")[0], "."):
			add(p.outside(name, imported))
		case imported == "time" && spec.Name != nil:
			add(fmt.Sprintf("%s may not import time by another name: the clock is looked for by it", name))
		default:
			add(p.door(name, nearest(doors, imported)))
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if call, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := call.X.(*ast.Ident); ok && (x.Name == "time" || x.Name == "template") {
				add(p.door(name, nearest(doors, x.Name+"."+call.Sel.Name)))
			}
		}
		return true
	})
	return faults
}

// own says what is wrong with importing a package of internal/.
func own(name, imported string) string {
	in := imported
	if strings.HasPrefix(in, "evidence/") {
		in = "evidence/*"
	}
	may := strings.Fields(allowed[row(name)])
	if in == "lazy" || slices.Contains(may, in) || slices.Contains(may, "*") {
		return ""
	}
	return fmt.Sprintf("%s may not import %s", name, imported)
}

// outside says what is wrong with importing a package of another module.
func (p plan) outside(name, imported string) string {
	module := nearest(only, imported)
	p.modules[module] = true
	switch owner := only[module]; {
	case module == "":
		return fmt.Sprintf("%s imports %s, which no package owns", name, imported)
	case owner != row(name):
		return fmt.Sprintf("%s may not import %s: only %s may", name, imported, owner)
	}
	return ""
}

// door says what is wrong with using a row of doors.
func (p plan) door(name, door string) string {
	p.doors[door+" "+row(name)] = true
	may := doors[door]
	if door == "" || may == "*" || slices.Contains(strings.Fields(may), row(name)) {
		return ""
	}
	if may == "" {
		return fmt.Sprintf("%s may not use %s: no package may", name, door)
	}
	return fmt.Sprintf("%s may not use %s: only %s may", name, door, strings.ReplaceAll(may, " ", ", "))
}

// stale names the rows that nothing lives up to.
func (p plan) stale() []string {
	var faults []string
	for room := range allowed {
		if !p.rooms[room] {
			faults = append(faults, fmt.Sprintf("the table of imports names %s, which is not there", room))
		}
	}
	for module := range only {
		if !p.modules[module] {
			faults = append(faults, fmt.Sprintf("the table of modules names %s, which nothing imports", module))
		}
	}
	for door, may := range doors {
		for _, name := range strings.Fields(may) {
			if name != "*" && !p.doors[door+" "+name] {
				faults = append(faults, fmt.Sprintf("the table of doors lets %s use %s, which it does not", name, door))
			}
		}
	}
	return faults
}

// lacking names the modules of the table that go.mod does not require.
func lacking(mod string) []string {
	required := map[string]string{}
	for line := range strings.Lines(mod) {
		words := strings.Fields(strings.TrimPrefix(line, "require "))
		if len(words) > 1 && strings.HasPrefix(words[1], "v") {
			required[words[0]] = words[1]
		}
	}
	var faults []string
	for module := range only {
		if nearest(required, module) == "" {
			faults = append(faults, fmt.Sprintf("the table of modules names %s, which go.mod lacks", module))
		}
	}
	return faults
}
