package internal

import (
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"signoff/internal/tally"
)

// spellers are the packages that may spell names of measures, with the reason.
var spellers = map[string]string{
	"tally":    "their rows are there",
	"inflate":  "its large evidence is made to known figures, for benchmarks alone",
	"criteria": "the examples of the keys of signoff.yaml, in documents alone",
}

// TestMeasureNamesAreSpelledOnce looks for names of measures in the texts of the
// sources: who needs a measure asks for what its row says of it.
func TestMeasureNamesAreSpelledOnce(t *testing.T) {
	known, subjects := map[string]bool{}, map[string]bool{}
	for _, m := range tally.Measures {
		known[m.Name] = true
		subject, _, _ := strings.Cut(m.Name, ".")
		subjects[subject] = true
	}
	dotted := regexp.MustCompile(`[a-z]+(\.[a-z_0-9]+)+`)
	spelled := map[string]bool{}
	each(t, ".", func(file string, parsed *ast.File) {
		room, _, _ := strings.Cut(filepath.ToSlash(file), "/")
		ast.Inspect(parsed, func(n ast.Node) bool {
			if pair, ok := n.(*ast.KeyValueExpr); ok && room == "criteria" && isDocument(pair.Key) {
				for _, text := range texts(pair.Value) {
					for _, name := range dotted.FindAllString(text, -1) {
						subject, _, _ := strings.Cut(name, ".")
						spelled[room] = spelled[room] || known[name]
						if subjects[subject] && !known[name] {
							t.Errorf("%s: %q names %s, which is not a measure", file, text, name)
						}
					}
				}
				return false
			}
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			text, err := strconv.Unquote(lit.Value)
			if err != nil {
				return true
			}
			for _, name := range dotted.FindAllString(text, -1) {
				switch {
				case !known[name]:
				case room == "criteria" || spellers[room] == "":
					t.Errorf("%s: %q spells %s: ask for what the row of the measure says", file, text, name)
				default:
					spelled[room] = true
				}
			}
			return true
		})
	})
	for room, reason := range spellers {
		if !spelled[room] {
			t.Errorf("%s spells none (%s): take it off the list", room, reason)
		}
	}
}

// isDocument reports whether a field of a literal is text for the documents.
func isDocument(key ast.Expr) bool {
	name, ok := key.(*ast.Ident)
	return ok && (name.Name == "Doc" || name.Name == "Example" || name.Name == "Default")
}

func texts(e ast.Expr) (found []string) {
	ast.Inspect(e, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if text, err := strconv.Unquote(lit.Value); err == nil {
				found = append(found, text)
			}
		}
		return true
	})
	return found
}

// TestWordsOfMeasures holds the rows of the audit's table of what reports call a
// measure to the measures that there are.
func TestWordsOfMeasures(t *testing.T) {
	table, err := os.ReadFile(filepath.FromSlash("audit/words/measures.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimSuffix(string(table), "\n"), "\n")
	for _, row := range rows[1:] {
		name, _, _ := strings.Cut(row, "\t")
		if _, ok := tally.MeasureNamed(name); !ok && strings.Contains(name, ".") {
			t.Errorf("%q is not a measure", name)
		}
		if strings.Count(row, "\t") != strings.Count(rows[0], "\t") {
			t.Errorf("%q: expected %d columns", name, strings.Count(rows[0], "\t")+1)
		}
	}
}
