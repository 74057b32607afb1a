package tally

import (
	"fmt"
	"runtime"
	"strconv"
	"testing"

	"signoff/internal/fact"
)

// heap reports the memory that a table keeps, in bytes for each record.
func heap(b *testing.B, records int, before uint64, keep any) {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapAlloc-before)/float64(records), "kept-B/record")
	runtime.KeepAlive(keep)
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func BenchmarkCoverBlocks(b *testing.B) {
	const files, blocks = 2000, 900
	paths := make([]string, files)
	for i := range paths {
		paths[i] = "example.org/module/package/file" + strconv.Itoa(i) + ".go"
	}
	set := Compile(fact.Coverage, Everything(fact.Coverage))
	for b.Loop() {
		before := allocated()
		sink := set.Sink("cover.out")
		for _, path := range paths {
			for key := range uint64(blocks) {
				sink.File(path, "module/package", 1)
				sink.Cover(fact.Statements, key<<20|key, 3, key%3 == 0)
			}
		}
		fold := set.Fold()
		fold.Add(sink)
		for i := range set.questions {
			fold.Answer(i)
		}
		heap(b, files*blocks, before, fold)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/files/blocks, "ns/record")
}

func BenchmarkCases(b *testing.B) {
	const cases = 520_000
	names := make([]string, cases)
	for i := range names {
		names[i] = "TestSomething/case-" + strconv.Itoa(i)
	}
	set := Compile(fact.Tests, Everything(fact.Tests))
	for b.Loop() {
		before := allocated()
		sink := set.Sink("tests.json")
		var c fact.Case
		for i, name := range names {
			c = fact.Case{Line: i, Suite: "example.org/module/package", Name: name, Outcome: fact.Passed, Duration: quantityOf(int64(i%50), -2)}
			if i%100 == 0 {
				c.Outcome = fact.Failed
			}
			sink.Case(&c)
		}
		fold := set.Fold()
		fold.Add(sink)
		for i := range set.questions {
			fold.Answer(i)
		}
		heap(b, cases, before, fold)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/cases, "ns/record")
}

// BenchmarkFilters counts 300,000 findings under 10 and 10,000 filters.
func BenchmarkFilters(b *testing.B) {
	const records = 300_000
	list := make([]fact.Finding, records)
	for i := range list {
		list[i] = fact.Finding{
			Line: i, Severity: fact.Severities[i%5], Rule: "R" + strconv.Itoa(i%400),
			Path: "src/" + strconv.Itoa(i%90) + "/file" + strconv.Itoa(i%9000) + ".go", Message: "a message",
		}
	}
	for _, filters := range []int{0, 10, 10_000} {
		b.Run(fmt.Sprint(filters), func(b *testing.B) {
			questions := Everything(fact.Scanner)
			for i := range filters {
				questions = append(questions, question(b, "findings.total", fmt.Sprint("rule: R", i%400), fmt.Sprintf("path: src/%d/*%d*", i%90, i%100)))
			}
			set := Compile(fact.Scanner, questions)
			for b.Loop() {
				sink := set.Sink("x.sarif")
				for i := range list {
					sink.Finding(&list[i])
				}
				fold := set.Fold()
				fold.Add(sink)
				for i := range questions {
					fold.Answer(i)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/records, "ns/record")
		})
	}
}

func BenchmarkSamples(b *testing.B) {
	const names, runs = 10_000, 100
	set := Compile(fact.Benchmark, Everything(fact.Benchmark))
	for b.Loop() {
		before := allocated()
		sink := set.Sink("bench.txt")
		var x fact.Sample
		for i := range names {
			x = fact.Sample{Name: "BenchmarkSomething" + strconv.Itoa(i), Unit: millisecond}
			for run := range runs {
				x.Line, x.Value = i*runs+run, quantityOf(int64(run*7919%1000), -2)
				sink.Sample(&x)
			}
		}
		fold := set.Fold()
		fold.Add(sink)
		for i := range set.questions {
			fold.Answer(i)
		}
		heap(b, names*runs, before, fold)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/names/runs, "ns/record")
}
