package main

import (
	"bufio"
	"cmp"
	"fmt"
	"os"
	"path/filepath"

	"signoff/internal/inflate"
)

// job is a whole run over a project that make writes.
type job struct {
	name string
	make func(dir string, seed uint64) error
	args []string
}

var jobs = []job{
	{"check: 10,000 criteria, each its own filter, SARIF of 100 MB", func(dir string, seed uint64) error {
		return project(dir, seed, "sarif", 100<<20, 10_000, func(i int) string {
			return fmt.Sprintf(`measure: findings.total, where: { rule: R%d, path: "src/module%d/*%d*" }, target: "< 1000000"`, i%400, i%90, i%100)
		})
	}, []string{"check"}},
	{"check: 1,000 criteria of benchmarks, 16,720 series", benchmarks(1000), []string{"check"}},
	{"check: 4,000 criteria of benchmarks, 16,720 series", benchmarks(4000), []string{"check"}},
	{"check: 100,000 files of 0.3 KB", manyFiles, []string{"check"}},
	{"report: 12 criteria, JUnit of 200 MB", func(dir string, seed uint64) error {
		return project(dir, seed, "junit", 200<<20, 12, asksTests)
	}, []string{"report", "--out", "reports"}},
	{"report --bundle: the same", func(dir string, seed uint64) error {
		return project(dir, seed, "junit", 200<<20, 12, asksTests)
	}, []string{"report", "--out", "reports", "--bundle", "bundle.zip"}},
	{"report: 10,000 criteria", func(dir string, seed uint64) error {
		return project(dir, seed, "junit", 1<<20, 10_000, asksTests)
	}, []string{"report", "--out", "reports"}},
}

func asksTests(i int) string {
	return fmt.Sprintf(`measure: tests.failed, target: "< %d"`, 1_000_000+i)
}

func benchmarks(criteria int) func(dir string, seed uint64) error {
	return func(dir string, seed uint64) error {
		const series, line, runs = 16_720, 100, 20
		return project(dir, seed, "go-bench", series*line*runs, criteria, func(i int) string {
			return fmt.Sprintf(`measure: benchmark.median, where: { name: "example.org/module.BenchmarkThing%d/*" }, target: "< 1 s"`, i)
		})
	}
}

// project writes one large file and so many criteria of it.
func project(dir string, seed uint64, format string, size, criteria int, ask func(i int) string) error {
	for _, input := range inflate.Inputs {
		if input.Format != format {
			continue
		}
		file, err := os.Create(filepath.Join(dir, input.Name))
		if err != nil {
			return err
		}
		_, err = input.Write(file, seed, size)
		if err := cmp.Or(err, file.Close()); err != nil {
			return err
		}
		return plan(dir, input.Name, format, criteria, ask)
	}
	return fmt.Errorf("no input of format %s", format)
}

// plan writes a signoff.yaml over one evidence.
func plan(dir, path, format string, criteria int, ask func(i int) string) error {
	file, err := os.Create(filepath.Join(dir, "signoff.yaml"))
	if err != nil {
		return err
	}
	w := bufio.NewWriter(file)
	fmt.Fprintf(w, "version: 1\nproject: Large\nevidence: { e: { path: %q, format: %s } }\ncategories: [ { id: c, title: All } ]\ncriteria:\n", path, format)
	for i := range criteria {
		fmt.Fprintf(w, "  - { id: K-%d, title: Criterion %d, category: c, evidence: e, %s }\n", i, i, ask(i))
	}
	return cmp.Or(w.Flush(), file.Close())
}

// manyFiles writes 100,000 small ones.
func manyFiles(dir string, _ uint64) error {
	if err := os.Mkdir(filepath.Join(dir, "e"), 0o700); err != nil {
		return err
	}
	for i := range 100_000 {
		text := fmt.Sprintf("<testsuite name=\"suite%d\" tests=\"2\" timestamp=\"2026-11-20T10:00:00\"><testcase classname=\"org.example.Suite%d\" name=\"one holds\" time=\"0.1\"/><testcase classname=\"org.example.Suite%d\" name=\"two holds\" time=\"0.2\"/></testsuite>\n", i, i, i)
		if err := os.WriteFile(filepath.Join(dir, "e", fmt.Sprintf("f%d.xml", i)), []byte(text), 0o600); err != nil {
			return err
		}
	}
	return plan(dir, "e/*.xml", "junit", 1, asksTests)
}

// job makes a project, runs a command in it and prints what it took.
func (b bench) job(j job, seed uint64) {
	dir, err := os.MkdirTemp(b.dir, "job")
	check(err)
	defer os.RemoveAll(dir)
	check(j.make(dir, seed))
	plan := filepath.Join(dir, "signoff.yaml")
	command := append(append([]string{b.signoff, "-C", dir}, j.args...), "--as-of", "2026-11-21T12:00:00Z")
	got := b.measure([][]string{command}, plan)[0]
	fmt.Printf("| %s | %.2f s | %d |\n", j.name, got.cpu.Seconds(), got.peak>>20)
}
