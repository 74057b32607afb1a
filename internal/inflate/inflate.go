// Package inflate writes large evidence for benchmarks: inputs of known shape and
// known figures from a seed, and any sample blown up to a size. It is test
// tooling; no command imports it, and it writes nothing but what it is asked for.
package inflate

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
)

// Input is one large file that can be made.
type Input struct {
	Name   string // of the file
	Format string
	// Unit is about how many bytes one of its records takes.
	unit int
	// write writes n records and returns the figures that must come out.
	write func(w *bufio.Writer, r *rand.Rand, n int) Truth
}

// Truth is the true figures of a file, by measure.
type Truth map[string]Figure

// Figure is what a measure must show: a count, a proportion where Whole is not
// 0, or how many figures there are where Series is not 0.
type Figure struct{ Count, Part, Whole, Series int64 }

// Write makes the file, of about so many bytes; the same seed gives the same
// bytes.
func (i Input) Write(w io.Writer, seed uint64, bytes int) (Truth, error) {
	out := bufio.NewWriterSize(w, 1<<16)
	truth := i.write(out, rand.New(rand.NewPCG(seed, uint64(len(i.Name)))), max(1, bytes/i.unit))
	return truth, out.Flush()
}

// Inputs are the files of docs/performance.md.
var Inputs = []Input{
	{"results.sarif", "sarif", 690, sarif},
	{"tests.jsonl", "go-test", 210, goTest},
	{"junit.xml", "junit", 140, junit},
	{"cobertura.xml", "cobertura", 34, cobertura},
	{"lcov.info", "lcov", 16, lcov},
	{"cover.out", "go-cover", 61, goCover},
	{"bench.txt", "go-bench", 100, goBench},
	{"range.json", "prometheus-api", 19, prometheus},
}

func sarif(w *bufio.Writer, r *rand.Rand, n int) Truth {
	truth := Truth{"findings.total": {Count: int64(n)}}
	levels := []string{"error", "warning", "note"}
	io.WriteString(w, `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[`)
	for run := range 2 {
		if run > 0 {
			w.WriteByte(',')
		}
		fmt.Fprintf(w, `{"tool":{"driver":{"name":"scanner-%d","version":"1.2.3","rules":[]}},"results":[`, run)
		for i := range n/2 + run*(n%2) {
			if i > 0 {
				w.WriteByte(',')
			}
			path, line := fmt.Sprintf("src/module%d/file%d.go", r.IntN(90), r.IntN(9000)), 1+r.IntN(900)
			place := fmt.Sprintf(`{"physicalLocation":{"artifactLocation":{"uri":%q,"uriBaseId":"%%SRCROOT%%"},"region":{"startLine":%d,"startColumn":5,"endColumn":20}}}`, path, line)
			fmt.Fprintf(w, `{"ruleId":"R%d","ruleIndex":0,"level":%q,"message":{"text":"value %d of this call is not checked before its use"},"locations":[%s],"partialFingerprints":{"primary":"%x"},"codeFlows":[{"threadFlows":[{"locations":[{"location":%s}]}]}]}`,
				r.IntN(400), levels[r.IntN(len(levels))], run<<40+i, place, r.Uint64(), place)
		}
		io.WriteString(w, "]}")
	}
	io.WriteString(w, "]}\n")
	return truth
}

func goTest(w *bufio.Writer, r *rand.Rand, n int) Truth {
	failed := int64(0)
	const each = 500
	for i := range n {
		if i%each == 0 {
			fmt.Fprintf(w, "{\"Time\":\"2026-11-20T10:00:00Z\",\"Action\":\"start\",\"Package\":\"example.org/module/package%d\"}\n", i/each)
		}
		pkg, outcome := i/each, "pass"
		if r.IntN(200) == 0 {
			outcome = "fail"
			failed++
		}
		fmt.Fprintf(w, "{\"Time\":\"2026-11-20T10:00:%02dZ\",\"Action\":\"run\",\"Package\":\"example.org/module/package%d\",\"Test\":\"TestThing/case-%d\"}\n", i%60, pkg, i)
		fmt.Fprintf(w, "{\"Time\":\"2026-11-20T10:00:%02dZ\",\"Action\":%q,\"Package\":\"example.org/module/package%d\",\"Test\":\"TestThing/case-%d\",\"Elapsed\":0.%02d}\n", i%60, outcome, pkg, i, r.IntN(100))
		if i%each == each-1 || i == n-1 {
			fmt.Fprintf(w, "{\"Time\":\"2026-11-20T10:01:00Z\",\"Action\":\"pass\",\"Package\":\"example.org/module/package%d\",\"Elapsed\":1.5}\n", pkg)
		}
	}
	return Truth{"tests.total": {Count: int64(n)}, "tests.failed": {Count: failed}}
}

func junit(w *bufio.Writer, r *rand.Rand, n int) Truth {
	failed := int64(0)
	const each = 1000
	io.WriteString(w, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n")
	for i := range n {
		if i%each == 0 {
			fmt.Fprintf(w, "<testsuite name=\"org.example.Suite%d\" tests=\"%d\" timestamp=\"2026-11-20T10:00:00\">\n", i/each, min(each, n-i))
		}
		fmt.Fprintf(w, "<testcase classname=\"org.example.module.Suite%d\" name=\"case number %d holds\" time=\"0.%03d\"", i/each, i, r.IntN(1000))
		if r.IntN(150) == 0 {
			failed++
			io.WriteString(w, "><failure message=\"expected 1, found 2\" type=\"AssertionError\">at org.example.Suite.test(Suite.java:10)</failure></testcase>\n")
		} else {
			io.WriteString(w, "/>\n")
		}
		if i%each == each-1 || i == n-1 {
			io.WriteString(w, "</testsuite>\n")
		}
	}
	io.WriteString(w, "</testsuites>\n")
	return Truth{"tests.total": {Count: int64(n)}, "tests.failed": {Count: failed}}
}
