package evidence

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var listNames = flag.Bool("names", false, "write testdata/unshown.txt anew")

// TestLayoutsNameWhatSamplesHold looks for every name that a layout reads in the
// samples: one that no sample has is misspelt, or stands in unshown.txt, which
// lists what no sample shows yet and may only become shorter.
func TestLayoutsNameWhatSamplesHold(t *testing.T) {
	shown := sampleWords(t)
	var unshown []string
	for _, path := range layoutPaths(t) {
		place, names, _ := strings.Cut(path, " ")
		for _, name := range strings.FieldsFunc(names, func(r rune) bool { return strings.ContainsRune(".[]*^@ 0123456789", r) }) {
			if len(name) > 1 && !shown[name] {
				unshown = append(unshown, place+" "+names)
				break
			}
		}
	}
	slices.Sort(unshown)
	unshown = slices.Compact(unshown)
	const list = "testdata/unshown.txt"
	if *listNames {
		if err := os.WriteFile(list, []byte(strings.Join(unshown, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	known := strings.Split(strings.TrimSpace(string(text)), "\n")
	for _, path := range unshown {
		if !slices.Contains(known, path) {
			t.Errorf("no sample has the names of %s: misspelt, or a sample is to be added", path)
		}
	}
	for _, path := range known {
		if !slices.Contains(unshown, path) {
			t.Errorf("%s has a sample now, or is gone: take it off %s", path, list)
		}
	}
}

// sampleWords are the words of all samples.
func sampleWords(t *testing.T) map[string]bool {
	t.Helper()
	found, word := map[string]bool{}, regexp.MustCompile(`[A-Za-z_$][A-Za-z_$:-]*`)
	err := filepath.WalkDir("testdata", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(file, "expected.tsv") || filepath.Dir(file) == "testdata" {
			return err
		}
		text, err := os.ReadFile(file)
		for _, w := range word.FindAll(text, -1) {
			found[string(w)] = true
			for _, part := range strings.Split(string(w), ":") {
				found[part] = true
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// layoutPaths are the paths of all layouts: "scanner/trivy.go Results[].Target".
func layoutPaths(t *testing.T) []string {
	t.Helper()
	var paths []string
	files, err := filepath.Glob("*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			list, ok := n.(*ast.CompositeLit)
			if !ok || !isLayout(list.Type) {
				return true
			}
			for _, e := range list.Elts {
				if row, ok := e.(*ast.CompositeLit); ok && len(row.Elts) == 2 {
					if lit, ok := row.Elts[0].(*ast.BasicLit); ok && lit.Kind == token.STRING {
						path, _ := strconv.Unquote(lit.Value)
						paths = append(paths, filepath.ToSlash(file)+" "+path)
					}
				}
			}
			return true
		})
	}
	if len(paths) < 1000 {
		t.Fatalf("found %d paths of layouts: too few to be all", len(paths))
	}
	return paths
}

// isLayout says whether a literal is a layout: one of reader, or of a package's
// own name for it.
func isLayout(kind ast.Expr) bool {
	if index, ok := kind.(*ast.IndexExpr); ok {
		kind = index.X
	}
	switch k := kind.(type) {
	case *ast.SelectorExpr:
		return k.Sel.Name == "Layout"
	case *ast.Ident:
		return strings.HasSuffix(strings.ToLower(k.Name), "layout")
	}
	return false
}
