package audit

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the generated parts of docs/audit.md")

// TestDocumentation holds that docs/audit.md shows the rules, the outputs and
// what the audit says of the two reports as they are.
func TestDocumentation(t *testing.T) {
	file := filepath.Join("..", "..", "docs", "audit.md")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for name, part := range map[string]string{"rules": ruleTable(), "outputs": outputTable(), "seeds": seedsShown(t)} {
		begin, end := "<!-- begin "+name+" -->\n", "<!-- end "+name+" -->"
		from, to := strings.Index(text, begin), strings.Index(text, end)
		if from < 0 || to < from {
			t.Fatalf("docs/audit.md lacks the part %s", name)
		}
		from += len(begin)
		if text[from:to] != part {
			if !*update {
				t.Errorf("the part %s of docs/audit.md is out of date: run go test ./internal/audit -run "+
					"Documentation -update", name)
			}
			text = text[:from] + part + text[to:]
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func ruleTable() string {
	var b strings.Builder
	b.WriteString("\n| rule | at most | says |\n|---|---|---|\n")
	for _, r := range Rules {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", r.Name, r.Level, strings.NewReplacer("|", `\|`, "[", `\[`, "<", `\<`,
			"$(", `\$(`).Replace(r.Doc))
	}
	b.WriteString("\n")
	return b.String()
}

func outputTable() string {
	var b strings.Builder
	b.WriteString("\n| output | for |\n|---|---|\n")
	for _, o := range Outputs {
		fmt.Fprintf(&b, "| `%s` | %s |\n", o.Name, o.Doc)
	}
	b.WriteString("\n")
	return b.String()
}

// seedsShown is what the terminal shows of the two reports, without notes.
func seedsShown(t *testing.T) string {
	t.Helper()
	var inputs []Input
	for _, name := range []string{"seed-assess.md", "seed-exec.md"} {
		data, err := os.ReadFile(filepath.Join("testdata", "reports", name))
		if err != nil {
			t.Fatal(err)
		}
		inputs = append(inputs, Input{Path: name, Data: data})
	}
	results, err := Run(inputs, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range results {
		var grave []Finding
		for _, f := range results[i].Findings {
			if f.Level > Note {
				grave = append(grave, f)
			}
		}
		results[i].Findings = grave
	}
	var b strings.Builder
	if err := tableOutput.Write(&b, results, "1.2.3"); err != nil {
		t.Fatal(err)
	}
	shown := b.String()
	last := strings.LastIndex(strings.TrimSpace(shown), "\n")
	return "\n```text\n" + shown[:last+1] + "```\n\n"
}
