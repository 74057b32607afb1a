package internal

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// homes are the packages that spell the words of the contract, once each: what
// others call by their constants.
var homes = []string{"scorecard", "fact"}

// contract are the types whose constants are words of the contract.
const contract = " Ruling Code ApprovalState WaiverState EvidenceState Dating Binding LimitCode Reason Effect Turned "

// plainWords are words of the contract that also are words of other things, and
// may stand anywhere: "missing" is also a state of a file, "commit" a key.
const plainWords = " missing empty stale unreadable inconclusive refused draft recorded signed invalid void none file collect declared merge tree" +
	" commit expired waived approved conditional rejected indeterminate better worse usable names evidence criteria errors skipped flaky" +
	" suppressed undecided tailored redacted transcribed replaced quiet step thresholds undated shallow unbound vex attested not-applicable" +
	" unmet unknown met warning unpaired override "

// typed are the fields that hold words of the contract.
const typed = " Outcome State Reason Code Bound DatedBy Risk Basis BeforeApprovals "

// TestContractWordsAreSpelledOnce looks for the words of the contract in the
// texts of other packages: who needs one asks for its constant.
func TestContractWordsAreSpelledOnce(t *testing.T) {
	words := map[string]string{}
	for _, home := range homes {
		each(t, home, func(file string, parsed *ast.File) { collect(parsed, home, words) })
	}
	if len(words) < 40 {
		t.Fatalf("only %d words are known: %v", len(words), words)
	}
	each(t, ".", func(file string, parsed *ast.File) {
		room, _, _ := strings.Cut(filepath.ToSlash(file), "/")
		if room == "scorecard" || room == "fact" {
			return
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			if f, ok := n.(*ast.Field); ok && f.Tag != nil {
				return false
			}
			for _, word := range comparedWith(n) {
				t.Errorf("%s: compares with %s: ask for the constant", file, word)
			}
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			if text, err := strconv.Unquote(lit.Value); err == nil && words[text] != "" {
				t.Errorf("%s: %q is %s: ask for the constant", file, text, words[text])
			}
			return true
		})
	})
}

// comparedWith lists the texts that a field which holds a word of the contract is
// compared with.
func comparedWith(n ast.Node) (texts []string) {
	field := func(e ast.Expr) bool {
		s, ok := e.(*ast.SelectorExpr)
		return ok && strings.Contains(typed, " "+s.Sel.Name+" ")
	}
	add := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING && lit.Value != `""` {
			texts = append(texts, lit.Value)
		}
	}
	switch n := n.(type) {
	case *ast.BinaryExpr:
		if (n.Op == token.EQL || n.Op == token.NEQ) && field(n.X) {
			add(n.Y)
		}
	case *ast.SwitchStmt:
		if n.Tag == nil || !field(n.Tag) {
			return nil
		}
		for _, clause := range n.Body.List {
			for _, e := range clause.(*ast.CaseClause).List {
				add(e)
			}
		}
	}
	return texts
}

// collect notes the constants of contract types, but for plain words.
func collect(parsed *ast.File, home string, words map[string]string) {
	for _, d := range parsed.Decls {
		group, ok := d.(*ast.GenDecl)
		if !ok || group.Tok != token.CONST {
			continue
		}
		for _, s := range group.Specs {
			spec := s.(*ast.ValueSpec)
			kind, ok := spec.Type.(*ast.Ident)
			if !ok || !strings.Contains(contract, " "+kind.Name+" ") || len(spec.Values) != 1 {
				continue
			}
			if lit, ok := spec.Values[0].(*ast.BasicLit); ok {
				text, _ := strconv.Unquote(lit.Value)
				if !strings.Contains(plainWords, " "+text+" ") {
					words[text] = home + "." + spec.Names[0].Name
				}
			}
		}
	}
}

// each parses the files under a folder, but for tests.
func each(t *testing.T, folder string, see func(file string, parsed *ast.File)) {
	t.Helper()
	err := filepath.WalkDir(folder, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err == nil {
			see(file, parsed)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
