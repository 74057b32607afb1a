// Newformat makes the pieces of a format that reads what a tool writes:
//
//	go run ./tools/newformat NAME KIND SAMPLE
//
// the file of the format, with what can be guessed from the sample; its line in
// the list of its kind; the folder of its samples, with the sample, one that is
// cut off and expected.tsv; their rows in SOURCES.md. All of it is then corrected
// by hand, and expected.tsv before anything else: it says what the sample shows,
// not what the reader makes of it.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// kinds are the rooms that a format may live in, each with the setters that its
// members are guessed for.
var kinds = map[string][]member{
	"scanner": {
		{"rule", "rule ruleid rule_id check check_name code id"}, {"path", "path file filename file_path filepath"},
		{"line", "line line_number lineno line_from startline"}, {"message", "message msg description text"},
	},
	"tests":     {{"name", "name title"}, {"suite", "suite classname"}, {"took", "time duration"}, {"why", "message error"}},
	"coverage":  {{"path", "path file filename name"}},
	"benchmark": {{"title", "name benchmark title"}},
	"health":    {{"name", "name"}, {"status", "status state"}},
	"inventory": {{"name", "name"}, {"version", "version"}},
	"mutation":  {{"path", "path file sourcefile filename"}, {"line", "line linenumber"}, {"mutator", "mutator mutatorname"}},
}

// member is a setter, and the keys that it is guessed for.
type member struct{ setter, keys string }

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "newformat:", err)
		os.Exit(2)
	}
}

var wellNamed = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

func run(args []string) error {
	if len(args) != 3 {
		return fmt.Errorf("expected NAME KIND SAMPLE, found %q", args)
	}
	name, kind := args[0], args[1]
	sample, err := os.ReadFile(args[2])
	switch room := filepath.Join("internal", "evidence", kind); {
	case err != nil:
		return err
	case !wellNamed.MatchString(name):
		return fmt.Errorf("expected a name of small letters, digits and hyphens, found %q", name)
	case kinds[kind] == nil:
		return fmt.Errorf("expected one of the kinds with a list of formats, found %q", kind)
	case !exists(filepath.Join(room, "formats.go")):
		return fmt.Errorf("no %s here: run it where go.mod stands", room)
	case exists(goFile(name, kind)):
		return fmt.Errorf("%s is there already", goFile(name, kind))
	}
	file := "report" + filepath.Ext(args[2])
	steps := []func() error{
		func() error { return write(goFile(name, kind), []byte(source(name, kind, sample))) },
		func() error { return list(name, kind) },
		func() error { return samples(name, file, sample) },
		func() error { return sources(name, file) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	// The reader fills the drafts as far as it has been guessed; what it says is
	// shown and is not a failure of this program.
	test := exec.Command("go", "test", "./internal/evidence", "-run", "TestSamples/^"+name+"$", "-update")
	test.Stdout, test.Stderr = os.Stdout, os.Stderr
	if err := test.Run(); err != nil {
		fmt.Println("the guess does not read the sample yet")
	}
	fmt.Printf("next: correct %s and expected.tsv in %s, add damaged samples,\n"+
		"then go test ./internal/evidence and go test ./internal/cli -run DerivedDocs -update\n", goFile(name, kind), samplesOf(name))
	return nil
}

func exists(path string) bool { _, err := os.Stat(path); return err == nil }

func write(path string, text []byte) error {
	fmt.Println(path)
	return os.WriteFile(path, text, 0o666)
}

func goFile(name, kind string) string {
	return filepath.Join("internal", "evidence", kind, strings.ReplaceAll(name, "-", "")+".go")
}

func samplesOf(name string) string { return filepath.Join("internal", "evidence", "testdata", name) }

// identifier is the name as Go writes it: cargo-audit is cargoAudit.
func identifier(name string) string {
	parts := strings.Split(name, "-")
	for i := 1; i < len(parts); i++ {
		parts[i] = strings.ToUpper(parts[i][:1]) + parts[i][1:]
	}
	return strings.Join(parts, "")
}

// list adds the line to the list of the kind.
func list(name, kind string) error {
	path := filepath.Join("internal", "evidence", kind, "formats.go")
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	before, found := strings.CutSuffix(string(text), "}\n")
	if !found {
		return fmt.Errorf("%s does not end with its list", path)
	}
	return write(path, []byte(before+"\t"+identifier(name)+"Format,\n}\n"))
}

// samples makes the folder: the sample, one that is cut off, what is expected.
func samples(name, file string, sample []byte) error {
	dir := samplesOf(name)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	cut := "cut" + filepath.Ext(file)
	expected := "file\tmeasure\tname\tvalue\tunit\n" + file + "\tdraft\t\t\t\n" + cut + "\tdraft\t\t\t\n"
	for _, part := range []struct {
		file string
		text []byte
	}{{file, sample}, {cut, sample[:2*len(sample)/3]}, {"expected.tsv", []byte(expected)}} {
		if err := write(filepath.Join(dir, part.file), part.text); err != nil {
			return err
		}
	}
	return nil
}

// sources adds the rows that say where the samples come from.
func sources(name, file string) error {
	path := filepath.Join("internal", "evidence", "testdata", "SOURCES.md")
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	rows := fmt.Sprintf("| %s/%s | written by hand | made for this project |\n| %s/cut%s | cut off from its neighbour | made for this project |\n",
		name, file, name, filepath.Ext(file))
	return write(path, slices.Concat(text, []byte(rows)))
}
