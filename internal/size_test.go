package internal

import (
	"bufio"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// How long a file and a function may be: over that, the idea is wrong or needs a
// name.
const (
	longestFile     = 300
	longestFunction = 60
)

// longer are the files and functions from before there was a limit, with how long
// each may be: they are to shrink, and no other may come.
var longer = map[string]int{
	"report/component.go Components":    64,
	"evidence/tests/nunit.go readNUnit": 78,
}

// TestSizes holds files and functions to their limits. Tests are free.
func TestSizes(t *testing.T) {
	seen := map[string]bool{}
	hold := func(name string, lines, limit int) {
		switch most, known := longer[name]; {
		case known && lines > most:
			t.Errorf("%s has %d lines, and had %d: part it", name, lines, most)
		case known && lines <= limit:
			t.Errorf("%s has %d lines: take it off the list", name, lines)
		case !known && lines > limit:
			t.Errorf("%s has %d lines, expected at most %d", name, lines, limit)
		}
		seen[name] = true
	}
	err := filepath.WalkDir(".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		name := filepath.ToSlash(file)
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		lines := 0
		for s := bufio.NewScanner(strings.NewReader(string(text))); s.Scan(); {
			lines++
		}
		hold(name, lines, longestFile)
		set := token.NewFileSet()
		parsed, err := parser.ParseFile(set, file, text, 0)
		if err != nil {
			return err
		}
		for _, d := range parsed.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				hold(name+" "+f.Name.Name, set.Position(f.End()).Line-set.Position(f.Pos()).Line+1, longestFunction)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range longer {
		if !seen[name] {
			t.Errorf("%s is gone: take it off the list", name)
		}
	}
}
