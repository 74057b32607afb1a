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

// TestSizes holds files and functions to their limits. Tests are free.
func TestSizes(t *testing.T) {
	hold := func(name string, lines, limit int) {
		if lines > limit {
			t.Errorf("%s has %d lines, expected at most %d: part it", name, lines, limit)
		}
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
}
