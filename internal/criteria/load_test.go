package criteria

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"signoff/internal/fact"
	"signoff/internal/source"
	"signoff/internal/tally"
)

var update = flag.Bool("update", false, "write what Load says into testdata/err/*.out")

var formats = []FormatInfo{
	{"sarif", fact.Scanner, false}, {"bandit", fact.Scanner, false}, {"ruff", fact.Scanner, true}, {"staticcheck", fact.Scanner, true},
	{"go-cover", fact.Coverage, false}, {"redis-benchmark", fact.Benchmark, false}, {"junit", fact.Tests, false},
	{"docker-ps", fact.Health, false}, {"cyclonedx", fact.Inventory, false}, {"signoff", fact.Assessment, false}, {"document", fact.Document, false},
}

// from reads a criteria file of a folder.
func from(dir, name string) Source {
	return Source{
		Path:     name,
		ReadFile: func(path string) ([]byte, error) { return os.ReadFile(filepath.Join(dir, filepath.FromSlash(path))) },
		Packs:    os.DirFS("../../criteria"),
		Formats:  formats,
		Measures: tally.Measures,
	}
}

// of reads a criteria file from its text.
func of(text string) Source {
	return Source{
		Path: "signoff.yaml",
		ReadFile: func(path string) ([]byte, error) {
			if path == "signoff.yaml" {
				return []byte(text), nil
			}
			return nil, os.ErrNotExist
		},
		Packs:    fstest.MapFS{"base.yaml": {Data: []byte(basePack)}},
		Formats:  formats,
		Measures: tally.Measures,
	}
}

const basePack = `version: 1
categories: [{ id: security, title: Security }]
criteria:
  - { id: SEC-01, title: No high findings, category: security, evidence: sast, measure: findings.high, target: 0, blocker: true }
  - { id: SEC-02, title: No findings, category: security, evidence: sast, measure: findings.total, target: 0, why: Clean. }
`

func show(list source.List) string {
	var out strings.Builder
	for _, e := range list {
		msg := e.Error()
		if e.Level == source.Warning {
			msg = e.Pos.String() + ": warning: " + e.Msg
		}
		out.WriteString(msg + "\n" + e.Excerpt())
		if e.Hint != "" {
			out.WriteString("  hint: " + e.Hint + "\n")
		}
	}
	return out.String()
}

func TestFaults(t *testing.T) {
	files, err := filepath.Glob("testdata/err/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		t.Run(name, func(t *testing.T) {
			_, list := Load(from("testdata/err", name+".yaml"))
			got, golden := show(list), filepath.Join("testdata/err", name+".out")
			if got == "" {
				t.Fatal("nothing found")
			}
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestOK(t *testing.T) {
	files, err := filepath.Glob("testdata/ok/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			plan, list := Load(from("testdata/ok", filepath.Base(file)))
			if len(list) > 0 || plan == nil {
				t.Fatalf("found\n%s", show(list))
			}
		})
	}
}

func TestPacks(t *testing.T) {
	files, err := filepath.Glob("../../criteria/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no packs", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		in := of("version: 1\nproject: x\ninclude: " + name + "\n")
		in.Packs = os.DirFS("../../criteria")
		plan, list := Load(in)
		if len(list) > 0 {
			t.Fatalf("%s:\n%s", name, show(list))
		}
		if len(plan.Criteria) == 0 || plan.Criteria[0].Pack != name {
			t.Errorf("%s: %d criteria", name, len(plan.Criteria))
		}
	}
}
