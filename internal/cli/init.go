package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"signoff/internal/audit"
	"signoff/internal/evidence"
	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/open"
)

func (g *global) initCommand() *cobra.Command {
	var from string
	c := &cobra.Command{
		Use:   "init [DIR]",
		Short: "look at the evidence that is there and write a starter signoff.yaml",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := g.dir
			if len(args) == 1 {
				dir = g.path(args[0])
			}
			return g.start(dir, from)
		},
	}
	c.Flags().StringVar(&from, "from", "", "draft the criteria from a written `report`")
	return c
}

func (g *global) start(dir, from string) error {
	file := filepath.Join(dir, planFile)
	switch _, err := os.Stat(file); {
	case err == nil:
		return hinted{fmt.Errorf("%s is there already", filepath.ToSlash(file)), "signoff lint checks it"}
	case !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("wanted a folder to write %s to: %w", planFile, err)
	}
	var text []byte
	if from != "" {
		data, err := g.written(from)
		if err != nil {
			return err
		}
		text = audit.NewDraft(audit.Read(filepath.ToSlash(from), data)).YAML()
	} else {
		found, err := survey(dir)
		if err != nil {
			return err
		}
		text = starter(dir, found)
	}
	if err := g.writeFile(file, text, nil); err != nil {
		return err
	}
	fmt.Fprintf(g.Stdout, "%s\n", filepath.ToSlash(file))
	fmt.Fprintf(g.Stderr, "hint: the targets are drafts: look at each, then run signoff lint and signoff check\n")
	return nil
}

// mostSurveyed bounds how many files init looks at.
const mostSurveyed = 20_000

// found is an evidence that init found: a file, or the files of one format
// in one folder.
type found struct {
	id, path, format string
	kind             fact.Kind
	files            int
}

// survey recognises the evidence below a folder.
func survey(dir string) ([]found, error) {
	root := open.NewRoot(dir, open.Limits{})
	formats := evidence.Formats()
	var list []found
	seen := 0
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if name != dir && skippedFolder(entry.Name()) {
				return fs.SkipDir
			}
			return nil
		}
		if seen++; seen > mostSurveyed {
			return fs.SkipAll
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		if rel = filepath.ToSlash(rel); strings.HasSuffix(rel, evidence.RecordSuffix) {
			return nil
		}
		if format, kind, ok := evidence.Recognise(root, formats, rel); ok {
			list = addFound(list, rel, format, kind)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("can't look through %s: %w", filepath.ToSlash(dir), err)
	}
	return named(list), nil
}

func skippedFolder(name string) bool {
	return strings.HasPrefix(name, ".") || slices.Contains([]string{"node_modules", "vendor", "testdata"}, name)
}

// addFound joins files of one format, folder and ending into one glob.
func addFound(list []found, file, format string, kind fact.Kind) []found {
	glob := path.Join(path.Dir(file), "*"+path.Ext(file))
	for i := range list {
		f := &list[i]
		if f.format == format && path.Dir(f.path) == path.Dir(file) && path.Ext(f.path) == path.Ext(file) {
			f.path, f.files = glob, f.files+1
			return list
		}
	}
	return append(list, found{path: file, format: format, kind: kind, files: 1})
}

var notInID = lazy.Regexp(`[^a-z0-9]+`)

// named gives every evidence an id of its own, after its file.
func named(list []found) []found {
	used := map[string]bool{}
	for i := range list {
		f := &list[i]
		base, _, _ := strings.Cut(path.Base(f.path), ".")
		if strings.Contains(base, "*") {
			base = f.format
		}
		id := strings.Trim(notInID().ReplaceAllString(strings.ToLower(base), "-"), "-")
		if id == "" {
			id = f.format
		}
		f.id = id
		for n := 2; used[f.id]; n++ {
			f.id = id + "-" + strconv.Itoa(n)
		}
		used[f.id] = true
	}
	return list
}

// starters are the first questions to ask of a kind. Their targets are drafts.
var starters = map[fact.Kind][]struct {
	title, measure, target string
	blocker                bool
}{
	fact.Scanner: {
		{"No critical finding", "findings.critical", "== 0", true},
		{"No finding of high severity", "findings.high", "== 0", false},
		{"No finding is suppressed", "findings.suppressed", "== 0", false},
	},
	fact.Tests: {
		{"No test fails", "tests.failed", "== 0", true},
		{"No package or suite breaks", "tests.errors", "== 0", true},
		{"No test is flaky", "tests.flaky", "== 0", false},
	},
	fact.Coverage:  {{"The worst covered file", "coverage.lowest", ">= 50%", false}},
	fact.Health:    {{"No service is unhealthy", "services.unhealthy", "== 0", true}},
	fact.Inventory: {{"Every component has a licence", "components.unlicensed", "== 0", false}},
}

// starter writes the file. Evidence of a kind without a question that suits
// everybody, such as a benchmark, gets a remark instead.
func starter(dir string, list []found) []byte {
	var b bytes.Buffer
	name := filepath.Base(dir)
	if abs, err := filepath.Abs(dir); err == nil {
		name = filepath.Base(abs)
	}
	fmt.Fprintf(&b, "# A start, made from the evidence that was there. Every target is a draft.\nversion: 1\nproject: %s\n\nevidence:", strconv.Quote(name))
	if len(list) == 0 {
		fmt.Fprintf(&b, " {}\n# Nothing was recognised: see signoff formats, and name the files here.\n")
	} else {
		fmt.Fprintln(&b)
	}
	for _, f := range list {
		fmt.Fprintf(&b, "  %s:\n    path: %s # %s\n", f.id, strconv.Quote(f.path), f.format)
		if f.files > 1 {
			fmt.Fprintf(&b, "    min: { files: %d }\n", f.files)
		}
	}
	categories, criteria := "", ""
	for _, kind := range fact.Kinds {
		rows := starterCriteria(kind, list)
		criteria += rows
		if rows == "" || len(starters[kind]) == 0 {
			continue
		}
		title := strings.ToUpper(kind.String()[:1]) + kind.String()[1:]
		categories += fmt.Sprintf("  - { id: %s, title: %s }\n", kind, title)
	}
	if categories == "" {
		categories, criteria = " []\n", " []\n"+criteria
	} else {
		categories, criteria = "\n"+categories, "\n"+criteria
	}
	fmt.Fprintf(&b, "\ncategories:%s\ncriteria:%s", categories, criteria)
	return b.Bytes()
}

func starterCriteria(kind fact.Kind, list []found) string {
	text, n := "", 0
	for _, f := range list {
		if f.kind != kind {
			continue
		}
		if len(starters[kind]) == 0 {
			text += fmt.Sprintf("  # %s: signoff inspect %s shows what it can be asked\n", f.id, f.path)
		}
		for _, s := range starters[kind] {
			n++
			text += fmt.Sprintf("  - id: %s-%02d\n    title: %s\n    category: %s\n    evidence: %s\n    measure: %s\n    target: %s\n",
				strings.ToUpper(kind.String()), n, s.title, kind, f.id, s.measure, strconv.Quote(s.target))
			if s.blocker {
				text += "    blocker: true\n"
			}
		}
	}
	return text
}
