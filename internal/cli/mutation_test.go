package cli

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	packs "signoff/criteria"
	"signoff/internal/evidence"
	"signoff/internal/fact"
	"signoff/internal/tally"
)

var (
	mutated     = flag.Int("mutations", 1200, "how many damaged files TestDamagedFiles gives the tool, over all its readers")
	damagedFrom = flag.Uint64("seed", 1, "the seed of TestDamagedFiles")
	mostTaken   = flag.Duration("taken", time.Minute, "what one file of TestDamagedFiles may take of the processor's time: unless said, what only a hang takes")
)

// mostAllocated is what one file of some kilobytes may allocate.
const mostAllocated = 512 << 20

// door is one way by which a stranger's bytes come in.
type door struct {
	name    string
	share   int // of all mutations, in parts
	samples []specimen
	// at puts the damaged bytes where the tool finds them, and gives what to run.
	at func(dir string, s specimen, data []byte) (args []string, stdin []byte)
}

type specimen struct {
	name string
	data []byte
}

// TestDamagedFiles damages files of every kind, hands them to the command that
// reads them, in process, and asks that it ends: by an answer or a refusal, never
// by a fault of its own, without much memory, and soon. -mutations and -seed make
// it longer and another, -taken holds what it takes.
func TestDamagedFiles(t *testing.T) {
	total, doors := 0, damagedDoors(t)
	for _, d := range doors {
		total += d.share
	}
	many := *mutated
	if testing.Short() {
		many /= 10
	}
	for i, d := range doors {
		t.Run(d.name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(*damagedFrom, uint64(i)))
			dir, codes := t.TempDir(), map[int]int{}
			for range max(1, many*d.share/total) {
				s, other := d.samples[random.IntN(len(d.samples))], d.samples[random.IntN(len(d.samples))]
				data, how := damaged(random, s.data, other.data)
				args, stdin := d.at(dir, s, data)
				code, said, took, allocated := runDamaged(args, stdin)
				codes[code]++
				if code > exitMisused || took > *mostTaken || allocated > mostAllocated {
					kept := filepath.Join(os.TempDir(), fmt.Sprintf("damaged-%s-%d", d.name, random.IntN(1e6)))
					t.Errorf("%s, %s: exit %d after %s and %d MiB, kept as %s: %.300s", s.name, how, code, took.Round(time.Millisecond), allocated>>20, kept, said)
					os.WriteFile(kept, data, 0o600)
				}
			}
			t.Logf("%d samples, exits %v", len(d.samples), codes)
		})
	}
}

// runDamaged runs a command and says what it took.
func runDamaged(args []string, stdin []byte) (code int, said string, took time.Duration, allocated uint64) {
	var complained bytes.Buffer
	w := World{
		Stdin: bytes.NewReader(stdin), Stdout: io.Discard, Stderr: &complained, Getenv: func(string) string { return "" },
		Now: func() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) },
	}
	allocations := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(allocations)
	before, began := allocations[0].Value.Uint64(), spent()
	code = Main(args, w)
	took = spent() - began
	metrics.Read(allocations)
	return code, complained.String(), took, allocations[0].Value.Uint64() - before
}

func putDamaged(dir, name string, data []byte) {
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		panic(err)
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		panic(err)
	}
}

// damagedDoors are all of them, with what is damaged on its way through each.
func damagedDoors(t *testing.T) []door {
	t.Helper()
	made := madeForDamage(t)
	put := func(name string, args ...string) func(string, specimen, []byte) ([]string, []byte) {
		return func(dir string, _ specimen, data []byte) ([]string, []byte) {
			putDamaged(dir, name, data)
			return append([]string{"-C", dir}, args...), nil
		}
	}
	given := func(args ...string) func(string, specimen, []byte) ([]string, []byte) {
		return func(_ string, _ specimen, data []byte) ([]string, []byte) {
			return append([]string{"-C", made.project}, args...), data
		}
	}
	within := func(name string, args ...string) func(string, specimen, []byte) ([]string, []byte) {
		return func(dir string, _ specimen, data []byte) ([]string, []byte) {
			if _, err := os.Stat(filepath.Join(dir, "signoff.yaml")); err != nil { // each has a project of its own
				if err := os.CopyFS(dir, os.DirFS(made.project)); err != nil {
					t.Fatal(err)
				}
			}
			putDamaged(dir, name, data)
			return append([]string{"-C", dir}, args...), nil
		}
	}
	samples := evidenceSamples(t)
	return []door{
		{"recognised", 40, samples, func(dir string, s specimen, data []byte) ([]string, []byte) {
			putDamaged(dir, s.name, data)
			return []string{"-C", dir, "inspect", "-o", "json", s.name}, nil
		}},
		{"declared", 25, samples, declaredEvidence(t)},
		{"criteria", 8, planSamples(t), put("signoff.yaml", "lint")},
		{"audit-markdown", 6, filesBelow(t, ".md", "docs", "reports", "internal/audit/testdata"), put("report.md", "audit", "report.md")},
		{"audit-html", 2, filesBelow(t, ".html", "reports/cos", "internal/evidence/testdata"), put("report.html", "audit", "report.html")},
		{"audit-docx", 2, made.docx, put("report.docx", "audit", "report.docx")},
		{"audit-pdf", 2, made.pdf, put("report.pdf", "audit", "report.pdf")},
		{"bundle", 3, made.bundles, put("all.tar", "verify", "all.tar")},
		{"assessment", 3, made.assessments, put("assessment.json", "render", "assessment.json", "--to", "md,html,junit,sarif,csv", "--out", "out", "--force")},
		{"against", 1, made.assessments, within("earlier.json", "check", "--against", "earlier.json")},
		{"attestation", 1, made.attestations, within("statement.json", "verify", "statement.json", "--key", "key.pub")},
		{"approval", 1, made.approvals, within("approvals/lead.yaml", "check")},
		{"collected", 1, made.records, within("evidence/a.collect.yaml", "check")},
		{"row", 1, made.rows, within("rows.jsonl", "history", "import", "rows.jsonl", "--store", "dir:store")},
		{"portfolio", 1, storyFiles(t, "portfolio.yaml"), within("portfolio.yaml", "portfolio", "dir:rows", "--to", "md", "--out", "-")},
		{"hook", 1, made.events, given("hook", "stop")},
		{"mcp", 1, made.calls, given("mcp")},
		{"template", 1, templateSamples(t), within("own.md", "report", "--template", "own.md", "--to", "md,html", "--out", "own", "--force")},
	}
}

