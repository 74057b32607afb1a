package lazy

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestPatterns compiles the pattern of every call of Regexp in the module.
func TestPatterns(t *testing.T) {
	patterns := 0
	err := filepath.WalkDir("..", func(file string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(file, ".go") {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && isRegexp(call.Fun) && len(call.Args) == 1 {
				patterns++
				compile(t, file, parsed, call.Args[0])
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if patterns == 0 {
		t.Error("no pattern was found")
	}
}

func isRegexp(function ast.Expr) bool {
	f, ok := function.(*ast.SelectorExpr)
	if !ok || f.Sel.Name != "Regexp" {
		return false
	}
	of, ok := f.X.(*ast.Ident)
	return ok && of.Name == "lazy"
}

func compile(t *testing.T, name string, file *ast.File, argument ast.Expr) {
	t.Helper()
	pattern, ok := written(file, argument)
	if !ok {
		t.Errorf("%s: expected a pattern written out, which this test can read", name)
		return
	}
	if _, err := regexp.Compile(pattern); err != nil {
		t.Errorf("%s: %v", name, err)
	}
}

// written is the text of a literal, or of several that are added.
func written(file *ast.File, e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, err == nil
	case *ast.BinaryExpr:
		left, ok := written(file, e.X)
		right, also := written(file, e.Y)
		return left + right, ok && also
	case *ast.Ident: // a constant of the same file
		for _, d := range file.Decls {
			if text, ok := constant(file, d, e.Name); ok {
				return text, true
			}
		}
	}
	return "", false
}

func constant(file *ast.File, d ast.Decl, name string) (string, bool) {
	declared, ok := d.(*ast.GenDecl)
	if !ok || declared.Tok != token.CONST {
		return "", false
	}
	for _, spec := range declared.Specs {
		if v := spec.(*ast.ValueSpec); v.Names[0].Name == name && len(v.Values) == 1 {
			return written(file, v.Values[0])
		}
	}
	return "", false
}

func TestRegexpIsCompiledOnce(t *testing.T) {
	digits := Regexp(`^[0-9]+$`)
	if first := digits(); first != digits() || !first.MatchString("42") {
		t.Error("expected one expression that matches 42")
	}
}
