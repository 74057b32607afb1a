package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"signoff/internal/report"
)

var outputRows = regexp.MustCompile(`\| output \| file \| is \|\n(\|.*\n)+`)

// TestReadmeOutputs keeps the README's table of outputs in step with the code's.
func TestReadmeOutputs(t *testing.T) {
	path := filepath.Join(repository, "README.md")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if rows := string(outputRows.Find(text)); rows == outputsDoc() {
		return
	} else if !*update || rows == "" {
		t.Fatalf("the outputs are\n%s\nREADME shows\n%s", outputsDoc(), rows)
	}
	if err := os.WriteFile(path, outputRows.ReplaceAllLiteral(text, []byte(outputsDoc())), 0o666); err != nil {
		t.Fatal(err)
	}
}

func outputsDoc() string {
	rows := "| output | file | is |\n| --- | --- | --- |\n"
	for _, o := range report.Outputs {
		file := "`assessment" + o.Ext + "`"
		switch {
		case o.Templated:
			file = "`TEMPLATE" + o.Ext + "`"
		case o.Ext == "":
			file = "standard output"
		}
		rows += fmt.Sprintf("| `%s` | %s | %s |\n", o.Name, file, cell(o.Doc))
	}
	return rows
}