func evidenceSamples(t *testing.T) []specimen {
	t.Helper()
	root := filepath.Join(repository, "internal", "evidence", "testdata")
	files, err := filepath.Glob(filepath.Join(root, "*", "*"))
	if err != nil || len(files) < 900 {
		t.Fatalf("%d samples, %v", len(files), err)
	}
	var list []specimen
	for _, file := range files {
		if filepath.Base(file) != "expected.tsv" {
			list = append(list, sampleOf(t, root, file))
		}
	}
	return list
}

func sampleOf(t *testing.T, root, file string) specimen {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	name, err := filepath.Rel(root, file)
	if err != nil {
		t.Fatal(err)
	}
	return specimen{filepath.ToSlash(name), data}
}

// declaredEvidence reads a file as the format that its folder is named for.
func declaredEvidence(t *testing.T) func(string, specimen, []byte) ([]string, []byte) {
	t.Helper()
	measures := map[string][]string{}
	for _, f := range evidence.Formats() {
		for _, m := range tally.Measures {
			if m.Kind == f.Kind && m.Kind != fact.Document && m.Compare == fact.NotCompared && !m.AnyUnit && m.Name != "coverage.unseen" {
				measures[f.Name] = append(measures[f.Name], fmt.Sprintf("measure: %s, target: \">= 0%s\"", m.Name, m.Unit.Name()))
			}
		}
	}
	return func(dir string, s specimen, data []byte) ([]string, []byte) {
		putDamaged(dir, s.name, data)
		format, _, _ := strings.Cut(s.name, "/")
		asked := ""
		for i, m := range measures[format] {
			asked += fmt.Sprintf("  - { id: C-%d, title: T, category: c, evidence: e, %s }\n", i, m)
		}
		if asked == "" {
			asked = "  - { id: C-1, title: T, category: c, evidence: e, measure: document.size, target: \">= 0B\" }\n"
		}
		plan := fmt.Sprintf("version: 1\nproject: P\nevidence: { e: { path: %q, format: %s } }\ncategories: [{ id: c }]\ncriteria:\n%s", s.name, format, asked)
		putDamaged(dir, "signoff.yaml", []byte(plan))
		return []string{"-C", dir, "check", "-o", "json"}, nil
	}
}

// planSamples are the packs, the plans of the examples and those of all stories.
func planSamples(t *testing.T) []specimen {
	t.Helper()
	list := storyFiles(t, "signoff.yaml")
	for _, pattern := range []string{"reports/*/signoff.yaml"} {
		files, err := filepath.Glob(filepath.Join(repository, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			list = append(list, sampleOf(t, repository, file))
		}
	}
	err := fs.WalkDir(packs.FS, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".yaml") {
			return err
		}
		data, err := packs.FS.ReadFile(name)
		list = append(list, specimen{name, data})
		return err
	})
	if err != nil || len(list) < 100 {
		t.Fatalf("%d plans, %v", len(list), err)
	}
	return list
}

// storyFiles are the files of a name in all stories.
func storyFiles(t *testing.T, name string) []specimen {
	t.Helper()
	var list []specimen
	for _, pattern := range []string{"testdata/*.txtar", "testdata/*/*.txtar"} {
		stories, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, story := range stories {
			archive, err := txtar.ParseFile(story)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range archive.Files {
				if filepath.Base(f.Name) == name && len(f.Data) > 0 {
					list = append(list, specimen{filepath.Base(story) + "/" + f.Name, f.Data})
				}
			}
		}
	}
	if len(list) == 0 {
		t.Fatalf("no story has a %s", name)
	}
	return list
}

func filesBelow(t *testing.T, suffix string, roots ...string) []specimen {
	t.Helper()
	var list []specimen
	for _, root := range roots {
		err := filepath.WalkDir(filepath.Join(repository, root), func(file string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() && strings.HasSuffix(file, suffix) {
				list = append(list, sampleOf(t, repository, file))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(list) == 0 {
		t.Fatalf("no %s below %v", suffix, roots)
	}
	return list
}

func templateSamples(t *testing.T) []specimen {
	t.Helper()
	return filesBelow(t, ".md.tmpl", "templates")
}
