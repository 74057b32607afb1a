package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"signoff/internal/criteria"
	"signoff/internal/evidence"
	"signoff/internal/fact"
	"signoff/internal/tally"
)

const repository = "../.."

// TestDerivedDocs keeps the documents that are made from the code's own tables
// in step with it; -update rewrites them.
func TestDerivedDocs(t *testing.T) {
	for name, text := range map[string]string{
		"formats.md":      formatsDoc(),
		"measures.md":     measuresDoc(),
		"signoff-yaml.md": keysDoc(),
		"commands.md":     commandsDoc(),
		"templates.md":    templatesDoc(),
		"tools.md":        toolsDoc(),
		"outputs.md":      outputsDoc(),
	} {
		path := filepath.Join(repository, "docs", name)
		if *update {
			if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != text {
			t.Errorf("docs/%s is not what the code says (%v): run go test ./internal/cli -update", name, err)
		}
	}
}

func formatsDoc() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Formats\n\nWhat `signoff` reads, by kind. `signoff formats` prints the same, and\n`signoff formats --for TOOL` says what to run and to declare. What is read as JSON is read as YAML too.\n")
	for _, kind := range fact.Kinds {
		rows := ""
		for _, f := range evidence.Formats() {
			if f.Kind == kind {
				rows += fmt.Sprintf("| `%s` | %s |\n", f.Name, cell(f.About()))
			}
		}
		if rows != "" {
			fmt.Fprintf(&b, "\n## %s\n\n", kind)
			if same := kind.Identity(); same != "" {
				fmt.Fprintf(&b, "%s\n\n", same)
			}
			fmt.Fprintf(&b, "| format | reads |\n| --- | --- |\n%s", rows)
		}
	}
	return b.String()
}

func measuresDoc() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Measures\n\nWhat a criterion can ask for, and the fields that `where` and `by` may name.\n")
	for _, kind := range fact.Kinds {
		fmt.Fprintf(&b, "\n## %s\n\n| measure | unit | means |\n| --- | --- | --- |\n", kind)
		for _, m := range tally.Measures {
			if m.Kind == kind {
				unit := m.Unit.Name()
				if m.AnyUnit {
					unit = "the evidence's"
				}
				fmt.Fprintf(&b, "| `%s` | %s | %s |\n", m.Name, unit, cell(m.Doc))
			}
		}
		fields := ""
		for _, f := range fact.Fields {
			if f.Kind == kind {
				fields += fmt.Sprintf("| `%s` | %s |\n", f.Name, cell(f.Doc))
			}
		}
		if fields != "" {
			fmt.Fprintf(&b, "\n| field | is |\n| --- | --- |\n%s", fields)
		}
	}
	return b.String()
}

// keysDoc is the reference of signoff.yaml.
func keysDoc() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# signoff.yaml\n\nEvery key, by the mapping that it stands in. A key in **bold** must be there. Unknown keys are mistakes, and so\nis any text that does not fit: `signoff lint` names them all with their places, and `signoff schema` prints the\nJSON Schema for editors. Texts may be written without quotes where YAML allows it.\n")
	for _, t := range criteria.Tables() {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n| key | takes | is | unless declared | example |\n| --- | --- | --- | --- | --- |\n", t.Where, t.About)
		for _, k := range t.Keys {
			name := "`" + k.Name + "`"
			if k.Required {
				name = "**" + name + "**"
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s | `%s: %s` |\n", name, k.Type, cell(k.Doc), cell(k.Default), k.Name, cell(k.Example))
		}
	}
	return b.String()
}

func commandsDoc() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Commands\n")
	commands := newRoot(World{Stdout: &b, Stderr: &b}).Commands()
	for i := 0; i < len(commands); i++ {
		c := commands[i]
		if c.Name() == "help" || c.Name() == "completion" {
			continue
		}
		commands = slices.Insert(commands, i+1, c.Commands()...)
		above := strings.TrimSuffix(c.CommandPath(), c.Name())
		fmt.Fprintf(&b, "\n## %s%s\n\n%s.\n", above, c.Use, c.Short)
		if c.Long != "" {
			fmt.Fprintf(&b, "\n%s\n", c.Long)
		}
		if flags := flagUsages(c); flags != "" {
			fmt.Fprintf(&b, "\n```text\n%s```\n", flags)
		}
	}
	return b.String()
}

func flagUsages(c *cobra.Command) string {
	c.InitDefaultHelpFlag()
	if f := c.Flags().Lookup("help"); f != nil {
		f.Hidden = true
	}
	return c.LocalFlags().FlagUsages()
}

func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }

var console = regexp.MustCompile("(?s)```console\n(.*?)```")

// TestReadme runs every "$ signoff …" of the README where the repository
// starts, and holds what it prints against what the README shows.
func TestReadme(t *testing.T) {
	t.Chdir(repository)
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	runs := 0
	updated := console.ReplaceAllStringFunc(string(text), func(block string) string {
		body := strings.TrimSuffix(strings.TrimPrefix(block, "```console\n"), "```")
		command, shown, _ := strings.Cut(body, "\n")
		args, ok := strings.CutPrefix(command, "$ signoff ")
		if !ok {
			t.Errorf("README: expected $ signoff …, found %q", command)
			return block
		}
		runs++
		got := runHere(strings.Fields(args))
		if got != shown && !*update {
			t.Errorf("README: %s prints\n%s\nREADME shows\n%s", command, got, shown)
		}
		return "```console\n" + command + "\n" + got + "```"
	})
	if runs == 0 {
		t.Error("the README runs nothing")
	}
	if *update {
		if err := os.WriteFile("README.md", []byte(updated), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// TestReadmeProject checks the first project that the README shows: it asks
// whether tests broke beside whether they failed, and lint has nothing to say.
func TestReadmeProject(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(repository, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(text), "```yaml\n")
	plan, _, _ := strings.Cut(after, "```")
	dir := t.TempDir()
	put(t, filepath.Join(dir, planFile), []byte(plan))
	if said := runHere([]string{"lint", "-C", dir}); !strings.Contains(said, "3 criteria") || !strings.Contains(said, ", 0 warnings") || !strings.Contains(plan, "tests.errors") {
		t.Error(said)
	}
}

// runHere runs a command line where the test stands, at noon of a fixed day. It
// may end with | tail -n N, which gives its last lines.
func runHere(args []string) string {
	last := 0
	if i := slices.Index(args, "|"); i >= 0 && i+4 == len(args) && args[i+1] == "tail" {
		last, _ = strconv.Atoi(args[i+3])
		args = args[:i]
	}
	out := runAt(time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC), args...)
	if lines := strings.SplitAfter(strings.TrimSuffix(out, "\n"), "\n"); last > 0 && len(lines) > last {
		return strings.Join(lines[len(lines)-last:], "") + "\n"
	}
	return out
}

// runAt runs a command line at an instant, with nothing of the environment but the
// store that a test names there.
func runAt(now time.Time, args ...string) string {
	var out bytes.Buffer
	w := World{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out,
		Getenv: func(name string) string {
			if name == historyVariable {
				return os.Getenv(name)
			}
			return ""
		},
		Now: func() time.Time { return now }}
	Main(args, w)
	return out.String()
}
